import type { Queryable, Tx } from '../../platform/db.ts';
import type { Condition } from './alert-kinds.ts';
import type { Alert, AlertStep } from './alert-plan.ts';
import type { Notice, Rule } from './notice-plan.ts';

const alertColumns = `id, key, kind, severity, site_id AS "siteId", title, detail, since,
  opened_at AS "openedAt", calm_since AS "calmSince", returns, ended_at AS "endedAt",
  acknowledged_at AS "acknowledgedAt"`;

/** All that are open, and those that ended after `endedAfter` or whose end nobody was told of. */
export async function knownAlerts(tx: Queryable, endedAfter: Date): Promise<Alert[]> {
  const sql = `SELECT ${alertColumns} FROM notifications.alerts AS a
                WHERE ended_at IS NULL OR ended_at >= $1
                   OR EXISTS (SELECT FROM notifications.notices AS n
                               WHERE n.alert_id = a.id AND n.told_end_at IS NULL)
                ORDER BY id`;
  return (await tx.query<Alert>(sql, [endedAfter])).rows;
}

/** Does what was planned; gives the alerts that it opened, brought back and ended. */
export async function applySteps(
  tx: Tx,
  steps: readonly AlertStep[],
  now: Date,
): Promise<{ readonly begun: readonly Alert[]; readonly ended: readonly Alert[] }> {
  const begun: Alert[] = [];
  const ended: Alert[] = [];
  for (const step of steps) {
    if (step.do === 'open') begun.push(await insertAlert(tx, step.condition, now));
    else if (step.do === 'calm') await setCalm(tx, step.id, now);
    else if (step.do === 'end') ended.push(...(await endAlert(tx, step.id, now)));
    else {
      const row = await updateAlert(tx, step.id, step.condition);
      if (step.do === 'return') begun.push(row);
    }
  }
  return { begun, ended };
}

async function insertAlert(tx: Tx, from: Condition, now: Date): Promise<Alert> {
  const sql = `INSERT INTO notifications.alerts
                 (key, kind, severity, site_id, title, detail, since, opened_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${alertColumns}`;
  const { key, kind, severity, siteId, title, detail, since } = from;
  const values = [key, kind, severity, siteId, title, detail, since, now];
  return (await tx.query<Alert>(sql, values)).rows[0]!;
}

async function updateAlert(tx: Tx, id: number, to: Condition): Promise<Alert> {
  const sql = `UPDATE notifications.alerts
                  SET severity = $2, site_id = $3, title = $4, detail = $5,
                      since = CASE WHEN calm_since IS NULL AND ended_at IS NULL
                                   THEN least(since, $6) ELSE $6 END,
                      calm_since = NULL,
                      returns = returns + CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END,
                      acknowledged_at = CASE WHEN ended_at IS NULL THEN acknowledged_at END,
                      acknowledged_by = CASE WHEN ended_at IS NULL THEN acknowledged_by END,
                      ended_at = NULL, ended_by = NULL
                WHERE id = $1 RETURNING ${alertColumns}`;
  const { severity, siteId, title, detail, since } = to;
  return (await tx.query<Alert>(sql, [id, severity, siteId, title, detail, since])).rows[0]!;
}

async function setCalm(tx: Tx, id: number, now: Date): Promise<void> {
  await tx.query('UPDATE notifications.alerts SET calm_since = $2 WHERE id = $1', [id, now]);
}

/** Ends it, unless it has ended; gives what was ended. */
export async function endAlert(tx: Tx, id: number, now: Date, by = 'hub'): Promise<Alert[]> {
  const sql = `UPDATE notifications.alerts SET ended_at = $2, ended_by = $3
                WHERE id = $1 AND ended_at IS NULL RETURNING ${alertColumns}`;
  return (await tx.query<Alert>(sql, [id, now, by])).rows;
}

