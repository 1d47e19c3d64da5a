import type { Queryable, Tx } from '../../platform/db.ts';
import { visibleValues, type Visible } from '../../platform/scope.ts';
import type { IntentAction, IntentState, Plan, Target, TargetKind } from './model.ts';

/** An order of somebody, as it is kept. */
export interface IntentRow {
  readonly id: string;
  readonly no: number;
  readonly assignmentId: string;
  readonly tries: number;
  readonly packageId: string;
  readonly packageName: string;
  readonly format: string;
  readonly versionId: string | null;
  readonly version: string | null;
  readonly versionState: string | null;
  readonly action: IntentAction;
  readonly ring: number;
  readonly plane: string;
  readonly plan: Plan;
  readonly state: IntentState;
  readonly revision: number;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly createdBehind: readonly string[];
  readonly changedAt: Date;
  readonly cancelledBy: string | null;
  readonly target: Target;
}
export interface NewIntent {
  readonly assignmentId: string;
  readonly packageId: string;
  readonly versionId: string | null;
  readonly action: IntentAction;
  readonly ring: number;
  readonly plane: string;
  readonly plan: Plan;
  readonly target: Target;
  readonly createdBy: string;
  readonly createdBehind: readonly string[];
  readonly createdAt: Date;
}

/** Of the targets only those that `shown` lets through. */
const columnsOf = (
  shown: string,
): string => `i.id, i.no, encode(i.assignment_id, 'hex') AS "assignmentId", i.tries,
  i.package_id AS "packageId", p.name AS "packageName", p.format, i.version_id AS "versionId",
  v.version, v.state AS "versionState", i.action, i.ring, i.plane, i.plan, i.state, i.revision,
  i.created_at AS "createdAt", i.created_by AS "createdBy", i.created_behind AS "createdBehind",
  i.changed_at AS "changedAt", i.cancelled_by AS "cancelledBy",
  (SELECT jsonb_build_object(
     'site', coalesce(jsonb_agg(t.value ORDER BY t.value) FILTER (WHERE t.kind = 'site'), '[]'),
     'business_unit', coalesce(jsonb_agg(t.value ORDER BY t.value)
                               FILTER (WHERE t.kind = 'business_unit'), '[]'),
     'device_group', coalesce(jsonb_agg(t.value ORDER BY t.value)
                              FILTER (WHERE t.kind = 'device_group'), '[]'),
     'device', coalesce(jsonb_agg(t.value ORDER BY t.value) FILTER (WHERE t.kind = 'device'), '[]'))
     FROM deployments.targets t WHERE t.intent_id = i.id AND ${shown}) AS target`;
const columns = columnsOf('true');
const joined = `deployments.intents i JOIN packages.packages p ON p.id = i.package_id
  LEFT JOIN packages.versions v ON v.id = i.version_id`;

/** An intent is seen by who sees one of its sites or devices: parameters $1 and $2 of `visibleValues`. */
const isVisible = `($1::text[] IS NULL OR EXISTS (
  SELECT 1 FROM deployments.targets t
   WHERE t.intent_id = i.id AND CASE t.kind
     WHEN 'site' THEN t.value = ANY($1)
     WHEN 'business_unit' THEN EXISTS (SELECT 1 FROM sites.sites s
                                        WHERE s.business_unit = t.value AND s.id = ANY($1))
     WHEN 'device_group' THEN EXISTS (
       SELECT 1 FROM devices.group_members m JOIN devices.devices d ON d.no = m.device_no
        WHERE m.group_id = t.value AND (d.site_id = ANY($1) OR d.no = ANY($2::int4[])))
     ELSE EXISTS (SELECT 1 FROM devices.devices d
                   WHERE d.id = decode(t.value, 'hex')
                     AND (d.site_id = ANY($1) OR d.no = ANY($2::int4[]))) END))`;

