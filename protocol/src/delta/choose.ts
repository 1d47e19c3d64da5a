/** How an artifact goes to a receiver. */
export type DeltaMethod = 'full' | 'chunks' | 'patch';

/** One way that an artifact could go. Plain data, made once for each pair. */
export interface Offer {
  readonly method: DeltaMethod;
  /** All that travels, compressed. */
  readonly bytes: number;
  /** SHA-256 of the artifact that the receiver must hold; undefined for the whole. */
  readonly base: string | undefined;
  readonly apply: ApplyCost;
}
export interface ApplyCost {
  /** Memory beyond what a receiver needs anyway, in bytes. */
  readonly memoryBytes: number;
  /** Bytes that are read, unpacked, compared or packed again; `rate` turns them into time. */
  readonly workBytes: number;
}
/** What is known of the receiver and the way to it. */
export interface Situation {
  /** SHA-256 of artifacts that it holds, from its last signed list. */
  readonly holds: ReadonlySet<string>;
  /** Memory that it has for this, in bytes. */
  readonly memoryBytesMax: number;
  /** Undefined: it goes on a stick, where only size counts. */
  readonly linkBytesPerSecond: number | undefined;
  /** How fast it works, in bytes of `workBytes` a second. */
  readonly workBytesPerSecond: number;
}
export type AsideReason = 'not_held' | 'too_much_memory' | 'not_smaller' | 'slower';
export interface Choice<T extends Offer> {
  readonly offer: T;
  /** From the first byte on the link to the last byte made; without a link only the work. */
  readonly seconds: number;
  readonly aside: readonly { readonly offer: T; readonly reason: AsideReason }[];
}

/**
 * Chooses among offers. `full` is the whole artifact as it would be published anyway; whatever
 * travels as many bytes or more is never chosen, so a plan is never larger. Of the others the one
 * that is done first wins; without a link, the smallest.
 */
export function chooseDelivery<T extends Offer>(
  full: T,
  others: readonly T[],
  situation: Situation,
): Choice<T> {
  const aside: { offer: T; reason: AsideReason }[] = [];
  let best = full;
  for (const offer of others) {
    const reason = refusal(offer, full, situation);
    if (reason !== undefined) aside.push({ offer, reason });
    else if (compare(offer, best, situation) >= 0) aside.push({ offer, reason: 'slower' });
    else {
      if (best !== full) aside.push({ offer: best, reason: 'slower' });
      best = offer;
    }
  }
  return { offer: best, seconds: secondsOf(best, situation), aside };
}

function refusal(offer: Offer, full: Offer, situation: Situation): AsideReason | undefined {
  if (offer.base !== undefined && !situation.holds.has(offer.base)) return 'not_held';
  if (offer.apply.memoryBytes > situation.memoryBytesMax) return 'too_much_memory';
  return offer.bytes >= full.bytes ? 'not_smaller' : undefined;
}

function compare(a: Offer, b: Offer, situation: Situation): number {
  if (situation.linkBytesPerSecond === undefined) return a.bytes - b.bytes;
  return secondsOf(a, situation) - secondsOf(b, situation) || a.bytes - b.bytes;
}

function secondsOf({ bytes, apply }: Offer, situation: Situation): number {
  const { linkBytesPerSecond, workBytesPerSecond } = situation;
  const travels = linkBytesPerSecond === undefined ? 0 : bytes / linkBytesPerSecond;
  return travels + apply.workBytes / workBytesPerSecond;
}
