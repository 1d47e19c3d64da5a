import type { Freshness, LeaseState, SiteClass } from '../api/types.ts';

/** How fresh a site or a device is, in words; never colour alone. */
export const FRESHNESS = {
  fresh: { word: 'fresh', meaning: 'heard within its expected interval' },
  late: { word: 'late', meaning: 'not heard for longer than expected; its facts may have changed' },
  dark: { word: 'dark', meaning: 'silent for longer than its lease allows; its facts are old' },
  never: { word: 'unknown', meaning: 'never heard from; nothing is known about it' },
} as const satisfies Record<Freshness, { word: string; meaning: string }>;

export const SITE_CLASS = {
  online: 'online',
  intermittent: 'intermittent',
  air_gapped: 'air-gapped',
} as const satisfies Record<SiteClass, string>;

/** The ladder a site climbs down while it hears nothing, and what it may still do on each step. */
export const LEASE_STEPS = ['FRESH', 'GRACE', 'HOLD', 'SAFE'] as const satisfies LeaseState[];
export const LEASE_MEANING = {
  FRESH: 'all actions',
  GRACE: 'only what was already signed for this site',
  HOLD: 'security fixes, rollback and revocation',
  SAFE: 'observe and meter only',
} as const satisfies Record<LeaseState, string>;

export const LANES = ['urgent', 'ledger', 'bulk'] as const;

/** The names of the roles, as a person says them. */
export function roleWords(role: string): string {
  return role.replaceAll('_', ' ');
}