/** Who sees a part of the fleet is not told of the rest that an intent is aimed at. */
const seenColumns = columnsOf(`($1::text[] IS NULL OR CASE t.kind
     WHEN 'site' THEN t.value = ANY($1)
     WHEN 'device' THEN EXISTS (SELECT 1 FROM devices.devices d
                                 WHERE d.id = decode(t.value, 'hex')
                                   AND (d.site_id = ANY($1) OR d.no = ANY($2::int4[])))
     ELSE true END)`);

export interface IntentFilter {
  readonly state?: IntentState | undefined;
  readonly packageId?: string | undefined;
  readonly search?: string | undefined; // a LIKE pattern of package names
}

/** Newest first, after one. */
export async function selectIntents(
  db: Queryable,
  visible: Visible,
  { state, packageId, search }: IntentFilter,
  after: readonly [createdAtMs: number, id: string] | null,
  limit: number,
): Promise<IntentRow[]> {
  const sql = `SELECT ${seenColumns} FROM ${joined}
                WHERE ${isVisible} AND ($3::text IS NULL OR i.state = $3)
                  AND ($4::uuid IS NULL OR i.package_id = $4)
                  AND ($5::text IS NULL OR p.name ILIKE $5)
                  AND ($6::timestamptz IS NULL OR (i.created_at, i.id) < ($6, $7::uuid))
                ORDER BY i.created_at DESC, i.id DESC LIMIT $8`;
  const from = after === null ? null : new Date(after[0]);
  const filter = [state ?? null, packageId ?? null, search ?? null];
  const values = [...visibleValues(visible), ...filter, from, after?.[1] ?? null, limit];
  return (await db.query<IntentRow>(sql, values)).rows;
}

/** One that may be seen. */
export async function selectIntent(
  db: Queryable,
  visible: Visible,
  id: string,
): Promise<IntentRow | undefined> {
  const sql = `SELECT ${seenColumns} FROM ${joined} WHERE ${isVisible} AND i.id = $3`;
  return (await db.query<IntentRow>(sql, [...visibleValues(visible), id])).rows[0];
}

/** One that nobody else changes until the transaction ends. */
export async function lockIntent(
  tx: Tx,
  visible: Visible,
  id: string,
): Promise<IntentRow | undefined> {
  const sql = `SELECT ${columns} FROM ${joined} WHERE ${isVisible} AND i.id = $3 FOR UPDATE OF i`;
  return (await tx.query<IntentRow>(sql, [...visibleValues(visible), id])).rows[0];
}

/** All that hold now, oldest first. */
export async function selectActive(db: Queryable): Promise<IntentRow[]> {
  const sql = `SELECT ${columns} FROM ${joined} WHERE i.state = 'active' ORDER BY i.no`;
  return (await db.query<IntentRow>(sql)).rows;
}

export async function insertIntent(tx: Tx, intent: NewIntent): Promise<string> {
  const sql = `INSERT INTO deployments.intents (assignment_id, package_id, version_id, action, ring,
                 plane, plan, created_at, created_by, created_behind, changed_at)
               VALUES (decode($1, 'hex'), $2, $3, $4, $5, $6, $7, $8, $9, $10, $8) RETURNING id`;
  const { assignmentId, packageId, versionId, action, ring, plane, plan } = intent;
  const { createdAt, createdBy, createdBehind, target } = intent;
  const what = [assignmentId, packageId, versionId, action, ring, plane, JSON.stringify(plan)];
  const values = [...what, createdAt, createdBy, createdBehind];
  const id = (await tx.query<{ id: string }>(sql, values)).rows[0]!.id;
  const rows = Object.entries(target).flatMap(([kind, all]) =>
    [...new Set(all)].map((value) => [kind, value] as const),
  );
  await tx.query(
    `INSERT INTO deployments.targets (intent_id, kind, value)
     SELECT $1, * FROM unnest($2::text[], $3::text[])`,
    [id, rows.map(([kind]) => kind), rows.map(([, value]) => value)],
  );
  await insertAssignment(tx, { id, assignmentId, tries: 1, at: createdAt, by: createdBy });
  return id;
}

