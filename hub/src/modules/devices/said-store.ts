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

export interface SaidName extends Said<PersonalNameBody> {
  /** The subject's key as sealed for rest; null when it was not wrapped for this hub. */
  readonly sealedKey: Uint8Array | null;
}

/**
 * Keeps encrypted names and, once, their subjects' keys. A subject belongs to the device that spoke
 * of it first; a key that was destroyed does not come back.
 */
export async function upsertNames(tx: Tx, names: readonly SaidName[]): Promise<void> {
  await insertSubjectKeys(
    tx,
    names.filter((name) => name.sealedKey !== null),
  );
  for (const round of roundsOf(names)) await upsertRound(tx, round);
  const hosts = names.filter(({ body }) => body.role === 'device_host').map(({ no }) => no);
  const listed = `UPDATE devices.devices SET listed_xid = pg_current_xact_id()
                   WHERE no = ANY($1)`;
  if (hosts.length > 0) await tx.query(listed, [hosts]);
}

/** One statement may write a name once: what two devices claim at the same time takes turns. */
function roundsOf(names: readonly SaidName[]): SaidName[][] {
  const rounds: SaidName[][] = [];
  const claims = new Map<string, number>();
  for (const name of names) {
    const key = `${name.body.subject}/${name.body.role}`;
    const turn = claims.get(key) ?? 0;
    claims.set(key, turn + 1);
    (rounds[turn] ??= []).push(name);
  }
  return rounds;
}

const subjectOf = ({ body }: SaidName): Buffer => Buffer.from(body.subject, 'hex');

async function insertSubjectKeys(tx: Tx, names: readonly SaidName[]): Promise<void> {
  if (names.length === 0) return;
  const sql = `
    INSERT INTO devices.subject_keys (subject_id, device_no, sealed_key, erased_at)
    SELECT n.subject_id, n.device_no, CASE WHEN e.erased_at IS NULL THEN n.sealed_key END,
           e.erased_at
      FROM unnest($1::bytea[], $2::int4[], $3::bytea[]) AS n (subject_id, device_no, sealed_key)
      LEFT JOIN devices.erased_subjects AS e USING (subject_id)
    ON CONFLICT (subject_id) DO NOTHING`;
  await tx.query(sql, [
    names.map(subjectOf),
    names.map((name) => name.no),
    names.map((name) => Buffer.from(name.sealedKey!)),
  ]);
}

async function upsertRound(tx: Tx, names: readonly SaidName[]): Promise<void> {
  const sql = `
    INSERT INTO devices.personal_names AS n (subject_id, role, device_no, at, nonce, ciphertext)
    SELECT * FROM unnest($1::bytea[], $2::text[], $3::int4[], $4::timestamptz[], $5::bytea[],
                         $6::bytea[]) AS said (subject_id)
     WHERE NOT EXISTS (SELECT FROM devices.erased_subjects AS e
                        WHERE e.subject_id = said.subject_id)
    ON CONFLICT (subject_id, role) DO UPDATE
      SET at = EXCLUDED.at, nonce = EXCLUDED.nonce, ciphertext = EXCLUDED.ciphertext
      WHERE n.device_no = EXCLUDED.device_no AND n.at <= EXCLUDED.at`;
  await tx.query(sql, [
    names.map(subjectOf),
    names.map(({ body }) => body.role),
    names.map(({ no }) => no),
    names.map(({ at }) => at),
    names.map(({ body }) => Buffer.from(body.nonce)),
    names.map(({ body }) => Buffer.from(body.ciphertext)),
  ]);
}
