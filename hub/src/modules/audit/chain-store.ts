import type { HashedSubtree, Subtree } from '@eucora/protocol';
import type { Queryable, Tx } from '../../platform/db.ts';
import type { Awaited, IdRange } from './awaited.ts';
import type { ChainedEntry, Outcome } from './entry.ts';
import { columns, entryOfPlace } from './store.ts';

/** Where the chain ends, and what the next entry is sealed with. */
export interface Head {
  readonly position: number;
  readonly hash: Uint8Array;
  readonly frontier: readonly Uint8Array[];
  /** The greatest id that the sealer has looked at, and those below that were not there yet. */
  readonly seen: number;
  readonly awaited: readonly Awaited[];
}
export type ChainRow = ChainedEntry & { readonly id: number; readonly hash: Buffer };
export type SealedRow = ChainRow & {
  /** Whether it is found under what it does not say: a site, an outcome, an actor ... */
  readonly misfiled: boolean;
};
/** An entry as the sealer finds it. */
export interface FoundRow {
  readonly id: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** It has its place already: only after the chain was moved or restored. */
  readonly isSealed: boolean;
}

// Any number that no other advisory lock of ours uses.
const sealerLock = 4_201;

/** True when this transaction is now the only sealer. */
export async function becomeSealer(tx: Tx): Promise<boolean> {
  const sql = 'SELECT pg_try_advisory_xact_lock($1) AS mine';
  return (await tx.query<{ mine: boolean }>(sql, [sealerLock])).rows[0]?.mine ?? false;
}

export async function readHead(db: Queryable): Promise<Head | undefined> {
  const sql = 'SELECT position, hash, frontier, seen, awaited FROM audit.head';
  return (await db.query<Head>(sql)).rows[0];
}

/** Keeps the head of a chain that had none; a head that is there stays. */
export async function beginHead(
  tx: Tx,
  head: Pick<Head, 'position' | 'hash' | 'frontier'>,
): Promise<void> {
  const frontier = head.frontier.map((hash) => Buffer.from(hash));
  const values = [head.position, Buffer.from(head.hash), frontier];
  await tx.query('SELECT audit.begin_head($1, $2, $3)', values);
}

/** Rows of one look; what is beyond waits for the next. */
export const rowsPerLookMax = 2_000;

// Asked one by one: joined, a plan for any values would read the whole chain at every look.
const isSealedSql = `(SELECT c.id FROM audit.chain AS c WHERE c.id = e.id AND c.at = e.at)
  IS NOT NULL AS "isSealed"`;
const entryColumns = 'e.id, e.at, e.actor, e.action, e.subject, e.detail';

/** The next committed entries above an id, in the order of ids. */
export async function entriesAbove(tx: Tx, id: number): Promise<FoundRow[]> {
  const next = (isSealed: string): string => `
    SELECT ${entryColumns}, ${isSealed} FROM audit.entries AS e
     WHERE e.id > $1 ORDER BY e.id LIMIT ${rowsPerLookMax}`;
  // Places above are there only after the chain was moved or restored; else nothing is compared.
  const above = 'SELECT id FROM audit.chain WHERE id > $1 ORDER BY id LIMIT 1';
  const isMoved = (await tx.query(above, [id])).rows.length > 0;
  const sql = next(isMoved ? isSealedSql : 'false AS "isSealed"');
  return (await tx.query<FoundRow>(sql, [id])).rows;
}

/** Committed entries whose ids lie in ranges, in the order of ids. */
export async function entriesIn(tx: Tx, ranges: readonly IdRange[]): Promise<FoundRow[]> {
  const sql = `SELECT ${entryColumns}, ${isSealedSql}
                 FROM unnest($1::int8[], $2::int8[]) AS r (first, last)
                 JOIN audit.entries AS e ON e.id BETWEEN r.first AND r.last
                ORDER BY e.id LIMIT ${rowsPerLookMax}`;
  const bounds = [ranges.map(([first]) => first), ranges.map(([, last]) => last)];
  return (await tx.query<FoundRow>(sql, bounds)).rows;
}

/** Transactions that may be writing entries now: each holds this lock until it has ended. */
export async function writersNow(tx: Tx): Promise<string[]> {
  const sql = `
    SELECT DISTINCT l.virtualtransaction AS name FROM pg_locks AS l
      JOIN pg_database AS d ON d.oid = l.database AND d.datname = current_database()
     WHERE l.locktype = 'relation' AND l.granted AND l.mode <> 'AccessShareLock'
       AND l.relation IN (SELECT relid FROM pg_partition_tree('audit.entries'))
       AND l.pid IS DISTINCT FROM pg_backend_pid()`;
  return (await tx.query<{ name: string }>(sql)).rows.map((row) => row.name);
}

