import { type Program, descendsFrom, sameProgram } from './program.ts';

/** A program counts as used from this age on; what ends sooner is a short program. */
export const shortBelowMs = 10_000;
const uncertaintyMsMax = 0xffff_ffff; // the wire's field

/** A process as one look at the machine showed it. All times are CLOCK_BOOTTIME. */
export interface SeenProcess extends Program {
  readonly pid: number;
  readonly ppid: number;
  readonly startMs: number; // the earliest it can have started
  readonly startUncertaintyMs: number;
  readonly subject: string; // whose session
  readonly aliveMs: number; // it was certainly alive then
}
/** That a process ended, from process accounting: it lived this long, or up to the uncertainty longer. */
export interface SeenExit {
  readonly pid: number;
  readonly beganWallMs: number; // by the wall clock at its end, whole seconds
  readonly elapsedMs: number;
  readonly elapsedUncertaintyMs: number;
}
/** One look: every process that was alive, none that was not. */
export interface Scan {
  readonly bootId: string;
  readonly endedMs: number; // who is not in it was gone by then
  readonly wallMs: number;
  readonly processes: readonly SeenProcess[];
  readonly exits: readonly SeenExit[];
  /** When the boot before this one was shut down, by the wall clock; absent where nobody knows. */
  readonly downWallMs?: number | undefined;
}
/** One stretch of a process running one program; another begins when it executes another. */
export interface Run extends SeenProcess {
  readonly processStartMs: number;
  readonly leader: string; // key of the run that stands for its group; its own for a leader
  readonly announced: boolean;
  readonly instancesMax: number; // of the group, meaningful in a leader
}
export interface UsageState {
  readonly bootId: string;
  readonly endedMs: number; // of the last scan
  readonly wallMs: number;
  readonly runs: readonly Run[];
}
/** What is reported: the run lies within [startMs, endMs], each end nearer by at most its uncertainty. */
export interface Interval {
  readonly phase: 'started' | 'ended';
  readonly bootId: string;
  readonly run: Run;
  readonly endMs: number | null;
  readonly endUncertaintyMs: number | null;
}
export interface FoldResult {
  readonly state: UsageState;
  readonly intervals: readonly Interval[];
  readonly goneCount: number; // processes which ended since the scan before
}

const runKey = ({ pid, startMs }: SeenProcess): string => `${pid}:${startMs}`;
const isLeader = (run: Run): boolean => run.leader === runKey(run);

interface Bounds {
  readonly loMs: number;
  readonly hiMs: number;
}
type ExitOf = (run: Run) => SeenExit | undefined;
/** Both clocks' roundings; a reused pid belongs to a process that began later by more than that. */
const beganToleranceMs = 2_500;

/**
 * Finds a run's record: of its pid, and begun when it began. Where the wall clock was set meanwhile
 * none is found, and the looks alone bound the end.
 */
function exitFinder(exits: readonly SeenExit[], bootWallMs: number): ExitOf {
  const byPid = Map.groupBy(exits, ({ pid }) => pid);
  return ({ pid, processStartMs }) =>
    byPid
      .get(pid)
      ?.find((exit) => Math.abs(exit.beganWallMs - bootWallMs - processStartMs) < beganToleranceMs);
}
const noExit: ExitOf = () => undefined;

/** The narrowest bounds of a run's end that the scans and, where it agrees, accounting give. */
function endBounds(run: Run, goneByMs: number, exitOf: ExitOf): Bounds {
  const seen = { loMs: run.aliveMs, hiMs: Math.max(run.aliveMs, goneByMs) };
  const exit = exitOf(run);
  if (!exit) return seen;
  const { elapsedMs, elapsedUncertaintyMs } = exit;
  const earliest = run.processStartMs + elapsedMs;
  const loMs = Math.max(seen.loMs, Math.floor(earliest));
  const hiMs = Math.min(seen.hiMs, Math.ceil(earliest + elapsedUncertaintyMs));
  // Outside of what was seen it is another process's record, or the machine slept meanwhile.
  return loMs <= hiMs ? { loMs, hiMs } : seen;
}

/**
 * Ends of the leaders among the runs that are gone, where they can have lived long enough to be
 * reported at all. A leader stands for its group, so members that went in the same look count too:
 * the last of them ends the interval.
 */
function endsOf(
  bootId: string,
  gone: readonly Run[],
  goneByMs: number,
  exitOf: ExitOf,
): Interval[] {
  const groups = new Map<string, Bounds>();
  for (const run of gone) {
    const one = endBounds(run, goneByMs, exitOf);
    const all = groups.get(run.leader) ?? one;
    const loMs = Math.max(all.loMs, one.loMs);
    groups.set(run.leader, { loMs, hiMs: Math.max(all.hiMs, one.hiMs) });
  }
  return gone.filter(isLeader).flatMap((run): Interval[] => {
    const { loMs, hiMs } = groups.get(run.leader) ?? endBounds(run, goneByMs, exitOf);
    if (!run.announced && hiMs - run.startMs < shortBelowMs) return [];
    const endUncertaintyMs = Math.min(hiMs - loMs, uncertaintyMsMax);
    return [{ phase: 'ended', bootId, run, endMs: loMs + endUncertaintyMs, endUncertaintyMs }];
  });
}

