import { isChoiceOf, type CollectionChoice, type CollectionItem } from '@eucora/protocol';
import type { Database, Tx } from '../../../platform/db.ts';
import { ConflictError, InvalidError, NotFoundError } from '../../../platform/errors.ts';
import { audit } from '../../audit/index.ts';
import { findSite } from '../../sites/index.ts';
import { needsConsent } from './items.ts';
import {
  insertConsent,
  lockSettings,
  putSetting,
  takeSetting,
  withdrawConsentOf,
} from './store.ts';

export interface CollectionDeps {
  readonly db: Database;
  readonly now: () => Date;
}
/** An item at a site; null: at every site that says nothing of its own. */
export interface CollectionPlace {
  readonly siteId: string | null;
  readonly item: CollectionItem;
}

const everywhere = 'all sites';

function subjectOf({ siteId }: CollectionPlace): string {
  return siteId ?? everywhere;
}

function detailOf({ siteId, item }: CollectionPlace, more: Readonly<Record<string, unknown>>) {
  return { ...(siteId !== null && { site: siteId }), item, ...more };
}

async function begin(tx: Tx, { siteId }: CollectionPlace): Promise<void> {
  await lockSettings(tx);
  if (siteId !== null && !(await findSite(tx, siteId))) throw new NotFoundError('site', siteId);
}

/**
 * Says what of an item is collected; null takes the site's own word back. What sites are told follows
 * from it within a second. @throws NotFoundError | InvalidError for a choice that the item hasn't
 */
export async function setCollection(
  { db, now }: CollectionDeps,
  place: CollectionPlace,
  choice: CollectionChoice | null,
  actor: string,
): Promise<void> {
  const { siteId, item } = place;
  if (choice !== null && !isChoiceOf(item, choice)) {
    throw new InvalidError(`"${item}" can be on or off, not ${String(choice)}.`, {
      code: 'no_such_choice',
    });
  }
  await db.transaction(async (tx) => {
    await begin(tx, place);
    const before =
      choice === null
        ? await takeSetting(tx, siteId, item)
        : await putSetting(tx, { ...place, choice, changedBy: actor, changedAt: now() });
    const detail = detailOf(place, { before: before ?? null, after: choice });
    await audit(tx, { actor, action: 'collection.set', subject: subjectOf(place), detail });
  });
}

/**
 * Puts on record that the persons concerned agreed, and by what. @throws NotFoundError, InvalidError
 * where nobody has to agree, ConflictError where a consent stands
 */
export async function recordConsent(
  { db, now }: CollectionDeps,
  place: CollectionPlace,
  ground: string,
  actor: string,
): Promise<void> {
  if (!needsConsent(place.item)) {
    throw new InvalidError(`"${place.item}" does not rest on consent; set it on or off instead.`, {
      code: 'needs_no_consent',
    });
  }
  await db.transaction(async (tx) => {
    await begin(tx, place);
    const row = { ...place, ground, recordedBy: actor, recordedAt: now() };
    if (!(await insertConsent(tx, row))) {
      throw new ConflictError('A consent is on record already; withdraw it first.');
    }
    const detail = detailOf(place, { ground });
    await audit(tx, { actor, action: 'consent.record', subject: subjectOf(place), detail });
  });
}

/** Ends a consent: what rests on it stops. @throws NotFoundError */
export async function withdrawConsent(
  { db, now }: CollectionDeps,
  place: CollectionPlace,
  actor: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    await begin(tx, place);
    const ground = await withdrawConsentOf(tx, place, actor, now());
    if (ground === undefined) throw new NotFoundError('consent', place.item);
    const detail = detailOf(place, { ground });
    await audit(tx, { actor, action: 'consent.withdraw', subject: subjectOf(place), detail });
  });
}
