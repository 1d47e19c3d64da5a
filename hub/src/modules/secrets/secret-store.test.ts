import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../platform/testing.ts';
import { Envelope } from './envelope.ts';
import { envelopeSource } from './envelope-sources.ts';
import { KeyRing } from './key-ring.ts';
import { SecretStore } from './secret-store.ts';

let database: TestDatabase;
let dir: string;
let envelope: Envelope;
let store: SecretStore;
const clock = { now: new Date('2026-11-25T00:00:00Z') };
const now = (): Date => clock.now;
const pass = (ms: number): void => {
  clock.now = new Date(clock.now.getTime() + ms);
};

beforeAll(async () => {
  database = await startTestDatabase();
  dir = await mkdtemp(join(tmpdir(), 'eucora-secrets-'));
  envelope = await Envelope.open(envelopeSource({ kind: 'file', path: join(dir, 'e.key') }));
  store = new SecretStore({ db: database.db, envelope, now });
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await rm(dir, { recursive: true, force: true });
});

const actor = 'test';
const put = (name: string, text: string, overlapMs = 0): Promise<number> =>
  database.db.transaction((tx) =>
    store.put(tx, { name, value: Buffer.from(text), overlapMs, actor }),
  );
const texts = async (name: string, of = store): Promise<string[]> =>
  (await of.accepted(database.db, name)).map(({ value }) => Buffer.from(value).toString());
/** A store as another process has it: nothing in memory. */
const another = async (): Promise<SecretStore> =>
  new SecretStore({
    db: database.db,
    envelope: await Envelope.open(envelopeSource({ kind: 'file', path: join(dir, 'e.key') })),
    now,
  });

test('a secret comes back as it was stored, and is nowhere in the database as it is', async () => {
  expect(await put('connector:intune', 'planted-connector-key')).toBe(1);
  expect(await store.get(database.db, 'connector:intune')).toMatchObject({
    version: 1,
    value: Buffer.from('planted-connector-key'),
    acceptedUntil: null,
  });
  const { rows } = await database.db.query<{ sealed: Buffer; wrapped: Buffer }>(
    `SELECT sealed, wrapped FROM secrets.versions JOIN secrets.data_keys ON id = data_key`,
  );
  for (const { sealed, wrapped } of rows) {
    expect(sealed.includes('planted')).toBe(false);
    expect(wrapped).toHaveLength(12 + 32 + 16);
  }
  const audited = await database.db.query<{ action: string; detail: unknown }>(
    `SELECT action, detail FROM audit.entries WHERE subject = 'connector:intune'`,
  );
  expect(audited.rows).toEqual([{ action: 'secret.made', detail: { version: 1 } }]);
});

test('what is replaced is accepted for its overlap, and no longer', async () => {
  await put('webhook:1', 'old');
  await put('webhook:1', 'new', 60_000);
  expect(await texts('webhook:1')).toEqual(['new', 'old']);
  pass(59_999);
  expect(await texts('webhook:1')).toEqual(['new', 'old']);
  pass(1);
  expect(await texts('webhook:1')).toEqual(['new']);
  await put('webhook:1', 'newest');
  expect(await texts('webhook:1')).toEqual(['newest']);
  await store.tidy();
  const { rows } = await database.db.query<{ version: number }>(
    `SELECT version FROM secrets.versions WHERE name = 'webhook:1'`,
  );
  expect(rows).toEqual([{ version: 3 }]);
});

test('it commits with its transaction or not at all', async () => {
  const failing = database.db.transaction(async (tx) => {
    await store.put(tx, { name: 'rolled:back', value: Buffer.from('x'), overlapMs: 0, actor });
    throw new Error('the rest failed');
  });
  await expect(failing).rejects.toThrow('the rest failed');
  expect(await store.get(database.db, 'rolled:back')).toBeUndefined();
  const removed = database.db.transaction((tx) => store.remove(tx, 'rolled:back', actor));
  expect(await removed).toBe(false);
});

