import type { Lane, LaneReceipt } from '@eucora/protocol';
import { limits } from '../limits.ts';

/** A segment that was handed to the broker and is not receipted. */
export interface InFlight {
  readonly atMs: number;
  readonly tries: number;
  readonly bytes: number;
}
/** Sending state of one lane of one journal. */
export interface LaneFlight {
  /** The lowest number that was not handed over on this connection. */
  next: number;
  readonly sent: Map<number, InFlight>;
  bytes: number;
  /** The broker refused: nothing before this time (process clock). */
  heldUntilMs: number;
  refusals: number;
  /** When the hub last spoke on this connection; undefined: it has not. */
  toldMs: number | undefined;
  /** When a receipt last covered something: the hub is at work, whatever waits is in its queue. */
  movedMs: number;
}
export interface LaneView {
  readonly lane: Lane;
  readonly sealedThrough: number;
  /** Compressed bytes of a held segment; undefined when it is not held. */
  readonly bytesOf: (seq: number) => number | undefined;
  /** The hub has spoken of this journal and lane. */
  readonly receipt: LaneReceipt | undefined;
  readonly flight: LaneFlight;
}
export interface LanePlan {
  readonly send: readonly number[];
  /** When to look again even if nothing happens; Infinity: only when something does. */
  readonly againMs: number;
}

export function newFlight(): LaneFlight {
  const told = { toldMs: undefined, movedMs: -Infinity };
  return { next: 1, sent: new Map(), bytes: 0, heldUntilMs: 0, refusals: 0, ...told };
}

/** How long to wait for a receipt before sending again (PROTOCOL §5). */
export function resendAfterMs(receiptDelayMs: number): number {
  return Math.max(limits.resendAfterMsMin, limits.resendDelayFactor * receiptDelayMs);
}

/**
 * The hub's credit for a lane; without its word, the bound for what is urgent (others open with
 * `windowBytesOpening`).
 */
export function windowBytes(receipt: LaneReceipt | undefined): number {
  return Math.min(receipt?.windowBytes ?? limits.windowBytesInitial, limits.windowBytesMax);
}

/** What may be in flight now, and when that changes by itself. */
interface Room {
  readonly bytes: number; // 0: nothing new; else one segment at least
  readonly againMs: number;
}

/**
 * The room for new segments. What is urgent is small and never waits for a turn. Otherwise the hub
 * deals turns: a window that it named on an earlier connection was for another hour. A lane that
 * holds little opens the conversation with all of it, one with a backlog with one segment: else a
 * thousand sites that return at once would put half a minute of work before those that never were
 * away. A window of 0 is "not now", and is asked again by one segment after a long while, in case
 * the hub's next word was lost (as a TCP sender probes a zero window, RFC 9293).
 */
function roomOf(view: LaneView, nowMs: number): Room {
  const { lane, receipt, flight } = view;
  const window = windowBytes(receipt);
  if (lane === 'urgent') return { bytes: Math.max(1, window), againMs: Infinity };
  if (flight.toldMs === undefined) {
    const opening = limits.windowBytesOpening;
    return { bytes: waitsWithin(opening, view) ? opening : 1, againMs: Infinity };
  }
  if (window > 0) return { bytes: window, againMs: Infinity };
  const probeMs = flight.toldMs + limits.zeroWindowProbeMs;
  return probeMs <= nowMs ? { bytes: 1, againMs: Infinity } : { bytes: 0, againMs: probeMs };
}

/** True while everything that this connection has not seen is no more than so many bytes. */
function waitsWithin(bytesMax: number, { flight, receipt, sealedThrough, bytesOf }: LaneView) {
  let bytes = flight.bytes;
  let seq = Math.max(flight.next, (receipt?.committedThrough ?? 0) + 1);
  for (; seq <= sealedThrough && bytes <= bytesMax; seq += 1) bytes += bytesOf(seq) ?? 0;
  return bytes <= bytesMax;
}

/**
 * What of one lane goes out now, in this order: gaps that the hub named, the first of what stayed
 * unreceipted for too long, then new segments within the window. At least one segment may be in
 * flight in any open window, or one smaller than a segment would stop a lane for ever.
 */
