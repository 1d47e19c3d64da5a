import {
  intervalAt,
  likelyMs,
  type Moment,
  type TimeAnchor,
  type TimeInterval,
  type UsageBody,
} from '@eucora/protocol';

/** One interval of use, as far as it is known. Identity: (device, boot, pid, start). */
export interface UsageInterval {
  readonly deviceNo: number;
  readonly bootId: string;
  readonly pid: number;
  readonly startMs: number; // CLOCK_BOOTTIME of bootId, like endMs
  readonly subjectId: string;
  readonly program: string;
  readonly path: string | null;
  readonly title: string | null;
  readonly instancesMax: number;
  readonly startedAtMs: number; // Unix time, like endedAtMs
  readonly startUncertaintyMs: number;
  readonly startReported: boolean; // false: known only from the report of the end
  readonly end: UsageEnd | null; // null: it runs, as far as we know
}
export interface UsageEnd {
  readonly endMs: number;
  readonly endedAtMs: number;
  readonly uncertaintyMs: number;
}

/** Identity of an interval within everything. */
export function intervalKey(interval: UsageInterval): string {
  return `${interval.deviceNo}/${interval.bootId}/${interval.pid}/${interval.startMs}`;
}

/**
 * When a moment of a boot most likely was: by the clock of the report, within the anchor's bounds.
 */
export function realTimeOf(
  boottimeMs: number,
  bootId: string,
  report: Moment & TimeInterval,
  anchors: readonly TimeAnchor[],
): number {
  const anchor = anchors.find((known) => known.bootId === bootId);
  if (report.bootId === bootId) {
    const wallMs = report.wallMs - (report.boottimeMs - boottimeMs);
    return likelyMs(intervalAt(anchor ?? report, boottimeMs), wallMs);
  }
  // A boot that the batch does not tie to real time: it was over before the report was made.
  if (!anchor) return likelyMs(report, report.wallMs);
  const wallMs = anchor.wallMs - (anchor.boottimeMs - boottimeMs);
  return likelyMs(intervalAt(anchor, boottimeMs), wallMs);
}

/** The interval that one report tells of. */
export function intervalOf(
  deviceNo: number,
  body: UsageBody,
  report: Moment & TimeInterval,
  anchors: readonly TimeAnchor[],
): UsageInterval {
  const at = (boottimeMs: number): number =>
    Math.round(realTimeOf(boottimeMs, body.bootId, report, anchors));
  const end =
    body.endMs === null
      ? null
      : {
          endMs: body.endMs,
          endedAtMs: at(body.endMs),
          uncertaintyMs: body.endUncertaintyMs ?? 0,
        };
  return {
    deviceNo,
    bootId: body.bootId,
    pid: body.pid,
    startMs: body.startMs,
    subjectId: body.subject,
    program: body.program,
    path: body.path,
    title: body.title,
    instancesMax: body.instancesMax,
    startedAtMs: at(body.startMs),
    startUncertaintyMs: body.startUncertaintyMs,
    startReported: body.phase === 'started',
    end,
  };
}

/**
 * What two reports of one interval say together. The outcome depends neither on their order nor on
 * how often they come: each part is the better, greater or earlier of the two.
 */
export function mergeIntervals(a: UsageInterval, b: UsageInterval): UsageInterval {
  const start = betterStart(a, b) ? a : b;
  return {
    ...a,
    subjectId: greater(a.subjectId, b.subjectId),
    program: greater(a.program, b.program),
    path: greaterOf(a.path, b.path),
    title: greaterOf(a.title, b.title),
    instancesMax: Math.max(a.instancesMax, b.instancesMax),
    startedAtMs: start.startedAtMs,
    startUncertaintyMs: start.startUncertaintyMs,
    startReported: start.startReported,
    end: betterEnd(a.end, b.end),
  };
}

/** True when nothing differs, so that nothing needs to be written. */
export function isSameInterval(a: UsageInterval, b: UsageInterval): boolean {
  return (
    a.subjectId === b.subjectId &&
    a.program === b.program &&
    a.path === b.path &&
    a.title === b.title &&
    a.instancesMax === b.instancesMax &&
    a.startedAtMs === b.startedAtMs &&
    a.startUncertaintyMs === b.startUncertaintyMs &&
    a.startReported === b.startReported &&
    a.end?.endMs === b.end?.endMs &&
    a.end?.endedAtMs === b.end?.endedAtMs &&
    a.end?.uncertaintyMs === b.end?.uncertaintyMs
  );
}

/** A report made when it started is nearer to the start than one made when it ended. */
function betterStart(a: UsageInterval, b: UsageInterval): boolean {
  if (a.startReported !== b.startReported) return a.startReported;
  if (a.startUncertaintyMs !== b.startUncertaintyMs) {
    return a.startUncertaintyMs < b.startUncertaintyMs;
  }
  return a.startedAtMs <= b.startedAtMs;
}

function betterEnd(a: UsageEnd | null, b: UsageEnd | null): UsageEnd | null {
  if (a === null || b === null) return a ?? b;
  if (a.uncertaintyMs !== b.uncertaintyMs) return a.uncertaintyMs < b.uncertaintyMs ? a : b;
  if (a.endMs !== b.endMs) return a.endMs < b.endMs ? a : b;
  return a.endedAtMs <= b.endedAtMs ? a : b;
}

const greater = (a: string, b: string): string => (a >= b ? a : b);

function greaterOf(a: string | null, b: string | null): string | null {
  return a === null || b === null ? (a ?? b) : greater(a, b);
}
