/** Wrong proofs so far of an account name or an address. */
export interface Attempts {
  readonly failures: number;
  readonly lastAt: Date;
}
/** From which failure on one has to wait, and how long at first. */
export interface LockoutRule {
  readonly free: number;
  readonly firstMs: number;
  readonly mostMs: number;
  /** After so long without a failure everything is forgotten. */
  readonly forgetMs: number;
}

/** An account: five tries, then 15 s, doubling to 15 minutes. Nobody is ever locked out for good. */
export const accountRule: LockoutRule = {
  free: 5,
  firstMs: 15_000,
  mostMs: 900_000,
  forgetMs: 86_400_000,
};
/** An address may belong to a whole office. */
export const addressRule: LockoutRule = { ...accountRule, free: 50 };

/** How long to wait after so many failures in a row. */
export function delayMs(failures: number, rule: LockoutRule): number {
  if (failures < rule.free) return 0;
  return Math.min(rule.mostMs, rule.firstMs * 2 ** Math.min(failures - rule.free, 30));
}

/** When the next try is allowed; undefined: now. */
export function retryAt(attempts: Attempts, now: Date, rule: LockoutRule): Date | undefined {
  const waitMs = delayMs(attempts.failures, rule);
  // Of tries at the same moment one may have looked at its clock before the one that went first.
  if (waitMs === 0) return undefined;
  const at = new Date(attempts.lastAt.getTime() + waitMs);
  return at > now ? at : undefined;
}

/** Failures that still count. */
export function countedFailures(attempts: Attempts, now: Date, rule: LockoutRule): number {
  return now.getTime() - attempts.lastAt.getTime() > rule.forgetMs ? 0 : attempts.failures;
}
