import { setImmediate as pause } from 'node:timers/promises';
import type { Queryable, Tx } from '../../platform/db.ts';
import { openStoredName, type StoredName } from './directory.ts';

/** A person or a machine as one device names it: by a random id, of which the name is the secret. */
export interface KnownSubject {
  readonly subjectId: string;
  readonly role: 'device_user' | 'device_host';
  /** Null: there is none, or it was erased. */
  readonly name: string | null;
  readonly deviceNo: number;
  readonly deviceId: string;
  readonly siteId: string;
  /** When the device said the name last; null: it is gone. */
  readonly saidAt: Date | null;
  readonly erasedAt: Date | null;
}
export interface NameSearch {
  readonly found: readonly KnownSubject[];
  /** There are more than were asked for. */
  readonly more: boolean;
}

const rowsPerTurn = 1_000; // each name is decrypted: some 20 ms of this thread

interface SubjectRow extends Omit<KnownSubject, 'name'> {
  readonly bytes: Buffer;
  readonly sealedKey: Buffer | null;
  readonly nonce: Buffer | null;
  readonly ciphertext: Buffer | null;
}
const columns = `k.subject_id AS bytes, encode(k.subject_id, 'hex') AS "subjectId",
  coalesce(n.role, 'device_user') AS role, k.device_no AS "deviceNo",
  encode(d.id, 'hex') AS "deviceId", d.site_id AS "siteId", n.at AS "saidAt",
  k.erased_at AS "erasedAt", k.sealed_key AS "sealedKey", n.nonce, n.ciphertext`;
const source = `devices.subject_keys AS k
  JOIN devices.devices AS d ON d.no = k.device_no
  LEFT JOIN devices.personal_names AS n
         ON n.subject_id = k.subject_id AND n.device_no = k.device_no`;

/**
 * Subjects of the fleet whose name contains a text, whose id it is, or whose device's. Names are
 * encrypted one by one, so that all of them are opened, a thousand at a time, and none is kept: after
 * an erasure nothing of an earlier search is left.
 */
export async function searchNames(
  db: Queryable,
  namesKey: Uint8Array,
  text: string,
  limit: number,
  signal?: AbortSignal,
): Promise<NameSearch> {
  const wanted = text.trim().toLowerCase();
  const fits = (subject: KnownSubject): boolean =>
    subject.name?.toLowerCase().includes(wanted) === true ||
    subject.subjectId === wanted ||
    subject.deviceId === wanted;
  const sql = `SELECT ${columns} FROM ${source}
                WHERE k.subject_id > $1 ORDER BY k.subject_id, n.role LIMIT $2`;
  const found: KnownSubject[] = [];
  let after: Buffer = Buffer.alloc(0);
  while (found.length <= limit) {
    signal?.throwIfAborted();
    const { rows } = await db.query<SubjectRow>(sql, [after, rowsPerTurn]);
    found.push(...rows.map((row) => opened(row, namesKey)).filter(fits));
    const last = rows.at(-1);
    if (!last || rows.length < rowsPerTurn) break;
    after = last.bytes;
    await pause();
  }
  return { found: found.slice(0, limit), more: found.length > limit };
}

/** What is known of some subjects; those that nobody ever named are missing. */
export async function namesOf(
  db: Queryable,
  namesKey: Uint8Array,
  subjectIds: readonly string[],
): Promise<KnownSubject[]> {
  const sql = `SELECT ${columns} FROM ${source}
                WHERE k.subject_id = ANY($1) ORDER BY k.subject_id, n.role`;
  const { rows } = await db.query<SubjectRow>(sql, [bytesOf(subjectIds)]);
  return rows.map((row) => opened(row, namesKey));
}

function opened(row: SubjectRow, namesKey: Uint8Array): KnownSubject {
  const { bytes: subjectId, sealedKey, nonce, ciphertext, ...known } = row;
  const stored = sealedKey && nonce && ciphertext && { subjectId, sealedKey, nonce, ciphertext };
  return { ...known, name: stored ? nameIn(stored, namesKey) : null };
}

function nameIn(stored: StoredName, namesKey: Uint8Array): string | null {
  return openStoredName(stored, namesKey);
}

/**
 * Destroys the keys of subjects for good (PROTOCOL: names of persons): the wrapped key is written
 * over, the encrypted name goes, and the id stays on a list against which everything is held that
 * comes later. What was erased before stays as it is.
 */
export async function eraseSubjects(
  tx: Tx,
  subjectIds: readonly string[],
  at: Date,
): Promise<void> {
  if (subjectIds.length === 0) return;
  const ids = bytesOf(subjectIds);
  const list = `INSERT INTO devices.erased_subjects (subject_id, erased_at)
                SELECT id, $2 FROM unnest($1::bytea[]) AS id ORDER BY id
                ON CONFLICT DO NOTHING`;
  await tx.query(list, [ids, at]);
  const keys = `UPDATE devices.subject_keys SET sealed_key = NULL, erased_at = $2
                 WHERE subject_id = ANY($1) AND erased_at IS NULL`;
  await tx.query(keys, [ids, at]);
  const names = `WITH gone AS (DELETE FROM devices.personal_names
                                WHERE subject_id = ANY($1) RETURNING device_no, role)
                 UPDATE devices.devices SET listed_xid = pg_current_xact_id()
                  WHERE no IN (SELECT device_no FROM gone WHERE role = 'device_host')`;
  await tx.query(names, [ids]);
}

/** Which of some subjects are erased. */
export async function erasedAmong(
  db: Queryable,
  subjectIds: readonly string[],
): Promise<Set<string>> {
  const sql = `SELECT encode(subject_id, 'hex') AS id FROM devices.erased_subjects
                WHERE subject_id = ANY($1)`;
  const { rows } = await db.query<{ id: string }>(sql, [bytesOf(subjectIds)]);
  return new Set(rows.map(({ id }) => id));
}

const bytesOf = (ids: readonly string[]): Buffer[] => ids.map((id) => Buffer.from(id, 'hex'));
