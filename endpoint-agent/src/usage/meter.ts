import type { EventBody, MeasurementBody, Moment, UsageBody } from '@eucora/protocol';
import type { AcctRead } from './accounting.ts';
import type { AcctRecord } from './acct.ts';
import { type Interval, type SeenExit, foldScan } from './fold.ts';
import type { LookResult } from './scanner.ts';
import { closeWindow, countShort, type ShortWindow, shortWindowMs } from './short-programs.ts';
import type { MeterState } from './state.ts';

/** Longer than any rounding of the two clocks, shorter than any sleep of a machine. */
const sleptMsMin = 100;

export interface Turn {
  readonly look: LookResult;
  readonly wallMs: number;
  readonly accounting: AcctRead | null;
  readonly measurements: readonly MeasurementBody[];
  readonly downWallMs?: number | undefined; // see Scan
}
export interface TurnResult {
  readonly state: MeterState;
  readonly events: readonly EventBody[];
  readonly moments: readonly Moment[]; // of the boot before, when it ended what was open
  readonly goneCount: number;
}

function usageBody({ phase, bootId, run, endMs, endUncertaintyMs }: Interval): UsageBody {
  const { pid, startMs, startUncertaintyMs, subject, program, path, title, instancesMax } = run;
  return {
    kind: 'usage',
    phase,
    bootId,
    pid,
    startMs,
    startUncertaintyMs,
    endMs,
    endUncertaintyMs,
    subject,
    program,
    path,
    title,
    instancesMax,
  };
}

function asExit(record: AcctRecord): SeenExit {
  const { pid, beganWallMs, elapsedMs, elapsedUncertaintyMs } = record;
  return { pid, beganWallMs, elapsedMs, elapsedUncertaintyMs };
}

function lastMoment({ usage }: MeterState): Moment {
  return { bootId: usage.bootId, boottimeMs: usage.endedMs, wallMs: usage.wallMs };
}

/** Statements that differ from the last ones under the same name. */
function newStatements(
  before: readonly MeasurementBody[],
  now: readonly MeasurementBody[],
): MeasurementBody[] {
  return now.filter(({ what, state, reason }) => {
    const last = before.find((each) => each.what === what);
    return last?.state !== state || last.reason !== reason;
  });
}

/** Events of a window that is full, or that another boot or a lost measurement cuts off. */
function turnWindow(
  window: ShortWindow | undefined,
  boot: { readonly same: boolean; readonly nowMs: number; readonly counting: boolean },
): { readonly window: ShortWindow; readonly events: readonly EventBody[] } {
  const fresh = { fromMs: boot.nowMs, counts: [] };
  // Counts of a boot that is over cannot be dated by this boot's clock: they are dropped, and a
  // window is short enough for that to be little.
  if (!window || !boot.same) return { window: fresh, events: [] };
  if (!boot.counting) return { window: fresh, events: closeWindow(window, boot.nowMs) };
  if (boot.nowMs - window.fromMs < shortWindowMs) return { window, events: [] };
  return { window: fresh, events: closeWindow(window, boot.nowMs) };
}

/**
 * Turns one look at the machine into events and the next state. Pure: the same state and the same
 * look give the same events, so that a repetition after a crash is recognised by its identities.
 */
export function takeTurn(before: MeterState | undefined, turn: Turn): TurnResult {
  const { look, wallMs, accounting, measurements, downWallMs } = turn;
  const { bootId, endedMs, sleptMs } = look;
  const records = accounting?.records ?? [];
  // While a machine sleeps its boot clock runs and accounting's does not, so the two cannot be added.
  const exits = Math.abs(sleptMs) < sleptMsMin ? records.map(asExit) : [];
  const { processes } = look;
  const scan = { bootId, endedMs, wallMs, processes, exits, downWallMs };
  const { state: usage, intervals, goneCount } = foldScan(before?.usage, scan);
  const same = before?.usage.bootId === bootId;
  const reported = new Set(
    intervals.flatMap(({ phase, run }) => (phase === 'ended' ? [run.pid] : [])),
  );
  const counted = before ? countShort(before.short, records, reported) : undefined;
  const boot = { same, nowMs: endedMs, counting: accounting !== null };
  const { window, events: shorts } = turnWindow(counted, boot);
  const statements = newStatements(before?.measurements ?? [], measurements);
  return {
    goneCount,
    moments: before && !same ? [lastMoment(before)] : [],
    events: [...statements, ...intervals.map(usageBody), ...shorts],
    state: {
      version: 1,
      turn: (before?.turn ?? 0) + 1,
      usage,
      short: window,
      accounting: accounting?.position ?? before?.accounting ?? null,
      measurements,
    },
  };
}
