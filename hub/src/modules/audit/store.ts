import type { Queryable, Tx } from '../../platform/db.ts';
import type { Head } from './chain-store.ts';
import type { AuditFact, Outcome } from './entry.ts';

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
/** An entry as somebody reads it. */
export interface ReadEntry extends EntryRow {
  /** The site that it is about; null: none, or more than one. */
  readonly site: string | null;
  readonly outcome: Outcome;
}
/** Which entries are asked for; what is absent restricts nothing. */
export interface EntryFilter {
  readonly actor?: string | undefined;
  /** And everything below it: `segment` finds `segment.refused`. */
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  /** About this site: the site itself, or what names it. */
  readonly site?: string | undefined;
  readonly outcome?: Outcome | undefined;
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
  /** Only entries about these sites: whoever asks may see no others. Null: all. */
  readonly visible?: readonly string[] | null | undefined;
}

export interface UnsealedState {
  readonly count: number;
  readonly oldestMs: number; // 0 when there is none
}

export const columns = 'e.id, c.position, e.at, e.actor, e.action, e.subject, e.detail, c.hash';
/** Joins an entry with its place in the chain, which lies in the same month. */
export const chainJoin = 'ON c.id = e.id AND c.at = e.at';
/** The entry of each place, looked up one by one: joined, a thousand of them read whole months. */
export const entryOfPlace = `LATERAL (SELECT e.* FROM audit.entries AS e
  WHERE e.id = c.id AND e.at = c.at LIMIT 1) AS e`;
const siteSql = 'audit.site_of(e.action, e.subject, e.detail)';
const outcomeSql = 'audit.outcome_of(e.action, e.detail)';
const readColumns = `${columns}, ${siteSql} AS site, ${outcomeSql} AS outcome`;
const insertSql = `
  INSERT INTO audit.entries (actor, action, subject, detail) VALUES ($1, $2, $3, $4)`;

/** Writes an entry; in a transaction it is written with the commit, and stands if that does. */
export async function insertEntry(db: Queryable | Tx, fact: AuditFact): Promise<void> {
  const values = [fact.actor, fact.action, fact.subject, JSON.stringify(fact.detail ?? {})];
  await ('withCommit' in db ? db.withCommit(insertSql, values) : db.query(insertSql, values));
}

/** What entries are searched by: their columns in the chain, or what an unsealed one says itself. */
interface Searched {
  readonly row: 'c' | 'e';
  readonly site: string;
  readonly isOutcome: string;
}
const sealedBy: Searched = {
  row: 'c',
  site: 'c.site',
  isOutcome: `(c.outcome = $7 OR ($7 = 'done' AND c.outcome IS NULL))`,
};
const unsealedBy: Searched = { row: 'e', site: siteSql, isOutcome: `${outcomeSql} = $7` };

const filterSql = ({ row, site, isOutcome }: Searched): string => `
      ($1::text IS NULL OR ${row}.actor = $1)
  AND ($2::text IS NULL OR ${row}.action = $2 OR starts_with(${row}.action, $2 || '.'))
  AND ($3::text IS NULL OR ${row}.subject = $3)
  AND ($4::timestamptz IS NULL OR ${row}.at >= $4) AND ($5::timestamptz IS NULL OR ${row}.at < $5)
  AND ($6::text IS NULL OR ${site} = $6)
  AND ($7::text IS NULL OR ${isOutcome})
  AND ($8::text[] IS NULL OR ${site} = ANY($8))`;

const filterValues = (filter: EntryFilter): unknown[] => [
  filter.actor ?? null,
  filter.action ?? null,
  filter.subject ?? null,
  filter.from ?? null,
  filter.until ?? null,
  filter.site ?? null,
  filter.outcome ?? null,
  filter.visible ?? null,
];

/** Ids among which every unsealed entry is: those above one, and in ranges. */
export interface Unsealed {
  readonly above: number;
  readonly bounds: readonly [firsts: readonly number[], lasts: readonly number[]];
}

/**
 * Asked for before what it restricts: a plan for any values would read the whole chain. The sealer
 * may go on in between, and then some of these ids have their places.
 */
