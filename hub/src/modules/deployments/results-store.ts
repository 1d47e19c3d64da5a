import type { Queryable, Tx } from '../../platform/db.ts';
import type { DeviceState, ResultStep } from './states.ts';
import { devicesOfIntent } from './fleet-store.ts';

/** One word of a device on an assignment. */
export interface ResultRow {
  readonly deviceNo: number;
  readonly incarnation: string;
  readonly seq: number;
  readonly assignmentId: string;
  readonly saidAt: Date;
  readonly step: ResultStep;
  readonly code: string;
  readonly detail: string;
  readonly attempt: number;
  readonly packageName: string;
  readonly version: string;
  readonly generation: number;
}

const given = `SELECT g.* FROM unnest($1::int4[], $2::text[], $3::int8[], $4::text[],
    $5::timestamptz[], $6::text[], $7::text[], $8::text[], $9::int4[], $10::text[], $11::text[],
    $12::int8[])
  AS g (device_no, incarnation, seq, assignment_id, said_at, step, code, detail, attempt,
        package_name, version, generation)`;

/**
 * Keeps words of devices, each once, and the newest of each device and assignment. Newest is by the
 * time of saying, then by number within an incarnation: the same in whatever order segments come.
 */
export async function keepResults(tx: Tx, words: readonly ResultRow[]): Promise<void> {
  const values = [
    words.map(({ deviceNo }) => deviceNo),
    words.map(({ incarnation }) => incarnation),
    words.map(({ seq }) => seq),
    words.map(({ assignmentId }) => assignmentId),
    words.map(({ saidAt }) => saidAt),
    words.map(({ step }) => step),
    words.map(({ code }) => code),
    words.map(({ detail }) => detail),
    words.map(({ attempt }) => attempt),
    words.map(({ packageName }) => packageName),
    words.map(({ version }) => version),
    words.map(({ generation }) => generation),
  ];
  await tx.query(
    `INSERT INTO deployments.result_history (device_no, incarnation, seq, assignment_id, said_at,
       step, code, detail, attempt, package_name, version, generation)
     SELECT device_no, decode(incarnation, 'hex'), seq, decode(assignment_id, 'hex'), said_at, step,
            code, detail, attempt, package_name, version, generation FROM (${given}) AS words
     ON CONFLICT DO NOTHING`,
    values,
  );
  await tx.query(
    `INSERT INTO deployments.results AS r (assignment_id, device_no, incarnation, seq, said_at, step,
       code, detail, attempt, version, generation)
     SELECT DISTINCT ON (assignment_id, device_no)
            decode(assignment_id, 'hex'), device_no, decode(incarnation, 'hex'), seq, said_at, step,
            code, detail, attempt, version, generation FROM (${given}) AS words
      ORDER BY assignment_id, device_no, said_at DESC, seq DESC, incarnation DESC
     ON CONFLICT (assignment_id, device_no) DO UPDATE
        SET incarnation = excluded.incarnation, seq = excluded.seq, said_at = excluded.said_at,
            step = excluded.step, code = excluded.code, detail = excluded.detail,
            attempt = excluded.attempt, version = excluded.version,
            generation = excluded.generation
      WHERE (r.said_at, r.seq, r.incarnation)
          < (excluded.said_at, excluded.seq, excluded.incarnation)`,
    values,
  );
}

/** A device of an intent, with its newest word on what the intent is called now. */
export interface IntentDevice {
  readonly no: number;
  readonly id: string;
  readonly siteId: string;
  readonly saidAt: Date | null;
  readonly step: ResultStep | null;
  readonly code: string | null;
  readonly detail: string | null;
  readonly attempt: number | null;
  readonly version: string | null;
  readonly generation: number | null;
}
const saidColumns = `r.said_at AS "saidAt", r.step, r.code, r.detail, r.attempt, r.version,
  r.generation`;

