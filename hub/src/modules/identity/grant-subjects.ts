import type { Actor } from '../../platform/api.ts';
import type { Queryable } from '../../platform/db.ts';

/**
 * Everything that a grant to would be one to the actor: themselves, the person whom a service token
 * answers to, and the groups of that person at an external provider.
 */
export async function ownSubjects(
  db: Queryable,
  { subject, answersTo }: Pick<Actor, 'subject' | 'answersTo'>,
): Promise<readonly string[]> {
  const sql = `SELECT id::text, groups FROM identity.users
                WHERE 'user:' || id::text = $1 OR handle = $2`;
  const { rows } = await db.query<{ id: string; groups: string[] }>(sql, [subject, answersTo]);
  const behind = rows.flatMap(({ id, groups }) => [
    `user:${id}`,
    ...groups.map((group) => `group:${group}`),
  ]);
  return [subject, ...behind];
}

/** Is there such a user? Whether a group exists is known to its provider alone. */
export async function subjectExists(db: Queryable, subject: string): Promise<boolean> {
  if (!subject.startsWith('user:')) return true;
  const sql = `SELECT 1 FROM identity.users WHERE id::text = $1`;
  const { rowCount } = await db.query(sql, [subject.slice('user:'.length)]);
  return rowCount === 1;
}
