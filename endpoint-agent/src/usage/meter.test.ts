import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { nobody, type MeasurementBody, type UsageBody } from '@eucora/protocol';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { everyWish } from '../collection/rules.ts';
import type { CollectContext } from '../collectors/contract.ts';
import type { AcctRecord } from './acct.ts';
import { createUsageCollector } from './index.ts';
import { takeTurn, type Turn } from './meter.ts';
import { shortWindowMs } from './short-programs.ts';
import { type MeterState, readMeterState } from './state.ts';

const bootId = 'b'.repeat(32);
const measured: MeasurementBody = {
  kind: 'measurement',
  what: 'short_programs',
  state: 'measured',
  reason: null,
};
const position = { path: '/acct', inode: '1', offset: 0 };

function record(command: string, more: Partial<AcctRecord> = {}): AcctRecord {
  return {
    command,
    pid: 500,
    uid: 0,
    beganWallMs: 0,
    elapsedMs: 50,
    elapsedUncertaintyMs: 20,
    executed: true,
    ...more,
  };
}
function turnAt(endedMs: number, more: Partial<Turn> & { records?: AcctRecord[] } = {}): Turn {
  const look = { bootId, endedMs, sleptMs: 0, processes: [], ...more.look };
  const accounting = { position, records: more.records ?? [] };
  return { wallMs: endedMs, accounting, measurements: [measured], ...more, look };
}
function play(turns: readonly Turn[]) {
  let state: MeterState | undefined;
  const events = turns.map((turn) => {
    const result = takeTurn(readMeterState(JSON.parse(JSON.stringify(state ?? null))), turn);
    state = result.state;
    return result.events;
  });
  return { state, events };
}

describe('a turn of the meter', () => {
  it('remembers the boot before for whoever keeps the clock, as far as a look saw it', () => {
    const next = 'c'.repeat(32);
    const look = { bootId: next, endedMs: 500, sleptMs: 0, processes: [] };
    const { state } = play([turnAt(4_000, { wallMs: 1_004_000 })]);
    const same = takeTurn(state, turnAt(6_000));
    expect(same.moments).toEqual([]);
    const rebooted = takeTurn(state, turnAt(500, { look }));
    expect(rebooted.moments).toEqual([{ bootId, boottimeMs: 4_000, wallMs: 1_004_000 }]);
  });

  it('states what is measured once, and again when that changes', () => {
    const lost: MeasurementBody = { ...measured, state: 'unmeasured', reason: 'no' };
    const { events } = play([
      turnAt(1_000),
      turnAt(3_000),
      turnAt(5_000, { measurements: [lost] }),
      turnAt(7_000, { measurements: [lost] }),
    ]);
    expect(events).toEqual([[measured], [], [lost], []]);
  });

  it('counts short programs in windows that follow each other', () => {
    const { events, state } = play([
      turnAt(1_000),
      turnAt(3_000, { records: [record('ls'), record('git')] }),
      turnAt(1_000 + shortWindowMs, { records: [record('ls')] }),
      turnAt(3_000 + shortWindowMs, { records: [record('tar')] }),
    ]);
    const window = { fromMs: 1_000, toMs: 1_000 + shortWindowMs };
    expect(events[2]).toEqual([
      { kind: 'short_programs', program: 'ls', count: 2, ...window },
      { kind: 'short_programs', program: 'git', count: 1, ...window },
    ]);
    expect(state?.short).toEqual({ fromMs: window.toMs, counts: [['tar', 1]] });
  });

  it('reports at once what was counted when accounting is lost', () => {
    const lost = { ...turnAt(5_000), accounting: null };
    const { events, state } = play([
      turnAt(1_000),
      turnAt(3_000, { records: [record('ls')] }),
      lost,
    ]);
    expect(events[2]).toEqual([
      { kind: 'short_programs', program: 'ls', count: 1, fromMs: 1_000, toMs: 5_000 },
    ]);
    expect(state?.short).toEqual({ fromMs: 5_000, counts: [] });
  });

  it('does not add the clock of accounting to that of a boot which slept', () => {
    const process = {
      pid: 500,
      ppid: 1,
      startMs: 1_000,
      startUncertaintyMs: 10,
      program: 'editor',
      path: '/usr/bin/editor',
      title: null,
      subject: 's',
      aliveMs: 20_000,
    };
    const alive = turnAt(20_000, { look: { ...turnAt(20_000).look, processes: [process] } });
    const records = [record('editor', { beganWallMs: 1_000, elapsedMs: 20_000 })];
    const gone = (sleptMs: number) =>
      turnAt(30_000, { records, look: { ...turnAt(30_000).look, sleptMs } });
    const end = (turn: Turn) => play([alive, turn]).events[1]?.[0];
    expect(end(gone(0))).toMatchObject({ phase: 'ended', endMs: 21_020, endUncertaintyMs: 20 });
    expect(end(gone(8_000))).toMatchObject({ endMs: 30_000, endUncertaintyMs: 10_000 });
  });
});

