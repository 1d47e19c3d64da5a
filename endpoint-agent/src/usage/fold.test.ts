import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type FoldResult,
  type Interval,
  type Scan,
  type SeenProcess,
  type UsageState,
  foldScan,
  shortBelowMs,
} from './fold.ts';

const boot = 'b'.repeat(32);

function seen(pid: number, startMs: number, more: Partial<SeenProcess> = {}): SeenProcess {
  const program = more.program ?? 'editor';
  return {
    pid,
    ppid: 1,
    startMs,
    startUncertaintyMs: 10,
    program,
    path: `/usr/bin/${program}`,
    title: null,
    subject: 's'.repeat(32),
    aliveMs: startMs,
    ...more,
  };
}
function scanAt(nowMs: number, processes: readonly SeenProcess[], more: Partial<Scan> = {}): Scan {
  const alive = processes.map((each) => ({ ...each, aliveMs: Math.max(nowMs, each.startMs) }));
  return {
    bootId: boot,
    endedMs: nowMs + 20,
    wallMs: nowMs + 20,
    processes: alive,
    exits: [],
    ...more,
  };
}
function foldAll(scans: readonly Scan[]): FoldResult & { readonly all: readonly Interval[] } {
  let result: FoldResult | undefined;
  const all: Interval[] = [];
  for (const scan of scans) {
    // Every state survives being kept as JSON, as across a restart of the agent.
    const state: UsageState | undefined = result && JSON.parse(JSON.stringify(result.state));
    result = foldScan(state, scan);
    all.push(...result.intervals);
  }
  if (!result) throw new Error('no scans');
  return { ...result, all };
}
const told = (intervals: readonly Interval[]) =>
  intervals.map(({ phase, run, endMs, endUncertaintyMs }) => ({
    phase,
    pid: run.pid,
    startMs: run.startMs,
    endMs,
    endUncertaintyMs,
  }));

