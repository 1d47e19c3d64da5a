import type { Database, Queryable, Tx } from '../../platform/db.ts';
import type { TargetKind } from './retry.ts';
import type { Severity } from './routing.ts';

export interface SubscriptionRow {
  readonly id: string;
  readonly kind: TargetKind;
  readonly name: string;
  /** Of a webhook; else empty. */
  readonly url: string;
  /** Of a mail target; else none. */
  readonly recipients: readonly string[];
  /** It is told of entries of the audit record; else of alerts alone, by rules. */
  readonly followsRecord: boolean;
  readonly actions: readonly string[];
  readonly severityMin: Severity;
  readonly enabled: boolean;
  readonly version: number;
  readonly fromPosition: number;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly failingSince: Date | null;
  readonly blockedUntil: Date | null;
}
export interface DeliveryRow {
  readonly id: number;
  readonly subscriptionId: string;
  readonly position: number | null;
  readonly event: Readonly<Record<string, unknown>>;
  readonly state: 'pending' | 'delivered' | 'dead';
  readonly attempts: number;
  readonly createdAt: Date;
  readonly nextAt: Date;
  readonly endedAt: Date | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
}
export interface Counts {
  readonly pending: number;
  readonly dead: number;
}

const subscriptionColumns = `id, kind, name, url, recipients, actions,
  follows_record AS "followsRecord", severity_min AS "severityMin", enabled, version,
  from_position AS "fromPosition", created_by AS "createdBy", created_at AS "createdAt",
  updated_at AS "updatedAt", failing_since AS "failingSince", blocked_until AS "blockedUntil"`;
const deliveryColumns = `id, subscription_id AS "subscriptionId", position, event, state, attempts,
  created_at AS "createdAt", next_at AS "nextAt", ended_at AS "endedAt",
  last_status AS "lastStatus", last_error AS "lastError"`;

/** All targets, or those of a kind. */
export async function subscriptions(db: Queryable, kind?: TargetKind): Promise<SubscriptionRow[]> {
  const sql = `SELECT ${subscriptionColumns} FROM notifications.subscriptions
                WHERE $1::text IS NULL OR kind = $1 ORDER BY name, id`;
  return (await db.query<SubscriptionRow>(sql, [kind ?? null])).rows;
}

export async function subscription(
  db: Queryable,
  id: string,
  kind: TargetKind = 'webhook',
): Promise<SubscriptionRow | undefined> {
  const sql = `SELECT ${subscriptionColumns} FROM notifications.subscriptions
                WHERE id = $1 AND kind = $2`;
  return (await db.query<SubscriptionRow>(sql, [id, kind])).rows[0];
}

/** Row-locks it, so that two changes of one version can't both succeed. */
export async function lockSubscription(
  tx: Tx,
  id: string,
  kind: TargetKind,
): Promise<SubscriptionRow | undefined> {
  const sql = `SELECT ${subscriptionColumns} FROM notifications.subscriptions
                WHERE id = $1 AND kind = $2 FOR UPDATE`;
  return (await tx.query<SubscriptionRow>(sql, [id, kind])).rows[0];
}

export async function countsOf(db: Queryable): Promise<Map<string, Counts>> {
  const sql = `SELECT subscription_id AS id, count(*) FILTER (WHERE state = 'pending') AS pending,
                      count(*) FILTER (WHERE state = 'dead') AS dead
                 FROM notifications.deliveries GROUP BY 1`;
  const { rows } = await db.query<Counts & { id: string }>(sql);
  return new Map(rows.map((row) => [row.id, row]));
}

/** What somebody may say of a target. */
export type TargetFields = Pick<
  SubscriptionRow,
  'name' | 'url' | 'recipients' | 'actions' | 'followsRecord' | 'severityMin'
>;

