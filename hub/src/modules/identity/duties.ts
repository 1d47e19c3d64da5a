/** What somebody did to an object that others must judge. */
export const deeds = [
  'package.create',
  'package.test',
  'package.publish',
  'deployment.create',
  'approval.request',
  'approval.approve',
  'approval.reject',
  'exception.request',
  'exception.approve',
  'erasure.request',
  'erasure.approve',
  'erasure.reject',
] as const;
export type Deed = (typeof deeds)[number];

/** One entry of an object's history. */
export interface Done {
  readonly deed: Deed;
  /** Everybody who stands behind it: the actor, and for a service token the person it answers to. */
  readonly by: readonly string[];
}
export type DutyVerdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly because: Deed; readonly code: 'separation_of_duties' };

/**
 * What one must not have done to the same object (the specification's 8.1): who made or tested it
 * does not publish it, who asked does not approve or reject, and nobody decides twice.
 */
const barredBy: Readonly<Partial<Record<Deed, readonly Deed[]>>> = {
  'package.publish': ['package.create', 'package.test'],
  'approval.approve': [
    'package.create',
    'package.publish',
    'deployment.create',
    'approval.request',
    'approval.approve',
    'approval.reject',
  ],
  'approval.reject': ['approval.request', 'approval.approve', 'approval.reject'],
  'exception.approve': ['exception.request', 'exception.approve', 'package.create'],
  'erasure.approve': ['erasure.request'],
  'erasure.reject': ['erasure.request'],
};

/**
 * May somebody do this to an object with this history? Roles have no say here: an administrator who
 * packaged does not publish either.
 */
export function separateDuties(
  deed: Deed,
  actor: { readonly id: string; readonly answersTo: string | null },
  history: readonly Done[],
): DutyVerdict {
  const own = new Set([actor.id, ...(actor.answersTo === null ? [] : [actor.answersTo])]);
  const bars = barredBy[deed] ?? [];
  const found = history.find(
    (done) => bars.includes(done.deed) && done.by.some((name) => own.has(name)),
  );
  if (found === undefined) return { allowed: true };
  return { allowed: false, because: found.deed, code: 'separation_of_duties' };
}
