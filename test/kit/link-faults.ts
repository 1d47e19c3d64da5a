import type { Random } from './random.ts';

/** What a link does to the bytes that pass. All zero and `open`: nothing. */
export interface LinkFaults {
  /** Each way, before the first byte of a piece arrives. */
  readonly delayMs: number;
  /** Up to so much more, drawn for each piece; the order stays. */
  readonly jitterMs: number;
  /** Chance that a packet is lost, which TCP shows as a wait for its retransmission. */
  readonly lossChance: number;
  /** Chance that a connection is reset, for each second of its life. */
  readonly resetChancePerSecond: number;
  /** Each way, all connections together; 0: unlimited. */
  readonly bytesPerSecond: number;
  /**
   * `partition`: nothing passes either way, nobody is told, and what was held goes on at the end.
   * `half-open`: new connections are accepted and never answered; those before go on.
   */
  readonly route: 'open' | 'partition' | 'half-open';
}

export const noFaults: LinkFaults = {
  delayMs: 0,
  jitterMs: 0,
  lossChance: 0,
  resetChancePerSecond: 0,
  bytesPerSecond: 0,
  route: 'open',
};

const packetBytes = 1_460;
/** The least a sender waits before it sends again, doubled for each loss in a row (RFC 6298). */
const retransmitMs = 200;
const lossesInARowMax = 5;

/** How long a piece takes over the link, apart from its length. */
export function transitMs(faults: LinkFaults, bytes: number, random: Random): number {
  let waitMs = faults.delayMs + faults.jitterMs * random.next();
  for (let packet = 0; packet < Math.ceil(bytes / packetBytes); packet += 1) {
    for (let lost = 0; lost < lossesInARowMax && random.chance(faults.lossChance); lost += 1) {
      waitMs += retransmitMs * 2 ** lost;
    }
  }
  return waitMs;
}

/** Tokens of a bucket, in bytes; negative while what passed is still being paid for. */
export interface Bucket {
  readonly tokens: number;
  readonly atMs: number;
}

/** A tenth of a second may pass at once. */
const burstSeconds = 0.1;

/** Takes bytes out; says how long the sender must then wait. */
export function takeTokens(
  bucket: Bucket,
  bytes: number,
  bytesPerSecond: number,
  nowMs: number,
): { readonly bucket: Bucket; readonly waitMs: number } {
  if (bytesPerSecond === 0) return { bucket: { tokens: 0, atMs: nowMs }, waitMs: 0 };
  const gained = ((nowMs - bucket.atMs) / 1_000) * bytesPerSecond;
  const tokens = Math.min(bucket.tokens + gained, burstSeconds * bytesPerSecond) - bytes;
  const waitMs = tokens >= 0 ? 0 : (-tokens / bytesPerSecond) * 1_000;
  return { bucket: { tokens, atMs: nowMs }, waitMs };
}
