import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../http/app.ts';
import { appDeps } from '../../http/testing/seed.ts';
import { startTestDatabase, type TestDatabase } from '../../platform/testing.ts';
import { Laptops, passingCounters, PassingKeys } from '../../testing/laptops.ts';
import { createToken } from '../identity/index.ts';
import { TrustDesk } from '../trust/index.ts';
import { silentMetadata } from './formats/metadata.ts';
import { withdrawTakenBack } from './service.ts';
import { insertVersion } from './store.ts';

/*
 * Nothing is published without its publisher's word, over the routes, with metadata that were signed
 * as on laptops.
 */

const now = (): Date => new Date('2027-01-01T12:00:00Z');
const sha256 = randomBytes(32).toString('hex');
const file = { length: 16, sha256 };
let postgres: TestDatabase;
let app: FastifyInstance;
let trust: TrustDesk;
let laptops: Laptops;
let path: string;
const tokens = new Map<string, string>();

beforeAll(async () => {
  postgres = await startTestDatabase();
  const { db } = postgres;
  const keys = new PassingKeys();
  laptops = new Laptops(keys.all, now().getTime());
  trust = new TrustDesk({
    db,
    now,
    keys,
    counters: passingCounters,
    onTakenBack: (tx, gone) => withdrawTakenBack(tx, gone, now()),
  });
  app = await createApp({ ...appDeps(db, now), vouchers: trust });
  for (const [name, role] of [
    ['admin', 'platform_admin'],
    ['packer', 'packaging_engineer'],
    ['publisher', 'publisher'],
  ] as const) {
    tokens.set(name, await createToken({ db, now }, { name, role }, 'test'));
  }
  const named = { name: 'till', version: '1:4.2-1', architecture: 'amd64' };
  const version = { format: 'deb', sha256, bytes: 16, fileName: 'till.deb' } as const;
  const made = { named, ...version, metadata: silentMetadata, createdBy: 'test' };
  path = `/api/package-versions/${await db.transaction((tx) => insertVersion(tx, made, now()))}/`;
});
afterAll(async () => {
  await app.close();
  await postgres[Symbol.asyncDispose]();
});

async function ask(who: string, url: string, method: 'GET' | 'POST' = 'GET') {
  const headers = { authorization: `Bearer ${tokens.get(who) ?? ''}` };
  const answer = await app.inject({ method, url, headers });
  return answer.json<Record<string, unknown>>();
}
const move = async (who: string, what: string): Promise<string> => {
  const { code, state } = await ask(who, `${path}${what}/`, 'POST');
  return String(code ?? state);
};
/** Brings what was signed on laptops to the hub. */
async function carry(...files: ReturnType<Laptops['files']>): Promise<void> {
  const { results } = await trust.import(files, { id: 'test', mayFound: true });
  expect(results.map(({ result, detail }) => `${result}${detail}`)).toEqual(
    files.map(() => 'accepted'),
  );
}

test('a version is published when its publisher vouches for its bytes, and not before', async () => {
  expect(await move('admin', 'stage')).toBe('staged');
  expect(await move('packer', 'publish')).toBe('forbidden');
  expect(await move('admin', 'publish')).toBe('separation_of_duties');
  expect(await move('publisher', 'publish')).toBe('no_root');
  await carry(...laptops.files());
  const command =
    'npm run trust -- add-target --dir /media/stick --role linux --file till.deb ' +
    '--path linux/till.deb --package till --version 1:4.2-1 --platform linux';
  expect((await ask('packer', path))['publisher']).toMatchObject({ state: 'missing', command });
  const refused = await ask('publisher', `${path}publish/`, 'POST');
  expect(refused).toMatchObject({ status: 409, code: 'not_vouched' });
  expect(refused['detail']).toContain(`${command}; then sign, and import the stick.`);
  const note = { package: 'till', version: '1:4.2-1', minVersion: '1:4.0' };
  laptops.vouch('linux/till.deb', { ...file, length: 17 }, note);
  await carry(laptops.file('linux'));
  expect(await move('publisher', 'publish')).toBe('not_vouched');
  await carry(laptops.vouch('linux/till.deb', file, note).file('linux'));
  expect(await move('publisher', 'publish')).toBe('published');
  expect((await ask('packer', path))['publisher']).toMatchObject({
    state: 'vouched',
    role: 'linux',
    path: 'linux/till.deb',
    min_version: '1:4.0',
    command: null,
  });
  const list = await ask('packer', '/api/package-versions/?state=published');
  expect(list['items']).toMatchObject([{ name: 'till', vouched_by: 'linux' }]);
});

test('what its publisher takes back is withdrawn with the import, on record', async () => {
  await carry(laptops.takeBack('linux/till.deb').file('linux'));
  expect(await ask('packer', path)).toMatchObject({
    state: 'withdrawn',
    publisher: { state: 'missing', command: null },
  });
  const sql = `SELECT actor, detail->>'because' AS because FROM audit.entries
                WHERE action = 'package.withdraw'`;
  expect((await postgres.db.query(sql)).rows).toEqual([
    { actor: 'hub', because: 'its publisher took it back' },
  ]);
});

test('what is withdrawn here and still vouched for says how its publisher takes it out', async () => {
  const { db } = postgres;
  await db.query(`UPDATE packages.versions SET state = 'withdrawn'`);
  await carry(
    laptops.vouch('linux/till.deb', file, { package: 'till', version: '1:4.2-1' }).file('linux'),
  );
  expect((await ask('packer', path))['publisher']).toMatchObject({
    state: 'vouched',
    command: 'npm run trust -- remove-target --dir /media/stick --role linux --path linux/till.deb',
  });
});
