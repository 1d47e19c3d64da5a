import type { Queryable } from '../../platform/db.ts';

const daysBehind = 1;
const daysAhead = 14;

/**
 * Makes the partitions of events and batches for yesterday and the two weeks to come. A hub that
 * was off for longer makes them at its start, before it takes anything.
 */
export async function ensurePartitions(db: Queryable, now: Date): Promise<number> {
  const from = new Date(now.getTime() - daysBehind * 86_400_000).toISOString().slice(0, 10);
  const sql = 'SELECT ledger.ensure_partitions($1::date, $2) AS made';
  const days = daysBehind + 1 + daysAhead;
  return (await db.query<{ made: number }>(sql, [from, days])).rows[0]!.made;
}
