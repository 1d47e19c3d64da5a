import type { Queryable, Tx } from '../../platform/db.ts';
import type { AuditFact, ChainedEntry } from './entry.ts';

export interface EntryRow {
  readonly id: number;
  readonly position: number | null;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly hash: Buffer | null;
}
export interface EntryFilter {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
}

const columns = 'id, position, at, actor, action, subject, detail, hash';
// Any number that no other advisory lock of ours uses.
const sealerLock = 4_201;

export async function insertEntry(db: Queryable, fact: AuditFact): Promise<void> {
  const sql = `INSERT INTO audit.entries (actor, action, subject, detail) VALUES ($1, $2, $3, $4)`;
  const detail = JSON.stringify(fact.detail ?? {});
  await db.query(sql, [fact.actor, fact.action, fact.subject, detail]);
}

/** True when this transaction is now the only sealer. */
export async function becomeSealer(tx: Tx): Promise<boolean> {
  const sql = 'SELECT pg_try_advisory_xact_lock($1) AS mine';
  return (await tx.query<{ mine: boolean }>(sql, [sealerLock])).rows[0]?.mine ?? false;
}

export async function lastSealed(
  db: Queryable,
): Promise<{ position: number; hash: Buffer } | undefined> {
  const sql = `SELECT position, hash FROM audit.entries
                WHERE position IS NOT NULL ORDER BY position DESC LIMIT 1`;
  return (await db.query<{ position: number; hash: Buffer }>(sql)).rows[0];
}

/** Committed entries without a position. What commits later gets a later position. */
export async function unsealed(tx: Tx, limit: number): Promise<EntryRow[]> {
  const sql = `SELECT ${columns} FROM audit.entries WHERE position IS NULL ORDER BY id LIMIT $1`;
  return (await tx.query<EntryRow>(sql, [limit])).rows;
}

export async function seal(
  tx: Tx,
  rows: readonly { id: number; position: number; hash: Uint8Array }[],
): Promise<void> {
  const sql = `UPDATE audit.entries e SET position = s.position, hash = s.hash
                 FROM unnest($1::int8[], $2::int8[], $3::bytea[]) AS s (id, position, hash)
                WHERE e.id = s.id`;
  await tx.query(sql, [
    rows.map((row) => row.id),
    rows.map((row) => row.position),
    rows.map((row) => Buffer.from(row.hash)),
  ]);
}

export async function lastCheckpoint(
  db: Queryable,
): Promise<{ position: number; at: Date } | undefined> {
  const sql = 'SELECT position, at FROM audit.checkpoints ORDER BY position DESC LIMIT 1';
  return (await db.query<{ position: number; at: Date }>(sql)).rows[0];
}

export async function insertCheckpoint(
  tx: Tx,
  position: number,
  at: Date,
  envelope: Uint8Array,
): Promise<void> {
  const sql = 'INSERT INTO audit.checkpoints (position, at, envelope) VALUES ($1, $2, $3)';
  await tx.query(sql, [position, at, Buffer.from(envelope)]);
}

export async function checkpointAt(db: Queryable, position: number): Promise<Buffer | undefined> {
  const sql = 'SELECT envelope FROM audit.checkpoints WHERE position = $1';
  return (await db.query<{ envelope: Buffer }>(sql, [position])).rows[0]?.envelope;
}

export async function sealedAfter(
  db: Queryable,
  position: number,
  limit: number,
): Promise<(ChainedEntry & { hash: Buffer })[]> {
  const sql = `SELECT ${columns} FROM audit.entries
                WHERE position > $1 ORDER BY position LIMIT $2`;
  return (await db.query<ChainedEntry & { hash: Buffer }>(sql, [position, limit])).rows;
}

/** Newest first. `action` also finds everything below it: `segment` finds `segment.refused`. */
export async function listEntries(
  db: Queryable,
  filter: EntryFilter,
  before: number | null,
  limit: number,
): Promise<EntryRow[]> {
  const sql = `SELECT ${columns} FROM audit.entries
                WHERE ($1::text IS NULL OR actor = $1)
                  AND ($2::text IS NULL OR action = $2 OR starts_with(action, $2 || '.'))
                  AND ($3::int8 IS NULL OR id < $3)
                ORDER BY id DESC LIMIT $4`;
  const values = [filter.actor ?? null, filter.action ?? null, before, limit];
  return (await db.query<EntryRow>(sql, values)).rows;
}