/** Devices of an intent that may be seen, by number, after one. */
export async function selectIntentDevices(
  db: Queryable,
  of: { readonly intentId: string; readonly assignmentId: string },
  [sites, devices]: readonly [readonly string[] | null, readonly number[] | null],
  after: number,
  limit: number | null,
): Promise<IntentDevice[]> {
  const sql = `
    SELECT d.no, encode(d.id, 'hex') AS id, d.site_id AS "siteId", ${saidColumns}
      FROM devices.devices d
      LEFT JOIN deployments.results r
             ON r.device_no = d.no AND r.assignment_id = decode($2, 'hex')
     WHERE d.no IN (${devicesOfIntent}) AND d.no > $5
       AND ($3::text[] IS NULL OR d.site_id = ANY($3) OR d.no = ANY($4::int4[]))
     ORDER BY d.no LIMIT $6`;
  const values = [of.intentId, of.assignmentId, sites, devices, after, limit];
  return (await db.query<IntentDevice>(sql, values)).rows;
}

/** Everything that a device said of an intent, under any of its names, newest first. */
export async function selectHistory(
  db: Queryable,
  intentId: string,
  deviceNo: number,
  limit: number,
): Promise<(ResultRow & { readonly try: number })[]> {
  const sql = `
    SELECT h.device_no AS "deviceNo", encode(h.incarnation, 'hex') AS incarnation, h.seq,
           encode(h.assignment_id, 'hex') AS "assignmentId", h.said_at AS "saidAt", h.step, h.code,
           h.detail, h.attempt, h.package_name AS "packageName", h.version, h.generation, a.try
      FROM deployments.result_history h
      JOIN deployments.assignments a ON a.id = h.assignment_id
     WHERE a.intent_id = $1 AND h.device_no = $2
     ORDER BY h.said_at DESC, h.seq DESC, h.incarnation DESC LIMIT $3`;
  return (await db.query<ResultRow & { try: number }>(sql, [intentId, deviceNo, limit])).rows;
}

/** What a device said of the assignments that hold, by assignment. */
export async function selectSaidBy(
  db: Queryable,
  deviceNo: number,
): Promise<ReadonlyMap<string, IntentDevice>> {
  const sql = `
    SELECT d.no, encode(d.id, 'hex') AS id, d.site_id AS "siteId", ${saidColumns},
           encode(r.assignment_id, 'hex') AS "assignmentId"
      FROM deployments.results r JOIN devices.devices d ON d.no = r.device_no
     WHERE r.device_no = $1`;
  type Row = IntentDevice & { assignmentId: string };
  const { rows } = await db.query<Row>(sql, [deviceNo]);
  return new Map(rows.map((row) => [row.assignmentId, row]));
}

/** How many devices are in each state. */
export type StateCounts = Partial<Record<DeviceState, number>>;

/** How many devices said what, by assignment: for lists, which compile nothing. */
export async function countSaid(
  db: Queryable,
  assignments: readonly string[],
  [sites, devices]: readonly [readonly string[] | null, readonly number[] | null],
): Promise<ReadonlyMap<string, Partial<Record<ResultStep, number>>>> {
  const sql = `
    SELECT encode(r.assignment_id, 'hex') AS assignment, r.step, count(*)::int4 AS n
      FROM deployments.results r JOIN devices.devices d ON d.no = r.device_no
     WHERE r.assignment_id = ANY(SELECT decode(a, 'hex') FROM unnest($1::text[]) AS a)
       AND ($2::text[] IS NULL OR d.site_id = ANY($2) OR d.no = ANY($3::int4[]))
     GROUP BY 1, 2`;
  type Row = { assignment: string; step: ResultStep; n: number };
  const { rows } = await db.query<Row>(sql, [assignments, sites, devices]);
  const counts = new Map<string, Partial<Record<ResultStep, number>>>();
  for (const { assignment, step, n } of rows) {
    counts.set(assignment, { ...counts.get(assignment), [step]: n });
  }
  return counts;
}

/** Words before a moment, but the newest of each device and assignment, which `results` has. */
export async function forgetHistory(db: Queryable, before: Date): Promise<void> {
  await db.query('DELETE FROM deployments.result_history WHERE said_at < $1', [before]);
}
