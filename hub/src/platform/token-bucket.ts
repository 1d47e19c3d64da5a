/** How many requests may come at once, and how many a second for ever. */
export interface BucketRule {
  readonly capacity: number;
  readonly perSecond: number;
}
interface Bucket {
  /** Thousandths of a token, so that milliseconds add up exactly. */
  readonly thousandths: number;
  readonly atMs: number;
}

const whole = 1_000;

/**
 * Takes one token. A clock that was set back gives nothing and takes nothing.
 * @returns the bucket afterwards, and how long to wait for a token when there was none (else 0)
 */
export function takeToken(
  before: Bucket | undefined,
  rule: BucketRule,
  nowMs: number,
): { readonly bucket: Bucket; readonly waitMs: number } {
  const elapsedMs = before === undefined ? 0 : Math.max(0, nowMs - before.atMs);
  const full = rule.capacity * whole;
  const thousandths = Math.min(full, (before?.thousandths ?? full) + elapsedMs * rule.perSecond);
  if (thousandths >= whole) {
    return { bucket: { thousandths: thousandths - whole, atMs: nowMs }, waitMs: 0 };
  }
  const waitMs = Math.ceil((whole - thousandths) / rule.perSecond);
  return { bucket: { thousandths, atMs: nowMs }, waitMs };
}

/**
 * Buckets by key. At most `keysMax` are kept: the one that was used longest ago goes, and whoever
 * it was begins with a full one, which is the error on the side of letting in.
 */
export class Buckets {
  readonly #buckets = new Map<string, Bucket>();
  readonly #keysMax: number;

  constructor(keysMax: number) {
    this.#keysMax = keysMax;
  }

  /** Milliseconds to wait; 0: go on. */
  take(key: string, rule: BucketRule, nowMs: number): number {
    const { bucket, waitMs } = takeToken(this.#buckets.get(key), rule, nowMs);
    this.#keep(key, bucket);
    return waitMs;
  }

  /** How long `take` would say to wait, without taking. */
  wait(key: string, rule: BucketRule, nowMs: number): number {
    return takeToken(this.#buckets.get(key), rule, nowMs).waitMs;
  }

  #keep(key: string, bucket: Bucket): void {
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > this.#keysMax && oldest !== undefined) this.#buckets.delete(oldest);
  }
}