describe('the fold of looks into intervals', () => {
  it('announces a program once it is ten seconds old and ends it between two looks', () => {
    const one = seen(7, 1_000);
    const { all } = foldAll([
      scanAt(2_000, [one]),
      scanAt(11_500, [one]),
      scanAt(13_500, [one]),
      scanAt(15_500, []),
    ]);
    const open = { endMs: null, endUncertaintyMs: null };
    expect(told(all)).toEqual([
      { phase: 'started', pid: 7, startMs: 1_000, ...open },
      { phase: 'ended', pid: 7, startMs: 1_000, endMs: 15_520, endUncertaintyMs: 2_020 },
    ]);
  });

  it('says nothing of a program that cannot have lived ten seconds', () => {
    const { all } = foldAll([scanAt(2_000, [seen(7, 1_000)]), scanAt(10_000, [])]);
    expect(all).toEqual([]);
  });

  it('reports a program that may have lived ten seconds and was never announced', () => {
    const { all } = foldAll([scanAt(2_000, [seen(7, 1_000)]), scanAt(12_000, [])]);
    expect(told(all)).toEqual([
      { phase: 'ended', pid: 7, startMs: 1_000, endMs: 12_020, endUncertaintyMs: 10_020 },
    ]);
  });

  it('takes the exact end from accounting, which also settles that it was short', () => {
    const exit = { pid: 7, beganWallMs: 1_000, elapsedMs: 9_000, elapsedUncertaintyMs: 20 };
    const first = scanAt(2_000, [seen(7, 1_000)]);
    expect(foldAll([first, scanAt(12_000, [], { exits: [exit] })]).all).toEqual([]);
    const long = scanAt(14_000, [], { exits: [{ ...exit, elapsedMs: 11_000 }] });
    expect(told(foldAll([first, long]).all)).toEqual([
      { phase: 'ended', pid: 7, startMs: 1_000, endMs: 12_020, endUncertaintyMs: 20 },
    ]);
  });

  it('trusts the looks where a record contradicts them, as after a sleep', () => {
    const exit = { pid: 7, beganWallMs: 1_000, elapsedMs: 50_000, elapsedUncertaintyMs: 20 };
    const scans = [scanAt(12_000, [seen(7, 1_000)]), scanAt(14_000, [], { exits: [exit] })];
    expect(told(foldAll(scans).all)[1]).toMatchObject({ endMs: 14_020, endUncertaintyMs: 2_020 });
  });

  it('passes over the record of another process that had the same id', () => {
    const later = { pid: 7, beganWallMs: 30_000, elapsedMs: 3_000, elapsedUncertaintyMs: 20 };
    const first = scanAt(2_000, [seen(7, 1_000)]);
    const { all } = foldAll([first, scanAt(60_000, [], { exits: [later] })]);
    expect(told(all)[0]).toMatchObject({ endMs: 60_020, endUncertaintyMs: 58_020 });
  });

  it('takes a reused process id for another process', () => {
    const [one, two] = [seen(7, 1_000), seen(7, 19_000)];
    const { all } = foldAll([scanAt(18_000, [one]), scanAt(20_000, [two]), scanAt(40_000, [])]);
    expect(told(all).map(({ phase, startMs }) => [phase, startMs])).toEqual([
      ['started', 1_000],
      ['ended', 1_000],
      ['ended', 19_000],
    ]);
  });

  it('begins a new interval when a process executes another program', () => {
    const { all } = foldAll([
      scanAt(12_000, [seen(7, 1_000, { program: 'launcher' })]),
      scanAt(14_000, [seen(7, 1_000, { program: 'game' })]),
      scanAt(40_000, [seen(7, 1_000, { program: 'game' })]),
      scanAt(42_000, []),
    ]);
    expect(all.map(({ phase, run, endMs }) => [phase, run.program, run.startMs, endMs])).toEqual([
      ['started', 'launcher', 1_000, null],
      ['ended', 'launcher', 1_000, 14_020],
      ['started', 'game', 12_000, null],
      ['ended', 'game', 12_000, 42_020],
    ]);
    expect(all[2]?.run.startUncertaintyMs).toBe(2_020);
  });

  it('counts workers of the same program in the interval of the first', () => {
    const master = seen(7, 1_000, { program: 'database' });
    const workers = [8, 9, 10].map((pid) => seen(pid, 2_000, { program: 'database', ppid: 7 }));
    const { all } = foldAll([
      scanAt(13_000, [master, ...workers]),
      scanAt(15_000, [master]),
      scanAt(17_000, []),
    ]);
    expect(all.map(({ phase, run }) => [phase, run.pid, run.instancesMax])).toEqual([
      ['started', 7, 4],
      ['ended', 7, 4],
    ]);
  });

  it('keeps apart what differs in title or subject', () => {
    const shell = seen(7, 1_000, { program: 'node', title: 'a.js' });
    const other = seen(8, 2_000, { program: 'node', title: 'b.js', ppid: 7 });
    const guest = seen(9, 2_000, { program: 'node', title: 'a.js', ppid: 7, subject: 'g' });
    const { all } = foldAll([scanAt(20_000, [shell, other, guest])]);
    expect(all.map(({ run }) => run.pid).toSorted((a, b) => a - b)).toEqual([7, 8, 9]);
  });

  it('lets the oldest member lead on when the first of a group ends', () => {
    const [first, second, third] = [
      seen(7, 1_000),
      seen(8, 2_000, { ppid: 7 }),
      seen(9, 3_000, { ppid: 7 }),
    ];
    const { all } = foldAll([
      scanAt(20_000, [first, second, third]),
      scanAt(
        22_000,
        [second, third].map((each) => ({ ...each, ppid: 1 })),
      ),
      scanAt(24_000, []),
    ]);
    expect(all.map(({ phase, run }) => [phase, run.pid, run.instancesMax])).toEqual([
      ['started', 7, 3],
      ['ended', 7, 3],
      ['started', 8, 2],
      ['ended', 8, 2],
    ]);
  });

  it('ends what a reboot ended, bounded by the time that the wall clock says passed', () => {
    const before = scanAt(20_000, [seen(7, 1_000)], { wallMs: 1_000_000 });
    const after = scanAt(3_000, [seen(7, 1_000)], { bootId: 'c'.repeat(32), wallMs: 1_063_020 });
    const { all } = foldAll([before, after]);
    expect(told(all)).toEqual([
      { phase: 'started', pid: 7, startMs: 1_000, endMs: null, endUncertaintyMs: null },
      { phase: 'ended', pid: 7, startMs: 1_000, endMs: 80_020, endUncertaintyMs: 60_020 },
    ]);
    expect(all[1]?.bootId).toBe(boot);
    const known = foldAll([before, { ...after, downWallMs: 1_007_000 }]).all;
    expect(told(known)[1]).toMatchObject({ endMs: 27_020, endUncertaintyMs: 7_020 });
  });
});

interface TrueProcess {
  readonly pid: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly parent: number | null; // index; of the same program when it is set
  readonly program: string;
}

