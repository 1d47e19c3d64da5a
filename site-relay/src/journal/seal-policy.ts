import { limits } from '../limits.ts';

/** How the way to the hub looks to one lane. */
export type UplinkMood = 'idle' | 'busy' | 'unconnected' | 'none';

export interface LaneLoad {
  readonly pendingBytes: number;
  readonly pendingBatches: number;
  /**
   * When the oldest waiting batch came, 0 where a loss or a gone segment waits (refusals are the
   * sealer's); undefined: nothing waits.
   */
  readonly oldestMs: number | undefined;
  /** Compressed bytes per raw byte, as measured lately. */
  readonly ratio: number;
}
export type SealDecision =
  | { readonly seal: true }
  | { readonly seal: false; readonly inMs: number };

const lingerMs: Record<UplinkMood, number> = {
  idle: limits.sealIdleMs,
  busy: limits.sealBusyMs,
  unconnected: limits.sealBusyMs,
  none: limits.sealNoUplinkMs,
};

/** Raw bytes that are expected to compress to one full segment. */
export function rawBytesAimed(ratio: number): number {
  const aimed = (limits.segmentCompressedBytes / Math.max(ratio, 0.02)) * 0.9;
  return Math.min(limits.segmentRawBytesMax, Math.max(limits.segmentCompressedBytes / 2, aimed));
}

/**
 * Says whether a segment is worth the time that smaller ones take: not where a lane fills them one
 * after the other, since a relay that is busy has agents waiting and its wire is not the bottleneck.
 */
export function isWorthSaving(load: LaneLoad, nowMs: number): boolean {
  const isFull = load.pendingBytes >= rawBytesAimed(load.ratio);
  return !isFull || nowMs - (load.oldestMs ?? nowMs) >= limits.frugalFillMsMin;
}

/**
 * Says whether a lane's waiting batches become a segment now (PROTOCOL §5): when they fill one, or
 * when the oldest has waited long enough for the link's mood.
 */
export function decideSeal(load: LaneLoad, mood: UplinkMood, nowMs: number): SealDecision {
  if (load.oldestMs === undefined) return { seal: false, inMs: Infinity };
  if (load.pendingBytes >= rawBytesAimed(load.ratio)) return { seal: true };
  if (load.pendingBatches >= limits.segmentBatchesMax) return { seal: true };
  const leftMs = load.oldestMs + lingerMs[mood] - nowMs;
  return leftMs <= 0 ? { seal: true } : { seal: false, inMs: leftMs };
}