/** Somebody has seen it and it is told of no more while it lasts. */
export async function acknowledge(tx: Tx, id: number, now: Date, by: string): Promise<boolean> {
  const sql = `UPDATE notifications.alerts SET acknowledged_at = $2, acknowledged_by = $3
                WHERE id = $1 AND ended_at IS NULL`;
  return (await tx.query(sql, [id, now, by])).rowCount === 1;
}

export type ListedAlert = Alert & {
  readonly endedBy: string | null;
  readonly acknowledgedBy: string | null;
};
const listedColumns = `${alertColumns}, ended_by AS "endedBy",
  acknowledged_by AS "acknowledgedBy"`;

/** Newest first; `sites`: of these alone, null: all, and what concerns no site. */
export async function listAlerts(
  db: Queryable,
  asked: {
    readonly open: boolean;
    readonly sites: readonly string[] | null;
    readonly before: number | null;
    readonly limit: number;
  },
): Promise<ListedAlert[]> {
  const sql = `SELECT ${listedColumns} FROM notifications.alerts
                WHERE (ended_at IS NULL) = $1 AND ($2::text[] IS NULL OR site_id = ANY ($2))
                  AND ($3::int8 IS NULL OR id < $3)
                ORDER BY id DESC LIMIT $4`;
  const { open, sites, before, limit } = asked;
  return (await db.query<ListedAlert>(sql, [open, sites, before, limit])).rows;
}

export async function selectAlert(db: Queryable, id: number): Promise<ListedAlert | undefined> {
  const sql = `SELECT ${listedColumns} FROM notifications.alerts WHERE id = $1`;
  return (await db.query<ListedAlert>(sql, [id])).rows[0];
}

export async function pruneAlerts(db: Queryable, before: Date): Promise<number> {
  const sql = 'DELETE FROM notifications.alerts WHERE ended_at < $1';
  return (await db.query(sql, [before])).rowCount ?? 0;
}

/** What rules told of alerts that are open or whose end is still to be told. */
export async function openNotices(tx: Queryable, alertIds: readonly number[]): Promise<Notice[]> {
  const sql = `SELECT alert_id AS "alertId", rule_id AS "ruleId", told_at AS "toldAt",
                      told_end_at AS "toldEndAt"
                 FROM notifications.notices WHERE alert_id = ANY ($1::int8[])`;
  return (await tx.query<Notice>(sql, [alertIds])).rows;
}

/** Notes what a rule told: beginnings (new or again) and ends. */
export async function noteTold(
  tx: Tx,
  ruleId: string,
  told: { readonly begun: readonly number[]; readonly ended: readonly number[] },
  now: Date,
): Promise<void> {
  const begun = `INSERT INTO notifications.notices (alert_id, rule_id, told_at)
                 SELECT id, $2, $3 FROM unnest($1::int8[]) AS t (id)
                 ON CONFLICT (alert_id, rule_id) DO UPDATE SET told_at = $3, told_end_at = NULL`;
  await tx.query(begun, [told.begun, ruleId, now]);
  const ended = `UPDATE notifications.notices SET told_end_at = $3
                  WHERE rule_id = $2 AND alert_id = ANY ($1::int8[])`;
  await tx.query(ended, [told.ended, ruleId, now]);
  await tx.query('UPDATE notifications.rules SET last_sent_at = $2 WHERE id = $1', [ruleId, now]);
}

/** Ends of which their rule tells nobody count as told, so that a return is told of anew. */
export async function passOverEnds(tx: Tx, now: Date): Promise<void> {
  const sql = `UPDATE notifications.notices AS n SET told_end_at = $1
                 FROM notifications.alerts AS a, notifications.rules AS r
                WHERE n.alert_id = a.id AND n.rule_id = r.id AND n.told_end_at IS NULL
                  AND a.ended_at IS NOT NULL AND NOT (r.tells_end AND r.enabled)`;
  await tx.query(sql, [now]);
}

