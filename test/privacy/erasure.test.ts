import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { CollectContext, Collector } from '@eucora/endpoint-agent/testing';
import {
  compareLedgers,
  createFolds,
  createToken,
  Database,
  filesystemPacks,
  loadHubKeys,
  migrate,
  readRegistrations,
  rebuildLedger,
  silent,
  verifyChain,
} from '@eucora/hub/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until as untilSoon } from '../kit/until.ts';
import { WholeWay } from './whole-way.ts';

// Two devices, three persons, and one of them is erased: hub, archive, relay and both agents hold
// neither her name nor a key that opens it, and everybody else is as before.

// Turns of the archive and the hub's loops are seconds apart, and a tip is half a minute away.
const until: typeof untilSoon = (what, look) => untilSoon(what, look, { withinMs: 100_000 });
const zoe = 'planted.zoe';
const users: Record<string, string[]> = {
  first: [zoe, 'planted.max'],
  second: [zoe, 'rosa.field'],
};
let way: WholeWay;
let approver = '';
const budget = { cpuMs: 10_000, wallMs: 10_000 };

/** Everybody who is signed in runs something, again and again. */
function usageOf(device: string): Collector {
  let pid = 100;
  return {
    name: 'usage',
    everyMs: 500,
    budget,
    collect: async ({ now, subjectOfUser }: CollectContext) => {
      const { bootId, boottimeMs } = now();
      const events = (users[device] ?? []).map((user) => ({
        kind: 'usage' as const,
        phase: 'started' as const,
        bootId,
        pid: (pid += 1),
        startMs: boottimeMs,
        startUncertaintyMs: 0,
        endMs: null,
        endUncertaintyMs: null,
        subject: subjectOfUser(user),
        program: 'editor',
        path: '/usr/bin/editor',
        title: null,
        instancesMax: 1,
      }));
      return { items: events.length, events };
    },
  };
}

beforeAll(async () => {
  way = await WholeWay.start();
  const consent = '/api/privacy/collection/sites/hq/user-names/consent/';
  await way.ask('POST', consent, { ground: 'works agreement' });
  const deps = { db: way.database.db, now: () => new Date() };
  approver = await createToken(deps, { role: 'security_reviewer', name: 'ben' }, 'test');
  for (const name of ['first', 'second']) {
    await way.enrol(name);
    await way.startAgent([usageOf(name)], () => `machine-${name}`, name);
  }
}, 180_000);
afterAll(() => way[Symbol.asyncDispose]());

interface Found {
  readonly subjects: readonly { readonly subject_id: string; readonly name: string | null }[];
}
async function search(text: string): Promise<Found['subjects']> {
  const answer = await way.ask('POST', '/api/privacy/persons/search/', { text });
  return ((await answer.json()) as Found).subjects;
}

interface Kept {
  readonly id?: string;
  readonly key?: string;
  readonly name?: string;
  readonly erased?: string;
}
const keptBy = async (device: string): Promise<Kept[]> =>
  JSON.parse(await readFile(join(way.folder, device, 'state', 'subjects.json'), 'utf8')) as Kept[];

/** Every file of the three programs, and every row of the database, as bytes. */
async function everything(): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  const entries = await readdir(way.folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path).catch(() => undefined); // renamed a moment ago
    if (bytes) found.set(path, bytes);
  }
  const tables = await way.rows<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  for (const { name } of tables) {
    const sql = `SELECT coalesce(string_agg(t::text, E'\\n'), '') AS text FROM ${name} AS t`;
    found.set(name, Buffer.from((await way.rows<{ text: string }>(sql))[0]!.text));
  }
  return found;
}

/** Where any of the secrets lies, as text, as hex, as base64 or raw. */
async function placesOf(secrets: readonly Buffer[]): Promise<string[]> {
  const forms = secrets.flatMap((secret) => [
    secret,
    Buffer.from(secret.toString('hex')),
    Buffer.from(secret.toString('base64')),
  ]);
  const files = await everything();
  return [...files].flatMap(([place, bytes]) =>
    forms.some((form) => bytes.includes(form)) ? [place] : [],
  );
}

const archiveOf = (): string => join(way.folder, 'hub', 'archive');
async function packs(): Promise<Map<string, string>> {
  const names = await filesystemPacks(archiveOf()).list();
  const sums = names.map(async (name) => {
    const bytes = await readFile(join(archiveOf(), `${name}.pack`)).catch(() => Buffer.alloc(0));
    return [name, createHash('sha256').update(bytes).digest('hex')] as const;
  });
  return new Map(await Promise.all(sums));
}

const erasures = '/api/privacy/erasures/';
interface Detail {
  readonly id: string;
  readonly state: string;
}

