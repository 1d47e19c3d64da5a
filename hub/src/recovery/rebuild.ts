import type { Believed } from '@eucora/protocol';
import {
  hashOf,
  openPack,
  PackMissingError,
  type ArchiveStore,
  type PackEntry,
  type StoredPack,
} from '../archive/index.ts';
import { commitDeps, createTaker, releaseQuarantined, type CommitDeps } from '../ingest/index.ts';
import {
  adoptSegments,
  countDays,
  ensurePartitions,
  forgetGone,
  insertPack,
  markSafe,
  packNames,
  uncountDays,
} from '../modules/ledger/index.ts';
import { audit } from '../modules/audit/index.ts';
import { eraseAgain, mergeErased, type Erased } from '../modules/privacy/index.ts';
import type { Database } from '../platform/db.ts';
import { messageOf, UsageError } from '../platform/errors.ts';
import type { Fold } from '../platform/fold.ts';
import type { PackKeys } from '../platform/keys.ts';
import type { Logger } from '../platform/logger.ts';
import { createMetrics } from '../platform/metrics.ts';
import {
  erasedIn,
  installRegistrations,
  installSubjectKeys,
  pendingReleases,
} from './registrations.ts';
import { replaySegment, type Replayed } from './replay.ts';

export interface RebuildDeps {
  /** The database to fill, of this program's version. */
  readonly db: Database;
  readonly packs: ArchiveStore;
  /** AES-256 keys of the archive, and the hub's key that seals packs. */
  readonly archiveKey: PackKeys;
  readonly hubKey: Believed;
  readonly folds: readonly Fold[];
  readonly now: () => Date;
  readonly logger: Logger;
  /** What was erased, by the list outside the database; the registrations may be older. */
  readonly erased?: readonly Erased[];
  /** Told after each pack. */
  readonly onProgress: (progress: Rebuilt) => void;
}
/** How far a rebuild is. */
export interface Rebuilt {
  readonly packs: number; // read
  readonly packsTotal: number; // to be read
  readonly packsKnown: number; // entered before: a rebuild that was stopped goes on behind them
  readonly segments: number;
  readonly events: number;
  /** Segments that the ledger has in packs which the archive has lost: bring those back. */
  readonly unheld: number;
  /** Segments that ended otherwise than was recorded, and the first of them. */
  readonly differing: number;
  readonly firstDifference: string | undefined;
}

/**
 * Fills a database from archive packs: every pack is authenticated, every segment verified by its
 * relay's key, and committed with its recorded outcome in the order in which the packs were made
 * (PROTOCOL: hub ingest, archiver). May be stopped anywhere and started again.
 * @throws UsageError naming a pack that can't be believed or a relay that is not registered
 */
export async function rebuildLedger(deps: RebuildDeps, registrations: string): Promise<Rebuilt> {
  const { db, onProgress } = deps;
  await installRegistrations(db, registrations, deps.hubKey);
  const erased = mergeErased(await erasedIn(db, registrations), deps.erased ?? []);
  // Before the first pack: what is erased is not read back from it.
  await eraseAgain(db, erased, deps.now());
  await ensurePartitions(db, deps.now());
  let work = await workIn(deps);
  let done: Rebuilt = {
    packs: 0,
    packsTotal: work.wanted.length,
    packsKnown: work.known,
    segments: 0,
    events: 0,
    unheld: 0,
    differing: 0,
    firstDifference: undefined,
  };
  if (work.wanted.length > 0) await uncountDays(db);
  while (work.wanted.length > 0) {
    const name = work.wanted[0]!;
    const replayed = await replayPack(deps, name, work.gone).catch((error: unknown) => {
      if (error instanceof PackMissingError) return undefined;
      throw error;
    });
    // Merged into another one since the archive was listed, by the hub whose archive it is.
    work = replayed ? { ...work, wanted: work.wanted.slice(1) } : await workIn(deps);
    if (!replayed) continue;
    done = withPack(done, replayed, work.wanted.length);
    onProgress(done);
  }
  await installSubjectKeys(db, registrations);
  const unheld = await forgetGone(db, work.gone);
  await repeatReleases(deps, registrations);
  await countDays(db, deps.now());
  const { packs: read, segments, events, differing } = done;
  const detail = { packs: read, segments, events, differing };
  await audit(db, { actor: 'hub', action: 'ledger.rebuilt', subject: 'ledger', detail });
  return { ...done, unheld };
}

/** Packs to be read, those that were, and those that were and are gone: merged into others. */
async function workIn({ db, packs }: RebuildDeps) {
  const known = await packNames(db);
  const names = (await packs.list()).toSorted();
  const wanted = names.filter((name) => !known.has(name));
  const gone = [...known.difference(new Set(names))];
  return { wanted, known: names.length - wanted.length, gone };
}

