import type { Queryable, Tx } from '../../platform/db.ts';

/** How far an erasure is at one site. */
export interface ErasureSite {
  readonly siteId: string;
  /** Its relays said that they hold the document. */
  readonly acknowledgedAt: Date | null;
  /** A document that says it was signed. */
  readonly isTold: boolean;
}

/** Notes, with the execution, at which sites an erasure goes on. */
export async function insertSites(tx: Tx, erasureId: string, boxNo: number): Promise<void> {
  await tx.query('UPDATE privacy.erasures SET box_no = $2 WHERE id = $1', [erasureId, boxNo]);
  const sql = `
    INSERT INTO privacy.erasure_sites (erasure_id, site_id)
    SELECT DISTINCT s.erasure_id, d.site_id FROM privacy.erasure_subjects AS s
      JOIN devices.devices AS d ON d.no = s.device_no WHERE s.erasure_id = $1
    ON CONFLICT DO NOTHING`;
  await tx.query(sql, [erasureId]);
}

export async function selectSites(db: Queryable, erasureId: string): Promise<ErasureSite[]> {
  const sql = `SELECT site_id AS "siteId", acknowledged_at AS "acknowledgedAt",
                      generation IS NOT NULL AS "isTold"
                 FROM privacy.erasure_sites WHERE erasure_id = $1 ORDER BY site_id`;
  return (await db.query<ErasureSite>(sql, [erasureId])).rows;
}

/**
 * Sites whose newest document does not say what is true, and what that is: the number and key of the
 * box, then the erased subjects of the site's devices, the newest erasures first. Nothing before the
 * first erasure.
 */
export async function erasuresToTell(
  db: Queryable,
  box: { readonly no: number; readonly publicKey: Uint8Array },
  subjectsMax: number,
): Promise<{ readonly siteId: string; readonly content: string }[]> {
  const sql = `
    WITH erased AS (
      SELECT d.site_id, encode(e.subject_id, 'hex') AS id,
             row_number() OVER (PARTITION BY d.site_id
                                ORDER BY e.erased_at DESC, e.subject_id) AS nth
        FROM devices.erased_subjects AS e
        JOIN devices.subject_keys AS k USING (subject_id)
        JOIN devices.devices AS d ON d.no = k.device_no),
    wanted AS (
      SELECT s.id AS site_id,
             concat_ws(' ', $1::text, string_agg(e.id, ' ' ORDER BY e.id)) AS content
        FROM sites.sites AS s LEFT JOIN erased AS e ON e.site_id = s.id AND e.nth <= $3
       WHERE $2::int4 > 1 OR e.id IS NOT NULL
       GROUP BY s.id)
    SELECT w.site_id AS "siteId", w.content FROM wanted AS w
      LEFT JOIN sites.documents AS d ON d.site_id = w.site_id AND d.kind = 'erasure'
     WHERE w.content IS DISTINCT FROM d.content ORDER BY 1`;
  const head = `box:${box.no}:${Buffer.from(box.publicKey).toString('hex')}`;
  return (await db.query<{ siteId: string; content: string }>(sql, [head, box.no, subjectsMax]))
    .rows;
}

/** Reads such a content. */
export function erasuresOfContent(content: string): {
  readonly hubBoxNo: number;
  readonly hubBoxPublic: Uint8Array;
  readonly subjects: readonly string[];
} {
  const [head = '', ...subjects] = content.split(' ');
  const [, no = '', key = ''] = head.split(':');
  return { hubBoxNo: Number(no), hubBoxPublic: Buffer.from(key, 'hex'), subjects };
}

/** The newest document of sites that have an erasure which none told of yet. */
export async function untoldSites(db: Queryable) {
  const sql = `SELECT d.site_id AS "siteId", d.ledger_epoch AS epoch, d.generation, d.content
                 FROM sites.documents AS d
                WHERE d.kind = 'erasure' AND EXISTS (
                        SELECT FROM privacy.erasure_sites AS t
                         WHERE t.site_id = d.site_id AND t.generation IS NULL)`;
  type Row = { siteId: string; epoch: number; generation: number; content: string };
  return (await db.query<Row>(sql)).rows;
}

/** Notes which document told a site first of each erasure that it says. */
export async function noteTold(
  db: Queryable,
  document: { readonly siteId: string; readonly epoch: number; readonly generation: number },
  subjects: readonly string[],
): Promise<void> {
  const sql = `
    UPDATE privacy.erasure_sites AS t SET ledger_epoch = $2, generation = $3
     WHERE t.site_id = $1 AND t.generation IS NULL
       AND NOT EXISTS (SELECT FROM privacy.erasure_subjects AS s
                         JOIN devices.devices AS d ON d.no = s.device_no
                        WHERE s.erasure_id = t.erasure_id AND d.site_id = $1
                          AND NOT s.subject_id = ANY($4))`;
  const { siteId, epoch, generation } = document;
  const ids = subjects.map((id) => Buffer.from(id, 'hex'));
  await db.query(sql, [siteId, epoch, generation, ids]);
}

export interface RelayWord {
  readonly relayId: string;
  readonly siteId: string;
  readonly epoch: number;
  readonly generation: number;
  readonly boxNo: number;
}

