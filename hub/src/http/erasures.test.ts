import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  generateBoxKeyPair,
  generateKeyPair,
  generateSubjectKey,
  randomId,
  sealName,
  type EventBody,
} from '@eucora/protocol';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filesystemPacks } from '../archive/index.ts';
import { sealAll, verifyChain } from '../modules/audit/index.ts';
import { createDevicesFold, DeviceDirectory } from '../modules/devices/index.ts';
import { createToken, PasswordWork } from '../modules/identity/index.ts';
import { licensesFold } from '../modules/licenses/index.ts';
import { eraseAgain, eraseTurn, type ErasureBook } from '../modules/privacy/index.ts';
import { createSite } from '../modules/sites/index.ts';
import { BoxKeys } from '../platform/box-keys.ts';
import type { AcceptedBatch } from '../platform/fold.ts';
import { silent, startTestDatabase, type TestDatabase } from '../platform/testing.ts';
import { openErasureBook } from '../recovery/index.ts';
import { createApp } from './app.ts';
import { appDeps, enrol } from './testing/seed.ts';

// A person is erased: from the request to what is left of them, and what brings nothing back.

const noon = Date.parse('2026-11-25T12:00:00Z');
const now = (): Date => new Date(noon);
const keys = { box: generateBoxKeyPair(), names: new Uint8Array(32).fill(7) };
const folds = [createDevicesFold(keys), licensesFold];
const subjectKey = generateSubjectKey();

let postgres: TestDatabase;
let app: FastifyInstance;
let home: string;
let book: ErasureBook;
let box: BoxKeys;
const who: Record<'anna' | 'ben' | 'cleo' | 'dora', string> = {
  anna: '',
  ben: '',
  cleo: '',
  dora: '',
};

beforeAll(async () => {
  postgres = await startTestDatabase();
  home = await mkdtemp(join(tmpdir(), 'eucora-erasures-'));
  box = await BoxKeys.open(home);
  const { db } = postgres;
  book = openErasureBook({
    home,
    archive: filesystemPacks(join(home, 'archive')),
    archiveKey: new Uint8Array(32).fill(9),
  });
  await createSite({ db, now }, { id: 'hq', siteClass: 'online' }, 'test');
  const directory = new DeviceDirectory({ db, now, namesKey: keys.names });
  app = await createApp({ ...appDeps(db, now), namesKey: keys.names, directory });
  await app.ready();
  const roles = { anna: 'platform_admin', ben: 'security_reviewer', cleo: 'auditor' } as const;
  for (const name of ['anna', 'ben', 'cleo'] as const) {
    who[name] = await createToken({ db, now }, { role: roles[name], name }, 'test');
  }
  who.dora = await createToken({ db, now }, { role: 'endpoint_ops', name: 'dora' }, 'test');
});
afterAll(async () => {
  await app.close();
  await postgres[Symbol.asyncDispose]();
  await rm(home, { recursive: true });
});

const deps = () => ({ db: postgres.db, book, box, now, logger: silent });

async function ask(as: keyof typeof who, method: 'GET' | 'POST', url: string, payload?: object) {
  const headers = { authorization: `Bearer ${who[as]}` };
  const answer = await app.inject({ method, url, headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.json(), text: answer.body };
}

let seq = 0;
async function tell(device: { id: string; no: number }, bodies: readonly EventBody[]) {
  const { db } = postgres;
  const batch: AcceptedBatch = {
    siteId: 'hq',
    deviceId: device.id,
    deviceNo: device.no,
    incarnation: 'c'.repeat(32),
    parentIncarnation: null,
    lane: 'ledger',
    simulated: false,
    anchors: [],
    receivedAt: now(),
    events: bodies.map((body) => {
      const at = { bootId: 'b'.repeat(32), boottimeMs: seq, wallMs: noon };
      return { seq: (seq += 1), at, loMs: noon, hiMs: noon, body };
    }),
  };
  await db.transaction(async (tx) => {
    for (const fold of folds) await fold.apply(tx, [batch]);
  });
}

const seal = (name: string, subject: string, key = generateSubjectKey()) =>
  sealName(name, subject, 'device_user', key, [keys.box.publicKey]);

const ran = (subject: string, program: string): EventBody => ({
  kind: 'usage',
  phase: 'started',
  bootId: 'b'.repeat(32),
  pid: 4_000 + (seq += 1),
  startMs: 90_000,
  startUncertaintyMs: 20,
  endMs: null,
  endUncertaintyMs: null,
  subject,
  program,
  path: null,
  title: null,
  instancesMax: 1,
});

const search = async (text: string) =>
  (await ask('anna', 'POST', '/api/privacy/persons/search/', { text })).body;

async function dump(): Promise<string> {
  const { rows: tables } = await postgres.owner.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const sql = `SELECT coalesce(string_agg(t::text, E'\\n'), '') AS text FROM ${name} AS t`;
    texts.push((await postgres.owner.query<{ text: string }>(sql)).rows[0]!.text);
  }
  return texts.join('\n');
}

