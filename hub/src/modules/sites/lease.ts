import type { SiteClass } from '@eucora/protocol';

export const leaseStates = ['FRESH', 'GRACE', 'HOLD', 'SAFE'] as const;
/**
 * FRESH: every action. GRACE: only what was already signed for this site and ring. HOLD: security,
 * rollback and revocation. SAFE: observe and meter.
 */
export type LeaseState = (typeof leaseStates)[number];
export interface Lease {
  readonly state: LeaseState;
  readonly since: Date;
  readonly nextState: LeaseState | null; // null: SAFE lasts until the next contact
  readonly nextAt: Date | null;
}

const dayMs = 86_400_000;

/** How long after its last contact a site leaves FRESH, GRACE and HOLD, in ms. */
export const leaseEndsMs = {
  online: [1 * dayMs, 7 * dayMs, 30 * dayMs],
  intermittent: [14 * dayMs, 45 * dayMs, 90 * dayMs],
  air_gapped: [60 * dayMs, 120 * dayMs, 365 * dayMs],
} as const satisfies Record<SiteClass, readonly [number, number, number]>;

/** What a site may do on what it knows, `now`, when contact was last had at `renewedAt`. */
export function leaseOf(siteClass: SiteClass, renewedAt: Date, now: Date): Lease {
  const ends = leaseEndsMs[siteClass];
  const ageMs = now.getTime() - renewedAt.getTime();
  const index = ends.filter((endMs) => ageMs >= endMs).length;
  const at = (ms: number): Date => new Date(renewedAt.getTime() + ms);
  const beganMs = index === 0 ? 0 : (ends[index - 1] ?? 0);
  const endMs = ends[index];
  return {
    state: leaseStates[index] ?? 'SAFE',
    since: at(beganMs),
    nextState: leaseStates[index + 1] ?? null,
    nextAt: endMs === undefined ? null : at(endMs),
  };
}
