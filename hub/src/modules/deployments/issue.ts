import { createHash } from 'node:crypto';
import { toHex, type PrivateKey, type SiteId } from '@eucora/protocol';
import {
  encodeSlice,
  inlineSliceBytesMax,
  leaseDefaults,
  manifestHash,
  openDesiredManifest,
  openHeldManifest,
  sealDesired,
  writeDesiredBundle,
  writeSliceFile,
  type DirectorRoles,
  type LeaseTerms,
} from '@eucora/protocol/desired';
import type { Database, Queryable } from '../../platform/db.ts';
import { messageOf } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import { setSiteArtifacts } from '../delivery/index.ts';
import { listSites, storeDocument, type SiteClass } from '../sites/index.ts';
import type { ArtifactsDeps } from './artifacts.ts';
import type { CompiledSite } from './compile.ts';
import {
  forgetDocuments,
  insertDocument,
  newestOfSites,
  type DocumentRow,
} from './documents-store.ts';
import { concernedSites } from './fleet-store.ts';
import { compileSites } from './fleet.ts';
import { issueCause, type IssueCause } from './issue-rules.ts';
import { forgetHistory } from './results-store.ts';
import { forgetRequests } from './store.ts';

export const desiredKind = 'desired-state' as const;

/** Who may sign orders to sites, and the root that says so. */
export interface Director {
  readonly root: DirectorRoles;
  readonly keys: readonly PrivateKey[];
}
/** @throws ConflictError until a root names the hub's key; the message says what its holders do */
export interface DirectorDoor {
  director(): Promise<Director>;
}

/** A site that is to be told anew. */
export interface DueDocument {
  readonly siteId: SiteId;
  readonly cause: IssueCause;
  readonly compiled: CompiledSite;
  readonly contentHash: string;
  readonly newest: DocumentRow | undefined;
  readonly lease: LeaseTerms;
}

/**
 * Sites whose newest document does not say what is wanted, or grows old. `only`: these sites, whatever
 * their documents say. A site that can't be compiled is logged and does not hold up the others.
 */
export async function documentsDue(
  deps: ArtifactsDeps & { readonly now: () => Date; readonly logger: Logger },
  { root }: Pick<Director, 'root'>,
  only?: readonly SiteId[],
): Promise<readonly DueDocument[]> {
  const { db, now, logger } = deps;
  const sites = only ?? (await concernedSites(db));
  if (sites.length === 0) return [];
  const newest = await newestOfSites(db, sites);
  const classes = new Map((await listSites(db, sites)).map((site) => [site.id, site.siteClass]));
  const due: DueDocument[] = [];
  for (const [siteId, compiled] of await compileSites(deps, sites)) {
    try {
      const lease = leaseDefaults[classes.get(siteId) ?? ('online' satisfies SiteClass)];
      const contentHash = hashOf(compiled);
      const items = compiled.slices.reduce((sum, slice) => sum + slice.items.length, 0);
      const row = newest.get(siteId);
      const before = row && {
        contentHash: row.contentHash,
        issuedMs: row.issuedAt.getTime(),
        hasDangers: row.dangers.length > 0,
        isBelieved: openHeldManifest(row.manifest, siteId, root) !== undefined,
      };
      const cause =
        issueCause(before, { contentHash, items }, lease, now().getTime()) ??
        (only ? 'changed' : undefined);
      if (cause) due.push({ siteId, cause, compiled, contentHash, newest: row, lease });
    } catch (error) {
      logger.error({ siteId, err: error }, `orders can't be compiled: ${messageOf(error)}`);
    }
  }
  return due;
}

/** What the slices say, as far as devices are concerned, and which of it needs an approver. */
function hashOf({ slices, dangerous }: CompiledSite): string {
  const hash = createHash('sha256');
  for (const slice of slices) hash.update(encodeSlice(slice));
  // Once a dangerous act is done, its document needs nobody’s signature: that is news for people.
  if (dangerous.length > 0) hash.update('dangerous');
  return hash.digest('hex');
}

/** Place of a document in its order. */
export interface DocumentPlaceNo {
  readonly epoch: number;
  readonly generation: number;
}

/**
 * Signs a site's document and keeps it; what the broker is given is kept with it.
 * @returns false when another hub was faster
 */
export async function issueDocument(
  { db, now }: { readonly db: Database; readonly now: () => Date },
  director: Director,
  due: DueDocument,
  { epoch, generation }: DocumentPlaceNo,
): Promise<boolean> {
  const { siteId, compiled, lease, newest, contentHash, cause } = due;
  const issuedAt = now();
  const head = { site: siteId, ledgerEpoch: epoch, generation, issuedMs: issuedAt.getTime() };
  const parent = newest?.hash ?? null;
  const sealed = sealDesired(head, compiled.slices, lease, parent, director.keys);
  const { manifest } = openDesiredManifest(sealed.manifest, siteId, director.root);
  const sliceFile = writeSliceFile([...sealed.slices.values()].map(({ slice }) => slice));
  return db.transaction(async (tx) => {
    const bytes = bundleOf(sealed.manifest, sliceFile);
    const stored = { siteId, kind: desiredKind, epoch, generation, content: contentHash, bytes };
    if (!(await storeDocument(tx, stored, issuedAt))) return false;
    await setSiteArtifacts(tx, siteId, artifactsIn(compiled), issuedAt);
    await insertDocument(tx, {
      siteId,
      epoch,
      generation,
      hash: manifestHash(sealed.manifest),
      parent,
      root: manifest.root,
      contentHash,
      manifest: sealed.manifest,
      cause,
      slices: compiled.slices.length,
      items: compiled.slices.reduce((sum, slice) => sum + slice.items.length, 0),
      dangers: compiled.dangerous,
      conflicts: compiled.conflicts,
      issuedAt,
      sliceFile,
    });
    return true;
  });
}

const keptMs = 730 * 86_400_000;
const requestsKeptMs = 30 * 86_400_000;

/** Forgets documents and words of devices that are two years old; the newest of each stays. */
export async function forgetDesired(db: Queryable, now: Date): Promise<void> {
  const before = new Date(now.getTime() - keptMs);
  await forgetDocuments(db, before);
  await forgetHistory(db, before);
  await forgetRequests(db, new Date(now.getTime() - requestsKeptMs));
}

/** What the site's devices will fetch, the first ring first: a relay fetches in this order. */
function artifactsIn({ slices }: CompiledSite) {
  const items = slices.flatMap((slice) => slice.items).toSorted((a, b) => a.ring - b.ring);
  return items.flatMap(({ artifact }) => {
    if (artifact === null) return [];
    const { bytes, targetPath } = artifact;
    return [{ sha256: toHex(artifact.sha256), bytes, targetPath }];
  });
}

/** What travels: small slices with their manifest, others apart. */
export function bundleOf(manifest: Uint8Array, sliceFile: Uint8Array): Uint8Array {
  const isSmall = sliceFile.length <= inlineSliceBytesMax;
  return writeDesiredBundle({ manifest, slices: isSmall ? sliceFile : new Uint8Array(0) });
}