test('one of three persons is erased, everywhere, and nobody else', async () => {
  await until('everybody is known', async () => {
    const [one, two] = [await search('planted'), await search('rosa')];
    return one.length === 3 && two.length === 1 ? true : undefined;
  });
  const subjects = (await search(zoe)).map(({ subject_id: id }) => id);
  expect(subjects).toHaveLength(2);
  const kept = [...(await keptBy('first')), ...(await keptBy('second'))];
  const keys = kept.filter(({ name }) => name === zoe).map(({ key }) => Buffer.from(key!, 'hex'));
  const secrets = [Buffer.from(zoe), ...keys];
  // The search finds what is there: the agents, who made the names, have them in the clear.
  const places = (await placesOf(secrets)).map((place) => basename(place));
  expect(places.filter((place) => !place.endsWith('.draft'))).toEqual([
    'subjects.json',
    'subjects.json',
  ]);
  // She leaves; her names are in packs by then.
  for (const list of Object.values(users)) list.splice(list.indexOf(zoe), 1);
  const newest = 'SELECT max(segment_no)::int AS n FROM ledger.segments';
  const through = (await way.rows<{ n: number }>(newest))[0]?.n ?? 0;
  await until('the names are in packs', async () => {
    const sql = `SELECT count(*)::int AS n FROM ledger.segments
                  WHERE pack_no IS NULL AND segment_no <= ${through}`;
    return (await way.rows<{ n: number }>(sql))[0]?.n === 0;
  });
  const before = await packs();
  expect(before.size).toBeGreaterThan(0);

  const wish = { subjects, ground: 'objection', reason: 'ticket 4711' };
  const asked = (await (await way.ask('POST', erasures, wish)).json()) as Detail;
  const one = `${erasures}${asked.id}/`;
  expect((await way.ask('POST', `${one}approve/`)).status).toBe(403);
  expect((await way.ask('POST', `${one}approve/`, undefined, approver)).status).toBe(200);
  await until('hub, relay and both devices have done it', async () => {
    const detail = (await (await way.ask('GET', one)).json()) as Detail;
    if (detail.state === 'confirmed') return true;
    throw new Error(JSON.stringify(detail));
  });
  expect(await (await way.ask('GET', one)).json()).toMatchObject({
    hub: { database: 'done', archive: 'done' },
    sites: [{ site_id: 'hq', state: 'done' }],
    whom: [
      { name: null, device: 'done' },
      { name: null, device: 'done' },
    ],
  });

  expect(await placesOf(secrets)).toEqual([]);
  const after = await packs();
  for (const [name, sum] of before) if (after.has(name)) expect(after.get(name)).toBe(sum);
  await until('the others are told anew, for the new key', async () => {
    const names = (await search('planted')).map(({ name }) => name);
    return names.join() === 'planted.max' && (await search('rosa')).length === 1 ? true : undefined;
  });
  const left = [...(await keptBy('first')), ...(await keptBy('second'))];
  expect(left.flatMap(({ erased }) => erased ?? []).toSorted()).toEqual(subjects.toSorted());
}, 240_000);

test('chains verify, a rebuild is equal, and no key that is left opens the name in a pack', async () => {
  const keys = await loadHubKeys(join(way.folder, 'hub'));
  expect(await verifyChain(way.database.db, keys.sign.publicKey, {})).toMatchObject({
    whole: true,
  });
  for (const name of ['first', 'second']) await way.stopAgent(name);
  await way.stopRelay();
  await until('all is in packs', async () => {
    const sql = 'SELECT count(*)::int AS n FROM ledger.segments WHERE pack_no IS NULL';
    return (await way.rows<{ n: number }>(sql))[0]?.n === 0 ? true : undefined;
  });
  const said = await readRegistrations(way.database.db);
  const rebuilt = await rebuild(keys, said);
  await using live = new Database({ url: way.database.url });
  await using again = rebuilt;
  expect(await compareLedgers(live, again, new Date())).toMatchObject({ equal: true });
  const readable = `SELECT count(*)::int AS n FROM devices.personal_names AS n
                      JOIN devices.subject_keys AS k USING (subject_id)
                     WHERE n.role = 'device_user' AND k.sealed_key IS NOT NULL`;
  const count = async (db: Database) => (await db.query<{ n: number }>(readable)).rows[0]?.n;
  expect(await count(again)).toBe(await count(live));

  // Somebody with all that is left, who forgets on purpose what was erased.
  const registrations = JSON.stringify({ ...JSON.parse(said), erased: [], keys: [] });
  await using forgetful = await rebuild(keys, registrations);
  const names = 'SELECT count(*)::int AS n FROM devices.personal_names';
  expect((await forgetful.query<{ n: number }>(names)).rows[0]?.n).toBeGreaterThan(2);
  const erased = `SELECT count(k.sealed_key)::int AS n FROM devices.subject_keys AS k
                   WHERE encode(k.subject_id, 'hex') = ANY($1)`;
  const ids = (
    await way.rows<{ id: string }>(
      `SELECT encode(subject_id, 'hex') AS id FROM devices.erased_subjects`,
    )
  ).map(({ id }) => id);
  expect(ids).toHaveLength(2);
  expect((await forgetful.query<{ n: number }>(erased, [ids])).rows[0]?.n).toBe(0);
}, 180_000);

async function rebuild(
  keys: Awaited<ReturnType<typeof loadHubKeys>>,
  registrations: string,
): Promise<Database> {
  const url = await way.database.empty();
  await migrate(url, silent);
  const db = new Database({ url });
  await rebuildLedger(
    {
      db,
      packs: filesystemPacks(archiveOf()),
      archiveKey: keys.archive,
      hubKey: keys.sign.publicKey,
      folds: createFolds(keys),
      now: () => new Date(),
      logger: silent,
      onProgress: () => undefined,
    },
    registrations,
  );
  return db;
}

test('who comes back is somebody new', async () => {
  users['first']?.push(zoe);
  await way.startRelay();
  await way.startAgent([usageOf('first')], () => 'machine-first', 'first');
  const [again] = await until('she is known again', async () => {
    const found = await search(zoe);
    return found.length === 1 ? found : undefined;
  });
  const erased = (await keptBy('first')).flatMap(({ erased: id }) => id ?? []);
  expect(erased).not.toContain(again?.subject_id);
}, 120_000);