/** Keeps what a relay said that it holds; answers whether that is news. */
export async function keepRelayWord(tx: Tx, word: RelayWord, at: Date): Promise<boolean> {
  const sql = `
    INSERT INTO privacy.relay_words AS w (relay_id, site_id, ledger_epoch, generation, box_no, at)
    VALUES (decode($1, 'hex'), $2, $3, $4, $5, $6)
    ON CONFLICT (relay_id) DO UPDATE
       SET site_id = $2, ledger_epoch = $3, generation = $4, box_no = $5, at = $6
     WHERE (w.ledger_epoch, w.generation, w.site_id) IS DISTINCT FROM ($3, $4, $2)`;
  const { relayId, siteId, epoch, generation, boxNo } = word;
  return (await tx.query(sql, [relayId, siteId, epoch, generation, boxNo, at])).rowCount === 1;
}

/** Erasures that every relay of a site has now said to hold; each is answered once. */
export async function acknowledgeSite(tx: Tx, siteId: string, at: Date): Promise<string[]> {
  const sql = `
    UPDATE privacy.erasure_sites AS t SET acknowledged_at = $2
     WHERE t.site_id = $1 AND t.acknowledged_at IS NULL AND t.generation IS NOT NULL
       AND EXISTS (SELECT FROM privacy.relay_words AS w WHERE w.site_id = $1)
       AND NOT EXISTS (
         SELECT FROM sites.relays AS r
           LEFT JOIN privacy.relay_words AS w ON w.relay_id = r.relay_id
          WHERE r.site_id = $1 AND r.revoked_at IS NULL
            AND (w.relay_id IS NULL
                 OR (w.ledger_epoch, w.generation) < (t.ledger_epoch, t.generation)))
    RETURNING t.erasure_id::text AS id`;
  return (await tx.query<{ id: string }>(sql, [siteId, at])).rows.map(({ id }) => id);
}

/** Notes that a device destroyed its copies; answers the erasures for which that is news. */
export async function confirmSubjects(
  tx: Tx,
  words: readonly { readonly deviceNo: number; readonly subjectId: string }[],
  at: Date,
): Promise<{ readonly erasureId: string; readonly subjectId: string }[]> {
  const sql = `
    UPDATE privacy.erasure_subjects AS s SET confirmed_at = $3
      FROM unnest($1::int4[], $2::bytea[]) AS w (device_no, subject_id)
     WHERE s.device_no = w.device_no AND s.subject_id = w.subject_id AND s.confirmed_at IS NULL
    RETURNING s.erasure_id::text AS "erasureId", encode(s.subject_id, 'hex') AS "subjectId"`;
  const ids = words.map(({ subjectId }) => Buffer.from(subjectId, 'hex'));
  const values = [words.map(({ deviceNo }) => deviceNo), ids, at];
  return (await tx.query<{ erasureId: string; subjectId: string }>(sql, values)).rows;
}

/** Executed erasures that are done everywhere: `heldBox` is the oldest box key that is still there. */
export async function confirmErasures(tx: Tx, heldBox: number, at: Date): Promise<string[]> {
  const sql = `
    UPDATE privacy.erasures AS e SET state = 'confirmed', confirmed_at = $2
     WHERE e.state = 'executed'
       AND (e.box_no < $1 OR NOT EXISTS (SELECT FROM privacy.erasure_subjects AS s
                                          WHERE s.erasure_id = e.id))
       AND NOT EXISTS (SELECT FROM privacy.erasure_sites AS t
                        WHERE t.erasure_id = e.id AND t.acknowledged_at IS NULL)
       AND NOT EXISTS (SELECT FROM privacy.erasure_subjects AS s
                        WHERE s.erasure_id = e.id AND s.confirmed_at IS NULL)
    RETURNING e.id::text`;
  return (await tx.query<{ id: string }>(sql, [heldBox, at])).rows.map(({ id }) => id);
}

/** Executed erasures of subjects, by the box keys that have to go for them. */
export async function boxesOfErasures(
  db: Queryable,
): Promise<{ readonly boxNo: number; readonly dueAt: Date }[]> {
  const sql = `SELECT e.box_no AS "boxNo", min(e.due_at) AS "dueAt" FROM privacy.erasures AS e
                WHERE e.box_no IS NOT NULL AND EXISTS (SELECT FROM privacy.erasure_subjects AS s
                                                        WHERE s.erasure_id = e.id)
                GROUP BY 1`;
  return (await db.query<{ boxNo: number; dueAt: Date }>(sql)).rows;
}

/** The least box number that the relays of all sites said to know; null: there is no relay. */
export async function boxSaidByAll(db: Queryable): Promise<number | null> {
  const sql = `SELECT min(coalesce(w.box_no, 0)) AS no FROM sites.relays AS r
                 LEFT JOIN privacy.relay_words AS w USING (relay_id)
                WHERE r.revoked_at IS NULL`;
  return (await db.query<{ no: number | null }>(sql)).rows[0]?.no ?? null;
}

export async function boxBegunAt(db: Queryable, no: number): Promise<Date | null> {
  const sql = 'SELECT begun_at AS at FROM privacy.box_keys WHERE no = $1';
  return (await db.query<{ at: Date }>(sql, [no])).rows[0]?.at ?? null;
}

/** The highest number that was ever used. */
export async function boxNoMax(db: Queryable): Promise<number> {
  const sql = 'SELECT coalesce(max(no), 0) AS no FROM privacy.box_keys';
  return (await db.query<{ no: number }>(sql)).rows[0]?.no ?? 0;
}

export async function noteBox(
  tx: Tx,
  no: number,
  what: 'begun' | 'destroyed',
  at: Date,
): Promise<void> {
  const sql = `INSERT INTO privacy.box_keys (no, begun_at, destroyed_at)
               VALUES ($1, $2, $3) ON CONFLICT (no) DO UPDATE SET destroyed_at = $3`;
  await tx.query(sql, [no, at, what === 'destroyed' ? at : null]);
}
