import { createHash } from 'node:crypto';
import type { PublicKey } from '@eucora/protocol';
import { openPack, type PackEntry, type PackFiles } from '../archive/index.ts';
import { commitDeps, createTaker, releaseQuarantined, type CommitDeps } from '../ingest/index.ts';
import { ensurePartitions, insertPack, markSafe, packNames } from '../modules/ledger/index.ts';
import { audit } from '../modules/audit/index.ts';
import type { Database } from '../platform/db.ts';
import { messageOf, UsageError } from '../platform/errors.ts';
import type { Fold } from '../platform/fold.ts';
import type { Logger } from '../platform/logger.ts';
import { createMetrics } from '../platform/metrics.ts';
import { eraseAgain, installRegistrations, pendingReleases } from './registrations.ts';
import { replaySegment, type Replayed } from './replay.ts';

export interface RebuildDeps {
  /** The database to fill, of this program's version. */
  readonly db: Database;
  readonly packs: PackFiles;
  /** AES-256 key of the archive, and the hub's key that seals packs. */
  readonly archiveKey: Uint8Array;
  readonly hubKey: PublicKey;
  readonly folds: readonly Fold[];
  readonly now: () => Date;
  readonly logger: Logger;
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
  const { db, packs, onProgress } = deps;
  await installRegistrations(db, registrations, deps.hubKey);
  await ensurePartitions(db, deps.now());
  const known = await packNames(db);
  const names = (await packs.list()).toSorted();
  const wanted = names.filter((name) => !known.has(name));
  let done: Rebuilt = {
    packs: 0,
    packsTotal: wanted.length,
    packsKnown: names.length - wanted.length,
    segments: 0,
    events: 0,
    differing: 0,
    firstDifference: undefined,
  };
  for (const name of wanted) {
    const replayed = await replayPack(deps, name);
    const fresh = replayed.filter(({ isNew }) => isNew);
    const differences = fresh.flatMap(({ differs }) => (differs === undefined ? [] : [differs]));
    done = {
      ...done,
      packs: done.packs + 1,
      segments: done.segments + fresh.length,
      events: done.events + fresh.reduce((sum, { events }) => sum + events, 0),
      differing: done.differing + differences.length,
      firstDifference: done.firstDifference ?? differences[0],
    };
    onProgress(done);
  }
  await repeatReleases(deps, registrations);
  await eraseAgain(db, registrations);
  const { packs: read, segments, events, differing } = done;
  const detail = { packs: read, segments, events, differing };
  await audit(db, { actor: 'hub', action: 'ledger.rebuilt', subject: 'ledger', detail });
  return done;
}

async function replayPack(deps: RebuildDeps, name: string): Promise<Replayed[]> {
  const { db, packs, folds, logger } = deps;
  const at = packedAt(name) ?? deps.now();
  const day = at.toISOString().slice(0, 10);
  await db.query('SELECT ledger.ensure_partitions($1::date, 1)', [day]);
  // A pack was made seconds after its segments came: its time is the day on which the hub received.
  const commit = commitDeps({ db, folds, now: () => at, logger });
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
    replayed.push(await replayEntry(commit, name, pack, entry));
  }
  await enter(deps, name, file, pack.index.segments, replayed);
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
    const { site, lane, seq } = entry;
    const place = `segment ${lane} ${seq} of site ${site} in pack ${name}`;
    throw new UsageError(`The rebuild stops at ${place}: ${messageOf(cause)}`, { cause });
  }
}

/** The day and moment that a pack's name begins with. */
function packedAt(name: string): Date | undefined {
  const ms = /(?:^|\/)(\d{12,14})-[0-9a-f]+$/.exec(name)?.[1];
  return ms === undefined ? undefined : new Date(Number(ms));
}

/** Notes the pack as one that holds these segments, so that they are safe here as well. */
async function enter(
  deps: RebuildDeps,
  name: string,
  file: Awaited<ReturnType<PackFiles['open']>>,
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
    bytes: Buffer.alloc(0),
    outcome: replayed[i]!.outcome,
  }));
  const bySite = Map.groupBy(segments, (segment) => segment.siteId);
  for (const siteId of [...bySite.keys()].toSorted()) {
    await markSafe(db, siteId, packNo, bySite.get(siteId)!);
  }
}

const readBytes = 4_194_304;

async function hashOf(file: Awaited<ReturnType<PackFiles['open']>>): Promise<Buffer> {
  const hash = createHash('sha256');
  for (let at = 0; at < file.size; at += readBytes) {
    hash.update(await file.readAt(at, Math.min(readBytes, file.size - at)));
  }
  return hash.digest();
}

/** Releases again what an operator had released: no segment tells of that. */
async function repeatReleases(deps: RebuildDeps, registrations: string): Promise<void> {
  const { db, folds, now, logger } = deps;
  const pending = await pendingReleases(db, registrations);
  if (pending.length === 0) return;
  const taker = createTaker({ db, folds, now, logger, metrics: createMetrics() });
  const commit = commitDeps({ db, folds, now, logger });
  for (const { id, by } of pending) await releaseQuarantined(commit, taker, id, by);
}