export function planLane(view: LaneView, nowMs: number, receiptDelayMs: number): LanePlan {
  const { flight, receipt, sealedThrough } = view;
  if (flight.heldUntilMs > nowMs) return { send: [], againMs: flight.heldUntilMs };
  const committed = receipt?.committedThrough ?? 0;
  const room = roomOf(view, nowMs);
  const gapAfterMs = Math.max(1_000, 2 * receiptDelayMs);
  const send = new Set<number>();
  let againMs = room.againMs;
  const consider = (seq: number, waitMs: number, notBeforeMs = -Infinity): void => {
    if (view.bytesOf(seq) === undefined) return;
    const sent = flight.sent.get(seq) ?? { atMs: -Infinity, tries: 1 };
    const sinceMs = Math.max(sent.atMs, notBeforeMs);
    const dueMs = sinceMs + waitMs * Math.min(2 ** (sent.tries - 1), limits.resendBackoffMax);
    if (dueMs <= nowMs) send.add(seq);
    else againMs = Math.min(againMs, dueMs);
  };
  for (const gap of receipt?.gaps ?? []) {
    const last = Math.min(gap.last, flight.next - 1, gap.first + gapLookMax);
    for (let seq = gap.first; seq <= last && send.size < sendsPerPlan; seq += 1) {
      consider(seq, gapAfterMs);
    }
  }
  const oldest = oldestMissing(flight, receipt);
  if (oldest !== undefined && !send.has(oldest)) {
    consider(oldest, resendAfterMs(receiptDelayMs), flight.movedMs);
  }
  let bytes = flight.bytes;
  for (let seq = Math.max(flight.next, committed + 1); seq <= sealedThrough; seq += 1) {
    const size = view.bytesOf(seq);
    if (size === undefined) continue; // not held: truncated or damaged; gone-segments.ts tells the hub
    const isFull = room.bytes === 0 || (bytes > 0 && bytes + size > room.bytes);
    if (isFull || send.size >= sendsPerPlan) break;
    send.add(seq);
    bytes += size;
  }
  return { send: [...send].toSorted((a, b) => a - b), againMs };
}

/**
 * Only the oldest is sent again when time is up, and the clock starts anew whenever a receipt covers
 * something (RFC 6298, 5.3): else a hub that is slow because its queue is long would be sent all of
 * that queue once more. Whatever else was lost is named by the hub as a gap.
 */
function oldestMissing(flight: LaneFlight, receipt: LaneReceipt | undefined): number | undefined {
  let oldest: number | undefined;
  for (const seq of flight.sent.keys()) {
    if ((oldest === undefined || seq < oldest) && isMissing(seq, receipt)) oldest = seq;
  }
  return oldest;
}

/** A plan is made anew after every few segments, so that an urgent one need not wait long. */
const sendsPerPlan = 16;
const gapLookMax = 256;

/** False for what the hub is known to have: below its mark, or between gaps that it named. */
function isMissing(seq: number, receipt: LaneReceipt | undefined): boolean {
  if (!receipt) return true;
  if (seq <= receipt.committedThrough) return false;
  const lastGap = receipt.gaps.at(-1);
  if (!lastGap || seq > lastGap.last) return true;
  return receipt.gaps.some((gap) => gap.first <= seq && seq <= gap.last);
}

/** Notes that a segment was handed to the broker. */
export function noteSent(flight: LaneFlight, seq: number, bytes: number, nowMs: number): void {
  const before = flight.sent.get(seq);
  if (!before) flight.bytes += bytes;
  flight.sent.set(seq, { atMs: nowMs, tries: (before?.tries ?? 0) + 1, bytes });
  flight.next = Math.max(flight.next, seq + 1);
}

/**
 * Notes that the broker did not take a segment: everything from it on goes again, in order, after a
 * pause that grows.
 */
export function noteRefused(flight: LaneFlight, seq: number, nowMs: number): void {
  for (const [number, sent] of flight.sent) {
    if (number < seq) continue;
    flight.sent.delete(number);
    flight.bytes -= sent.bytes;
  }
  flight.next = Math.min(flight.next, seq);
  flight.refusals += 1;
  flight.heldUntilMs = nowMs + Math.min(250 * 2 ** flight.refusals, 5_000);
}

/**
 * Takes a receipt: what it covers is no longer in flight. Returns the delay of the newest segment
 * that was sent once and is now receipted, if any: that is the measured receipt delay.
 */
export function noteReceipt(
  flight: LaneFlight,
  receipt: LaneReceipt,
  nowMs: number,
): number | undefined {
  let delayMs: number | undefined;
  flight.toldMs = nowMs;
  for (const [seq, sent] of flight.sent) {
    if (isMissing(seq, receipt)) continue;
    flight.movedMs = nowMs;
    if (sent.tries === 1) delayMs = nowMs - sent.atMs;
    flight.sent.delete(seq);
    flight.bytes -= sent.bytes;
  }
  return delayMs;
}

/** A new connection, or a hub that went back in time: all that is not receipted goes again. */
export function rewind(flight: LaneFlight, committedThrough: number): void {
  flight.next = committedThrough + 1;
  flight.sent.clear();
  flight.bytes = 0;
  flight.heldUntilMs = 0;
  flight.toldMs = undefined;
}
