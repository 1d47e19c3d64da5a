import { count } from '../format/numbers.ts';
import type { CollectionChoice, CollectionItem, SiteCollectionItem } from '../api/types.ts';

export const CHOICE_WORDS = {
  on: 'collected',
  minimised: 'minimised',
  off: 'not collected',
} as const satisfies Record<CollectionChoice, string>;

export const SOURCE_WORDS = {
  site: 'set for this site',
  fleet: 'set for all sites',
  product: 'as the product comes',
} as const satisfies Record<CollectionItem['source'], string>;

const BASIS_WORDS = {
  contract: 'contract',
  legal_obligation: 'legal obligation',
  legitimate_interests: 'legitimate interests',
  consent: 'consent',
  not_personal: 'not personal',
} as const satisfies Record<CollectionItem['basis'], string>;

export function basisWords(basis: CollectionItem['basis']): string {
  return BASIS_WORDS[basis];
}

/** Why something is off although nobody switched it off; null: nothing is to be said. */
export function offReason({ off_because: because }: CollectionItem): string | null {
  if (because === 'no_consent') return 'waits for a consent';
  return because === 'depends' ? 'hangs on something that is off' : null;
}

/** What a change means, in plain words: what stops, or what begins again. */
export function changeWords(item: CollectionItem, choice: CollectionChoice): string {
  if (choice === 'off') return item.when_off;
  if (choice === 'minimised') return item.when_minimised ?? '';
  return `Collected from then on: ${item.collects}.`;
}

/** How many devices do what holds. */
export function enforcementWords(
  { devices_enforcing: enforcing }: Pick<SiteCollectionItem, 'devices_enforcing'>,
  devices: number,
): string {
  if (devices === 0) return 'no devices yet';
  return `${count(enforcing)} of ${count(devices)} devices`;
}
