import { perCollectionItem, type CollectionChoice, type CollectionItem } from '@eucora/protocol';
import { needsConsent } from './items.ts';

/** Who said it: the site’s own setting, the one for all sites, or nobody (the product’s own). */
export const choiceSources = ['site', 'fleet', 'product'] as const;
/** Why something is off although nobody switched it off. */
export const offCauses = ['no_consent', 'depends'] as const;

/** What was said of one item. */
export interface Said {
  readonly site?: CollectionChoice | undefined;
  readonly fleet?: CollectionChoice | undefined;
  /** A consent stands, of the site or of all sites. */
  readonly consent: boolean;
}
export interface Effective {
  readonly choice: CollectionChoice;
  /** What was asked for, before consent and dependencies. */
  readonly wanted: CollectionChoice;
  readonly source: (typeof choiceSources)[number];
  readonly offBecause: (typeof offCauses)[number] | null;
}

/** An item that means nothing without another: it is off when that one is. */
export const dependsOn: Readonly<Partial<Record<CollectionItem, CollectionItem>>> = {
  'usage-persons': 'usage',
  'short-programs': 'usage',
  'user-names': 'usage-persons',
};

/**
 * What holds at a site: its own setting over the one for all sites over `on`; what needs consent is
 * off until one is on record, and what hangs on something that is off is off.
 */
export function effectiveOf(
  said: Readonly<Partial<Record<CollectionItem, Said>>>,
): Readonly<Record<CollectionItem, Effective>> {
  const found = new Map<CollectionItem, Effective>();
  const of = (item: CollectionItem): Effective => {
    const known = found.get(item);
    if (known) return known;
    const parent = dependsOn[item];
    const effective = decide(item, said[item], parent && of(parent));
    found.set(item, effective);
    return effective;
  };
  return perCollectionItem(of);
}

function decide(
  item: CollectionItem,
  said: Said | undefined,
  parent: Effective | undefined,
): Effective {
  const source = said?.site ? 'site' : said?.fleet ? 'fleet' : 'product';
  const wanted = said?.site ?? said?.fleet ?? 'on';
  const off = (offBecause: Effective['offBecause']): Effective => {
    return { choice: 'off', wanted, source, offBecause };
  };
  if (wanted === 'off') return off(null);
  if (needsConsent(item) && said?.consent !== true) return off('no_consent');
  if (parent?.choice === 'off') return off('depends');
  return { choice: wanted, wanted, source, offBecause: null };
}
