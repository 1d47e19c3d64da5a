import type { Database, Queryable, Tx } from '../../platform/db.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { audit } from '../audit/index.ts';
import {
  askDelta,
  countAsked,
  replaceSiteArtifacts,
  selectChunkList,
  selectSiteArtifact,
  updateCancelled,
  type DeltaRow,
  type SiteArtifact,
} from './store.ts';

export interface DeliveryDeps {
  readonly db: Database;
  readonly now: () => Date;
}

/** Pairs that may wait; a relay that asks for more takes the whole. */
const askedMax = 64;

/**
 * Says what a site needs from now on: all that its newest document names, most urgent first. Whatever is
 * not named is not given out to it any more. In the transaction of the document.
 */
export function setSiteArtifacts(
  tx: Tx,
  siteId: string,
  artifacts: readonly SiteArtifact[],
  now: Date,
): Promise<void> {
  const once = new Map(artifacts.map((artifact) => [artifact.sha256, artifact]));
  return replaceSiteArtifacts(tx, siteId, [...once.values()], now);
}

/** Whether a site may be given the bytes of an artifact now. */
export async function mayTake(
  db: Queryable,
  siteId: string,
  sha256: string,
): Promise<'yes' | 'cancelled' | 'not_needed'> {
  const row = await selectSiteArtifact(db, siteId, sha256);
  if (!row) return 'not_needed';
  return row.cancelledAt === null ? 'yes' : 'cancelled';
}

/** What there is of the deltas between two versions; asks for them where nobody did. */
export async function deltaFor(
  { db, now }: DeliveryDeps,
  base: string,
  target: string,
): Promise<DeltaRow | undefined> {
  if (!(await selectChunkList(db, base))) return undefined; // never an object here
  if ((await countAsked(db)) >= askedMax) return undefined;
  return askDelta(db, base, target, now());
}

/**
 * Stops giving out an artifact to a site, or lets it go on. What the site has of it stays there.
 * @throws NotFoundError where the site does not need it
 */
export async function setCancelled(
  { db, now }: DeliveryDeps,
  siteId: string,
  sha256: string,
  isCancelled: boolean,
  actor: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    const row = await selectSiteArtifact(tx, siteId, sha256);
    if (!row) throw new NotFoundError('artifact of this site', sha256);
    const cancelled = isCancelled ? { at: now(), by: actor } : null;
    if (!(await updateCancelled(tx, siteId, sha256, cancelled))) return;
    const action = isCancelled ? 'delivery.cancel' : 'delivery.resume';
    const detail = { site: siteId, path: row.targetPath };
    await audit(tx, { actor, action, subject: sha256, detail });
  });
}
