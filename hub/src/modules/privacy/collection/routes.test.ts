import { collectionOfText } from '@eucora/protocol';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../../http/app.ts';
import { appDeps } from '../../../http/testing/seed.ts';
import { startTestDatabase, type TestDatabase } from '../../../platform/testing.ts';
import { createToken } from '../../identity/index.ts';
import { createSite } from '../../sites/index.ts';
import { collectionToTell } from './state.ts';
import { keepDeviceWords } from './store.ts';

let postgres: TestDatabase;
let app: FastifyInstance;
let token: string;
const now = (): Date => new Date('2026-11-25T12:00:00Z');

beforeAll(async () => {
  postgres = await startTestDatabase();
  const deps = appDeps(postgres.db, now);
  app = await createApp(deps);
  await app.ready();
  token = await createToken(deps, { role: 'platform_admin', name: 'dpo' }, 'test');
  await createSite(deps, { id: 'hq', siteClass: 'online' }, 'test');
  await createSite(deps, { id: 'lab', siteClass: 'online' }, 'test');
});
afterAll(async () => {
  await app.close();
  await postgres[Symbol.asyncDispose]();
});

async function ask(method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, payload?: object) {
  const url = `/api/privacy/collection/${path}`;
  const headers = { authorization: `Bearer ${token}` };
  const answer = await app.inject({ method, url, headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json<unknown>() };
}
interface Item {
  readonly item: string;
  readonly choice: string;
}
async function choiceAt(site: string, item: string): Promise<object | undefined> {
  const { body } = await ask('GET', `sites/${site}/`);
  return (body as { items: Item[] }).items.find((each) => each.item === item);
}
const entries = async (): Promise<object[]> =>
  (
    await postgres.db.query<{ action: string; subject: string; detail: object }>(
      `SELECT actor, action, subject, detail FROM audit.entries
        WHERE action ~ '^(collection|consent)[.]' ORDER BY id`,
    )
  ).rows;

test('what is said for all sites holds where a site says nothing itself, and each word is on record', async () => {
  expect(await choiceAt('hq', 'software')).toMatchObject({
    choice: 'on',
    source: 'product',
    class: 'P1',
    basis: 'legitimate_interests',
    choices: ['on', 'off'],
    when_minimised: null,
  });
  expect((await ask('PUT', 'defaults/software/', { choice: 'off' })).status).toBe(204);
  expect((await ask('PUT', 'sites/lab/software/', { choice: 'on' })).status).toBe(204);
  expect(await choiceAt('hq', 'software')).toMatchObject({ choice: 'off', source: 'fleet' });
  expect(await choiceAt('lab', 'software')).toMatchObject({ choice: 'on', source: 'site' });
  expect((await ask('DELETE', 'sites/lab/software/')).status).toBe(204);
  expect(await choiceAt('lab', 'software')).toMatchObject({ choice: 'off', source: 'fleet' });
  expect(await entries()).toMatchObject([
    { actor: 'service:dpo', subject: 'all sites', detail: { item: 'software', after: 'off' } },
    { subject: 'lab', detail: { site: 'lab', before: null, after: 'on' } },
    { subject: 'lab', detail: { site: 'lab', before: 'on', after: null } },
  ]);
});

test('what a choice or an item does not know is refused, and leaves nothing', async () => {
  const before = await entries();
  expect((await ask('PUT', 'sites/hq/cpu/', { choice: 'minimised' })).body).toMatchObject({
    code: 'no_such_choice',
  });
  expect((await ask('PUT', 'sites/hq/webcam/', { choice: 'off' })).status).toBe(400);
  expect((await ask('PUT', 'sites/nowhere/cpu/', { choice: 'off' })).status).toBe(404);
  expect((await ask('POST', 'sites/hq/cpu/consent/', { ground: 'asked' })).body).toMatchObject({
    code: 'needs_no_consent',
  });
  expect((await ask('DELETE', 'sites/hq/user-names/consent/')).status).toBe(404);
  expect(await entries()).toEqual(before);
});

test('a consent says by what and by whom; withdrawn, what rests on it is off', async () => {
  const path = 'sites/hq/user-names/consent/';
  expect(await choiceAt('hq', 'user-names')).toMatchObject({
    choice: 'off',
    wanted: 'on',
    off_because: 'no_consent',
    needs_consent: true,
  });
  expect((await ask('POST', path, { ground: 'works agreement of 3 May' })).status).toBe(204);
  expect((await ask('POST', path, { ground: 'once more' })).status).toBe(409);
  expect(await choiceAt('hq', 'user-names')).toMatchObject({
    choice: 'on',
    consent: {
      ground: 'works agreement of 3 May',
      recorded_by: 'service:dpo',
      recorded_at: now().toISOString(),
      of_all_sites: false,
    },
  });
  expect((await ask('PUT', 'sites/hq/usage/', { choice: 'off' })).status).toBe(204);
  expect(await choiceAt('hq', 'user-names')).toMatchObject({ off_because: 'depends' });
  expect((await ask('DELETE', 'sites/hq/usage/')).status).toBe(204);
  expect((await ask('DELETE', path)).status).toBe(204);
  expect(await choiceAt('hq', 'user-names')).toMatchObject({ choice: 'off', consent: null });
  expect((await entries()).slice(-1)).toMatchObject([
    { action: 'consent.withdraw', detail: { ground: 'works agreement of 3 May' } },
  ]);
});

test('each site is told once what holds there, and devices are counted by what they say', async () => {
  const told = new Map((await collectionToTell(postgres.db)).map((each) => [each.siteId, each]));
  expect([...told.keys()]).toEqual(['hq', 'lab']);
  const content = told.get('hq')?.content ?? '';
  expect(collectionOfText(content)).toMatchObject({ software: 'off', cpu: 'on' });
  const sql = `INSERT INTO sites.documents VALUES ('hq', 'collection', 1, 7, $1, '', $2)`;
  await postgres.db.query(sql, [content, now()]);
  expect((await collectionToTell(postgres.db)).map(({ siteId }) => siteId)).toEqual(['lab']);

  const device = `INSERT INTO devices.devices (id, site_id, public_key, enrolled_at, simulated, run)
                  VALUES (decode($1, 'hex'), 'hq', decode(repeat('07', 32), 'hex'), $2, false, '') RETURNING no`;
  const nos: number[] = [];
  for (const id of ['a', 'b', 'c']) {
    const { rows } = await postgres.db.query<{ no: number }>(device, [id.repeat(32), now()]);
    nos.push(rows[0]!.no);
  }
  const word = { siteId: 'hq', epoch: 1, settings: content, at: now() };
  await postgres.db.transaction(async (tx) => {
    await keepDeviceWords(tx, [{ ...word, deviceNo: nos[0]!, generation: 7 }]);
    const other = content.replace('cpu=on', 'cpu=off');
    await keepDeviceWords(tx, [{ ...word, deviceNo: nos[1]!, generation: 7, settings: other }]);
    // An older word that comes late does not count.
    await keepDeviceWords(tx, [{ ...word, deviceNo: nos[1]!, generation: 6 }]);
  });
  const { body } = await ask('GET', 'sites/hq/');
  expect(body).toMatchObject({
    document: { ledger_epoch: 1, generation: 7 },
    devices: 3,
    devices_enforcing: 1,
  });
  expect(await choiceAt('hq', 'cpu')).toMatchObject({ devices_enforcing: 1 });
  expect(await choiceAt('hq', 'disks')).toMatchObject({ devices_enforcing: 2 });
  expect((await ask('GET', 'sites/')).body).toMatchObject({
    items: [
      { site_id: 'hq', off: 2, consents_missing: 1, devices: 3, devices_enforcing: 1 },
      { site_id: 'lab', told_at: null, devices: 0 },
    ],
  });
});