test('one asks, another approves, and nothing brings the name back', async () => {
  const { db } = postgres;
  const [first, second] = [await enrol(db, 'hq'), await enrol(db, 'hq')];
  const [zoeThere, zoeHere, max] = [randomId(), randomId(), randomId()];
  const names = [seal('zoe.winter', zoeThere, subjectKey), seal('Max.Summer', max)];
  await tell(first, [...names, ran(zoeThere, 'vim'), ran(max, 'gimp')]);
  await tell(second, [seal('Zoe.Winter', zoeHere), ran(zoeHere, 'make'), ran(zoeHere, 'vim')]);

  const found = await search('zoe');
  expect(found).toMatchObject({ accounts: [], more: false });
  expect(found.subjects).toHaveLength(2);
  expect(found.subjects).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: 'zoe.winter', device_id: first.id, usage_intervals: 1 }),
      expect.objectContaining({ name: 'Zoe.Winter', device_id: second.id, usage_intervals: 2 }),
    ]),
  );
  expect((await ask('dora', 'POST', '/api/privacy/persons/search/', { text: 'zoe' })).status).toBe(
    403,
  );
  const subjects = [zoeThere, zoeHere];
  const exported = await ask('anna', 'POST', '/api/privacy/persons/export/', { subjects });
  expect(exported.body).toMatchObject({ format: 'eucora-person-export/1', account: null });
  expect(exported.text.match(/"program":"\w+"/g)?.toSorted()).toEqual(
    ['make', 'vim', 'vim'].map((program) => `"program":"${program}"`),
  );
  expect(exported.text).not.toContain('gimp');

  const wish = { subjects, ground: 'objection', reason: 'ticket 4711' };
  const path = '/api/privacy/erasures/';
  expect(await ask('anna', 'POST', path, { ...wish, reason: 'Winter asked' })).toMatchObject({
    status: 400,
    body: { code: 'names_the_person' },
  });
  const asked = await ask('anna', 'POST', path, wish);
  expect(asked).toMatchObject({ status: 201, body: { state: 'requested', may_decide: false } });
  const one = `${path}${asked.body.id}/`;
  expect(asked.body.due_at).toBe('2026-12-25T12:00:00.000Z');
  expect(await ask('anna', 'POST', path, wish)).toMatchObject({ status: 409 });
  expect(await ask('anna', 'POST', `${one}approve/`)).toMatchObject({
    status: 403,
    body: { code: 'separation_of_duties' },
  });
  expect(await eraseTurn(deps())).toBe(0);
  // Who approves sees that there is a request, and not whom it is about.
  expect((await ask('ben', 'GET', one)).body).toMatchObject({
    may_decide: true,
    whom: [{ name: null }, { name: null }],
  });
  expect((await ask('cleo', 'GET', one)).body.whom[0].name).toMatch(/^zoe/i);
  expect(await ask('ben', 'POST', `${one}approve/`)).toMatchObject({ status: 200 });
  expect(await ask('ben', 'POST', `${one}reject/`)).toMatchObject({ status: 409 });

  // The hub dies after the list is written and before the database is: the next turn does it.
  const query: typeof db.query = (sql, values) => db.query(sql, values);
  const dying = { ...deps(), db: { query, transaction: dies } };
  await expect(eraseTurn(dying)).rejects.toThrow('killed');
  expect(await book.read()).toHaveLength(2);
  expect((await search('zoe')).subjects).toHaveLength(2);
  expect(await eraseTurn(deps())).toBe(1);
  expect(await eraseTurn(deps())).toBe(0);
  expect(await ask('anna', 'POST', `${one}cancel/`)).toMatchObject({ status: 409 });
  expect((await ask('cleo', 'GET', one)).body).toMatchObject({
    state: 'executed',
    whom: [{ name: null }, { name: null }],
  });

  // Sent again, as after a hub's restore; under the same id nothing is learned any more.
  await tell(first, names);
  expect((await search('zoe')).subjects).toEqual([]);
  expect((await search('max')).subjects).toHaveLength(1);
  const usage = await ask('anna', 'GET', `/api/devices/${first.id}/usage/`);
  expect(usage.body.items).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ program: 'vim', user: null }),
      expect.objectContaining({ program: 'gimp', user: 'Max.Summer' }),
    ]),
  );
  const left = await dump();
  expect(left).toContain(zoeThere);
  expect(left).not.toMatch(/winter/i);
  expect(left).not.toContain(Buffer.from(subjectKey).toString('hex'));
  for (const file of [join(home, 'erasures.jsonl'), join(home, 'archive', 'erasures.note')]) {
    expect(await readFile(file, 'latin1')).not.toMatch(/winter/i);
  }
  const said = (await ask('anna', 'GET', '/api/audit/?action=erasure')).body.items;
  expect(said.map((entry: { action: string }) => entry.action)).toEqual([
    'erasure.execute',
    'erasure.approve',
    'erasure.request',
  ]);
  const key = generateKeyPair();
  await sealAll({ db, signKey: key, now });
  expect(await verifyChain(db, key.publicKey, {})).toMatchObject({ whole: true });
});

