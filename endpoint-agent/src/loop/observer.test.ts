import { join } from 'node:path';
import { decodeEvents, openName, readBatch } from '@eucora/protocol';
import { describe, expect, test, vi } from 'vitest';
import { createTimeKeeper } from '../clock/time-keeper.ts';
import { readJson } from '../files/atomic.ts';
import { drain, manualClock, openTestSpool, tempDirectory, testBoot } from '../testing/builders.ts';
import { bodiesOf, collector, dpkg, endedIn, observe, until } from '../testing/observing.ts';

describe('events of a boot of which the clock knows nothing any more', () => {
  const oldBoot = 'a1'.repeat(16);

  test('are told with what the collector remembers of it', async () => {
    await using home = await tempDirectory();
    const keeper = createTimeKeeper(manualClock());
    await using spool = await openTestSpool(join(home.path, 'spool'), { keeper });
    const past = { bootId: oldBoot, boottimeMs: 100_000, wallMs: 1_699_000_000_000 };
    let looks = 0;
    const usage = collector('usage', async () => {
      looks += 1;
      return looks === 1
        ? { items: 1, events: [endedIn(oldBoot)], moments: [past], state: { looks } }
        : { items: 1 };
    });
    await observe(home.path, [usage], () => until(() => looks > 2), { sink: spool, keeper });
    await spool.flush();
    const batches = (await drain(spool, 'ledger')).map(({ bytes }) => readBatch(bytes));
    const told = batches.flatMap((batch) => decodeEvents(batch));
    expect(told.map(({ body }) => body)).toContainEqual(endedIn(oldBoot));
    const anchors = batches.flatMap((batch) => batch.anchors);
    // The wall clock's word is a hint; nothing is claimed about real time.
    expect(anchors).toContainEqual({ ...past, loMs: 0, hiMs: null });
  });

  test('that cannot be told are left out by name, and the collector goes on', async () => {
    await using home = await tempDirectory();
    await using spool = await openTestSpool(join(home.path, 'spool'));
    let looks = 0;
    const states: unknown[] = [];
    const usage = collector('usage', async ({ state }) => {
      looks += 1;
      states.push(state);
      return { items: 1, events: [endedIn(oldBoot), endedIn(testBoot)], state: { looks } };
    });
    await observe(home.path, [usage], () => until(() => looks > 2), { sink: spool });
    expect(states.slice(0, 3)).toEqual([undefined, { looks: 1 }, { looks: 2 }]);
    await spool.flush();
    const bodies = async (lane: 'ledger' | 'urgent') =>
      (await drain(spool, lane)).flatMap(({ bytes }) =>
        decodeEvents(readBatch(bytes)).map(({ body }) => body),
      );
    expect(await bodies('ledger')).toContainEqual(endedIn(testBoot));
    const said = (await bodies('urgent')).find(({ kind }) => kind === 'security');
    expect(said).toMatchObject({
      kind: 'security',
      code: 'events_dropped',
      severity: 'warning',
    });
    expect(said).toHaveProperty('detail', expect.stringMatching(/^usage: 1 of 2 events: .*boot/));
  });
});

