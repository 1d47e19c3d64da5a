import { kindOf, type EventKind } from '@eucora/protocol';

/** Classes of data (specification 6.3): how long rows of an event stay beside their archive. */
export type RetentionClass = 'sensitive' | 'operational' | 'metrics' | 'audit';
/** Days of the hot window by class, counted from the day on which the hub received. */
export type HotDays = Readonly<Record<RetentionClass, number>>;

/**
 * Operational rows stay as long as the specification asks at least (P1: 90 to 365 days), audit ones
 * for all of it (P4: 730 days). Names (P0) are in no row, only that there was one. Raw metrics (P3)
 * lie in the archive for their 730 days, and as hourly values here.
 */
export const defaultHotDays: HotDays = {
  sensitive: 90,
  operational: 90,
  metrics: 30,
  audit: 730,
};
/** Hourly values are derived (P2). */
export const defaultRollupDays = 730;

const classes = {
  heartbeat: 'operational',
  inventory: 'operational',
  usage: 'operational',
  metric: 'metrics',
  security: 'audit',
  deployment_result: 'audit',
  personal_name: 'sensitive',
  collector_cost: 'operational',
  short_programs: 'operational',
  measurement: 'operational',
  attestation: 'audit',
} as const satisfies Record<EventKind, RetentionClass>;

/** A receiving day as it is stored: which kinds of events still have rows, and how many. */
export interface StoredDay {
  readonly day: string; // 2026-11-24, UTC
  readonly kinds: readonly { readonly kind: number; readonly events: number }[];
}
/** Rows to be dropped. */
export interface DueDrop {
  readonly day: string;
  readonly kinds: readonly number[];
  readonly events: number;
}

const dayMs = 86_400_000;

/**
 * Which kinds of which days are past their class' hot window. A kind of a newer program, which this
 * one can't class, stays for as long as the longest.
 */
export function dueDrops(days: readonly StoredDay[], hot: HotDays, now: Date): DueDrop[] {
  const today = Math.floor(now.getTime() / dayMs);
  const longest = Math.max(...Object.values(hot));
  return days.flatMap(({ day, kinds }) => {
    const age = today - Math.floor(Date.parse(`${day}T00:00:00Z`) / dayMs);
    const due = kinds.filter(({ kind }) => {
      const known = kindOf(kind);
      return age > (known === undefined ? longest : hot[classes[known]]);
    });
    if (due.length === 0) return [];
    const events = due.reduce((sum, each) => sum + each.events, 0);
    return [{ day, kinds: due.map(({ kind }) => kind), events }];
  });
}