function withPack(done: Rebuilt, replayed: readonly Replayed[], left: number): Rebuilt {
  const fresh = replayed.filter(({ isNew }) => isNew);
  const differences = fresh.flatMap(({ differs }) => (differs === undefined ? [] : [differs]));
  return {
    ...done,
    packs: done.packs + 1,
    packsTotal: done.packs + 1 + left,
    segments: done.segments + fresh.length,
    events: done.events + fresh.reduce((sum, { events }) => sum + events, 0),
    differing: done.differing + differences.length,
    firstDifference: done.firstDifference ?? differences[0],
  };
}

async function replayPack(
  deps: RebuildDeps,
  name: string,
  gone: readonly string[],
): Promise<Replayed[]> {
  const { db, packs, folds, logger } = deps;
  let at = deps.now();
  // Each segment is received at the moment at which it was: so its rows are of the same day.
  const commit = commitDeps({ db, folds, now: () => at, logger, quarantine: 'as_recorded' });
  const days = new Set<string>();
  await using file = await packs.open(name);
  const pack = await openPack(file.readAt, file.size, deps.archiveKey, deps.hubKey).catch(
    (cause: unknown) => {
      throw new UsageError(`Pack ${name} can't be believed: ${messageOf(cause)}.`, { cause });
    },
  );
  if (pack.index.pack !== name) {
    throw new UsageError(`Pack ${name} was made as ${pack.index.pack}; give it that name again.`);
  }
  const replayed: Replayed[] = [];
  for (const entry of pack.index.segments) {
    at = new Date(entry.received_ms);
    const day = at.toISOString().slice(0, 10);
    if (!days.has(day)) await db.query('SELECT ledger.ensure_partitions($1::date, 1)', [day]);
    days.add(day);
    replayed.push(await replayEntry(commit, name, pack, entry));
  }
  await enter(deps, { name, file, gone }, pack.index.segments, replayed);
  return replayed;
}

async function replayEntry(
  commit: CommitDeps,
  name: string,
  pack: Awaited<ReturnType<typeof openPack>>,
  entry: PackEntry,
): Promise<Replayed> {
  try {
    const { bytes, outcome } = await pack.read(entry);
    return await replaySegment(commit, entry, bytes, outcome);
  } catch (cause) {
    if (cause instanceof PackMissingError) throw cause;
    const { site, lane, seq } = entry;
    const place = `segment ${lane} ${seq} of site ${site} in pack ${name}`;
    throw new UsageError(`The rebuild stops at ${place}: ${messageOf(cause)}`, { cause });
  }
}

/** Notes the pack as one that holds these segments, so that they are safe here as well. */
async function enter(
  deps: RebuildDeps,
  { name, file, gone }: { name: string; file: StoredPack; gone: readonly string[] },
  entries: readonly PackEntry[],
  replayed: readonly Replayed[],
): Promise<void> {
  const { db, now } = deps;
  const sha256 = await hashOf(file);
  const row = { name, bytes: file.size, segments: entries.length, sha256, verifiedAt: now() };
  const packNo = await insertPack(db, row);
  const segments = entries.map((entry, i) => ({
    segmentNo: replayed[i]!.segmentNo,
    siteId: entry.site,
    relayId: entry.relay,
    incarnation: entry.incarnation,
    lane: entry.lane,
    seq: entry.seq,
    branch: entry.branch,
    headerHash: Buffer.from(entry.header_hash, 'hex'),
    receivedMs: entry.received_ms,
    bytes: Buffer.alloc(0),
    outcome: replayed[i]!.outcome,
  }));
  if (gone.length > 0) {
    const numbers = segments.map(({ segmentNo }) => segmentNo);
    await adoptSegments(db, numbers, packNo, gone);
  }
  const bySite = Map.groupBy(segments, (segment) => segment.siteId);
  for (const siteId of [...bySite.keys()].toSorted()) {
    await markSafe(db, siteId, packNo, bySite.get(siteId)!);
  }
}

/** Releases again what an operator had released: no segment tells of that. */
async function repeatReleases(deps: RebuildDeps, registrations: string): Promise<void> {
  const { db, folds, logger } = deps;
  const pending = await pendingReleases(db, registrations);
  if (pending.length === 0) return;
  let at = deps.now();
  const now = (): Date => at;
  const taker = createTaker({ db, folds, now, logger, metrics: createMetrics() });
  const commit = commitDeps({ db, folds, now, logger });
  for (const release of pending) {
    at = release.at ?? deps.now();
    await db.query('SELECT ledger.ensure_partitions($1::date, 1)', [at.toISOString().slice(0, 10)]);
    await releaseQuarantined(commit, taker, release.id, release.by);
  }
}
