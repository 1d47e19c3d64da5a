import type { Queryable, Tx } from '../../platform/db.ts';
import type { SealedRow } from './chain-store.ts';
import { columns } from './store.ts';

/** Makes the partitions of last month and of the year to come. */
export async function ensureAuditPartitions(db: Queryable, now: Date): Promise<number> {
  const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));
  const sql = 'SELECT audit.ensure_partitions($1::date, 14) AS made';
  const day = from.toISOString().slice(0, 10);
  return (await db.query<{ made: number }>(sql, [day])).rows[0]!.made;
}

/** Months that have a partition of their own, oldest first: `entries_202611`. */
export async function partitions(db: Queryable): Promise<string[]> {
  const sql = `SELECT c.relname AS name FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
                WHERE i.inhparent = 'audit.entries'::regclass AND c.relname ~ '^entries_[0-9]{6}$'
                ORDER BY 1`;
  return (await db.query<{ name: string }>(sql)).rows.map((row) => row.name);
}

export interface PartitionState {
  readonly entries: number;
  readonly unsealed: number;
}

const monthSql = (name: string): string => {
  if (!/^entries_\d{6}$/.test(name)) throw new RangeError(`${name} is no partition`);
  return `audit.${name}`;
};

export async function partitionState(db: Queryable, name: string): Promise<PartitionState> {
  const sql = `SELECT count(*) AS entries, count(*) FILTER (WHERE position IS NULL) AS unsealed
                 FROM audit.entries WHERE tableoid = $1::regclass`;
  return (await db.query<PartitionState>(sql, [monthSql(name)])).rows[0]!;
}

/** The lowest sealed position outside a partition; undefined: there is none. */
export async function firstOutside(db: Queryable, name: string): Promise<number | undefined> {
  const sql = `SELECT min(position) AS first FROM audit.entries WHERE tableoid <> $1::regclass`;
  const { first } = (await db.query<{ first: number | null }>(sql, [monthSql(name)])).rows[0]!;
  return first ?? undefined;
}

/** Sealed entries of a partition above a position, in their order. */
export async function sealedIn(
  db: Queryable,
  name: string,
  after: number,
  limit: number,
): Promise<SealedRow[]> {
  const sql = `SELECT ${columns} FROM audit.entries
                WHERE tableoid = $1::regclass AND position > $2 ORDER BY position LIMIT $3`;
  return (await db.query<SealedRow>(sql, [monthSql(name), after, limit])).rows;
}

export async function newestTombstone(
  db: Queryable,
): Promise<{ readonly through: number; readonly envelope: Buffer } | undefined> {
  const sql = 'SELECT through, envelope FROM audit.tombstones ORDER BY no DESC LIMIT 1';
  return (await db.query<{ through: number; envelope: Buffer }>(sql)).rows[0];
}

export async function insertTombstone(
  tx: Tx,
  row: {
    readonly partition: string;
    readonly through: number;
    readonly at: Date;
    readonly envelope: Uint8Array;
  },
): Promise<void> {
  const sql = `INSERT INTO audit.tombstones (partition, through, at, envelope)
               VALUES ($1, $2, $3, $4)`;
  await tx.query(sql, [row.partition, row.through, row.at, Buffer.from(row.envelope)]);
}

/** @throws DatabaseError restrict_violation when the database finds a reason to keep it */
export async function dropPartition(tx: Tx, name: string): Promise<void> {
  await tx.query('SELECT audit.drop_partition($1)', [name]);
}

/** Positions of checkpoints in a range, ends included. */
export async function checkpointPositions(
  db: Queryable,
  from: number,
  through: number,
): Promise<number[]> {
  const sql = `SELECT position FROM audit.checkpoints WHERE position BETWEEN $1 AND $2 ORDER BY 1`;
  const { rows } = await db.query<{ position: number }>(sql, [from, through]);
  return rows.map((row) => row.position);
}
