import type { Lane } from '@eucora/protocol';

/** What a lane's consumer says of itself. */
export interface LaneLook {
  readonly lane: Lane;
  readonly deliveredSeq: number; // of the stream
  readonly pending: number; // not delivered
  readonly ackPending: number; // in the hub's hands
  readonly waiting: number; // fetches of the hub that wait for a message
}
/** The stream and its consumers at one moment; consumers are read first. */
export interface UplinkLook {
  readonly messages: number;
  readonly bytes: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly lanes: readonly LaneLook[];
}
/** `deaf`: the broker answers, and its JetStream does not work. */
export type Seen = UplinkLook | 'deaf' | 'absent';

/**
 * How a sick stream shows. `ahead`: a consumer was given, or the stream begins at, a number that the
 * stream has not reached: it has begun to count anew, and nothing that comes is delivered before it
 * gets there. `stalled`: the hub asks, messages are there, and none is given. `deaf`: as above.
 */
export type Sign =
  | { readonly kind: 'ahead' }
  | { readonly kind: 'deaf' }
  | { readonly kind: 'stalled'; readonly lane: Lane };
/** From mild to rough. None loses anything: relays send again what has no receipt. */
export type Remedy = 'consumers' | 'stream' | 'restart';

/** What is remembered from look to look. Times in milliseconds of a clock that never goes back. */
export interface UplinkHealth {
  readonly sign: Sign | undefined;
  readonly sinceMs: number; // of the sign
  readonly deliveredSeqs: ReadonlyMap<Lane, number>;
  readonly tried: number; // mild remedies since it was well, or since the last restart
  readonly triedMs: number;
  readonly restarts: number;
  readonly restartedMs: number;
}
export const unknownHealth: UplinkHealth = {
  sign: undefined,
  sinceMs: 0,
  deliveredSeqs: new Map(),
  tried: 0,
  triedMs: Number.NEGATIVE_INFINITY,
  restarts: 0,
  restartedMs: Number.NEGATIVE_INFINITY,
};

/** How long a sign has to stay before anything is done about it. */
const patienceMs = { ahead: 3_000, stalled: 30_000, deaf: 30_000 } as const;
/** How long a remedy is given to work. */
const settleMs = 15_000;
const mildMax = 2;
const restartEveryMsMin = 300_000;
const restartEveryMsMax = 3_600_000;
/** Well for so long: what was tried before has helped, and what comes next is another illness. */
const wellMs = 60_000;

/**
 * Judges a look at the broker's stream, and says what is to be done about it now, if anything: first
 * what is mild, then a restart of the broker, never more often than every five minutes and more and
 * more rarely.
 */
export function judgeHealth(
  before: UplinkHealth,
  seen: Seen,
  nowMs: number,
): { readonly health: UplinkHealth; readonly remedy: Remedy | undefined } {
  const sign = signOf(before, seen);
  const deliveredSeqs = deliveredOf(seen);
  if (sign === undefined) {
    const health = { ...forgetOld(before, nowMs), sign, sinceMs: nowMs, deliveredSeqs };
    return { health, remedy: undefined };
  }
  const isSame = before.sign !== undefined && keyOf(before.sign) === keyOf(sign);
  const sinceMs = isSame ? before.sinceMs : nowMs;
  const health = { ...before, sign, sinceMs, deliveredSeqs };
  const remedy = remedyOf(health, sign, nowMs);
  if (remedy === undefined) return { health, remedy };
  const after = { ...health, sinceMs: nowMs, triedMs: nowMs };
  if (remedy !== 'restart') return { health: { ...after, tried: health.tried + 1 }, remedy };
  const restarts = health.restarts + 1;
  return { health: { ...after, tried: 0, restarts, restartedMs: nowMs }, remedy };
}

/** Why nothing is delivered, for people; undefined while it is, or while that may pass by itself. */
export function illnessOf({ sign, sinceMs, triedMs }: UplinkHealth, nowMs: number) {
  if (sign === undefined) return undefined;
  const isNew = nowMs - sinceMs < patienceMs[sign.kind] && nowMs - triedMs > wellMs;
  return isNew ? undefined : wordsOf(sign);
}

/** A sign in words. */
export function wordsOf(sign: Sign): string {
  if (sign.kind === 'deaf') return 'the broker answers, but its JetStream does not work';
  if (sign.kind === 'ahead') return 'the broker has begun to count the stream UPLINK anew';
  return `the broker holds segments of lane ${sign.lane} and does not deliver them`;
}

function signOf(before: UplinkHealth, seen: Seen): Sign | undefined {
  if (seen === 'deaf') return { kind: 'deaf' };
  if (seen === 'absent') return undefined;
  const { lastSeq, firstSeq, lanes } = seen;
  if (firstSeq > lastSeq + 1 || lanes.some((lane) => lane.deliveredSeq > lastSeq)) {
    return { kind: 'ahead' };
  }
  const stuck = lanes.filter((look) => isStuck(before, look)).map((look) => look.lane);
  const known = before.sign;
  // The one that is named already stays named: its time runs.
  const isStill = known?.kind === 'stalled' && stuck.includes(known.lane);
  const lane = isStill ? known.lane : stuck[0];
  return lane === undefined ? undefined : { kind: 'stalled', lane };
}

function isStuck({ deliveredSeqs }: UplinkHealth, look: LaneLook): boolean {
  const { lane, deliveredSeq, pending, ackPending, waiting } = look;
  const couldBe = pending > 0 && ackPending === 0 && waiting > 0;
  return couldBe && deliveredSeqs.get(lane) === deliveredSeq;
}

function remedyOf(health: UplinkHealth, sign: Sign, nowMs: number): Remedy | undefined {
  const { sinceMs, triedMs, tried, restarts, restartedMs } = health;
  if (nowMs - sinceMs < patienceMs[sign.kind] || nowMs - triedMs < settleMs) return undefined;
  if (sign.kind !== 'deaf' && tried < mildMax) {
    return sign.kind === 'ahead' ? 'stream' : 'consumers';
  }
  const pauseMs = restartEveryMsMin * 2 ** Math.max(0, Math.min(restarts, 10) - 1);
  const isTooSoon = nowMs - restartedMs < Math.min(restartEveryMsMax, pauseMs);
  return isTooSoon ? undefined : 'restart';
}

function forgetOld(health: UplinkHealth, nowMs: number): UplinkHealth {
  const { tried, triedMs, restarts, restartedMs } = health;
  return {
    ...health,
    tried: nowMs - triedMs > wellMs ? 0 : tried,
    restarts: nowMs - restartedMs > 2 * restartEveryMsMax ? 0 : restarts,
  };
}

const keyOf = (sign: Sign): string => (sign.kind === 'stalled' ? sign.lane : sign.kind);

function deliveredOf(seen: Seen): ReadonlyMap<Lane, number> {
  if (typeof seen === 'string') return new Map();
  return new Map(seen.lanes.map(({ lane, deliveredSeq }) => [lane, deliveredSeq]));
}
