/** How a try to deliver ended. */
export type Outcome =
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'failed'; readonly reason: string };
/** What follows from it. */
export type Verdict =
  | { readonly state: 'delivered' }
  | { readonly state: 'pending'; readonly waitMs: number }
  | { readonly state: 'dead' };

/** About three days: 15 s, 30 s, 1 min … 6 h, then every 6 h. */
export const attemptsMax = 22;
const firstWaitMs = 15_000;
const waitMsMax = 6 * 3_600_000;

/** How long to wait after so many failed tries; doubling, with a tenth of chance against crowds. */
export function waitAfter(attempts: number, random: () => number): number {
  const doubled = Math.min(waitMsMax, firstWaitMs * 2 ** Math.min(attempts - 1, 20));
  return Math.round(doubled * (1 + random() / 10));
}

/** Decides on a delivery after its `attempts`-th try. Redirects are no answer: nobody follows them. */
export function afterTry(outcome: Outcome, attempts: number, random: () => number): Verdict {
  if (outcome.kind === 'answered' && outcome.status >= 200 && outcome.status < 300) {
    return { state: 'delivered' };
  }
  // Gone is the one answer that says: never again.
  if (outcome.kind === 'answered' && outcome.status === 410) return { state: 'dead' };
  if (attempts >= attemptsMax) return { state: 'dead' };
  return { state: 'pending', waitMs: waitAfter(attempts, random) };
}