export async function whereUnsealed(db: Queryable): Promise<Unsealed> {
  const looked = 'SELECT seen, awaited FROM audit.head';
  const [head] = (await db.query<Pick<Head, 'seen' | 'awaited'>>(looked)).rows;
  const ranges = (head?.awaited ?? []).flatMap((awaited) => awaited.ranges);
  const bounds = [ranges.map(([first]) => first), ranges.map(([, last]) => last)] as const;
  return { above: head?.seen ?? 0, bounds };
}

/** Entries without a place, given `Unsealed` as the parameters from this one on. */
export const unsealedSql = (from: number): string => `
  (SELECT * FROM (SELECT id, at, actor, action, subject, detail
                    FROM audit.entries WHERE id > $${from}
                   UNION ALL
                  SELECT e.id, e.at, e.actor, e.action, e.subject, e.detail
                    FROM unnest($${from + 1}::int8[], $${from + 2}::int8[]) AS r (first, last)
                    JOIN audit.entries AS e ON e.id BETWEEN r.first AND r.last) AS e
    WHERE (SELECT c.id FROM audit.chain AS c WHERE c.id = e.id AND c.at = e.at) IS NULL)`;

/** Newest first, below `before`. */
export async function listEntries(
  db: Queryable,
  filter: EntryFilter,
  before: number | null,
  limit: number,
): Promise<ReadEntry[]> {
  const { above, bounds } = await whereUnsealed(db);
  const sql = `
    WITH found AS (
      (SELECT c.id, c.at, c.position, c.hash FROM audit.chain AS c
        WHERE ${filterSql(sealedBy)} AND ($9::int8 IS NULL OR c.id < $9)
        ORDER BY c.id DESC LIMIT $10)
      UNION ALL
      (SELECT e.id, e.at, NULL, NULL FROM ${unsealedSql(11)} AS e
        WHERE ${filterSql(unsealedBy)} AND ($9::int8 IS NULL OR e.id < $9)
        ORDER BY e.id DESC LIMIT $10)
      ORDER BY id DESC LIMIT $10)
    SELECT ${readColumns} FROM found AS c JOIN audit.entries AS e ${chainJoin} ORDER BY e.id DESC`;
  const values = [...filterValues(filter), before, limit, above, ...bounds];
  return (await db.query<ReadEntry>(sql, values)).rows;
}

/** Sealed entries in the order of the chain, above a position, for exporting. */
export async function entriesAfter(
  db: Queryable,
  filter: EntryFilter,
  after: number,
  limit: number,
): Promise<EntryRow[]> {
  const sql = `SELECT ${columns} FROM audit.chain AS c, ${entryOfPlace}
                WHERE ${filterSql(sealedBy)} AND c.position > $9 ORDER BY c.position LIMIT $10`;
  return (await db.query<EntryRow>(sql, [...filterValues(filter), after, limit])).rows;
}

/** One entry, if it is about what may be seen. */
export async function entryById(
  db: Queryable,
  id: number,
  visible: readonly string[] | null,
): Promise<ReadEntry | undefined> {
  const sql = `SELECT ${readColumns}
                 FROM audit.entries AS e LEFT JOIN audit.chain AS c ${chainJoin}
                WHERE e.id = $1 AND ($2::text[] IS NULL OR ${siteSql} = ANY($2))`;
  return (await db.query<ReadEntry>(sql, [id, visible])).rows[0];
}

/** The id of the entry at a place of the chain; null: there is none. */
export async function entryIdAt(db: Queryable, position: number): Promise<number | null> {
  const sql = 'SELECT id FROM audit.chain WHERE position = $1 ORDER BY id LIMIT 1';
  return (await db.query<{ id: number }>(sql, [position])).rows[0]?.id ?? null;
}

/** How many entries are committed and not sealed, and for how long the oldest, by one clock. */
export async function unsealedState(db: Queryable): Promise<UnsealedState> {
  const { above, bounds } = await whereUnsealed(db);
  const sql = `
    SELECT count(*) AS count,
           (greatest(0, extract(epoch FROM clock_timestamp() - min(at))) * 1000)::float8
             AS "oldestMs"
      FROM ${unsealedSql(1)} AS e`;
  type Row = { count: number; oldestMs: number | null };
  const { count, oldestMs } = (await db.query<Row>(sql, [above, ...bounds])).rows[0]!;
  return { count, oldestMs: oldestMs ?? 0 };
}