describe('what an observer states', () => {
  test('first the names, then a sign of life, then one full inventory, then differences', async () => {
    await using home = await tempDirectory();
    let version = '5.1';
    const collectors = [
      collector('dpkg', async () => dpkg(version)),
      collector('os', async () => ({
        items: 1,
        inventory: {
          facts: [{ section: 'os', instance: '', key: 'name', value: 'Debian' }],
          software: [],
        },
      })),
    ];
    await observe(home.path, collectors, async (sink) => {
      await until(() => sink.flushes === 1);
      version = '5.2';
      await until(() => bodiesOf(sink, 'inventory').length === 2);
      expect(sink.events.slice(0, 4).map(({ body }) => body.kind)).toEqual([
        'attestation',
        'personal_name',
        'heartbeat',
        'inventory',
      ]);
      const [full, delta] = bodiesOf(sink, 'inventory');
      expect(full).toMatchObject({ full: true, software: [{ version: '5.1' }] });
      expect(full?.facts).toHaveLength(1);
      expect(delta).toMatchObject({ full: false, baseHash: full?.hash });
      expect(delta?.removed.map((item) => item.version)).toEqual(['5.1']);
      expect(delta?.software.map((item) => item.version)).toEqual(['5.2']);
    });
    // After a clean stop it goes on with differences; after a crash it tells everything again.
    version = '5.3';
    await observe(home.path, collectors, async (sink) => {
      await until(() => bodiesOf(sink, 'inventory').length === 1);
      expect(bodiesOf(sink, 'inventory')[0]).toMatchObject({ full: false });
      expect(bodiesOf(sink, 'personal_name')).toEqual([]);
    });
    await observe(
      home.path,
      collectors,
      async (sink) => {
        await until(() => bodiesOf(sink, 'inventory').length === 1);
        expect(bodiesOf(sink, 'inventory')[0]).toMatchObject({ full: true });
      },
      { afterCrash: true },
    );
  });

  test('names of people are in no event, and open with the key of their subject alone', async () => {
    await using home = await tempDirectory();
    const subjectsSeen: string[] = [];
    const users = collector('users', async ({ subjectOfUser }) => {
      subjectsSeen.push(subjectOfUser('maria'));
      return { items: 1 };
    });
    await observe(home.path, [users], async (sink) => {
      await until(() => bodiesOf(sink, 'personal_name').length === 2);
      const [host, user] = bodiesOf(sink, 'personal_name');
      expect(host?.role).toBe('device_host');
      expect(user).toMatchObject({ role: 'device_user', subject: subjectsSeen[0] });
      expect(JSON.stringify(sink.events)).not.toMatch(/maria|lab-7/);
      const kept = await readJson(join(home.path, 'subjects.json'));
      const keys: { id: string; key: string }[] = Array.isArray(kept) ? kept : [];
      const key = keys.find(({ id }) => id === user?.subject)?.key ?? '';
      expect(user && openName(user, Buffer.from(key, 'hex'))).toBe('maria');
      expect(user?.keys).toHaveLength(2);
      expect(new Set(subjectsSeen).size).toBe(1);
    });
  });

  test('a dear collector is slowed and says so; a failing one says why and is tried again', async () => {
    await using home = await tempDirectory();
    let tries = 0;
    const dear = collector('dear', async () => ({ items: 3, childCpuMs: 50 }), {
      budget: { cpuMs: 5, wallMs: 1_000 },
    });
    const failing = collector('failing', async () => {
      tries += 1;
      throw new Error('no such bus');
    });
    await observe(home.path, [dear, failing], async (sink, observer) => {
      await until(() => bodiesOf(sink, 'collector_cost').some((cost) => cost.status === 'slowed'));
      await until(() => tries > 2);
      const costs = bodiesOf(sink, 'collector_cost');
      expect(costs.find((cost) => cost.name === 'failing')).toMatchObject({
        status: 'failed',
        detail: 'no such bus',
      });
      expect(observer.costs.find((cost) => cost.name === 'dear')).toMatchObject({
        status: 'slowed',
        items: 3,
      });
    });
  });

  test('what could not be made durable is seen again from the state before', async () => {
    await using home = await tempDirectory();
    const states: unknown[] = [];
    const counter = collector('counter', async ({ state }) => {
      states.push(state);
      const next = typeof state === 'number' ? state + 1 : 1;
      const event = { kind: 'metric', name: 'n', labels: null, value: next } as const;
      return { items: 1, events: [event], state: next };
    });
    await observe(home.path, [counter], async (sink) => {
      await until(() => bodiesOf(sink, 'metric').length >= 2);
      sink.broken = true;
      const before = bodiesOf(sink, 'metric').length;
      const looks = states.length;
      await until(() => states.length > looks + 2);
      sink.broken = false;
      await until(() => bodiesOf(sink, 'metric').length >= before + 2);
      const values = bodiesOf(sink, 'metric').map((body) => body.value);
      expect(values).toEqual(values.map((_, i) => i + 1)); // none left out, none twice
    });
    expect(states[0]).toBeUndefined();
  });

  test('undoes what a collector changed, once, at a clean stop', async () => {
    await using home = await tempDirectory();
    const stop = vi.fn<() => Promise<void>>(async () => undefined);
    const one = collector('one', async () => ({ items: 0 }), { stop });
    await observe(home.path, [one], async (sink) => {
      await until(() => sink.flushes === 1);
      expect(stop).not.toHaveBeenCalled();
    });
    expect(stop).toHaveBeenCalledTimes(1);
  });
});
