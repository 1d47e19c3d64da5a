import {
  collectionItemNames,
  collectionOfText,
  collectionText,
  perCollectionItem,
  type CollectionItem,
} from '@eucora/protocol';
import type { Queryable } from '../../../platform/db.ts';
import { effectiveOf, type Effective, type Said } from './effective.ts';
import {
  selectSaid,
  sitesToTell,
  type ConsentRow,
  type SaidRows,
  type WordCount,
} from './store.ts';

export interface ItemState extends Effective {
  readonly item: CollectionItem;
  /** The consent that stands: the site's own, else that of all sites. */
  readonly consent: ConsentRow | undefined;
}

/** What holds at a site (null: where nothing of its own was said), of what was said. */
export function stateOf(said: SaidRows, siteId: string | null): readonly ItemState[] {
  const choiceOf = (site: string | null, item: CollectionItem) =>
    said.settings.find((row) => row.siteId === site && row.item === item)?.choice;
  const consentOf = (item: CollectionItem): ConsentRow | undefined => {
    const standing = said.consents.filter((row) => row.item === item);
    const own = siteId === null ? undefined : standing.find((row) => row.siteId === siteId);
    return own ?? standing.find((row) => row.siteId === null);
  };
  const entries = collectionItemNames.map((item): [CollectionItem, Said] => {
    const site = siteId === null ? undefined : choiceOf(siteId, item);
    const consent = consentOf(item) !== undefined;
    return [item, { site, fleet: choiceOf(null, item), consent }];
  });
  const effective = effectiveOf(Object.fromEntries(entries));
  return collectionItemNames.map((item) => ({
    item,
    ...effective[item],
    consent: consentOf(item),
  }));
}

function textOf(said: SaidRows, siteId: string | null): string {
  const choices = new Map(stateOf(said, siteId).map(({ item, choice }) => [item, choice]));
  return collectionText(perCollectionItem((item) => choices.get(item) ?? 'off'));
}

/** Sites that are to be told what holds there, in the plain words of their next document. */
export async function collectionToTell(
  db: Queryable,
): Promise<{ readonly siteId: string; readonly content: string }[]> {
  const said = await selectSaid(db);
  const rows = [...said.settings, ...said.consents];
  const own = new Set(rows.flatMap(({ siteId }) => (siteId === null ? [] : [siteId])));
  const texts = [...own].map((siteId) => [siteId, textOf(said, siteId)] as const);
  return sitesToTell(db, textOf(said, null), Object.fromEntries(texts));
}

/** How many devices there are, and how many say of each item what holds. */
export interface Enforcement {
  readonly devices: number;
  /** They collect exactly what holds. */
  readonly whole: number;
  readonly of: Readonly<Record<CollectionItem, number>>;
}

export function enforcementOf(
  state: readonly ItemState[],
  counts: readonly WordCount[],
): Enforcement {
  const of = perCollectionItem(() => 0);
  let [devices, whole] = [0, 0];
  for (const { settings, devices: count } of counts) {
    devices += count;
    if (settings === null) continue;
    const said = collectionOfText(settings);
    const kept = state.filter(({ item, choice }) => said[item] === choice);
    for (const { item } of kept) of[item] += count;
    if (kept.length === state.length) whole += count;
  }
  return { devices, whole, of };
}