/** Lives of processes: ids are reused after an end, children start while their parent lives. */
const lives = fc
  .array(
    fc.record({
      startMs: fc.double({ min: 0, max: 100_000, noNaN: true }),
      lifeMs: fc.double({ min: 1, max: 40_000, noNaN: true }),
      program: fc.constantFrom('a', 'b', 'c'),
      parent: fc.option(fc.nat({ max: 11 })),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((drafts) => {
    const all: TrueProcess[] = [];
    for (const draft of drafts.toSorted((a, b) => a.startMs - b.startMs)) {
      const older = draft.parent === null ? undefined : all[draft.parent];
      const alive = older && older.endMs > draft.startMs ? older : undefined;
      const taken = new Set(
        all.filter((each) => each.endMs + 10 > draft.startMs).map((p) => p.pid),
      );
      const pid =
        Array.from({ length: 20 }, (_, i) => i + 2).find((free) => !taken.has(free)) ?? 99;
      all.push({
        pid,
        startMs: draft.startMs,
        endMs: draft.startMs + draft.lifeMs,
        parent: alive ? all.indexOf(alive) : null,
        program: alive ? alive.program : draft.program,
      });
    }
    return all;
  });

/** When looks begin and how long each takes: from a busy agent to one that was stopped for a while. */
const looks = fc.array(
  fc.record({
    gapMs: fc.oneof(fc.integer({ min: 50, max: 4_000 }), fc.integer({ min: 4_000, max: 30_000 })),
    tookMs: fc.integer({ min: 0, max: 400 }),
    readAt: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { minLength: 2, maxLength: 60 },
);

const tick = (ms: number): number => Math.floor(ms / 10) * 10;

function simulate(
  all: readonly TrueProcess[],
  plan: readonly { gapMs: number; tookMs: number; readAt: number }[],
  accounting: boolean,
): Scan[] {
  let nowMs = 0;
  let readThroughMs = 0;
  const last = { gapMs: 200_000, tookMs: 10, readAt: 0 };
  return [...plan, last].map(({ gapMs, tookMs, readAt }) => {
    nowMs += gapMs;
    const [beganMs, readMs, endedMs] = [tick(nowMs), nowMs + tookMs * readAt, nowMs + tookMs];
    nowMs = endedMs;
    const processes = all
      .filter((each) => each.startMs <= readMs && each.endMs > readMs)
      .map((each) => {
        const startMs = tick(each.startMs);
        const ppid = each.parent === null ? 1 : (all[each.parent]?.pid ?? 1);
        const { pid, program } = each;
        return seen(pid, startMs, { program, ppid, aliveMs: Math.max(beganMs, startMs) });
      });
    const exits = all
      .filter((each) => accounting && each.endMs > readThroughMs && each.endMs <= endedMs)
      .map((each) => ({
        pid: each.pid,
        beganWallMs: tick(each.startMs),
        elapsedMs: tick(each.endMs - each.startMs),
        elapsedUncertaintyMs: 20,
      }));
    readThroughMs = endedMs;
    return { bootId: boot, endedMs: tick(endedMs) + 10, wallMs: endedMs, processes, exits };
  });
}

const runs = fc.record({ truth: lives, plan: looks, accounting: fc.boolean() });

describe('the fold, whatever the looks', () => {
  it('bounds the truth: start and end of every report lie where it says', () => {
    fc.assert(
      fc.property(runs, ({ truth, plan, accounting }) => {
        for (const { run, endMs, endUncertaintyMs } of foldAll(simulate(truth, plan, accounting))
          .all) {
          const same = truth.filter(
            (each) => each.pid === run.pid && tick(each.startMs) === run.startMs,
          );
          expect(same).toHaveLength(1);
          const [process] = same as [TrueProcess];
          expect(process.startMs).toBeGreaterThanOrEqual(run.startMs);
          expect(process.startMs).toBeLessThanOrEqual(run.startMs + run.startUncertaintyMs);
          if (endMs === null || endUncertaintyMs === null) continue;
          expect(process.endMs).toBeLessThanOrEqual(endMs);
          expect(endMs - run.startMs).toBeGreaterThanOrEqual(shortBelowMs);
          // The end is that of the process, or of a member of its group that went in the same look.
          const kin = truth.filter((each) => each.program === process.program);
          const ends = kin.filter((each) => each.endMs >= endMs - endUncertaintyMs);
          expect(ends.some((each) => each.endMs <= endMs)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('misses no program that lived ten seconds and was looked at', () => {
    fc.assert(
      fc.property(runs, ({ truth, plan, accounting }) => {
        const scans = simulate(truth, plan, accounting);
        const ended = foldAll(scans).all.filter(({ phase }) => phase === 'ended');
        for (const process of truth) {
          const looked = scans.some(({ processes }) =>
            processes.some(
              (each) => each.pid === process.pid && each.startMs === tick(process.startMs),
            ),
          );
          if (process.endMs - process.startMs < shortBelowMs || !looked) continue;
          // Every moment of it is inside an interval of its program.
          const covers = ended.filter(({ run }) => run.program === process.program);
          let coveredMs = process.startMs;
          for (const { run, endMs } of covers.toSorted((a, b) => a.run.startMs - b.run.startMs)) {
            if (run.startMs <= coveredMs) coveredMs = Math.max(coveredMs, endMs ?? 0);
          }
          expect(coveredMs).toBeGreaterThanOrEqual(process.endMs);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('tells each interval once, and its end only after its start', () => {
    fc.assert(
      fc.property(runs, ({ truth, plan, accounting }) => {
        const phases = new Map<string, string[]>();
        for (const { phase, run } of foldAll(simulate(truth, plan, accounting)).all) {
          const key = `${run.pid} ${run.startMs}`;
          phases.set(key, [...(phases.get(key) ?? []), phase]);
        }
        for (const order of phases.values()) {
          expect(['started ended', 'ended']).toContain(order.join(' '));
        }
      }),
    );
  });
});
