import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { NumberedEvent, OpaqueBody } from '@eucora/protocol';
import {
  coSign,
  openDesiredManifest,
  openSliceFile,
  readDesiredBundle,
  writeAttestation,
  writeReport,
} from '@eucora/protocol/desired';
import { idFor, keyFor } from '@eucora/protocol/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../http/app.ts';
import { appDeps, seed, type Seeded } from '../../http/testing/seed.ts';
import { testTrust, trustIngredients } from '../../http/testing/trust-examples.ts';
import type { AcceptedBatch } from '../../platform/fold.ts';
import { everything } from '../../platform/scope.ts';
import { silent, startTestDatabase, type TestDatabase } from '../../platform/testing.ts';
import { createToken } from '../identity/index.ts';
import { resultsFold } from './fold.ts';
import { documentsDue, issueDocument, newestDesired } from './index.ts';

/*
 * From an order over HTTP to what a site is told, an approver's signature, and what devices say of it.
 * Signatures, database and routes are real; nothing travels.
 */

let nowMs = Date.parse('2026-11-25T12:00:00Z');
const now = (): Date => new Date(nowMs);
let postgres: TestDatabase;
let app: FastifyInstance;
let seeded: Seeded & { readonly deviceNo: number };
let world: Awaited<ReturnType<typeof trustIngredients>>;
let till: { readonly packageId: string; readonly versionId: string };
const woken: (string | undefined)[] = [];
const tokens = new Map<string, string>();

beforeAll(async () => {
  postgres = await startTestDatabase();
  const { db, owner } = postgres;
  const known = await seed(db, now);
  const sql = `SELECT no FROM devices.devices WHERE id = decode($1, 'hex')`;
  const { no } = (await db.query<{ no: number }>(sql, [known.device])).rows[0]!;
  seeded = { ...known, deviceNo: no };
  world = await trustIngredients(db, now);
  app = await createApp({
    ...appDeps(db, now),
    ...testTrust(db, now),
    wakeDesired: (site) => woken.push(site),
  });
  for (const [name, role, scope] of [
    ['publisher', 'publisher', everything],
    ['local', 'publisher', { ...everything, sites: ['vault'] }],
    ['approver', 'cab_approver', everything],
    ['admin', 'platform_admin', everything],
  ] as const) {
    tokens.set(name, await createToken({ db, now }, { name, role, scope }, 'test'));
  }
  await owner.query(`UPDATE identity.tokens SET expires_at = '2036-01-01'`);
  till = await published('till', '1.0');
});
afterAll(async () => {
  await app.close();
  await postgres[Symbol.asyncDispose]();
});

/** A version whose bytes nobody asks for. */
async function published(name: string, version: string) {
  const { db } = postgres;
  const sha256 = createHash('sha256').update(`${name} ${version}`).digest();
  const one = async (sql: string, values: readonly unknown[]): Promise<string> =>
    (await db.query<{ id: string }>(sql, values)).rows[0]!.id;
  const packageId = await one(
    `INSERT INTO packages.packages (format, name, created_at) VALUES ('deb', $1, $2)
     ON CONFLICT (format, name) DO UPDATE SET name = excluded.name RETURNING id`,
    [name, now()],
  );
  const versionId = await one(
    `INSERT INTO packages.versions (package_id, format, version, sha256, bytes, file_name, metadata,
       state, created_at, created_by, changed_at)
     VALUES ($1, 'deb', $2, $3, 16, 'x.deb', '{}', 'published', $4, 'test', $4) RETURNING id`,
    [packageId, version, sha256, now()],
  );
  await db.query(
    `INSERT INTO delivery.chunk_lists (sha256, bytes, list_sha256, hashes, made_at)
     VALUES ($1, 16, $1, $1, $2)`,
    [sha256, now()],
  );
  return { packageId, versionId };
}