describe('the state of the meter', () => {
  it('is nothing when it is not as written', () => {
    fc.assert(fc.property(fc.jsonValue(), (kept) => readMeterState(kept) === undefined));
    const { state } = play([turnAt(1_000)]);
    expect(readMeterState(state)).toEqual(state);
    expect(readMeterState({ ...state, version: 2 })).toBeUndefined();
    expect(readMeterState({ ...state, usage: { runs: [{}] } })).toBeUndefined();
  });
});

describe.skipIf(process.platform !== 'linux')('the collector of usage on this machine', () => {
  const context = (state: unknown, wish = everyWish): CollectContext => ({
    now: () => ({ bootId, boottimeMs: 0, wallMs: Date.now() }),
    subjectOfUser: () => 'a'.repeat(32),
    wish,
    state,
    signal: AbortSignal.timeout(30_000),
  });
  const started = (events: readonly { kind: string }[] | undefined) =>
    (events ?? []).filter(({ kind }) => kind === 'usage').length;

  it('tells once what runs, also across a restart, and anew when that was not kept', async () => {
    const first = createUsageCollector({ platform: 'linux', accounting: 'off' });
    const told = await first.collect(context(undefined));
    expect(told.events).toContainEqual(
      expect.objectContaining({ kind: 'usage', phase: 'started', pid: 1, subject: 'a'.repeat(32) }),
    );
    expect(told.events).toContainEqual(
      expect.objectContaining({ what: 'short_programs', state: 'unmeasured' }),
    );
    const kept: unknown = JSON.parse(JSON.stringify(told.state));
    const repeats = (events: readonly object[] | undefined) =>
      (events ?? []).filter((event) => 'pid' in event && event.pid === 1);
    const second = createUsageCollector({ platform: 'linux', accounting: 'off' });
    expect(repeats((await second.collect(context(kept))).events)).toEqual([]);
    // The first one's state was lost: what it told then never became durable.
    expect(started((await first.collect(context(undefined))).events)).toBeGreaterThan(0);
  });

  it('tells of a program that lives over ten seconds, with bounds that hold', async () => {
    const collector = createUsageCollector({ platform: 'linux', accounting: 'off' });
    const uptimeMs = () => Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * 1000;
    let state: unknown;
    await collector.collect(context(state));
    const beganMs = uptimeMs();
    const child = spawn('sleep', ['10.5']);
    const exited = new Promise<number>((resolve) => {
      child.once('exit', () => resolve(uptimeMs()));
    });
    const told: UsageBody[] = [];
    const look = async () => {
      const result = await collector.collect(context(state));
      state = result.state ?? state;
      for (const event of result.events ?? []) {
        if (event.kind === 'usage' && event.pid === child.pid) told.push(event);
      }
      return told.at(-1)?.phase === 'ended';
    };
    await vi.waitUntil(look, { timeout: 25_000, interval: 1_500 });
    await collector.stop?.();
    // The collector may see in /proc that it is gone before the event loop hears of its exit.
    const endedMs = await exited;
    const [ended] = told.slice(-1);
    expect(ended).toMatchObject({ program: 'sleep', title: null, instancesMax: 1 });
    expect(Math.abs((ended?.startMs ?? 0) - beganMs)).toBeLessThan(1_000);
    expect(ended?.endMs).toBeGreaterThanOrEqual(endedMs - 500);
    expect((ended?.endMs ?? 0) - (ended?.endUncertaintyMs ?? 0)).toBeLessThanOrEqual(endedMs);
  });

  it('reads of nobody whose programs they are once that is not wished for', async () => {
    const collector = createUsageCollector({ platform: 'linux', accounting: 'off' });
    const first = await collector.collect(context(undefined));
    expect(JSON.stringify(first)).toContain('a'.repeat(32));
    const nothing = { persons: false, places: false, shortPrograms: false };
    const asked = { ...context(first.state, nothing), subjectOfUser: () => expect.fail('asked') };
    await collector.collect(asked);
    // What it goes on with names nobody either, and what runs is not told twice for that.
    await collector.stop?.();
    const again = await collector.collect({ ...asked, state: first.state });
    expect(started(again.events)).toBeLessThan(started(first.events) / 4);
    await collector.stop?.();
    const { events, state } = await collector.collect({ ...asked, state: undefined });
    expect(started(events)).toBeGreaterThan(0);
    for (const event of events ?? []) {
      if (event.kind !== 'usage') continue;
      expect(event).toMatchObject({ subject: nobody, path: null, title: null });
    }
    expect(JSON.stringify([again.state ?? '', state])).not.toContain('a'.repeat(32));
  });

  it('says on other platforms that it measures nothing, once', async () => {
    const collector = createUsageCollector({ platform: 'win32' });
    const told = await collector.collect(context(undefined));
    expect(told.events?.map((event) => 'state' in event && event.state)).toEqual([
      'unmeasured',
      'unmeasured',
    ]);
    expect((await collector.collect(context(told.state))).events).toEqual([]);
  });
});
