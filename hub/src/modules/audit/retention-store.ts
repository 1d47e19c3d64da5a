import type { Queryable, Tx } from '../../platform/db.ts';
import { readHead, type ChainRow } from './chain-store.ts';
import { chainJoin, columns } from './store.ts';

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

/** The first moment of a partition's month, and the first after it. */
export function monthOf(name: string): readonly [from: Date, until: Date] {
  if (!/^entries_\d{6}$/.test(name)) throw new RangeError(`${name} is no partition`);
  const [year, month] = [Number(name.slice(8, 12)), Number(name.slice(12, 14))];
  return [new Date(Date.UTC(year, month - 1, 1)), new Date(Date.UTC(year, month, 1))];
}

// The role of a hub at work reads months only through their tables; bounds on both leave one each.
const inMonth = 'e.at >= $1 AND e.at < $2 AND c.at >= $1 AND c.at < $2';

export async function partitionState(db: Queryable, name: string): Promise<PartitionState> {
  const sql = `SELECT count(*) AS entries, count(*) FILTER (WHERE c.id IS NULL) AS unsealed
                 FROM audit.entries AS e
                 LEFT JOIN audit.chain AS c ${chainJoin} AND c.at >= $1 AND c.at < $2
                WHERE e.at >= $1 AND e.at < $2`;
  return (await db.query<PartitionState>(sql, monthOf(name))).rows[0]!;
}

/** The lowest sealed position outside a partition; undefined: there is none. */
export async function firstOutside(db: Queryable, name: string): Promise<number | undefined> {
  const sql = `SELECT min(position) AS first FROM audit.chain WHERE at < $1 OR at >= $2`;
  const { first } = (await db.query<{ first: number | null }>(sql, monthOf(name))).rows[0]!;
  return first ?? undefined;
}

/** Sealed entries of a partition above a position, in their order. */
export async function sealedIn(
  db: Queryable,
  name: string,
  after: number,
  limit: number,
): Promise<ChainRow[]> {
  const sql = `SELECT ${columns} FROM audit.chain AS c JOIN audit.entries AS e ${chainJoin}
                WHERE ${inMonth} AND c.position > $3 ORDER BY c.position LIMIT $4`;
  return (await db.query<ChainRow>(sql, [...monthOf(name), after, limit])).rows;
}

/**
 * The least id of an entry that has no place in the chain and that no sealer will come to. One month
 * after the other, so that each question is answered in time.
 */
export async function entryOutside(db: Queryable): Promise<number | undefined> {
  const head = await readHead(db);
  const ranges = (head?.awaited ?? []).flatMap((awaited) => awaited.ranges);
  const looked = [head?.seen ?? 0, ranges.map(([first]) => first), ranges.map(([, last]) => last)];
  const sql = (entries: string, chain: string): string => `
    SELECT min(e.id) AS id FROM ${entries} AS e
     WHERE e.id <= $1
       AND NOT EXISTS (SELECT FROM ${chain} AS c WHERE c.id = e.id AND c.at = e.at)
       AND NOT EXISTS (SELECT FROM unnest($2::int8[], $3::int8[]) AS r (first, last)
                        WHERE e.id BETWEEN r.first AND r.last)`;
  const within = (table: string): string => `(SELECT * FROM ${table} WHERE at >= $4 AND at < $5)`;
  const inOne = sql(within('audit.entries'), within('audit.chain'));
  const found: (number | null)[] = [];
  const ask = async (text: string, values: readonly unknown[]): Promise<void> => {
    found.push((await db.query<{ id: number | null }>(text, values)).rows[0]!.id);
  };
  await ask(sql('audit.entries_default', 'audit.chain_default'), looked);
  for (const name of await partitions(db)) await ask(inOne, [...looked, ...monthOf(name)]);
  const ids = found.filter((id) => id !== null);
  return ids.length === 0 ? undefined : Math.min(...ids);
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
