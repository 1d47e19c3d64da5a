import { openSiteCertificate, ProtocolError, toHex, type Believed } from '@eucora/protocol';
import type { Erased } from '../modules/privacy/index.ts';
import type { Database, Queryable, Tx } from '../platform/db.ts';
import { UsageError } from '../platform/errors.ts';

/*
 * What a rebuild needs beside the packs and the hub's keys, as JSON text: which sites there are and
 * which relay keys were admitted (revoked ones signed earlier segments), which quarantined batches
 * an operator released, which subjects were erased, and the sealed keys of all others (PROTOCOL:
 * names of persons): a name in a pack opens with nothing else once the hub's key of its time is
 * destroyed; and what must not be collected. Devices come from the enrolments inside the packs.
 */

/** Reads the registrations of a hub's database. */
export async function readRegistrations(db: Queryable): Promise<string> {
  const sql = `
    SELECT jsonb_pretty(jsonb_build_object(
      'version', 1,
      'sites', (SELECT coalesce(jsonb_agg(to_jsonb(s) - '{last_contact_at,horizon_at}'::text[]
                                          ORDER BY id), '[]') FROM sites.sites AS s),
      'relays', (SELECT coalesce(jsonb_agg(to_jsonb(r) ORDER BY relay_id), '[]')
                   FROM sites.relays AS r),
      'tokens', (SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY token_id), '[]')
                   FROM sites.enrolment_tokens AS t),
      'revocations', (SELECT coalesce(jsonb_agg(to_jsonb(v) ORDER BY site_id, kind, subject), '[]')
                        FROM sites.revocations AS v),
      'collection', (SELECT coalesce(jsonb_agg(to_jsonb(c) ORDER BY site_id, item), '[]')
                       FROM privacy.collection_settings AS c),
      'consents', (SELECT coalesce(jsonb_agg(to_jsonb(c) - 'id' ORDER BY id), '[]')
                     FROM privacy.consents AS c),
      'releases', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                            'sha256', sha256, 'code', code, 'by', released_by,
                            'at', released_at)
                            ORDER BY released_at, quarantine_no), '[]')
                     FROM ledger.quarantine
                    WHERE scope = 'batch' AND released_at IS NOT NULL
                      AND released_by <> 'enrolment'),
      'erased', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                          'subject_id', subject_id, 'erased_at', erased_at)
                          ORDER BY subject_id), '[]')
                   FROM devices.erased_subjects),
      'keys', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                        'subject_id', subject_id, 'device_id', d.id, 'sealed_key', sealed_key)
                        ORDER BY subject_id), '[]')
                 FROM devices.subject_keys JOIN devices.devices AS d ON d.no = device_no
                WHERE sealed_key IS NOT NULL))) AS text`;
  return (await db.query<{ text: string }>(sql)).rows[0]!.text;
}

/**
 * Enters sites and relays; those that are there stay as they are. Each relay must have a
 * certificate of this hub.
 * @throws UsageError when the text is no registrations or a certificate is not of this hub
 */
export async function installRegistrations(
  db: Database,
  text: string,
  hubKey: Believed,
): Promise<void> {
  checkVersion(text);
  await db.transaction(async (tx) => {
    const sites = `
      INSERT INTO sites.sites (id, name, class, created_at, business_unit, environment)
      SELECT id, name, class, created_at, business_unit, coalesce(environment, 'production') FROM jsonb_to_recordset($1::jsonb -> 'sites')
          AS s (id text, name text, class text, created_at timestamptz, business_unit text,
                environment text)
      ON CONFLICT DO NOTHING`;
    await tx.query(sites, [text]);
    const relays = `
      INSERT INTO sites.relays (relay_id, site_id, public_key, box_public, nats_public, certificate,
                                admitted_at, revoked_at, addresses)
      SELECT r.relay_id, r.site_id, r.public_key, r.box_public, r.nats_public, r.certificate,
             r.admitted_at, r.revoked_at, coalesce(r.addresses, '{}')
        FROM jsonb_to_recordset($1::jsonb -> 'relays')
          AS r (relay_id bytea, site_id text, public_key bytea, box_public bytea, nats_public text,
                certificate bytea, admitted_at timestamptz, revoked_at timestamptz,
                addresses text[])
      ON CONFLICT DO NOTHING`;
    await tx.query(relays, [text]);
    await installPki(tx, text);
    await installCollection(tx, text);
    await checkCertificates(tx, hubKey);
  });
}

/** Tokens, and whom sites must not let in: a rebuilt hub lets nobody in again. */
async function installPki(tx: Tx, text: string): Promise<void> {
  const tokens = `
    INSERT INTO sites.enrolment_tokens
    SELECT t.* FROM jsonb_populate_recordset(NULL::sites.enrolment_tokens,
                                             coalesce($1::jsonb -> 'tokens', '[]')) AS t
    ON CONFLICT DO NOTHING`;
  await tx.query(tokens, [text]);
  const revocations = `
    INSERT INTO sites.revocations
    SELECT v.* FROM jsonb_populate_recordset(NULL::sites.revocations,
                                             coalesce($1::jsonb -> 'revocations', '[]')) AS v
    ON CONFLICT DO NOTHING`;
  await tx.query(revocations, [text]);
}

