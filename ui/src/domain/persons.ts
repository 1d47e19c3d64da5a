import type { Erasure, ErasureGround, ErasureState, FoundSubject } from '../api/types.ts';
import { plural } from '../format/numbers.ts';

/** What devices call the same: likely one person, which whoever reads it decides. */
export interface NamedGroup {
  readonly key: string;
  readonly name: string;
  readonly role: string;
  readonly subjects: readonly FoundSubject[];
  readonly sites: readonly string[];
  readonly intervals: number;
  readonly lastAt: string | null;
}

/** Subjects by name, persons before machines; what has no name any more is left out. */
export function groupByName(subjects: readonly FoundSubject[]): readonly NamedGroup[] {
  const named = subjects.filter(({ name }) => name !== null);
  const groups = Map.groupBy(named, ({ name, role }) => `${role} ${name?.toLowerCase()}`);
  return [...groups]
    .map(([key, own]) => ({
      key,
      name: own[0]?.name ?? '',
      role: own[0]?.role ?? '',
      subjects: own,
      sites: [...new Set(own.map(({ site_id: site }) => site))].toSorted(),
      intervals: own.reduce((sum, subject) => sum + subject.usage_intervals, 0),
      lastAt:
        own
          .map(({ usage_last_at: at }) => at ?? '')
          .toSorted()
          .at(-1) || null,
    }))
    .toSorted((a, b) => b.role.localeCompare(a.role) || a.name.localeCompare(b.name));
}

export const ERASURE_STATE = {
  requested: 'waits for approval',
  approved: 'approved',
  rejected: 'rejected',
  cancelled: 'cancelled',
  executed: 'erased at the hub',
  confirmed: 'erased everywhere',
} as const satisfies Record<ErasureState, string>;

export const ERASURE_GROUND = {
  no_longer_needed: 'No longer needed (GDPR 17 (1) a)',
  consent_withdrawn: 'Consent withdrawn (b)',
  objection: 'Objection (c)',
  unlawful: 'Unlawful processing (d)',
  legal_obligation: 'Legal obligation (e)',
  dpdp_request: 'Request under DPDP 12',
} as const satisfies Record<ErasureGround, string>;

/** How far it is, in a few words: devices that are done, of all. */
export function progressText({ whom, sites }: Pick<Erasure, 'whom' | 'sites'>): string {
  const done = (parts: readonly string[]): number => parts.filter((part) => part === 'done').length;
  const [places, devices] = [
    done(sites.map(({ state }) => state)),
    done(whom.map(({ device }) => device)),
  ];
  return `${places} of ${plural(sites.length, 'site')}, ${devices} of ${plural(whom.length, 'device')}`;
}
