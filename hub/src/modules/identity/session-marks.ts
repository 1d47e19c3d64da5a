import type { Queryable } from '../../platform/db.ts';
import { aliveSession, sessionSources } from './session-store.ts';

// A mark tells whether what a session or token holds has changed: grants are only added, taken back
// and ended, so that the numbers of those that hold now say it all.

const heldBy = (subjects: string): string => `
  (SELECT string_agg(g.id::text, ',' ORDER BY g.id) FROM identity.grants g
    WHERE g.subject = ANY (${subjects}) AND g.revoked_at IS NULL
      AND (g.expires_at IS NULL OR g.expires_at > $2))`;

type Marks<Id> = ReadonlyMap<Id, string>;
interface Row<Id> {
  readonly id: Id;
  readonly held: string | null;
}
const marksOf = <Id>(rows: readonly Row<Id>[]): Marks<Id> =>
  new Map(rows.map(({ id, held }) => [id, held ?? '']));

/** Which of these sessions still stand, each with a mark of what it holds. */
export async function standingSessions(
  db: Queryable,
  ids: readonly string[],
  now: Date,
): Promise<Marks<string>> {
  if (ids.length === 0) return new Map();
  const subjects = `ARRAY['token:' || s.token_id, 'user:' || s.user_id]
    || ARRAY(SELECT 'group:' || name FROM unnest(u.groups) AS name)`;
  const sql = `SELECT s.id, concat_ws(' ', ${heldBy(subjects)}, u.mapped_roles::text) AS held
                 FROM ${sessionSources} WHERE s.id = ANY($1) AND ${aliveSession}`;
  return marksOf((await db.query<Row<string>>(sql, [ids, now])).rows);
}

/** Which of these tokens still stand, each with a mark of what it holds. */
export async function standingTokens(
  db: Queryable,
  ids: readonly number[],
  now: Date,
): Promise<Marks<number>> {
  if (ids.length === 0) return new Map();
  const sql = `SELECT t.id, ${heldBy(`ARRAY['token:' || t.id]`)} AS held FROM identity.tokens t
                WHERE t.id = ANY($1) AND t.revoked_at IS NULL
                  AND (t.expires_at IS NULL OR t.expires_at > $2)`;
  return marksOf((await db.query<Row<number>>(sql, [ids, now])).rows);
}
