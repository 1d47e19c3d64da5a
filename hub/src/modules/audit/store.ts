import type { Queryable } from '../../platform/db.ts';
import type { AuditFact } from './entry.ts';

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
/** How it went: done, turned away, or found wrong. */
export const outcomes = ['done', 'refused', 'failed'] as const;
export type Outcome = (typeof outcomes)[number];
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

export const columns = 'id, position, at, actor, action, subject, detail, hash';
const siteSql = 'audit.site_of(action, subject, detail)';
const outcomeSql = 'audit.outcome_of(action, detail)';
const readColumns = `${columns}, ${siteSql} AS site, ${outcomeSql} AS outcome`;

export async function insertEntry(db: Queryable, fact: AuditFact): Promise<void> {
  const sql = `INSERT INTO audit.entries (actor, action, subject, detail) VALUES ($1, $2, $3, $4)`;
  const detail = JSON.stringify(fact.detail ?? {});
  await db.query(sql, [fact.actor, fact.action, fact.subject, detail]);
}

const filterSql = `($1::text IS NULL OR actor = $1)
  AND ($2::text IS NULL OR action = $2 OR starts_with(action, $2 || '.'))
  AND ($3::text IS NULL OR subject = $3)
  AND ($4::timestamptz IS NULL OR at >= $4) AND ($5::timestamptz IS NULL OR at < $5)
  AND ($6::text IS NULL OR ${siteSql} = $6) AND ($7::text IS NULL OR ${outcomeSql} = $7)
  AND ($8::text[] IS NULL OR ${siteSql} = ANY($8))`;

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

/** Newest first, below `before`. */
export async function listEntries(
  db: Queryable,
  filter: EntryFilter,
  before: number | null,
  limit: number,
): Promise<ReadEntry[]> {
  const sql = `SELECT ${readColumns} FROM audit.entries
                WHERE ${filterSql} AND ($9::int8 IS NULL OR id < $9) ORDER BY id DESC LIMIT $10`;
  return (await db.query<ReadEntry>(sql, [...filterValues(filter), before, limit])).rows;
}

/** Oldest first, after `after`, for exporting: entries of the chain by position, then the rest. */
export async function entriesAfter(
  db: Queryable,
  filter: EntryFilter,
  after: number,
  limit: number,
): Promise<EntryRow[]> {
  const sql = `SELECT ${columns} FROM audit.entries
                WHERE ${filterSql} AND position > $9 ORDER BY position LIMIT $10`;
  return (await db.query<EntryRow>(sql, [...filterValues(filter), after, limit])).rows;
}

/** One entry, if it is about what may be seen. */
export async function entryById(
  db: Queryable,
  id: number,
  visible: readonly string[] | null,
): Promise<ReadEntry | undefined> {
  const sql = `SELECT ${readColumns} FROM audit.entries
                WHERE id = $1 AND ($2::text[] IS NULL OR ${siteSql} = ANY($2))`;
  return (await db.query<ReadEntry>(sql, [id, visible])).rows[0];
}

/** The id of the entry at a place of the chain; null: there is none. */
export async function entryIdAt(db: Queryable, position: number): Promise<number | null> {
  const sql = 'SELECT id FROM audit.entries WHERE position = $1 ORDER BY id LIMIT 1';
  return (await db.query<{ id: number }>(sql, [position])).rows[0]?.id ?? null;
}

/** How many entries are committed and not sealed, and for how long the oldest, by one clock. */
export async function unsealedState(db: Queryable): Promise<UnsealedState> {
  const sql = `SELECT count(*) AS count,
                      greatest(0, extract(epoch FROM clock_timestamp() - min(at)) * 1000)::float8
                        AS "oldestMs"
                 FROM audit.entries WHERE position IS NULL`;
  const { count, oldestMs } = (await db.query<{ count: number; oldestMs: number | null }>(sql))
    .rows[0]!;
  return { count, oldestMs: oldestMs ?? 0 };
}
