import type { Queryable, Tx } from '../../platform/db.ts';
import type { ErasureGround, ErasureState } from './erasure-rules.ts';

/** One erasure, without whom it is about. */
export interface Erasure {
  readonly id: string;
  readonly state: ErasureState;
  readonly accountId: string | null;
  readonly ground: ErasureGround;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedBehind: readonly string[];
  readonly requestedAt: Date;
  readonly dueAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly cancelledBy: string | null;
  readonly cancelledAt: Date | null;
  readonly executedAt: Date | null;
  readonly confirmedAt: Date | null;
  /** The newest of the hub's box keys then; null: it was not carried out. */
  readonly boxNo: number | null;
  readonly subjects: number;
}
/** One subject of an erasure. */
export interface ErasureSubject {
  readonly subjectId: string;
  readonly role: string;
  readonly deviceNo: number;
  readonly deviceId: string;
  readonly siteId: string;
  readonly confirmedAt: Date | null;
}

const columns = `e.id::text, e.state, e.account_id::text AS "accountId", e.ground, e.reason,
  e.requested_by AS "requestedBy", e.requested_behind AS "requestedBehind",
  e.requested_at AS "requestedAt", e.due_at AS "dueAt", e.decided_by AS "decidedBy",
  e.decided_at AS "decidedAt", e.cancelled_by AS "cancelledBy", e.cancelled_at AS "cancelledAt",
  e.box_no AS "boxNo", e.executed_at AS "executedAt", e.confirmed_at AS "confirmedAt",
  (SELECT count(*) FROM privacy.erasure_subjects s WHERE s.erasure_id = e.id) AS subjects`;

export interface NewErasure {
  readonly accountId: string | null;
  readonly ground: ErasureGround;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedBehind: readonly string[];
  readonly requestedAt: Date;
  readonly dueAt: Date;
  readonly subjects: readonly {
    readonly subjectId: string;
    readonly role: string;
    readonly deviceNo: number;
  }[];
}

export async function insertErasure(tx: Tx, erasure: NewErasure): Promise<string> {
  const sql = `INSERT INTO privacy.erasures (state, account_id, ground, reason, requested_by,
                 requested_behind, requested_at, due_at)
               VALUES ('requested', $1, $2, $3, $4, $5, $6, $7) RETURNING id::text`;
  const { accountId, ground, reason, requestedBy, requestedBehind } = erasure;
  const who = [accountId, ground, reason, requestedBy, requestedBehind];
  const values = [...who, erasure.requestedAt, erasure.dueAt];
  const { id } = (await tx.query<{ id: string }>(sql, values)).rows[0]!;
  const each = `INSERT INTO privacy.erasure_subjects (erasure_id, subject_id, role, device_no)
                SELECT $1, * FROM unnest($2::bytea[], $3::text[], $4::int4[])`;
  const { subjects } = erasure;
  await tx.query(each, [
    id,
    subjects.map(({ subjectId }) => Buffer.from(subjectId, 'hex')),
    subjects.map(({ role }) => role),
    subjects.map(({ deviceNo }) => deviceNo),
  ]);
  return id;
}

/** Is one of them in an erasure that is not over? Ends two requests for the same person. */
export async function openErasureOf(
  tx: Tx,
  subjectIds: readonly string[],
  accountId: string | null,
): Promise<string | undefined> {
  await tx.query('SELECT pg_advisory_xact_lock(4211)');
  const sql = `
    SELECT e.id::text FROM privacy.erasures AS e
     WHERE e.state IN ('requested', 'approved')
       AND (e.account_id = $2 OR EXISTS (
             SELECT FROM privacy.erasure_subjects AS s
              WHERE s.erasure_id = e.id AND s.subject_id = ANY($1))) LIMIT 1`;
  const ids = subjectIds.map((id) => Buffer.from(id, 'hex'));
  return (await tx.query<{ id: string }>(sql, [ids, accountId])).rows[0]?.id;
}

/** Newest first; `after` is the last one of the page before. */
export async function selectErasures(
  db: Queryable,
  after: readonly [requestedAtMs: number, id: string] | null,
  limit: number,
): Promise<Erasure[]> {
  const sql = `SELECT ${columns} FROM privacy.erasures AS e
                WHERE $1::timestamptz IS NULL OR (e.requested_at, e.id) < ($1, $2::uuid)
                ORDER BY e.requested_at DESC, e.id DESC LIMIT $3`;
  const [at, id] = after ?? [];
  const values = [at === undefined ? null : new Date(at), id ?? null, limit];
  return (await db.query<Erasure>(sql, values)).rows;
}

export async function selectErasure(db: Queryable, id: string): Promise<Erasure | undefined> {
  const sql = `SELECT ${columns} FROM privacy.erasures AS e WHERE e.id = $1`;
  return (await db.query<Erasure>(sql, [id])).rows[0];
}

export async function lockErasure(tx: Tx, id: string): Promise<Erasure | undefined> {
  const sql = `SELECT ${columns} FROM privacy.erasures AS e WHERE e.id = $1 FOR UPDATE OF e`;
  return (await tx.query<Erasure>(sql, [id])).rows[0];
}

export async function selectSubjects(db: Queryable, id: string): Promise<ErasureSubject[]> {
  const sql = `SELECT encode(s.subject_id, 'hex') AS "subjectId", s.role,
                      s.device_no AS "deviceNo", encode(d.id, 'hex') AS "deviceId",
                      d.site_id AS "siteId", s.confirmed_at AS "confirmedAt"
                 FROM privacy.erasure_subjects AS s
                 JOIN devices.devices AS d ON d.no = s.device_no
                WHERE s.erasure_id = $1 ORDER BY d.site_id, s.subject_id`;
  return (await db.query<ErasureSubject>(sql, [id])).rows;
}

/** Approved erasures, the first approved first. */
export async function selectApproved(db: Queryable, limit: number): Promise<string[]> {
  const sql = `SELECT id::text FROM privacy.erasures WHERE state = 'approved'
                ORDER BY decided_at LIMIT $1`;
  return (await db.query<{ id: string }>(sql, [limit])).rows.map(({ id }) => id);
}

export async function setDecided(
  tx: Tx,
  id: string,
  state: ErasureState,
  by: string,
  at: Date,
): Promise<void> {
  const sql = `UPDATE privacy.erasures SET state = $2, decided_by = $3, decided_at = $4
                WHERE id = $1`;
  await tx.query(sql, [id, state, by, at]);
}

export async function setCancelled(tx: Tx, id: string, by: string, at: Date): Promise<void> {
  const sql = `UPDATE privacy.erasures SET state = 'cancelled', cancelled_by = $2,
                      cancelled_at = $3 WHERE id = $1`;
  await tx.query(sql, [id, by, at]);
}

export async function setExecuted(tx: Tx, id: string, at: Date): Promise<void> {
  const sql = `UPDATE privacy.erasures SET state = 'executed', executed_at = $2 WHERE id = $1`;
  await tx.query(sql, [id, at]);
}