async function ask(
  who: string,
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  payload?: object,
  headers: Record<string, string> = {},
) {
  const answer = await app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${tokens.get(who) ?? ''}`, ...headers },
    ...(payload && { payload }),
  });
  const body = answer.body === '' ? {} : answer.json<Record<string, unknown>>();
  return { status: answer.statusCode, body, etag: answer.headers.etag };
}
const intents = '/api/deployments/intents/';
const body = (over: object = {}) => ({
  package_id: till.packageId,
  package_version_id: till.versionId,
  target_scope: { devices: [seeded.device] },
  rings: [{ ring_number: 0 }],
  ...over,
});
const deps = () => ({ db: postgres.db, now, logger: silent, ...testTrust(postgres.db, now) });

/** What the hub does when it is woken; what came of it for the site hq. */
async function issue() {
  const director = await world.trust.director();
  const { db } = postgres;
  for (const due of await documentsDue(deps(), director)) {
    const newest = await newestDesired(db, due.siteId);
    const generation = (newest?.generation ?? 0) + 1;
    await issueDocument({ db, now }, director, due, { epoch: 1, generation });
  }
  const sql = `SELECT bytes FROM sites.documents WHERE kind = 'desired-state' AND site_id = 'hq'`;
  const { bytes } = (await db.query<{ bytes: Buffer }>(sql)).rows[0]!;
  const bundle = readDesiredBundle(bytes);
  const opened = openDesiredManifest(bundle.manifest, 'hq', director.root);
  const slices = openSliceFile(opened.manifest, bundle.slices);
  return { ...opened, bundle, slice: slices.get(seeded.device) };
}

let seq = 0;
async function say(...bodies: readonly OpaqueBody[]): Promise<void> {
  const events = bodies.map((each): NumberedEvent => {
    seq += 1;
    const at = { bootId: idFor('boot'), boottimeMs: 0, wallMs: nowMs };
    return { seq, at, loMs: nowMs + seq, hiMs: null, body: each };
  });
  await postgres.db.transaction((tx) => resultsFold.apply(tx, [batchOf(events)]));
}
const batchOf = (events: readonly NumberedEvent[]): AcceptedBatch => ({
  siteId: 'hq',
  deviceId: seeded.device,
  deviceNo: seeded.deviceNo,
  incarnation: idFor('incarnation'),
  parentIncarnation: null,
  lane: 'urgent',
  simulated: false,
  anchors: [],
  events,
  receivedAt: now(),
});
const report = (assignment: string, step: 'failed' | 'installed', attempt = 1) =>
  writeReport({
    assignment,
    step,
    attempt,
    packageName: 'till',
    version: '1.0',
    generation: 1,
    code: step === 'failed' ? 'installer_failed' : '',
    detail: step === 'failed' ? 'dpkg: no space left' : '',
  });
const assignmentOf = async (id: unknown): Promise<string> => {
  const sql = `SELECT encode(assignment_id, 'hex') AS id FROM deployments.intents WHERE id = $1`;
  return (await postgres.db.query<{ id: string }>(sql, [id])).rows[0]!.id;
};
const stateOn = async (id: unknown) => {
  const { body: page } = await ask('publisher', 'GET', `${intents}${String(id)}/devices/`);
  const [item] = page.items as { state: string; reason: string }[];
  return item;
};

describe('an order', () => {
  let id: unknown;

  it('is made once for each idempotency key', async () => {
    const key = { 'idempotency-key': 'order-1' };
    const made = await ask('publisher', 'POST', intents, body(), key);
    expect(made).toMatchObject({ status: 201, etag: '"1"' });
    id = made.body.id;
    expect(made.body).toMatchObject({
      package_name: 'till',
      version: '1.0',
      states: { waits_for_issue: 1 },
      devices_total: 1,
    });
    const again = await ask('publisher', 'POST', intents, body(), key);
    expect([again.status, again.body.id]).toEqual([200, id]);
    const other = await ask('publisher', 'POST', intents, body({ attempts_max: 9 }), key);
    expect([other.status, other.body.code]).toEqual([409, 'idempotency_key_used']);
    expect(woken).toEqual([undefined]);
  });

  it('reaches the device in a document that the director signed, and is told once', async () => {
    const { slice, manifest } = await issue();
    const { generation } = manifest;
    expect(slice).toBeDefined();
    expect(Buffer.from(slice!.slice).includes('till')).toBe(true);
    expect((await issue()).manifest.generation).toBe(generation);
    expect(await stateOn(id)).toMatchObject({ state: 'unknown' });
    nowMs += 6 * 3_600_000; // a quarter of a day: the lease is renewed
    const renewed = await issue();
    expect(renewed.manifest.generation).toBeGreaterThan(generation);
    expect(renewed.manifest.parent).not.toBeNull();
  });

  it('shows what the device says of it, with reasons, and keeps what it said before', async () => {
    const assignment = await assignmentOf(id);
    await say(report(assignment, 'failed'), report(assignment, 'failed', 2));
    expect(await stateOn(id)).toMatchObject({
      state: 'failed',
      reason: 'installer_failed: dpkg: no space left',
    });
    const retried = await ask('publisher', 'POST', `${intents}${String(id)}/retry/`, undefined, {
      'if-match': '"1"',
    });
    expect(retried).toMatchObject({ status: 200, etag: '"2"', body: { tries: 2 } });
    await issue();
    expect(await stateOn(id)).toMatchObject({ state: 'unknown' });
    const next = await assignmentOf(id);
    const word = { assignment: next, packageName: 'till', version: '1.0', generation: 3 };
    await say(report(next, 'installed'), writeAttestation({ ...word, bootId: idFor('boot') }));
    expect(await stateOn(id)).toMatchObject({ state: 'attested' });
    const url = `${intents}${String(id)}/devices/${seeded.device}/`;
    const { items } = (await ask('publisher', 'GET', url)).body as { items: { try: number }[] };
    expect(items.map((item) => item.try)).toEqual([2, 2, 1, 1]);
    const own = await ask('admin', 'GET', `/api/devices/${seeded.device}/deployments/`);
    expect(own.body.items).toMatchObject([{ intent_id: id, state: 'attested' }]);
  });

  it('is changed by who saw it as it is', async () => {
    const url = `${intents}${String(id)}/cancel/`;
    const stale = await ask('publisher', 'POST', url, undefined, { 'if-match': '"1"' });
    expect([stale.status, stale.body.code]).toEqual([412, 'changed_meanwhile']);
    expect((await ask('publisher', 'POST', url)).body.state).toBe('cancelled');
    expect((await ask('publisher', 'POST', url)).status).toBe(409);
    const { slice } = await issue();
    expect(Buffer.from(slice!.slice).includes('till')).toBe(false);
    // What was done stays done.
    expect(await stateOn(id)).toMatchObject({ state: 'attested' });
  });

  it('is refused for what is not published, not installable, not there or out of reach', async () => {
    const staged = await published('staged', '1');
    const set = `UPDATE packages.versions SET state = 'staged' WHERE id = $1`;
    await postgres.db.query(set, [staged.versionId]);
    const refusals = [
      [{ package_id: staged.packageId, package_version_id: staged.versionId }, 'not_published'],
      [{ package_version_id: undefined }, 'version_missing'],
      [{ action: 'remove' }, 'version_not_wanted'],
      [{ target_scope: {} }, 'no_target'],
      [{ target_scope: { device_groups: ['nobody'] } }, 'not_found'],
      [{ checks: { before: [{ kind: 'file_exists', path: 'relative' }] } }, 'no_device_would'],
      [
        { schedule: { not_before: '2027-01-02T00:00:00Z', deadline: '2027-01-01T00:00:00Z' } },
        'deadline',
      ],
    ] as const;
    for (const [over, code] of refusals) {
      const answer = await ask('publisher', 'POST', intents, body(over));
      expect([over, answer.body.code]).toEqual([over, code]);
    }
    const foreign = await ask('local', 'POST', intents, body());
    expect([foreign.status, foreign.body.code]).toEqual([404, 'not_found']);
    expect((await ask('local', 'GET', `${intents}${String(id)}/`)).status).toBe(404);
  });
});

describe('a dangerous act', () => {
  let id: unknown;
  const document = '/api/deployments/documents/hq/';

  it('waits for an approver, whose signature comes back by somebody else', async () => {
    const removal = { package_version_id: undefined, action: 'remove' };
    id = (await ask('admin', 'POST', intents, body(removal))).body.id;
    const before = await issue();
    expect(before.approved).toBe(false);
    expect(await stateOn(id)).toMatchObject({ state: 'waits_for_approval' });
    const { body: file } = await ask('approver', 'GET', `${document}manifest/`);
    const bytes = Buffer.from(String(file.manifest), 'base64');
    const bring = (who: string, signed: Uint8Array) =>
      ask(who, 'POST', `${document}approval/`, {
        manifest: Buffer.from(signed).toString('base64'),
      });
    const signed = coSign(bytes, world.approver);
    expect((await bring('admin', signed)).body.code).toBe('separation_of_duties');
    expect((await bring('approver', bytes)).body.code).toBe('no_new_signature');
    expect((await bring('approver', coSign(bytes, keyFor('nobody')))).body.code).toBe(
      'no_new_signature',
    );
    const changed = Buffer.from(signed);
    changed[40] = changed[40]! ^ 1;
    expect((await bring('approver', changed)).body.code).toBe('not_the_document');
    expect((await bring('approver', signed)).status).toBe(204);
    expect(woken.at(-1)).toBe('hq');
    const after = await issue();
    expect([after.approved, after.manifest.generation]).toEqual([true, before.manifest.generation]);
    expect(await stateOn(id)).toMatchObject({ state: 'unknown' });
  });

  it('needs no signature any more once the device says that it is done', async () => {
    const assignment = await assignmentOf(id);
    await say(
      writeReport({
        assignment,
        step: 'removed',
        attempt: 1,
        packageName: 'till',
        version: '',
        generation: 1,
        code: '',
        detail: '',
      }),
    );
    await issue();
    const { body: history } = await ask('approver', 'GET', document);
    const items = history.items as { approval: string; generation: number }[];
    expect(items.map(({ approval }) => approval).slice(0, 2)).toEqual(['not_needed', 'given']);
    const { body: shown } = await ask('approver', 'GET', `${document}${items[1]!.generation}/`);
    expect(shown).toMatchObject({
      dangerous: [{ dangers: ['removal'], package_name: 'till' }],
      changes: [{ device_id: seeded.device, before: null, after: { action: 'remove' } }],
    });
    const late = await ask('approver', 'POST', `${document}approval/`, {
      manifest: (await ask('approver', 'GET', `${document}manifest/`)).body.manifest,
    });
    expect(late.body.code).toBe('no_new_signature');
  });
});

it('another plane’s package is told as not ours, and the list of sites says what is missing', async () => {
  const other = await published('office', '2');
  const rule = { package_id: other.packageId, plane: 'intune' };
  expect((await ask('admin', 'POST', '/api/deployments/planes/', rule)).status).toBe(201);
  const made = await ask(
    'publisher',
    'POST',
    intents,
    body({ package_id: other.packageId, package_version_id: other.versionId }),
  );
  expect(made.body.states).toEqual({ not_ours: 1 });
  const { body: sites } = await ask('approver', 'GET', '/api/deployments/documents/');
  expect(sites).toMatchObject({
    items: [
      { site_id: 'hq', document: { approval: 'not_needed', lease: { state: 'fresh' } } },
      { site_id: 'vault', document: null },
    ],
    director: { ready: true, detail: '' },
  });
});

it('what devices say comes to the same in whatever order it is committed', async () => {
  const assignment = idFor('any assignment');
  const events = ['failed', 'installed', 'failed', 'installed'].map((step, at): NumberedEvent => {
    const told = { bootId: idFor('boot'), boottimeMs: 0, wallMs: nowMs };
    const said = report(assignment, step as 'failed' | 'installed', at);
    return { seq: 1_000 + at, at: told, loMs: nowMs + (at % 2), hiMs: null, body: said };
  });
  const order = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(order, async (places) => {
      const { db } = postgres;
      await db.query('DELETE FROM deployments.result_history WHERE assignment_id = $1', [
        Buffer.from(assignment, 'hex'),
      ]);
      await db.query('DELETE FROM deployments.results WHERE assignment_id = $1', [
        Buffer.from(assignment, 'hex'),
      ]);
      for (const place of places) {
        await db.transaction((tx) => resultsFold.apply(tx, [batchOf([events[place]!])]));
        await db.transaction((tx) => resultsFold.apply(tx, [batchOf([events[place]!])]));
      }
      const sql = 'SELECT step, attempt FROM deployments.results WHERE assignment_id = $1';
      const { rows } = await db.query(sql, [Buffer.from(assignment, 'hex')]);
      expect(rows).toEqual([{ step: 'installed', attempt: 3 }]);
    }),
    { numRuns: 8 },
  );
});
