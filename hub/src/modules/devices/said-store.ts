import type { CollectorCostBody, MeasurementBody, PersonalNameBody } from '@eucora/protocol';
import type { Tx } from '../../platform/db.ts';

/** Something that a device said, and when; of two about the same, the later counts. */
export interface Said<Body> {
  readonly no: number;
  readonly at: Date;
  readonly body: Body;
}

export async function upsertCollectors(
  tx: Tx,
  rows: readonly Said<CollectorCostBody>[],
): Promise<void> {
  const sql = `
    INSERT INTO devices.collectors AS c
      (device_no, name, at, status, runs, wall_ms_last, cpu_ms_total, items, detail)
    SELECT * FROM unnest($1::int4[], $2::text[], $3::timestamptz[], $4::text[], $5::int8[],
                         $6::int8[], $7::int8[], $8::int8[], $9::text[])
    ON CONFLICT (device_no, name) DO UPDATE
      SET at = EXCLUDED.at, status = EXCLUDED.status, runs = EXCLUDED.runs,
          wall_ms_last = EXCLUDED.wall_ms_last, cpu_ms_total = EXCLUDED.cpu_ms_total,
          items = EXCLUDED.items, detail = EXCLUDED.detail
      WHERE c.at <= EXCLUDED.at`;
  await tx.query(sql, [
    rows.map((row) => row.no),
    rows.map((row) => row.body.name),
    rows.map((row) => row.at),
    rows.map((row) => row.body.status),
    rows.map((row) => row.body.runs),
    rows.map((row) => row.body.wallMsLast),
    rows.map((row) => row.body.cpuMsTotal),
    rows.map((row) => row.body.items),
    rows.map((row) => row.body.detail),
  ]);
}

export async function upsertMeasurements(
  tx: Tx,
  rows: readonly Said<MeasurementBody>[],
): Promise<void> {
  const sql = `
    INSERT INTO devices.measurements AS m (device_no, what, at, state, reason)
    SELECT * FROM unnest($1::int4[], $2::text[], $3::timestamptz[], $4::text[], $5::text[])
    ON CONFLICT (device_no, what) DO UPDATE
      SET at = EXCLUDED.at, state = EXCLUDED.state, reason = EXCLUDED.reason
      WHERE m.at <= EXCLUDED.at`;
  await tx.query(sql, [
    rows.map((row) => row.no),
    rows.map((row) => row.body.what),
    rows.map((row) => row.at),
    rows.map((row) => row.body.state),
    rows.map((row) => row.body.reason),
  ]);
}

/**
 * Keeps an encrypted name and, once, its subject's key as sealed for rest. A subject belongs to the
 * device that spoke of it first; a key that was destroyed does not come back.
 */
export async function upsertName(
  tx: Tx,
  { no, at, body }: Said<PersonalNameBody>,
  sealedKey: Uint8Array | null,
): Promise<void> {
  const subject = Buffer.from(body.subject, 'hex');
  if (sealedKey !== null) {
    const key = `INSERT INTO devices.subject_keys (subject_id, device_no, sealed_key)
                 VALUES ($1, $2, $3) ON CONFLICT (subject_id) DO NOTHING`;
    await tx.query(key, [subject, no, Buffer.from(sealedKey)]);
  }
  const name = `
    INSERT INTO devices.personal_names AS n (subject_id, role, device_no, at, nonce, ciphertext)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (subject_id, role) DO UPDATE
      SET at = EXCLUDED.at, nonce = EXCLUDED.nonce, ciphertext = EXCLUDED.ciphertext
      WHERE n.device_no = EXCLUDED.device_no AND n.at <= EXCLUDED.at`;
  const values = [subject, body.role, no, at];
  await tx.query(name, [...values, Buffer.from(body.nonce), Buffer.from(body.ciphertext)]);
  if (body.role !== 'device_host') return;
  const listed = 'UPDATE devices.devices SET listed_xid = pg_current_xact_id() WHERE no = $1';
  await tx.query(listed, [no]);
}
