import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig, startHub, type Hub } from './index.ts';
import { until } from './ingest/testing/nats-server.ts';
import { cookieKeyName, IdentityKeys, sealingKeyName } from './modules/identity/index.ts';
import { Envelope, envelopeSource, KeptLogin, SecretStore } from './modules/secrets/index.ts';
import { runtimeRole } from './platform/database-roles.ts';
import { loadHubKeys } from './platform/keys.ts';
import { createLogger } from './platform/logger.ts';
import { backUp } from './recovery/index.ts';
import { startTestDatabase, type TestDatabase } from './platform/testing.ts';

// Secrets are planted in a whole hub, everything that uses them is used and made to fail, and then
// they are looked for where they must not be: logs, answers, and a dump of the database.

let database: TestDatabase;
let home: string;
let hub: Hub;
let token: string;
const log: string[] = [];
const answers: string[] = [];
/** What was planted or made, by what it is. */
const planted = new Map<string, Buffer>();
const plant = (what: string, text: string | Uint8Array): void => {
  planted.set(what, Buffer.from(text));
};
const firstPassword = 'Planted-database-password-1';

beforeAll(async () => {
  database = await startTestDatabase();
  home = await mkdtemp(join(tmpdir(), 'eucora-leaks-'));
  await database.owner.query(
    `CREATE ROLE leaks LOGIN PASSWORD '${firstPassword}' IN ROLE ${runtimeRole}`,
  );
  const url = new URL(database.url);
  [url.username, url.password] = ['leaks', firstPassword];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      log.push(String(chunk));
      done();
    },
  });
  const config = readConfig({
    EUCORA_DATABASE_URL: url.href,
    EUCORA_NATS_URL: 'nats://127.0.0.1:1', // a broker that is away fails all the time
    EUCORA_HUB_HOME: home,
    EUCORA_PORT: '0',
    EUCORA_BACKUP_INTERVAL_HOURS: '0',
    EUCORA_OUTBOUND_ALLOW: '127.0.0.1',
  });
  plant('database password', firstPassword);
  const logger = createLogger('trace', stream);
  hub = await startHub(config, new AbortController().signal, { logger });
  token = await until('the administrator token', async () => {
    const text = await readFile(config.adminTokenFile, 'utf8').catch(() => '');
    return text.startsWith('eucora_token_') ? text.trim() : undefined;
  });
  plant('administrator token', token);
  await until('the token is known', async () =>
    (await ask('/api/sites/')).status === 200 ? true : undefined,
  );
}, 60_000);
afterAll(async () => {
  await hub[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

async function ask(path: string, init: RequestInit = {}, bearer = token): Promise<Response> {
  const headers = { authorization: `Bearer ${bearer}` };
  const answer = await fetch(new URL(path, hub.url), { ...init, headers });
  if (answer.headers.get('content-type') !== 'text/event-stream') {
    answers.push(`${path} ${JSON.stringify([...answer.headers])} ${await answer.clone().text()}`);
  }
  return answer;
}

const envelopePath = (): string => join(home, 'keys', 'envelope.key');

async function plantSecrets(): Promise<SecretStore> {
  const now = (): Date => new Date();
  const envelope = await Envelope.open(envelopeSource({ kind: 'file', path: envelopePath() }));
  const store = new SecretStore({ db: database.db, envelope, now });
  for (const name of ['connector:intune', 'webhook:1', 'oidc-client:corp', 'cookies']) {
    const value = Buffer.from(`Planted secret of ${name} ${randomBytes(9).toString('hex')}`);
    plant(name, value);
    await database.db.transaction((tx) =>
      store.put(tx, { name, value, overlapMs: 60_000, actor: 'test' }),
    );
  }
  return store;
}

/** A mail server that is away, and a mail that fails for it. */
async function plantMail(): Promise<void> {
  const password = `Planted-mail-password-${randomBytes(9).toString('hex')}`;
  plant('mail password', password);
  const write = (method: string, path: string, body: object) =>
    fetch(new URL(path, hub.url), {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const server = { host: '127.0.0.1', port: 1, security: 'starttls', sender: 'hub@example.org' };
  const set = await write('PUT', '/api/mail-server/', { ...server, username: 'eucora', password });
  answers.push(await set.text());
  const made = await write('POST', '/api/mail-targets/', { name: 'x', recipients: ['a@b.org'] });
  const { id } = (await made.json()) as { id: string };
  const path = `/api/mail-targets/${id}/`;
  await write('POST', `${path}test/`, {});
  await until(
    'the mail fails',
    async () =>
      (await (await ask(`${path}deliveries/`)).text()).includes("can't be reached") || undefined,
  );
}

interface CalendarItem {
  readonly name: string;
  readonly automatic: boolean;
  readonly requested_at: string | null;
}

/** Every version of what the store keeps, and the provider's keys, opened. */
async function plantStored(store: SecretStore, when: string): Promise<void> {
  const { db } = database;
  const names = (await store.kept(db)).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([sealingKeyName, cookieKeyName]));
  for (const name of names) {
    for (const { version, value } of await store.accepted(db, name)) {
      plant(`${when} ${name} ${version}`, value);
    }
  }
  const keys = new IdentityKeys({ store, db, now: () => new Date(), imported: undefined });
  const sql = 'SELECT kid, sealed AS bytes, seal_version AS version FROM identity.signing_keys';
  const { rows } = await db.query<{ kid: string; bytes: Buffer; version: number }>(sql);
  expect(rows.length).toBeGreaterThan(0);
  for (const { kid, ...sealed } of rows) {
    const text = Buffer.from(await keys.open(sealed, Buffer.from(`signing-key:${kid}`))).toString();
    const { d } = JSON.parse(text) as { d: string };
    plant(`${when} token-signing key ${kid}`, Buffer.from(d, 'base64url'));
  }
}

/** A webhook, whose secret is in the answer to who made it and in no other. */
async function plantWebhook(): Promise<void> {
  const made = await fetch(new URL('/api/webhooks/', hub.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'x', url: 'http://127.0.0.1:1/', actions: [] }),
  });
  expect(made.status).toBe(201);
  const { secret } = (await made.json()) as { secret: string };
  plant('secret of a webhook', secret);
}

async function rotateEverything(): Promise<void> {
  const calendar = async () => {
    const answer = await ask('/api/system/rotations/');
    return ((await answer.json()) as { items: CalendarItem[] }).items;
  };
  for (const { name, automatic } of await calendar()) {
    if (!automatic) continue;
    expect((await ask(`/api/system/rotations/${name}/`, { method: 'POST' })).status).toBe(202);
    await expect
      .poll(async () => (await calendar()).find((item) => item.name === name)?.requested_at, {
        timeout: 20_000,
      })
      .toBeNull();
  }
}

/** Everything in the home that is a key, as bytes. */
async function plantKeys(when: string): Promise<void> {
  for (const name of await readdir(join(home, 'keys'))) {
    if (!name.endsWith('.key')) continue;
    const lines = (await readFile(join(home, 'keys', name), 'utf8')).trim().split('\n');
    lines.forEach((line, i) => plant(`${when} ${name} ${i}`, Buffer.from(line, 'base64')));
  }
  const envelope = await Envelope.open(envelopeSource({ kind: 'file', path: envelopePath() }));
  const url = new URL(database.url);
  [url.username, url.password] = ['leaks', firstPassword];
  const login = await KeptLogin.open({ url: url.href, home, envelope });
  plant(`${when} database password`, new URL(login.url()).password);
}

/** The ways in which bytes are written down. */
function writings(value: Buffer): string[] {
  const base64 = value.toString('base64').replace(/=+$/, '');
  const text = value.toString('utf8');
  const all = [base64, value.toString('base64url'), value.toString('hex')];
  return /^[\x20-\x7e]+$/.test(text) ? [...all, text] : [...all, value.toString('latin1')];
}

function found(text: string): string[] {
  return [...planted].flatMap(([what, value]) =>
    writings(value).some((writing) => text.includes(writing)) ? [what] : [],
  );
}

/** What of it lies in the tables of a backup. */
async function foundInBackup(): Promise<string[]> {
  const to = join(home, 'a-backup');
  const keys = await loadHubKeys(home);
  const { dir } = await backUp({ db: database.db, home, keys, now: () => new Date() }, to);
  const names = await readdir(join(dir, 'tables'));
  expect(names.length).toBeGreaterThan(20);
  const parts = await Promise.all(
    names.map(async (name) => zstdDecompressSync(await readFile(join(dir, 'tables', name)))),
  );
  return found(parts.map((part) => part.toString('latin1')).join('\n'));
}

async function dump(): Promise<string> {
  const { rows } = await database.owner.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name
       FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'`,
  );
  expect(rows.length).toBeGreaterThan(20);
  const parts: string[] = [];
  for (const { name } of rows) {
    const table = await database.owner.query<{ row: string }>(
      `SELECT t::text AS row FROM ${name} t`,
    );
    parts.push(...table.rows.map(({ row }) => `${name} ${row}`));
  }
  return parts.join('\n');
}

test('what was planted is in no log, no answer and no dump', async () => {
  const store = await plantSecrets();
  await plantMail();
  await plantWebhook();
  await plantStored(store, 'before');
  await plantKeys('before');
  await rotateEverything();
  await plantKeys('after');
  await plantStored(store, 'after');
  // Things that go wrong say more than things that go well.
  const paths = Object.entries(
    ((await (await ask('/api/schema/')).json()) as { paths: Record<string, object> }).paths,
  );
  for (const [path, methods] of paths) {
    if (!('get' in methods) || path === '/api/events/stream/') continue;
    await ask(path.replaceAll(/\{\w+\}/g, '1'));
    await ask(path.replaceAll(/\{\w+\}/g, '1'), {}, `${token}x`);
  }
  await ask('/api/session/', { method: 'POST', body: JSON.stringify({ token: `${token}x` }) });
  await ask(`/api/system/rotations/${encodeURIComponent(token)}/`).catch(() => undefined);
  await database.owner.query(`UPDATE secrets.versions SET sealed = '\\x00' WHERE name = 'cookies'`);
  await expect(store.get(database.db, 'cookies')).rejects.toThrow(/cookies was changed/);
  await ask('/api/system/rotations/data-key/', { method: 'POST' });
  await expect.poll(() => log.join('').includes('data-key could not be rotated')).toBe(true);

  expect(planted.size).toBeGreaterThan(15);
  expect(log.join('')).toContain('rotated');
  expect(answers.length).toBeGreaterThan(40);
  expect(found(log.join(''))).toEqual([]);
  // An answer may say what the asker asked for, so the one address that holds the token is left out.
  expect(found(answers.filter((text) => !text.includes('/rotations/eucora_')).join('\n'))).toEqual(
    [],
  );
  expect(found(await dump())).toEqual([]);
  // A backup holds the keys' files, which it needs; its tables hold nothing of them.
  expect(await foundInBackup()).toEqual([]);
  // The search itself finds what is there.
  expect(found(`x ${planted.get('webhook:1')!.toString('hex')} y`)).toContain('webhook:1');
}, 90_000);