/** An entry with its hash, and what only the program tells of it for those who search. */
export interface SealingRow {
  readonly id: number;
  readonly at: Date;
  readonly hash: Uint8Array;
  readonly site: string | null;
  readonly outcome: Outcome;
}

/**
 * Seals entries in this order, after the last sealed one, and keeps how far the sealer has looked.
 * @returns the last position
 */
export async function seal(
  tx: Tx,
  rows: readonly SealingRow[],
  next: Pick<Head, 'frontier' | 'seen' | 'awaited'>,
): Promise<number> {
  const sql =
    'SELECT audit.seal($1::int8[], $2, $3, $4, $5::text[], $6::text[], $7::bytea[], $8, $9) AS last';
  const times = rows.map((row) => row.at.getTime());
  const [from, through] = times.reduce(
    ([low, high], time) => [Math.min(low, time), Math.max(high, time)],
    [Infinity, -Infinity],
  );
  const values = [
    rows.map((row) => row.id),
    rows.length === 0 ? null : new Date(from),
    rows.length === 0 ? null : new Date(through),
    Buffer.concat(rows.map((row) => row.hash)),
    rows.map((row) => row.site),
    rows.map((row) => (row.outcome === 'done' ? null : row.outcome)),
    next.frontier.map((hash) => Buffer.from(hash)),
    next.seen,
    JSON.stringify(next.awaited),
  ];
  return (await tx.query<{ last: number }>(sql, values)).rows[0]!.last;
}

/** Keeps complete subtrees; those that are there stay. */
export async function insertNodes(tx: Tx, nodes: readonly HashedSubtree[]): Promise<void> {
  if (nodes.length === 0) return;
  const sql = `INSERT INTO audit.nodes (level, place, hash)
               SELECT * FROM unnest($1::int2[], $2::int8[], $3::bytea[]) ON CONFLICT DO NOTHING`;
  await tx.query(sql, [
    nodes.map((node) => node.level),
    nodes.map((node) => node.place),
    nodes.map((node) => Buffer.from(node.hash)),
  ]);
}

export async function nodeAt(db: Queryable, node: Subtree): Promise<Buffer | undefined> {
  const sql = 'SELECT hash FROM audit.nodes WHERE level = $1 AND place = $2';
  return (await db.query<{ hash: Buffer }>(sql, [node.level, node.place])).rows[0]?.hash;
}

export interface CheckpointRow {
  readonly position: number;
  readonly at: Date;
  readonly envelope: Buffer;
}

export async function lastCheckpoint(db: Queryable): Promise<CheckpointRow | undefined> {
  const sql = 'SELECT position, at, envelope FROM audit.checkpoints ORDER BY position DESC LIMIT 1';
  return (await db.query<CheckpointRow>(sql)).rows[0];
}

export async function insertCheckpoint(tx: Tx, row: CheckpointRow): Promise<void> {
  const sql = 'INSERT INTO audit.checkpoints (position, at, envelope) VALUES ($1, $2, $3)';
  await tx.query(sql, [row.position, row.at, row.envelope]);
}

/** Checkpoints above a position, in their order. */
export async function checkpointsAfter(
  db: Queryable,
  position: number,
  limit: number,
): Promise<CheckpointRow[]> {
  const sql = `SELECT position, at, envelope FROM audit.checkpoints
                WHERE position > $1 ORDER BY position LIMIT $2`;
  return (await db.query<CheckpointRow>(sql, [position, limit])).rows;
}

/** Sealed entries above a position, in their order. */
export async function sealedAfter(
  db: Queryable,
  position: number,
  limit: number,
): Promise<SealedRow[]> {
  const sql = `SELECT ${columns},
                      (c.actor, c.action, c.subject, c.site, coalesce(c.outcome, 'done'))
                        IS DISTINCT FROM
                        (e.actor, e.action, e.subject,
                         audit.site_of(e.action, e.subject, e.detail),
                         audit.outcome_of(e.action, e.detail)) AS misfiled
                 FROM audit.chain AS c, ${entryOfPlace}
                WHERE c.position > $1 ORDER BY c.position LIMIT $2`;
  return (await db.query<SealedRow>(sql, [position, limit])).rows;
}

/** Hashes of the entries at positions `from` to `through`, as many as are there. */
export async function entryHashes(
  db: Queryable,
  from: number,
  through: number,
): Promise<{ readonly position: number; readonly hash: Buffer }[]> {
  const sql = `SELECT position, hash FROM audit.chain
                WHERE position BETWEEN $1 AND $2 ORDER BY position`;
  return (await db.query<{ position: number; hash: Buffer }>(sql, [from, through])).rows;
}

/** The position of the last sealed entry; 0: none. */
export async function sealedThrough(db: Queryable): Promise<number> {
  return (await readHead(db))?.position ?? 0;
}
