import { MerkleFrontier, merkleLeaf, type PrivateKey } from '@eucora/protocol';
import type { Database, Queryable, Tx } from '../../platform/db.ts';
import type { Logger } from '../../platform/logger.ts';
import { Loop } from '../../platform/loop.ts';
import { duties, whileOwner } from '../../platform/ownership.ts';
import { believedOf } from '../../platform/sign-keys.ts';
import { entryHashes, readHead, type ChainRow } from './chain-store.ts';
import { chainHash, genesisHash } from './entry.ts';
import { keepProofNodes } from './proofs.ts';
import {
  dropPartition,
  ensureAuditPartitions,
  firstOutside,
  insertTombstone,
  monthOf,
  newestTombstone,
  partitions,
  partitionState,
  sealedIn,
} from './retention-store.ts';
import { insertEntry } from './store.ts';
import { openTombstone, sealTombstone, type Tombstone } from './tombstone.ts';

/** How long entries stay (the specification's class P4). The database refuses anything less. */
export const entryDays = 730;
const turnEveryMs = 6 * 3_600_000;
const rowsPerTurnMax = 1_000;
const stragglersMax = 100_000;

export interface RetentionDeps {
  readonly db: Database;
  readonly signKey: PrivateKey;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** Makes partitions ahead and drops those that are sealed whole and past their time. */
export function startAuditRetention(deps: RetentionDeps): Loop {
  return new Loop({
    name: 'audit-retention',
    everyMs: turnEveryMs,
    logger: deps.logger,
    turn: async () => {
      await whileOwner(deps.db, duties.auditRetention, () => retentionTurn(deps));
    },
  });
}

/** One turn; says which partitions were dropped. */
export async function retentionTurn(deps: RetentionDeps): Promise<string[]> {
  const { db, now, logger } = deps;
  await ensureAuditPartitions(db, now());
  const dropped: string[] = [];
  const before = now().getTime() - entryDays * 86_400_000;
  for (const name of await partitions(db)) {
    if (monthOf(name)[1].getTime() > before) break;
    const { entries, unsealed } = await partitionState(db, name);
    if (unsealed > 0) break;
    await dropWithTombstone(deps, name, entries);
    logger.info({ partition: name, entries }, 'audit entries dropped by age');
    dropped.push(name);
  }
  return dropped;
}

function dropWithTombstone(deps: RetentionDeps, name: string, entries: number): Promise<void> {
  return deps.db.transaction(async (tx) => {
    if (entries > 0) {
      const { tombstone, after } = await tombstoneFor(tx, deps, { name, entries });
      await keepProofNodes(tx, after, tombstone.through);
      const { through } = tombstone;
      const envelope = sealTombstone(tombstone, deps.signKey);
      await insertTombstone(tx, { partition: name, through, at: deps.now(), envelope });
      const detail = { partition: name, entries, through };
      await insertEntry(tx, {
        actor: 'hub',
        action: 'audit.dropped',
        subject: 'audit',
        detail,
      });
    }
    await dropPartition(tx, name);
  });
}

/**
 * Walks what is about to go, so that nothing is buried that was tampered with: every hash must
 * follow from the one before.
 * @throws Error when the chain is broken there
 */
async function tombstoneFor(
  tx: Tx,
  deps: RetentionDeps,
  { name, entries }: { readonly name: string; readonly entries: number },
): Promise<{ tombstone: Tombstone; after: number }> {
  const start = await startOf(tx, deps.signKey);
  const frontier = new MerkleFrontier(start.through, start.frontier);
  const stragglers = new Map(start.stragglers);
  const head = (await readHead(tx))?.position ?? 0;
  const first = await firstOutside(tx, name);
  const through = first === undefined ? head : first - 1;
  let hash = start.hash;
  const later: Tombstone['stragglers'][number][] = [];
  const passStragglers = (): void => {
    for (let gone; (gone = stragglers.get(frontier.size + 1)) && frontier.size < through;) {
      stragglers.delete(frontier.size + 1);
      hash = gone;
      frontier.append(merkleLeaf(gone));
    }
  };
  for await (const row of rowsOf(tx, name, start.through)) {
    passStragglers();
    if (row.position > through) {
      await checkStraggler(tx, row, stragglers, later.at(-1));
      later.push({ position: row.position, hash: row.hash.toString('hex') });
      continue;
    }
    const isNext = row.position === frontier.size + 1;
    if (!isNext || Buffer.compare(chainHash(hash, row), row.hash) !== 0) {
      throw new Error(`The audit record is broken at ${row.position}; ${name} is not dropped.`);
    }
    hash = row.hash;
    frontier.append(merkleLeaf(hash));
  }
  passStragglers();
  const left = [...stragglers].map(([position, gone]) => {
    return { position, hash: Buffer.from(gone).toString('hex') };
  });
  const all = [...left, ...later].toSorted((a, b) => a.position - b.position);
  if (frontier.size !== through || all.length > stragglersMax) {
    throw new Error(`The audit record has a hole below ${through}; ${name} is not dropped.`);
  }
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
  const tombstone = {
    partition: name,
    entries,
    through,
    hash: hex(hash),
    frontier: frontier.roots.map(hex),
    stragglers: all,
    droppedAt: deps.now().toISOString(),
  };
  return { tombstone, after: start.through };
}

/** What an entry follows may stay, be gone already, or go with it. */
async function checkStraggler(
  tx: Tx,
  row: ChainRow,
  gone: ReadonlyMap<number, Uint8Array>,
  last: Tombstone['stragglers'][number] | undefined,
): Promise<void> {
  const before = row.position - 1;
  const [kept] = await entryHashes(tx, before, before);
  const beside = last?.position === before ? Buffer.from(last.hash, 'hex') : undefined;
  const previous = gone.get(before) ?? beside ?? kept?.hash;
  if (previous && Buffer.compare(chainHash(previous, row), row.hash) === 0) return;
  throw new Error(`The audit record is broken at ${row.position}; it is not dropped.`);
}

async function* rowsOf(db: Queryable, name: string, after: number) {
  for (let last = after; ;) {
    const rows = await sealedIn(db, name, last, rowsPerTurnMax);
    yield* rows;
    if (rows.length < rowsPerTurnMax) return;
    last = rows.at(-1)!.position;
  }
}

interface Start {
  readonly through: number;
  readonly hash: Uint8Array;
  readonly frontier: readonly Uint8Array[];
  readonly stragglers: ReadonlyMap<number, Uint8Array>;
}

async function startOf(tx: Tx, signKey: PrivateKey): Promise<Start> {
  const row = await newestTombstone(tx);
  if (!row) return { through: 0, hash: genesisHash, frontier: [], stragglers: new Map() };
  const { through, hash, frontier, stragglers } = openTombstone(row.envelope, believedOf(signKey));
  return {
    through,
    hash: Buffer.from(hash, 'hex'),
    frontier: frontier.map((hex) => Buffer.from(hex, 'hex')),
    stragglers: new Map(stragglers.map((gone) => [gone.position, Buffer.from(gone.hash, 'hex')])),
  };
}
