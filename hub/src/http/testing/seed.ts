import { Readable } from 'node:stream';
import {
  deviceIdOf,
  generateBoxKeyPair,
  generateKeyPair,
  nkeyText,
  randomId,
  sealRelayRequest,
} from '@eucora/protocol';
import { DeviceDirectory, ensureDevices, Fleet } from '../../modules/devices/index.ts';
import { UploadDesk } from '../../modules/packages/index.ts';
import { createLedgerReader } from '../../modules/ledger/index.ts';
import { calendarMs, Rotations, type Rotation } from '../../modules/secrets/index.ts';
import { admitRelay, createSite } from '../../modules/sites/index.ts';
import type { Database } from '../../platform/db.ts';
import type { ObjectStore } from '../../platform/objects/store.ts';
import { Outbound } from '../../platform/outbound.ts';
import { silent } from '../../platform/testing.ts';
import type { AppDeps } from '../app.ts';
import { offlineDeps } from '../offline.ts';
import { testUploadsDir } from './package-examples.ts';
import { testTrust } from './trust-examples.ts';

/** Ids of what there is to ask for. Everything lies at the site hq; the site vault is empty. */
export interface Seeded {
  readonly site: string;
  readonly device: string;
  readonly conflict: number;
  readonly quarantined: number;
  readonly application: string;
  readonly group: string;
  readonly webhook: string;
  readonly alert: number;
}

/** An app over a real database, in which what ingest does is answered and not done. */
export function appDeps(db: Database, now: () => Date): AppDeps {
  const release = (id: number) =>
    Promise.resolve({
      id,
      at: now(),
      siteId: 'hq',
      deviceId: null,
      code: 'unknown_device',
      bytes: 3,
      releasedAt: now(),
      detail: '',
    });
  return {
    ...offlineDeps(),
    db,
    now,
    outbound: new Outbound({ allow: ['192.0.2.1'] }),
    objects: zeroObjects,
    ...testTrust(db, now),
    uploads: new UploadDesk({
      db,
      now,
      place: { dir: testUploadsDir, bytesMax: 1_024, idleMs: 86_400_000 },
      onReceived: () => {},
    }),
    fleet: new Fleet({ db, now }),
    directory: new DeviceDirectory({ db, now, namesKey: new Uint8Array(32) }),
    ledger: createLedgerReader(db, release, now),
    resolveConflict: () => Promise.resolve(),
    backups: () =>
      Promise.resolve({
        dir: '/backups',
        policy: { intervalMs: 0, keepCount: 1, keepMs: 0 },
        backups: [],
        failure: null,
        nextAtMs: null,
      }),
    health: () => Promise.resolve([]),
    rotations: new Rotations({ db, now, logger: silent, rotations: [harmless] }),
  };
}

/** A store that has every object, of zeros; nothing is kept. */
const zeroObjects: ObjectStore = {
  put: () => Promise.reject(new Error('Nothing is stored here.')),
  adopt: () => Promise.resolve(),
  read: (_sha256, range) => Promise.resolve(Readable.from([Buffer.alloc(range?.length ?? 16)])),
  bytesOf: () => Promise.resolve(16),
  delete: () => Promise.resolve(),
  async *list() {},
  tidy: () => Promise.resolve(),
};

/** Something in the calendar that nobody misses. */
const harmless: Rotation = {
  name: 'harmless',
  kind: 'signing_keys',
  title: 'A key that signs nothing',
  everyMs: calendarMs.signing_keys,
  isAutomatic: true,
  rotate: () => Promise.resolve({}),
};

/** Enrols a device at a site; answers its id and number. */
export async function enrol(db: Database, site: string): Promise<{ id: string; no: number }> {
  const publicKey = generateKeyPair().publicKey.raw;
  const deviceId = deviceIdOf(publicKey);
  const wallMs = Date.parse('2026-11-24T12:00:00Z');
  const issued = { bootId: 'b'.repeat(32), boottimeMs: 0, wallMs, loMs: wallMs, hiMs: wallMs };
  const enrolment = { site, relayId: randomId(), deviceId, publicKey, simulated: false, run: '' };
  const known = await db.transaction((tx) => ensureDevices(tx, [{ ...enrolment, issued }]));
  return { id: deviceId, no: known.get(deviceId)!.no };
}

/** A webhook that nothing is sent to. */
export async function insertWebhook(db: Database, name: string, now: Date): Promise<string> {
  const sql = `INSERT INTO notifications.subscriptions (id, name, url, actions, severity_min,
                 enabled, from_position, created_by, created_at, updated_at)
               VALUES (gen_random_uuid(), $1, 'https://192.0.2.1/', '{}', 'info', false, 0, 'test',
                       $2, $2) RETURNING id`;
  return (await db.query<{ id: string }>(sql, [name, now])).rows[0]!.id;
}

