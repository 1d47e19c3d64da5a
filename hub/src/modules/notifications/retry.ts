/** How a try to deliver ended. */
export type Outcome =
  | { readonly kind: 'answered'; readonly status: number }
  /** A mail server took it, perhaps not for all. */
  | { readonly kind: 'sent'; readonly note: string | null }
  | { readonly kind: 'failed'; readonly reason: string }
  /** Trying again would change nothing. */
  | { readonly kind: 'refused'; readonly reason: string };
/** What follows from it. */
export type Verdict =
  | { readonly state: 'delivered' }
  | { readonly state: 'pending'; readonly waitMs: number }
  | { readonly state: 'dead' };

/** About three days: 15 s, 30 s, 1 min … 6 h, then every 6 h. */
export const attemptsMax = 22;
/** A mail server that is away is asked for a month, every 15 minutes in the end. */
export const mailAttemptsMax = 2_880;
const firstWaitMs = 15_000;
const waitMsMax = { webhook: 6 * 3_600_000, mail: 15 * 60_000 } as const;
export type TargetKind = keyof typeof waitMsMax;

/** How long to wait after so many failed tries; doubling, with a tenth of chance against crowds. */
export function waitAfter(
  attempts: number,
  random: () => number,
  kind: TargetKind = 'webhook',
): number {
  const doubled = Math.min(waitMsMax[kind], firstWaitMs * 2 ** Math.min(attempts - 1, 20));
  return Math.round(doubled * (1 + random() / 10));
}

/** Decides on a delivery after its `attempts`-th try. Redirects are no answer: nobody follows them. */
export function afterTry(
  outcome: Outcome,
  attempts: number,
  random: () => number,
  kind: TargetKind = 'webhook',
): Verdict {
  if (outcome.kind === 'sent') return { state: 'delivered' };
  if (outcome.kind === 'refused') return { state: 'dead' };
  if (outcome.kind === 'answered' && outcome.status >= 200 && outcome.status < 300) {
    return { state: 'delivered' };
  }
  // Gone is the one answer that says: never again.
  if (outcome.kind === 'answered' && outcome.status === 410) return { state: 'dead' };
  const isLast = attempts >= (kind === 'mail' ? mailAttemptsMax : attemptsMax);
  return isLast
    ? { state: 'dead' }
    : { state: 'pending', waitMs: waitAfter(attempts, random, kind) };
}
