import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '../api/problem.ts';
import { CursorList } from './cursor-list.ts';
import type { ListPage, PageRequest } from './cursor-list.ts';

interface Row {
  readonly id: number;
  readonly seen: number;
}
const COVERAGE = {
  sites_total: 1,
  sites_fresh: 1,
  devices_total: 1,
  devices_fresh: 1,
  ratio: 1,
};

class Host extends EventTarget implements ReactiveControllerHost {
  readonly controllers: ReactiveController[] = [];
  readonly updateComplete = Promise.resolve(true);
  addController(controller: ReactiveController): void {
    this.controllers.push(controller);
  }
  removeController(): void {}
  requestUpdate(): void {}
  update(): void {
    for (const controller of this.controllers) controller.hostUpdate?.();
  }
  leave(): void {
    for (const controller of this.controllers) controller.hostDisconnected?.();
  }
}

/** A list of `total` numbered rows; `turn` tells fetched rows apart. */
function listOf(total: number, rest: { fail?: () => Error | undefined } = {}) {
  const host = new Host();
  const requests: PageRequest[] = [];
  const world = { subject: 'all', turn: 0, total };
  const list = new CursorList<Row, [string]>(
    host as unknown as ReactiveControllerHost & HTMLElement,
    {
      args: () => [world.subject],
      keyOf: (row) => String(row.id),
      fetch: async (_, request): Promise<ListPage<Row>> => {
        requests.push(request);
        const fault = rest.fail?.();
        if (fault !== undefined) throw fault;
        const from = Number(request.cursor ?? 0);
        const end = Math.min(world.total, from + request.limit);
        return {
          items: Array.from({ length: end - from }, (_item, index) => ({
            id: from + index,
            seen: world.turn,
          })),
          next_cursor: end < world.total ? String(end) : null,
          as_of: null,
          coverage: COVERAGE,
          total: world.total,
        };
      },
    },
  );
  host.update();
  return { host, list, requests, world };
}

describe('CursorList', () => {
  it('loads one page first and more only when they are needed', async () => {
    const { list, requests } = listOf(1000);
    await vi.waitUntil(() => list.loaded);
    expect(list.rows).toHaveLength(100);
    expect(list.total).toBe(1000);
    list.need(90);
    list.need(250);
    await vi.waitUntil(() => !list.loading);
    expect(list.rows.map((row) => row.id)).toEqual(Array.from({ length: 300 }, (_, id) => id));
    expect(requests).toHaveLength(3);
  });

  it('reaches a far row in large steps and knows the end', async () => {
    const { list, requests } = listOf(5000);
    await vi.waitUntil(() => list.loaded);
    list.need(5000);
    await vi.waitUntil(() => list.complete);
    expect(list.rows).toHaveLength(5000);
    expect(requests.length).toBeLessThan(15);
  });

  it('stops going far when the reader has turned back', async () => {
    const { list, requests } = listOf(100_000);
    await vi.waitUntil(() => list.loaded);
    list.need(100_000);
    list.need(100);
    await vi.waitUntil(() => !list.loading);
    expect(requests.length).toBeLessThan(4);
  });

  it('refreshes only the pages of the named rows, in place', async () => {
    const { list, requests, world } = listOf(1000);
    await vi.waitUntil(() => list.loaded);
    list.need(300);
    await vi.waitUntil(() => !list.loading && list.rows.length === 300);
    world.turn = 1;
    world.total = 1001;
    const before = requests.length;
    await list.refreshRows(new Set(['150']));
    expect(requests).toHaveLength(before + 1);
    expect(list.rows.map((row) => row.id)).toEqual(Array.from({ length: 300 }, (_, id) => id));
    expect(list.rows.filter((row) => row.seen === 1)).toHaveLength(100);
    expect(list.moved).toBe(true);
  });

  it('starts afresh for another subject', async () => {
    const { host, list, world } = listOf(300);
    await vi.waitUntil(() => list.loaded);
    world.subject = 'some';
    world.total = 3;
    host.update();
    await vi.waitUntil(() => list.complete);
    expect(list.rows).toHaveLength(3);
    expect(list.moved).toBe(false);
  });

  it('keeps its rows when a refresh fails, and tries again when told', async () => {
    let fault: Error | undefined;
    const { list } = listOf(300, { fail: () => fault });
    await vi.waitUntil(() => list.loaded);
    fault = new ApiError({ status: 503, code: 'unavailable', title: 'Unavailable' });
    await list.refreshRows(new Set(['1']));
    expect(list.rows).toHaveLength(100);
    expect(list.error).toBe(fault);
    fault = undefined;
    list.retry();
    list.need(200);
    await vi.waitUntil(() => list.rows.length === 200);
    expect(list.error).toBeUndefined();
  });

  it('says when nobody is signed in any more', async () => {
    const { host, list } = listOf(3, {
      fail: () => new ApiError({ status: 401, code: 'unauthenticated', title: 'Not signed in' }),
    });
    let told = false;
    host.addEventListener('eu-signed-out', () => (told = true));
    await vi.waitUntil(() => list.error !== undefined);
    expect(told).toBe(true);
  });

  it('takes no late answer for a list that was left or started afresh', async () => {
    const left = listOf(300);
    left.host.leave();
    const changed = listOf(300);
    changed.world.subject = 'some';
    changed.world.total = 2;
    changed.host.update();
    await vi.waitUntil(() => changed.list.complete);
    expect(changed.list.rows).toHaveLength(2);
    expect(left.list.loaded).toBe(false);
    expect(left.list.error).toBeUndefined();
  });
});
