/** What the specification's 8.5 sets an interval for. */
export const rotationKinds = [
  'database_credentials',
  'signing_keys',
  'encryption_keys',
  'service_certificates',
  'api_keys',
] as const;
export type RotationKind = (typeof rotationKinds)[number];

const dayMs = 86_400_000;

/** The specification's 8.5, in milliseconds. Keys of connectors change as their owners say. */
export const calendarMs = {
  database_credentials: 90 * dayMs,
  signing_keys: 30 * dayMs,
  encryption_keys: 365 * dayMs,
  service_certificates: 30 * dayMs,
} as const satisfies Partial<Record<RotationKind, number>>;

/** What is known of one thing that changes by the calendar. */
export interface RotationState {
  readonly lastAt: Date;
  /** Somebody asked for it now. */
  readonly requestedAt: Date | null;
  readonly failedAt: Date | null;
  /** Since it last went well. */
  readonly failures: number;
}
export interface RotationRule {
  readonly everyMs: number; // 0: only when asked for
  /** False: only an operator can; the calendar says when. */
  readonly isAutomatic: boolean;
}
export interface RotationPlan {
  /** By the calendar; null: only when asked for. */
  readonly nextAt: Date | null;
  readonly isOverdue: boolean;
  /** Why it is to be done now; undefined: it is not. */
  readonly because: 'requested' | 'calendar' | undefined;
}

const retryMsMin = 60_000;
const retryMsMax = 6 * 3_600_000;

/** How long after a failure it is tried again: doubling from a minute to six hours. */
export function retryAfterMs(failures: number): number {
  if (failures === 0) return 0;
  return Math.min(retryMsMax, retryMsMin * 2 ** Math.min(failures - 1, 20));
}

/**
 * Says when something changes next and whether it is to be done now. A clock that was set back does
 * not put it off for longer than one interval.
 */
export function planRotation(rule: RotationRule, state: RotationState, now: Date): RotationPlan {
  const { everyMs, isAutomatic } = rule;
  const lastMs = Math.min(state.lastAt.getTime(), now.getTime());
  const nextAt = everyMs === 0 ? null : new Date(lastMs + everyMs);
  const isOverdue = nextAt !== null && nextAt <= now;
  const retryMs = (state.failedAt?.getTime() ?? 0) + retryAfterMs(state.failures);
  const mayTry = state.failures === 0 || retryMs <= now.getTime() || isAhead(state.failedAt, now);
  const wanted = state.requestedAt !== null ? 'requested' : isOverdue ? 'calendar' : undefined;
  return { nextAt, isOverdue, because: isAutomatic && mayTry ? wanted : undefined };
}

/** A failure noted in what is now the future: the clock was set back since. */
const isAhead = (at: Date | null, now: Date): boolean => at !== null && at > now;