/** What is collected: a rebuilt hub takes up nothing that was switched off. */
async function installCollection(tx: Tx, text: string): Promise<void> {
  const settings = `
    INSERT INTO privacy.collection_settings
    SELECT c.* FROM jsonb_populate_recordset(NULL::privacy.collection_settings,
                                             coalesce($1::jsonb -> 'collection', '[]')) AS c
    ON CONFLICT DO NOTHING`;
  await tx.query(settings, [text]);
  const consents = `
    INSERT INTO privacy.consents
           (site_id, item, ground, recorded_by, recorded_at, withdrawn_by, withdrawn_at)
    SELECT site_id, item, ground, recorded_by, recorded_at, withdrawn_by, withdrawn_at
      FROM jsonb_populate_recordset(NULL::privacy.consents,
                                    coalesce($1::jsonb -> 'consents', '[]'))
    ON CONFLICT DO NOTHING`;
  await tx.query(consents, [text]);
}

function checkVersion(text: string): void {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UsageError('The registrations are no JSON; take them from a backup.', { cause });
  }
  const isKnown =
    typeof value === 'object' && value !== null && 'version' in value && value.version === 1;
  if (isKnown) return;
  throw new UsageError('The registrations are of another version; use the program that made them.');
}

async function checkCertificates(tx: Tx, hubKey: Believed): Promise<void> {
  const sql = `SELECT relay_id, site_id, public_key, certificate FROM sites.relays`;
  type Row = { relay_id: Buffer; site_id: string; public_key: Buffer; certificate: Buffer };
  for (const row of (await tx.query<Row>(sql)).rows) {
    const relay = toHex(row.relay_id);
    try {
      const said = openSiteCertificate(row.certificate, hubKey);
      const fits = said.site === row.site_id && row.public_key.equals(said.relayPublic);
      if (!fits) throw new ProtocolError('wrong_site', 'the certificate is of another relay');
    } catch (cause) {
      if (!(cause instanceof ProtocolError)) throw cause;
      throw new UsageError(
        `Relay ${relay} has no certificate of this hub (${cause.code}); ` +
          'use the keys and the registrations of the same backup.',
        { cause },
      );
    }
  }
}

/** A quarantined batch that an operator had released, and which is not released here yet. */
export interface PendingRelease {
  readonly id: number;
  readonly by: string;
  readonly at: Date | null; // null: registrations of an older program do not say
}

/**
 * The releases to be done again, in their order. What contradicts its device is not among them: the
 * rebuild opens its identity conflict again, and a person decides it again.
 */
export async function pendingReleases(db: Queryable, text: string): Promise<PendingRelease[]> {
  const sql = `
    SELECT q.quarantine_no AS id, r.value ->> 'by' AS by,
           (r.value ->> 'at')::timestamptz AS at
      FROM jsonb_array_elements($1::jsonb -> 'releases') WITH ORDINALITY AS r (value, nth)
      JOIN ledger.quarantine AS q
        ON q.sha256 = (r.value ->> 'sha256')::bytea AND q.code = r.value ->> 'code'
     WHERE q.released_at IS NULL AND q.code NOT IN ('conflict', 'fork') ORDER BY r.nth`;
  return (await db.query<PendingRelease>(sql, [text])).rows;
}

/** What registrations say was erased; of older programs, too. */
export async function erasedIn(db: Queryable, text: string): Promise<Erased[]> {
  const sql = `SELECT encode(e.subject_id, 'hex') AS subject, e.erased_at AS at
                 FROM jsonb_to_recordset($1::jsonb -> 'erased')
                        AS e (subject_id bytea, erased_at timestamptz)`;
  const { rows } = await db.query<{ subject: string; at: Date }>(sql, [text]);
  return rows.map(({ subject, at }) => ({ subject, at: at.toISOString() }));
}

/**
 * Enters the sealed keys of subjects whose device is there and which have none: of names whose event
 * does not open any more. Call it after what was erased is erased again.
 */
export async function installSubjectKeys(db: Queryable, text: string): Promise<void> {
  const sql = `
    INSERT INTO devices.subject_keys (subject_id, device_no, sealed_key)
    SELECT k.subject_id, d.no, k.sealed_key
      FROM jsonb_to_recordset(coalesce($1::jsonb -> 'keys', '[]'))
             AS k (subject_id bytea, device_id bytea, sealed_key bytea)
      JOIN devices.devices AS d ON d.id = k.device_id
     WHERE NOT EXISTS (SELECT FROM devices.erased_subjects AS e
                        WHERE e.subject_id = k.subject_id)
    ON CONFLICT DO NOTHING`;
  await db.query(sql, [text]);
  const listed = `UPDATE devices.devices AS d SET listed_xid = pg_current_xact_id()
                   WHERE EXISTS (SELECT FROM jsonb_to_recordset(coalesce($1::jsonb -> 'keys', '[]'))
                                   AS k (device_id bytea) WHERE k.device_id = d.id)`;
  await db.query(listed, [text]);
}