/** A mail target that nothing is sent to. */
export async function insertMailTarget(db: Database, name: string, now: Date): Promise<string> {
  const sql = `INSERT INTO notifications.subscriptions (id, kind, name, url, recipients, actions,
                 follows_record, severity_min, enabled, from_position, created_by, created_at,
                 updated_at)
               VALUES (gen_random_uuid(), 'mail', $1, '', '{ops@example.org}', '{}', false, 'info',
                       false, 0, 'test', $2, $2) RETURNING id`;
  return (await db.query<{ id: string }>(sql, [name, now])).rows[0]!.id;
}

/** An open alert of the site hq. */
export async function insertAlert(db: Database, key: string, now: Date): Promise<number> {
  const sql = `INSERT INTO notifications.alerts
                 (key, kind, severity, site_id, title, detail, since, opened_at)
               VALUES ($1, 'site.offline', 'warning', 'hq', 'hq is offline', '', $2, $2)
               RETURNING id`;
  return (await db.query<{ id: number }>(sql, [key, now])).rows[0]!.id;
}

/** A rule with one target. */
export async function insertRule(
  db: Database,
  name: string,
  target: string,
  now: Date,
): Promise<string> {
  const sql = `INSERT INTO notifications.rules (id, name, kinds, severity_min, lasting_minutes,
                 group_minutes, repeat_hours, tells_end, enabled, created_by, created_at, updated_at)
               VALUES (gen_random_uuid(), $1, '{}', 'info', 0, 0, 0, true, true, 'test', $2, $2)
               RETURNING id`;
  const { id } = (await db.query<{ id: string }>(sql, [name, now])).rows[0]!;
  await db.query('INSERT INTO notifications.rule_targets VALUES ($1, $2)', [id, target]);
  return id;
}

/** A relay of the site hq, admitted with certificates, which does not run. */
async function admitPaperRelay(db: Database, now: () => Date): Promise<void> {
  const key = generateKeyPair();
  const pkiKeys = { issuer: generateKeyPair(), server: generateKeyPair() };
  const request = {
    site: 'hq',
    publicKey: key.publicKey.raw,
    boxPublic: generateBoxKeyPair().publicKey,
    natsPublic: nkeyText('user', generateKeyPair().publicKey.raw),
    pki: {
      issuerPublic: pkiKeys.issuer.publicKey.raw,
      serverPublic: pkiKeys.server.publicKey.raw,
      addresses: ['https://relay.example:4223', 'tls://relay.example:4222'],
    },
  };
  const keys = { sign: generateKeyPair(), box: generateBoxKeyPair(), ca: generateKeyPair() };
  await admitRelay({ db, now }, keys, sealRelayRequest(request, key, pkiKeys), 'test');
}

const application = 'pkg:deb/debian/bash';

/** Makes two sites, and one of everything at the first. */
export async function seed(db: Database, now: () => Date): Promise<Seeded> {
  await createSite({ db, now }, { id: 'hq', siteClass: 'online' }, 'test');
  await createSite({ db, now }, { id: 'vault', siteClass: 'air_gapped' }, 'test');
  await admitPaperRelay(db, now);
  const device = await enrol(db, 'hq');
  const one = async (sql: string, values: readonly unknown[]): Promise<number> =>
    (await db.query<{ id: number }>(sql, values)).rows[0]!.id;
  const conflict = await one(
    `INSERT INTO devices.conflicts (device_no, cause, opened_at) VALUES ($1, 'concurrent', $2)
     RETURNING conflict_no AS id`,
    [device.no, now()],
  );
  const quarantined = await one(
    `INSERT INTO ledger.quarantine (at, last_at, scope, code, site_id, sha256, bytes, detail)
     VALUES ($1, $1, 'segment', 'wrong_signature', 'hq', '\\x00', '\\x000102', '')
     RETURNING quarantine_no AS id`,
    [now()],
  );
  const applicationNo = await one(
    `INSERT INTO portfolio.applications (purl, name, source, installs)
     VALUES ($1, 'bash', 'deb', 1) RETURNING id`,
    [application],
  );
  const version = await one(
    `INSERT INTO portfolio.versions (application_id, version, installs) VALUES ($1, '5.2', 1)
     RETURNING id`,
    [applicationNo],
  );
  await db.query(
    `INSERT INTO portfolio.device_versions (device_no, inventory_hash, version_ids)
     VALUES ($1, '\\x00', $2)`,
    [device.no, [version]],
  );
  const group = 'kiosks';
  await db.query(`INSERT INTO devices.groups VALUES ($1, 'Kiosks', $2)`, [group, now()]);
  await db.query('INSERT INTO devices.group_members VALUES ($1, $2)', [group, device.no]);
  const webhook = await insertWebhook(db, 'Operations', now());
  const alert = await insertAlert(db, 'seeded', now());
  const own = { site: 'hq', device: device.id, conflict, quarantined, application, group };
  return { ...own, webhook, alert };
}