async function insertAssignment(
  tx: Tx,
  of: {
    readonly id: string;
    readonly assignmentId: string;
    readonly tries: number;
    readonly at: Date;
    readonly by: string;
  },
): Promise<void> {
  const sql = `INSERT INTO deployments.assignments (id, intent_id, try, made_at, made_by)
               VALUES (decode($1, 'hex'), $2, $3, $4, $5)`;
  await tx.query(sql, [of.assignmentId, of.id, of.tries, of.at, of.by]);
}

export async function cancelIntent(tx: Tx, id: string, by: string, at: Date): Promise<void> {
  const sql = `UPDATE deployments.intents
                  SET state = 'cancelled', cancelled_by = $2, changed_at = $3,
                      revision = revision + 1
                WHERE id = $1`;
  await tx.query(sql, [id, by, at]);
}

/** Gives an intent another name in documents, which makes devices begin anew. */
export async function renameAssignment(
  tx: Tx,
  { id, tries }: Pick<IntentRow, 'id' | 'tries'>,
  assignmentId: string,
  by: string,
  at: Date,
): Promise<void> {
  const sql = `UPDATE deployments.intents
                  SET assignment_id = decode($2, 'hex'), tries = tries + 1, changed_at = $3,
                      revision = revision + 1
                WHERE id = $1`;
  await tx.query(sql, [id, assignmentId, at]);
  await insertAssignment(tx, { id, assignmentId, tries: tries + 1, at, by });
}

/** What a request of this name was answered with before. */
export async function selectRequest(
  tx: Tx,
  subject: string,
  key: string,
): Promise<{ readonly sha256: Buffer; readonly intentId: string } | undefined> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 5))', [`${subject} ${key}`]);
  const sql = `SELECT sha256, intent_id AS "intentId" FROM deployments.requests
                WHERE subject = $1 AND key = $2`;
  return (await tx.query<{ sha256: Buffer; intentId: string }>(sql, [subject, key])).rows[0];
}

export async function insertRequest(
  tx: Tx,
  request: { subject: string; key: string; sha256: Buffer; intentId: string; at: Date },
): Promise<void> {
  const sql = `INSERT INTO deployments.requests (subject, key, sha256, intent_id, at)
               VALUES ($1, $2, $3, $4, $5)`;
  const { subject, key, sha256, intentId, at } = request;
  await tx.query(sql, [subject, key, sha256, intentId, at]);
}

/** Requests before a moment: who sends one again after so long means another. */
export async function forgetRequests(db: Queryable, before: Date): Promise<void> {
  await db.query('DELETE FROM deployments.requests WHERE at < $1', [before]);
}

/** What a version is, for whoever would order it. */
export interface OrderableRow {
  readonly packageId: string;
  readonly name: string;
  readonly format: string;
  readonly versionId: string | null;
  readonly version: string | null;
  readonly state: string | null;
}

/** A package, with one of its versions where one is named. */
export async function selectOrderable(
  db: Queryable,
  packageId: string,
  versionId: string | null,
): Promise<OrderableRow | undefined> {
  const sql = `SELECT p.id AS "packageId", p.name, p.format, v.id AS "versionId", v.version, v.state
                 FROM packages.packages p
                 LEFT JOIN packages.versions v ON v.package_id = p.id AND v.id = $2::uuid
                WHERE p.id = $1`;
  return (await db.query<OrderableRow>(sql, [packageId, versionId])).rows[0];
}

/** Those of the values of a kind that are not there. */
export async function missingTargets(
  db: Queryable,
  kind: Exclude<TargetKind, 'business_unit'>,
  values: readonly string[],
): Promise<string[]> {
  const there = {
    site: 'SELECT 1 FROM sites.sites WHERE id = value',
    device_group: 'SELECT 1 FROM devices.groups WHERE id = value',
    device: "SELECT 1 FROM devices.devices WHERE id = decode(value, 'hex')",
  }[kind];
  const sql = `SELECT value FROM unnest($1::text[]) AS value WHERE NOT EXISTS (${there})
                ORDER BY value`;
  return (await db.query<{ value: string }>(sql, [values])).rows.map(({ value }) => value);
}
