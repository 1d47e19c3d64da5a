import type { Database, Queryable, Tx } from '../../platform/db.ts';
import { insertEntry } from './store.ts';

/** Somebody was turned away. */
export interface Refusal {
  /** Who it was, as far as that is known: an actor's id, else `anonymous@` and the address. */
  readonly principal: string;
  /** Method and route as declared, `POST /api/sites/:id/`, never the path with its ids. */
  readonly route: string;
  readonly code: string; // of the problem document
  /** What they were after, as they named it. */
  readonly subject?: string | undefined;
}

const textMax = 200;
const clip = (text: string): string => text.slice(0, textMax);

/**
 * Records a refusal. The first of a principal on a route in a minute is an entry at once; what
 * follows within that minute is counted, and told as one more entry when the minute is over. So a
 * flood is a number, and nobody fills the record by being refused.
 */
export async function auditRefusal(db: Database, refusal: Refusal): Promise<void> {
  const principal = clip(refusal.principal);
  const route = clip(refusal.route);
  const { code } = refusal;
  await db.transaction(async (tx) => {
    const sql = `INSERT INTO audit.refusals AS r (minute, principal, route, code, count)
                 VALUES (date_trunc('minute', now()), $1, $2, $3, 1)
                 ON CONFLICT (minute, principal, route, code)
                 DO UPDATE SET count = r.count + 1 RETURNING count`;
    const { rows } = await tx.query<{ count: number }>(sql, [principal, route, code]);
    if (rows[0]?.count !== 1) return;
    const detail = { route, code, count: 1 };
    const subject = clip(refusal.subject ?? route);
    await insertEntry(tx, { actor: principal, action: 'request.refused', subject, detail });
  });
}

const sweepMax = 500;

/** Tells what was counted in minutes that are over; says how many counts were closed. */
export function sweepRefusals(db: Database): Promise<number> {
  return db.transaction(async (tx) => {
    const rows = await takeOver(tx);
    for (const { minute, principal, route, code, count } of rows) {
      if (count === 1) continue;
      // The first one has an entry of its own.
      const detail = { route, code, count: count - 1, minute: minute.toISOString() };
      const fact = { actor: principal, action: 'request.refused', subject: route, detail };
      await insertEntry(tx, fact);
    }
    return rows.length;
  });
}

async function takeOver(tx: Tx | Queryable) {
  const sql = `DELETE FROM audit.refusals AS r USING (
                 SELECT minute, principal, route, code FROM audit.refusals
                  WHERE minute < date_trunc('minute', now()) ORDER BY minute
                  LIMIT $1 FOR UPDATE SKIP LOCKED) AS o
                WHERE (r.minute, r.principal, r.route, r.code)
                      = (o.minute, o.principal, o.route, o.code)
               RETURNING r.minute, r.principal, r.route, r.code, r.count`;
  type Row = { minute: Date; principal: string; route: string; code: string; count: number };
  return (await tx.query<Row>(sql, [sweepMax])).rows;
}