export async function insertSubscription(
  tx: Tx,
  row: TargetFields & Pick<SubscriptionRow, 'id' | 'kind' | 'createdBy' | 'createdAt'>,
): Promise<void> {
  const sql = `INSERT INTO notifications.subscriptions (id, name, url, actions,
                 severity_min, created_by, created_at, updated_at, kind, recipients,
                 follows_record, from_position)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10,
                       coalesce((SELECT position FROM audit.head), 0))`;
  const { id, name, url, actions, severityMin, createdBy, createdAt } = row;
  const rest = [row.kind, row.recipients, row.followsRecord];
  await tx.query(sql, [id, name, url, actions, severityMin, createdBy, createdAt, ...rest]);
  // From here on nothing is passed over, even if nobody fanned out before.
  await beginCursor(tx);
}

/** Changes it and gives it the next version; a subscription that is changed is tried again at once. */
export async function updateSubscription(
  tx: Tx,
  id: string,
  to: TargetFields & Pick<SubscriptionRow, 'enabled'>,
  now: Date,
): Promise<void> {
  const sql = `UPDATE notifications.subscriptions
                  SET name = $2, url = $3, actions = $4, severity_min = $5,
                      enabled = $6, updated_at = $7, version = version + 1,
                      recipients = $8, follows_record = $9,
                      failing_since = NULL, blocked_until = NULL
                WHERE id = $1`;
  const { name, url, actions, severityMin, enabled, recipients, followsRecord } = to;
  const rest = [recipients, followsRecord];
  await tx.query(sql, [id, name, url, actions, severityMin, enabled, now, ...rest]);
}

export async function deleteSubscription(tx: Tx, id: string): Promise<void> {
  await tx.query('DELETE FROM notifications.subscriptions WHERE id = $1', [id]);
}

async function beginCursor(tx: Tx): Promise<void> {
  await tx.query(`INSERT INTO notifications.cursor (position)
                  SELECT coalesce((SELECT position FROM audit.head), 0) ON CONFLICT DO NOTHING`);
}

/** Locks and reads the fan-out's cursor; where there is none it begins at the record's end. */
export async function lockCursor(tx: Tx): Promise<number> {
  await beginCursor(tx);
  const sql = 'SELECT position FROM notifications.cursor FOR UPDATE';
  return (await tx.query<{ position: number }>(sql)).rows[0]!.position;
}

export async function moveCursor(tx: Tx, position: number): Promise<void> {
  await tx.query('UPDATE notifications.cursor SET position = $1', [position]);
}

export interface NewDelivery {
  readonly subscriptionId: string;
  readonly position: number | null;
  readonly event: unknown;
}
export async function insertDeliveries(
  tx: Tx,
  rows: readonly NewDelivery[],
  now: Date,
): Promise<void> {
  if (rows.length === 0) return;
  const sql = `INSERT INTO notifications.deliveries
                 (subscription_id, position, event, created_at, next_at)
               SELECT s, p, e, $4, $4 FROM unnest($1::uuid[], $2::int8[], $3::jsonb[]) AS t (s, p, e)`;
  await tx.query(sql, [
    rows.map((row) => row.subscriptionId),
    rows.map((row) => row.position),
    rows.map((row) => JSON.stringify(row.event)),
    now,
  ]);
}

export type DueDelivery = DeliveryRow & Pick<SubscriptionRow, 'kind' | 'url' | 'recipients'>;

/**
 * Takes the oldest due delivery of each subscription that may be tried. Until `until` nobody else
 * takes one of the same subscriptions, so a process that dies meanwhile holds up nothing for long.
 */
