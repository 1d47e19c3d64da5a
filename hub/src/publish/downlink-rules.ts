/** Place of a document in the order that receivers compare: epoch first, then generation. */
export interface Place {
  readonly epoch: number;
  readonly generation: number;
}
/** What to do about a downlink subject. */
export type DownlinkStep =
  | 'publish' // the broker has nothing, or something older
  | 'none' // it has exactly this
  | 'behind'; // it has something newer than the database remembers giving out

/**
 * Compares the newest document of the database with what the broker holds for the subject. A broker
 * that is ahead means that the database was restored from a backup or lost a failover: receivers
 * may have seen what it no longer knows of.
 */
export function downlinkStep(own: Place | undefined, broker: Place | undefined): DownlinkStep {
  if (!broker) return own ? 'publish' : 'none';
  if (!own) return 'behind';
  const order = own.epoch - broker.epoch || own.generation - broker.generation;
  if (order === 0) return 'none';
  return order > 0 ? 'publish' : 'behind';
}

const behindEveryMs = 3_000;

/**
 * When a site may be told again: at most four times a second, and a tenth of the time at most. A site
 * with a backlog hears of its progress less often; new credit waits for nothing.
 */
export function paceMs(lastTookMs: number, isBehind: boolean): number {
  return Math.max(isBehind ? behindEveryMs : 250, 10 * lastTookMs);
}