test.each(['', 'UPPER', '1st', 'a b', `a${'b'.repeat(200)}`])(
  '%j names no secret',
  async (name) => {
    await expect(put(name, 'x')).rejects.toThrow(/can't name a secret/);
  },
);

test('a value that was moved to another name or version does not open', async () => {
  await put('moved:a', 'a');
  await put('moved:b', 'b');
  await database.db.query(`UPDATE secrets.versions SET sealed = (SELECT sealed FROM secrets.versions
    WHERE name = 'moved:a') WHERE name = 'moved:b'`);
  await expect(store.get(database.db, 'moved:b')).rejects.toThrow(/moved:b was changed/);
  await database.db.transaction((tx) => store.remove(tx, 'moved:b', actor));
});

test('many who want the first version get the same one', async () => {
  const made = await Promise.all(
    Array.from({ length: 8 }, () => store.ensure('ring:first', () => randomBytes(32))),
  );
  expect(new Set(made.map(({ value }) => Buffer.from(value).toString('hex'))).size).toBe(1);
});

test('the envelope key is replaced while others read; nothing is sealed anew', async () => {
  await put('kept', 'through the change of the envelope');
  const before = await database.db.query(`SELECT name, sealed FROM secrets.versions ORDER BY name`);
  const other = await another();
  const reading = Array.from({ length: 20 }, () => texts('kept', other));
  await envelope.replace();
  expect(await store.rewrap()).toBeGreaterThan(0);
  for (const read of reading) expect(await read).toEqual(['through the change of the envelope']);
  expect(await texts('kept', await another())).toEqual(['through the change of the envelope']);
  const after = await database.db.query(`SELECT name, sealed FROM secrets.versions ORDER BY name`);
  expect(after.rows).toEqual(before.rows);
  expect(await store.rewrap()).toBe(0);
  // A second change right after: the first key is gone and nothing needs it.
  await envelope.replace();
  await store.rewrap();
  expect(await texts('kept', await another())).toEqual(['through the change of the envelope']);
});

test('a new data key seals every value anew, while others write', async () => {
  const names = Array.from({ length: 30 }, (_, i) => `many:${i}`);
  for (const name of names) await put(name, `value of ${name}`);
  const other = await another();
  const writing = Array.from({ length: 10 }, (_, i) =>
    database.db.transaction((tx) =>
      other.put(tx, { name: `beside:${i}`, value: Buffer.from(`${i}`), overlapMs: 0, actor }),
    ),
  );
  const count = await store.renewDataKey(actor);
  await Promise.all(writing);
  await store.sealAnew();
  expect(count).toBeGreaterThanOrEqual(names.length);
  for (const name of names)
    expect(await texts(name, await another())).toEqual([`value of ${name}`]);
  for (let i = 0; i < 10; i += 1) expect(await texts(`beside:${i}`)).toEqual([`${i}`]);
  const { rows } = await database.db.query<{ retired: Date | null }>(
    'SELECT retired_at AS retired FROM secrets.data_keys',
  );
  expect(rows).toEqual([{ retired: null }]);
});

test('a ring signs with the newest and accepts what is in its overlap', async () => {
  const options = { store, db: database.db, name: 'cookies', make: () => randomBytes(32), now };
  const ring = await KeyRing.open(options);
  const [mine, theirs] = [ring.current, (await KeyRing.open(options)).current];
  expect(theirs.value).toEqual(mine.value);
  let changes = 0;
  const end = ring.onChange(() => (changes += 1));
  await database.db.transaction((tx) =>
    store.rotate(tx, { name: 'cookies', make: options.make, overlapMs: 1_000, actor }),
  );
  await ring.refresh();
  await ring.refresh();
  expect(changes).toBe(1);
  expect(ring.accepted.map(({ version }) => version)).toEqual([2, 1]);
  expect(ring.current.version).toBe(2);
  pass(1_000);
  expect(ring.accepted.map(({ version }) => version)).toEqual([2]);
  end();
});