export async function claimDeliveries(
  db: Database,
  now: Date,
  until: Date,
): Promise<DueDelivery[]> {
  return db.transaction(async (tx) => {
    const free = `SELECT s.id FROM notifications.subscriptions AS s
                   WHERE s.enabled AND (s.blocked_until IS NULL OR s.blocked_until <= $1)
                     AND EXISTS (SELECT FROM notifications.deliveries AS d
                                  WHERE d.subscription_id = s.id AND d.state = 'pending'
                                    AND d.next_at <= $1)
                   FOR UPDATE OF s SKIP LOCKED`;
    const ids = (await tx.query<{ id: string }>(free, [now])).rows.map((row) => row.id);
    if (ids.length === 0) return [];
    const claim = `UPDATE notifications.subscriptions SET blocked_until = $2 WHERE id = ANY ($1)`;
    await tx.query(claim, [ids, until]);
    const sql = `SELECT d.*, s.kind, s.url, s.recipients FROM notifications.subscriptions AS s
                   JOIN LATERAL (SELECT ${deliveryColumns} FROM notifications.deliveries
                                  WHERE subscription_id = s.id AND state = 'pending'
                                    AND next_at <= $1 ORDER BY next_at, id LIMIT 1) AS d ON true
                  WHERE s.id = ANY ($2)`;
    return (await tx.query<DueDelivery>(sql, [now, ids])).rows;
  });
}

export interface Ended {
  readonly id: number;
  readonly state: DeliveryRow['state'];
  readonly attempts: number;
  readonly nextAt: Date;
  readonly endedAt: Date | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
}
export async function noteTry(tx: Tx, ended: Ended): Promise<void> {
  const sql = `UPDATE notifications.deliveries
                  SET state = $2, attempts = $3, next_at = $4, ended_at = $5, last_status = $6,
                      last_error = $7 WHERE id = $1`;
  const { id, state, attempts, nextAt, endedAt, lastStatus, lastError } = ended;
  await tx.query(sql, [id, state, attempts, nextAt, endedAt, lastStatus, lastError]);
}

/**
 * Whoever fails is not asked for the next delivery either until then, and, the longer it fails, not
 * for half of that time, 15 minutes at most; null: it works.
 */
export async function noteHealth(
  tx: Tx,
  id: string,
  now: Date,
  blockedUntil: Date | null,
): Promise<Date | null> {
  const sql = `UPDATE notifications.subscriptions
                  SET blocked_until = greatest($3::timestamptz,
                        CASE WHEN $3::timestamptz IS NULL THEN NULL ELSE $2::timestamptz
                          + least(interval '15 minutes', ($2 - coalesce(failing_since, $2)) / 2) END),
                      failing_since = CASE WHEN $3::timestamptz IS NULL THEN NULL
                                           ELSE coalesce(failing_since, $2) END
                WHERE id = $1 RETURNING failing_since AS since`;
  const { rows } = await tx.query<{ since: Date | null }>(sql, [id, now, blockedUntil]);
  return rows[0]?.since ?? null;
}

export async function disable(tx: Tx, id: string, now: Date): Promise<void> {
  const sql = `UPDATE notifications.subscriptions
                  SET enabled = false, updated_at = $2, version = version + 1 WHERE id = $1`;
  await tx.query(sql, [id, now]);
}

/** Newest first. */
export async function listDeliveries(
  db: Queryable,
  subscriptionId: string,
  before: number | null,
  limit: number,
): Promise<DeliveryRow[]> {
  const sql = `SELECT ${deliveryColumns} FROM notifications.deliveries
                WHERE subscription_id = $1 AND ($2::int8 IS NULL OR id < $2)
                ORDER BY id DESC LIMIT $3`;
  return (await db.query<DeliveryRow>(sql, [subscriptionId, before, limit])).rows;
}

/** Puts a delivery on its way once more, from its first try. False: there is none. */
export async function sendAgain(
  tx: Tx,
  subscriptionId: string,
  id: number,
  now: Date,
): Promise<boolean> {
  const sql = `UPDATE notifications.deliveries
                  SET state = 'pending', attempts = 0, next_at = $3, ended_at = NULL
                WHERE subscription_id = $1 AND id = $2`;
  return (await tx.query(sql, [subscriptionId, id, now])).rowCount === 1;
}

export async function pruneDeliveries(db: Queryable, before: Date): Promise<number> {
  const sql = `DELETE FROM notifications.deliveries WHERE state <> 'pending' AND ended_at < $1`;
  return (await db.query(sql, [before])).rowCount ?? 0;
}