export interface RuleRow extends Rule {
  readonly targets: readonly string[];
  readonly version: number;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const ruleColumns = `r.id, name, kinds, severity_min AS "severityMin", sites,
  lasting_minutes AS "lastingMinutes", group_minutes AS "groupMinutes",
  repeat_hours AS "repeatHours", tells_end AS "tellsEnd", enabled, last_sent_at AS "lastSentAt",
  version, created_by AS "createdBy", created_at AS "createdAt", updated_at AS "updatedAt",
  ARRAY(SELECT subscription_id::text FROM notifications.rule_targets
         WHERE rule_id = r.id ORDER BY 1) AS targets`;

export async function listRules(db: Queryable): Promise<RuleRow[]> {
  const sql = `SELECT ${ruleColumns} FROM notifications.rules AS r ORDER BY name, r.id`;
  return (await db.query<RuleRow>(sql)).rows;
}

/** One rule; `lock` keeps others from changing it meanwhile. */
export async function selectRule(
  db: Queryable,
  id: string,
  lock = false,
): Promise<RuleRow | undefined> {
  const sql = `SELECT ${ruleColumns} FROM notifications.rules AS r WHERE r.id = $1
               ${lock ? 'FOR UPDATE OF r' : ''}`;
  return (await db.query<RuleRow>(sql, [id])).rows[0];
}

export type RuleFields = Omit<Rule, 'id' | 'lastSentAt'> & { readonly targets: readonly string[] };

const ruleValues = (fields: RuleFields): unknown[] => [
  fields.name,
  fields.kinds,
  fields.severityMin,
  fields.sites,
  fields.lastingMinutes,
  fields.groupMinutes,
  fields.repeatHours,
  fields.tellsEnd,
  fields.enabled,
];

export async function insertRule(
  tx: Tx,
  id: string,
  fields: RuleFields,
  made: { readonly by: string; readonly at: Date },
): Promise<void> {
  const sql = `INSERT INTO notifications.rules (id, name, kinds, severity_min, sites,
                 lasting_minutes, group_minutes, repeat_hours, tells_end, enabled, created_by,
                 created_at, updated_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)`;
  await tx.query(sql, [id, ...ruleValues(fields), made.by, made.at]);
  await setTargets(tx, id, fields.targets);
}

export async function updateRule(tx: Tx, id: string, to: RuleFields, now: Date): Promise<void> {
  const sql = `UPDATE notifications.rules
                  SET name = $2, kinds = $3, severity_min = $4, sites = $5, lasting_minutes = $6,
                      group_minutes = $7, repeat_hours = $8, tells_end = $9, enabled = $10,
                      updated_at = $11, version = version + 1
                WHERE id = $1`;
  await tx.query(sql, [id, ...ruleValues(to), now]);
  await setTargets(tx, id, to.targets);
}

async function setTargets(tx: Tx, ruleId: string, targets: readonly string[]): Promise<void> {
  await tx.query('DELETE FROM notifications.rule_targets WHERE rule_id = $1', [ruleId]);
  const sql = `INSERT INTO notifications.rule_targets (rule_id, subscription_id)
               SELECT $1, t FROM unnest($2::uuid[]) AS u (t)`;
  await tx.query(sql, [ruleId, targets]);
}

export async function deleteRule(tx: Tx, id: string): Promise<void> {
  await tx.query('DELETE FROM notifications.rules WHERE id = $1', [id]);
}

/** Up to which position of the audit record alerts were made of it, locked. */
export async function lockAlertCursor(tx: Tx): Promise<number> {
  await tx.query(`INSERT INTO notifications.alert_cursor (position)
                  SELECT coalesce((SELECT position FROM audit.head), 0) ON CONFLICT DO NOTHING`);
  const sql = 'SELECT position FROM notifications.alert_cursor FOR UPDATE';
  return (await tx.query<{ position: number }>(sql)).rows[0]!.position;
}

export async function moveAlertCursor(tx: Tx, position: number): Promise<void> {
  await tx.query('UPDATE notifications.alert_cursor SET position = $1', [position]);
}
