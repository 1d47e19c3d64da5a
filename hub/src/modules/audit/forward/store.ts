import type { Queryable } from '../../../platform/db.ts';

/** Up to which position a receiver was told; 0: of nothing yet. */
export async function forwardPosition(db: Queryable, name: string): Promise<number> {
  const sql = 'SELECT position FROM audit.forwards WHERE name = $1';
  return (await db.query<{ position: number }>(sql, [name])).rows[0]?.position ?? 0;
}

export async function advanceForward(db: Queryable, name: string, position: number): Promise<void> {
  const sql = `INSERT INTO audit.forwards (name, position) VALUES ($1, $2)
               ON CONFLICT (name) DO UPDATE SET position = EXCLUDED.position`;
  await db.query(sql, [name, position]);
}