/** A group whose leader is gone is led by its oldest member from now on. */
function electLeaders(runs: readonly Run[]): Run[] {
  const alive = new Set(runs.map(runKey));
  const heirs = new Map<string, string>();
  for (const run of runs) {
    if (!alive.has(run.leader) && !heirs.has(run.leader)) heirs.set(run.leader, runKey(run));
  }
  return runs.map((run) => ({ ...run, leader: heirs.get(run.leader) ?? run.leader }));
}

/** Counts who runs at once per group, and announces leaders that are old enough beyond doubt. */
function announce(bootId: string, runs: readonly Run[]): { runs: Run[]; started: Interval[] } {
  const sizes = new Map<string, number>();
  for (const { leader } of runs) sizes.set(leader, (sizes.get(leader) ?? 0) + 1);
  const started: Interval[] = [];
  const next = runs.map((run): Run => {
    if (!isLeader(run)) return run;
    const instancesMax = Math.max(run.instancesMax, sizes.get(runKey(run)) ?? 1);
    const age = run.aliveMs - run.startMs - run.startUncertaintyMs;
    const due = !run.announced && age >= shortBelowMs;
    const counted = { ...run, instancesMax, announced: run.announced || due };
    if (due) {
      started.push({ phase: 'started', bootId, run: counted, endMs: null, endUncertaintyMs: null });
    }
    return counted;
  });
  return { runs: next, started };
}

/** A process that was not known, or that now runs another program than at the look before. */
function newRun(
  seen: SeenProcess,
  seenByMs: number,
  parent: Run | undefined,
  before: Run | undefined,
): Run {
  // Two runs of one process must differ in start, which is half of their identity.
  const startMs = before ? Math.max(before.aliveMs, before.startMs + 1) : seen.startMs;
  const startUncertaintyMs = before
    ? Math.min(Math.max(0, seenByMs - startMs), uncertaintyMsMax)
    : seen.startUncertaintyMs;
  const kin = parent?.subject === seen.subject && descendsFrom(seen, parent);
  return {
    ...seen,
    startMs,
    startUncertaintyMs,
    processStartMs: seen.startMs,
    leader: kin ? parent.leader : `${seen.pid}:${startMs}`,
    announced: false,
    instancesMax: 1,
  };
}

/**
 * Everything that ended with its boot, when a scan shows another one. Nothing watched the machine
 * from the last scan until it went down; that was at its orderly shutdown, if there was one, else
 * some time before this boot.
 */
function endBoot(state: UsageState, scan: Scan): Interval[] {
  const bootWallMs = scan.wallMs - scan.endedMs;
  const downWallMs = Math.min(bootWallMs, scan.downWallMs ?? Infinity);
  const goneByMs = state.endedMs + Math.max(0, downWallMs - state.wallMs);
  const exitOf = exitFinder(scan.exits, state.wallMs - state.endedMs);
  return endsOf(state.bootId, state.runs, goneByMs, exitOf);
}

/**
 * Takes the next look at the machine. A process is known by (boot, pid, start), so that a restart of
 * the agent continues open intervals and a reused pid is another process. Processes that descend
 * from one of the same program and subject without a break (a browser's, a database's, a web
 * server's workers) are one interval, that of the first of them; `instancesMax` tells their number.
 * Invariant: whatever the times of the looks, the truth lies within the reported bounds.
 */
export function foldScan(before: UsageState | undefined, scan: Scan): FoldResult {
  const { bootId } = scan;
  if (before && before.bootId !== bootId) {
    const { state, intervals } = foldScan(undefined, { ...scan, exits: [] });
    const ended = endBoot(before, scan);
    return { state, intervals: [...ended, ...intervals], goneCount: before.runs.length };
  }
  const processKey = (pid: number, startMs: number): string => `${pid}:${startMs}`;
  const known = new Map(
    (before?.runs ?? []).map((run) => [processKey(run.pid, run.processStartMs), run]),
  );
  const exchanged: Run[] = [];
  const byPid = new Map<number, Run>();
  // Parents are not younger than their children, so they come first.
  const inOrder = scan.processes.toSorted((a, b) => a.startMs - b.startMs || a.pid - b.pid);
  for (const seen of inOrder) {
    const key = processKey(seen.pid, seen.startMs);
    const run = known.get(key);
    known.delete(key);
    if (run && sameProgram(run, seen)) {
      byPid.set(seen.pid, { ...run, aliveMs: Math.max(run.aliveMs, seen.aliveMs) });
      continue;
    }
    if (run) exchanged.push(run);
    byPid.set(seen.pid, newRun(seen, scan.endedMs, byPid.get(seen.ppid), run));
  }
  const exitOf = exitFinder(scan.exits, scan.wallMs - scan.endedMs);
  const ended = [
    // Accounting tells when a process ended, not when it began to run another program.
    ...endsOf(bootId, exchanged, scan.endedMs, noExit),
    ...endsOf(bootId, [...known.values()], scan.endedMs, exitOf),
  ];
  const { runs, started } = announce(bootId, electLeaders([...byPid.values()]));
  return {
    state: { bootId, endedMs: scan.endedMs, wallMs: scan.wallMs, runs },
    intervals: [...ended, ...started],
    goneCount: known.size,
  };
}
