import type { HashedSubtree, Subtree } from '@eucora/protocol';
import type { Queryable, Tx } from '../../platform/db.ts';
import type { ChainedEntry } from './entry.ts';
import { columns, type EntryRow } from './store.ts';

/** Where the chain ends, and what the next entry is sealed with. */
export interface Head {
  readonly position: number;
  readonly hash: Uint8Array;
  readonly frontier: readonly Uint8Array[];
}
export type SealedRow = ChainedEntry & { readonly id: number; readonly hash: Buffer };

// Any number that no other advisory lock of ours uses.
const sealerLock = 4_201;

/** True when this transaction is now the only sealer. */
export async function becomeSealer(tx: Tx): Promise<boolean> {
  const sql = 'SELECT pg_try_advisory_xact_lock($1) AS mine';
  return (await tx.query<{ mine: boolean }>(sql, [sealerLock])).rows[0]?.mine ?? false;
}

export async function readHead(db: Queryable): Promise<Head | undefined> {
  const sql = 'SELECT position, hash, frontier FROM audit.head';
  return (await db.query<Head>(sql)).rows[0];
}

/** Keeps the head of a chain that had none; a head that is there stays. */
export async function beginHead(tx: Tx, head: Head): Promise<void> {
  const frontier = head.frontier.map((hash) => Buffer.from(hash));
  const values = [head.position, Buffer.from(head.hash), frontier];
  await tx.query('SELECT audit.begin_head($1, $2, $3)', values);
}

/** Committed entries without a position. What commits later gets a later position. */
export async function unsealed(tx: Tx, limit: number): Promise<EntryRow[]> {
  const sql = `SELECT ${columns} FROM audit.entries WHERE position IS NULL ORDER BY id LIMIT $1`;
  return (await tx.query<EntryRow>(sql, [limit])).rows;
}

/** Seals entries in this order, after the last sealed one. */
export async function seal(
  tx: Tx,
  rows: readonly { readonly id: number; readonly at: Date; readonly hash: Uint8Array }[],
  frontier: readonly Uint8Array[],
): Promise<number> {
  const sql = 'SELECT audit.seal($1::int8[], $2::timestamptz[], $3::bytea[], $4::bytea[]) AS last';
  const values = [
    rows.map((row) => row.id),
    rows.map((row) => row.at),
    rows.map((row) => Buffer.from(row.hash)),
    frontier.map((hash) => Buffer.from(hash)),
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
  const sql = `SELECT ${columns} FROM audit.entries
                WHERE position > $1 ORDER BY position LIMIT $2`;
  return (await db.query<SealedRow>(sql, [position, limit])).rows;
}

/** Hashes of the entries at positions `from` to `through`, as many as are there. */
export async function entryHashes(
  db: Queryable,
  from: number,
  through: number,
): Promise<{ readonly position: number; readonly hash: Buffer }[]> {
  const sql = `SELECT position, hash FROM audit.entries
                WHERE position BETWEEN $1 AND $2 ORDER BY position`;
  return (await db.query<{ position: number; hash: Buffer }>(sql, [from, through])).rows;
}

/** The position of the last sealed entry; 0: none. */
export async function sealedThrough(db: Queryable): Promise<number> {
  return (await readHead(db))?.position ?? 0;
}
