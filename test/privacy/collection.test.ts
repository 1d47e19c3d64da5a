import type { Collector, CollectContext } from '@eucora/endpoint-agent/testing';
import { kindNumber, nobody } from '@eucora/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../kit/until.ts';
import { WholeWay } from './whole-way.ts';

// What is switched off at the hub is not read on the device: hub, signed document, relay, agent, and
// back in the next report. Persons are planted, and looked for in what the three programs log.

const planted = {
  user: 'planted-anna',
  other: 'planted-bob',
  host: 'planted-laptop',
  serial: 'planted-serial',
  address: '10.66.77.88',
  mailbox: 'planted.carol@example.org',
};
let way: WholeWay;
let [user, hostAsked] = [planted.user, 0];
const looks = { identity: 0, network: 0, software: 0, usage: 0 };
const budget = { cpuMs: 10_000, wallMs: 10_000 };

const fact = (section: string, key: string, value: string) => ({
  section,
  instance: '',
  key,
  value,
});
const inventoryOf = (
  name: 'identity' | 'network' | 'software-dpkg',
  facts: readonly ReturnType<typeof fact>[],
): Collector => ({
  name,
  everyMs: 200,
  budget,
  collect: async () => {
    looks[name === 'software-dpkg' ? 'software' : name] += 1;
    const item = { name: 'bash', version: '5.2', source: 'dpkg' };
    const software = [{ ...item, architecture: null, publisher: null }];
    const isSoftware = name === 'software-dpkg';
    return { items: 1, inventory: { facts, software: isSoftware ? software : [] } };
  },
});
let pid = 100;
const usage: Collector = {
  name: 'usage',
  everyMs: 200,
  budget,
  collect: async ({ now, wish, subjectOfUser }: CollectContext) => {
    looks.usage += 1;
    pid += 1;
    const subject = wish.persons ? subjectOfUser(user) : nobody;
    const { bootId, boottimeMs } = now();
    const times = { startMs: boottimeMs, startUncertaintyMs: 0, endMs: null };
    const program = { program: 'editor', path: '/usr/bin/editor', title: null, instancesMax: 1 };
    const run = { bootId, pid, ...times, endUncertaintyMs: null, subject, ...program };
    return { items: 1, events: [{ kind: 'usage', phase: 'started', ...run }] };
  },
};
const collectors = [
  inventoryOf('identity', [fact('hw', 'model', 'Latitude'), fact('hw', 'serial', planted.serial)]),
  inventoryOf('network', [fact('net', 'addresses', planted.address)]),
  inventoryOf('software-dpkg', []),
  usage,
];
const hostName = (): string => {
  hostAsked += 1;
  return planted.host;
};

beforeAll(async () => {
  way = await WholeWay.start();
  await way.enrol();
  await way.startAgent(collectors, hostName);
}, 90_000);
afterAll(() => way[Symbol.asyncDispose]());

const base = '/api/privacy/collection';
const set = async (item: string, choice: string): Promise<void> => {
  const answer = await way.ask('PUT', `${base}/sites/hq/${item}/`, { choice });
  expect(answer.status).toBe(204);
};
const enforced = (): Promise<unknown> =>
  until('the device says that it does what holds', async () => {
    const answer = await way.ask('GET', `${base}/sites/hq/`);
    const { devices_enforcing: count } = (await answer.json()) as { devices_enforcing: number };
    return count === 1 ? true : undefined;
  });
const factKeys = async (): Promise<string[]> => {
  const [row] = await way.rows<{ facts: string }>('SELECT facts::text FROM devices.inventories');
  return ['model', 'serial', 'addresses'].filter((key) => row?.facts.includes(key));
};
const named = async (): Promise<number[]> =>
  (await way.rows<{ n: number }>('SELECT count(*)::int AS n FROM devices.personal_names')).map(
    ({ n }) => n,
  );
const nameEvents = async (): Promise<number> => {
  const kind = kindNumber('personal_name');
  const sql = `SELECT count(*)::int AS n FROM ledger.events WHERE kind = ${kind}`;
  return (await way.rows<{ n: number }>(sql))[0]?.n ?? 0;
};

test('what no consent allows is not told; with one it is', async () => {
  await until('the inventory is whole', async () => (await factKeys()).length === 3);
  await enforced();
  // The machine’s own name alone.
  expect(await named()).toEqual([1]);
  const path = `${base}/sites/hq/user-names/consent/`;
  expect((await way.ask('POST', path, { ground: 'works agreement' })).status).toBe(204);
  await until('the name of a person is known', async () => (await named())[0] === 2);
  await enforced();
}, 60_000);

test('what is switched off is read no more, goes from the report, and names nobody', async () => {
  for (const item of ['software', 'network', 'usage-persons', 'device-names']) {
    await set(item, 'off');
  }
  await set('identity', 'minimised');
  await enforced();
  await until('the report lacks it', async () => (await factKeys()).join() === 'model');
  const count = 'SELECT software_count::int AS n FROM devices.devices';
  await until(
    'the software is gone',
    async () => (await way.rows<{ n: number }>(count))[0]?.n === 0,
  );
  const before = { ...looks, hostAsked, names: await nameEvents() };
  user = planted.other;
  await until(
    'usage goes on',
    () => looks.usage > before.usage + 3 && looks.identity > before.identity,
  );
  expect([looks.software, looks.network]).toEqual([before.software, before.network]);
  expect(hostAsked).toBe(before.hostAsked);
  // What is said anew goes at once, and takes along what waited.
  await set('disks', 'off');
  const newest = `SELECT encode(subject_id, 'hex') AS id FROM licenses.usage ORDER BY pid DESC LIMIT 1`;
  await until('usage is of nobody', async () => {
    return (await way.rows<{ id: string }>(newest))[0]?.id === nobody;
  });
  expect(await nameEvents()).toBe(before.names);
}, 60_000);

test('a restart without relay keeps to the last word, and an older one is not taken', async () => {
  const status = await way.status();
  expect(status?.collection).toMatchObject({
    settings: { software: 'off', identity: 'minimised' },
  });
  const generation = status?.collection.generation ?? 0;
  expect(generation).toBeGreaterThan(0);
  await way.stopAgent();
  await way.stopRelay();
  const before = { ...looks };
  await way.startAgent(collectors, hostName);
  await until('the agent looks again', () => looks.usage > before.usage + 2);
  expect([looks.software, looks.network]).toEqual([before.software, before.network]);
  await way.stopAgent();
  await way.startRelay();
  await way.startAgent(collectors, hostName);
  await set('software', 'on');
  await until('software is looked at again', () => looks.software > before.software);
  await enforced();
}, 60_000);

test('what the three programs log names nobody', async () => {
  const { mailbox } = planted;
  const text = `${mailbox} from ${planted.address} in /home/${planted.user}/x`;
  await way.ask('POST', '/api/session/', { token: text });
  await way.ask('GET', `/api/devices/?search=${encodeURIComponent(text)}`);
  await way.ask('GET', `/${encodeURIComponent(text)}`);
  await way.stopAgent();
  const log = way.log.join('');
  for (const program of ['"service":"hub"', '"name":"relay-hq"', '"program":"eucora-agent"']) {
    expect(log).toContain(program);
  }
  expect(way.log.length).toBeGreaterThan(30);
  const found = Object.values(planted).filter((value) => log.includes(value));
  expect(found).toEqual([]);
}, 30_000);