const dies = (): Promise<never> => Promise.reject(new Error('killed'));

test('a backup from before the erasure, restored, is erased again by the list', async () => {
  const { db } = postgres;
  const device = await enrol(db, 'hq');
  const subject = randomId();
  await book.add([{ subject, at: now().toISOString() }]);
  await tell(device, [seal('Rosa.Field', subject)]);
  expect((await search('rosa')).subjects).toHaveLength(1);
  expect(await eraseAgain(db, await book.read(), now())).toBe(1);
  expect((await search('rosa')).subjects).toEqual([]);
  expect(await eraseAgain(db, await book.read(), now())).toBe(0);
  // Either copy of the list is enough.
  await rm(join(home, 'erasures.jsonl'));
  expect(await book.read()).toContainEqual({ subject, at: now().toISOString() });
  await book.add([]);
  await rm(join(home, 'archive', 'erasures.note'));
  expect(await book.read()).toContainEqual({ subject, at: now().toISOString() });
});

test('an account is exported and erased; its id stays, its name is nobody’s', async () => {
  const { db } = postgres;
  const password = await new PasswordWork().hash('a long enough secret');
  const sql = `
    INSERT INTO identity.users (provider, subject, handle, display_name, email, password,
                                created_at, created_by)
    VALUES ('local', 'quinn', 'quinn', 'Quinn Hollow', 'quinn@hollow.example', $1, $2, 'test')
    RETURNING id::text`;
  const { id } = (await db.query<{ id: string }>(sql, [password, now()])).rows[0]!;
  await db.query(
    `INSERT INTO identity.passkeys (id, user_id, public_key, counter, transports, rp_id, name,
                                    backed_up, created_at)
     VALUES ('k', $1, '\\x01', 0, '{}', 'hub', 'Hollow’s key', false, $2)`,
    [id, now()],
  );
  await db.query(`INSERT INTO audit.entries (actor, action, subject, detail)
                  VALUES ('quinn', 'site.create', 'hq', '{}')`);
  await sealAll({ db, signKey: generateKeyPair(), now });
  const found = await search('hollow');
  expect(found.accounts).toMatchObject([{ id, name: 'quinn', email: 'quinn@hollow.example' }]);
  const body = { subjects: [], account: id };
  const exported = await ask('anna', 'POST', '/api/privacy/persons/export/', body);
  expect(exported.body).toMatchObject({
    account: { name: 'quinn', passkeys: [{ name: 'Hollow’s key' }] },
    audit: [{ actor: 'quinn', action: 'site.create' }],
  });
  expect(exported.text).not.toContain(password);

  const wish = { ...body, ground: 'no_longer_needed', reason: 'left the company' };
  const asked = await ask('anna', 'POST', '/api/privacy/erasures/', wish);
  await ask('ben', 'POST', `/api/privacy/erasures/${asked.body.id}/approve/`);
  expect(await eraseTurn(deps())).toBe(1);
  expect(await dump()).not.toMatch(/hollow/i);
  expect((await search('quinn')).accounts).toEqual([]);
  const left = await db.query('SELECT handle, disabled_at FROM identity.users WHERE id = $1', [id]);
  expect(left.rows).toMatchObject([{ handle: `erased-${id}`, disabled_at: now() }]);
  // The record still says what quinn did; nobody else becomes quinn.
  expect((await ask('anna', 'GET', '/api/audit/?actor=quinn')).body.items).toHaveLength(1);
  const again = { name: 'quinn', display_name: 'Another', role: 'end_user' };
  expect(await ask('anna', 'POST', '/api/users/', again)).toMatchObject({
    status: 409,
    body: { code: 'name_taken' },
  });
});
