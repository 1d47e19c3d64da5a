import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstream } from '@nats-io/jetstream';
import { createUser } from '@nats-io/nkeys';
import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import {
  fullInventory,
  generateBoxKeyPair,
  openReceipt,
  openSiteCertificate,
  sealRelayRequest,
  subjects,
} from '@eucora/protocol';
import { deviceFor, heartbeats, relayFor } from '@eucora/protocol/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig, startHub, type Hub } from './index.ts';
import { startBroker, until, type TestBroker } from './ingest/testing/nats-server.ts';
import { openSession } from './modules/identity/index.ts';
import { admitRelay, createSite } from './modules/sites/index.ts';
import { loadHubKeys } from './platform/keys.ts';
import { silent, startTestDatabase, type TestDatabase } from './platform/testing.ts';

// The whole hub on a real database and a real broker whose users the hub itself writes.

let database: TestDatabase;
let broker: TestBroker;
let home: string;
let hub: Hub;
let token: string;
const stop = new AbortController();
const now = (): Date => new Date();

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'eucora-hub-whole-'));
  const authFile = join(home, 'auth.conf');
  await writeFile(authFile, 'authorization { users: [{ user: "nobody", password: "x1x1x1" }] }\n');
  [database, broker] = await Promise.all([startTestDatabase(), startBroker(authFile)]);
  const config = readConfig({
    EUCORA_DATABASE_URL: database.url,
    EUCORA_NATS_URL: broker.url,
    EUCORA_HUB_HOME: home,
    EUCORA_PORT: '0',
    EUCORA_NATS_AUTH_FILE: authFile,
    EUCORA_NATS_PID_FILE: broker.pidFile,
    EUCORA_PID_FILE: join(home, 'hub.pid'),
  });
  hub = await startHub(config, stop.signal, { logger: silent });
  token = await until('the admin token', () =>
    readFile(config.adminTokenFile, 'utf8').then(
      (text) => text.trim(),
      () => undefined,
    ),
  );
  // The file is there a moment before the database knows the token.
  await until('the token is known', async () =>
    (await ask('/api/sites/')).status === 401 ? undefined : true,
  );
});
afterAll(async () => {
  await hub[Symbol.asyncDispose]();
  await broker[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

const ask = (path: string): Promise<Response> =>
  fetch(new URL(path, hub.url), { headers: { authorization: `Bearer ${token}` } });

async function get<T>(path: string): Promise<T> {
  const answer = await ask(path);
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
}

/** A relay with keys of its own, admitted, and connected as nothing but itself. */
async function admittedRelay(site: string) {
  const relay = relayFor(site);
  const user = createUser();
  const request = sealRelayRequest(
    {
      site,
      publicKey: relay.key.publicKey.raw,
      boxPublic: generateBoxKeyPair().publicKey,
      natsPublic: user.getPublicKey(),
    },
    relay.key,
  );
  const deps = { db: database.db, now };
  const keys = await loadHubKeys(home);
  await createSite(deps, { id: site, siteClass: 'online' }, 'test');
  const { certificate } = await admitRelay(deps, keys, request, 'test');
  const nats = await until('the broker lets the relay in', () =>
    connect({
      servers: broker.url,
      authenticator: nkeyAuthenticator(user.getSeed()),
      inboxPrefix: subjects.relayInbox(site),
      reconnect: false,
    }).catch(() => undefined),
  );
  return { relay, nats, certificate };
}

test('questions of people are asked by connections of their own', async () => {
  await get('/api/sites/');
  const sql = `SELECT DISTINCT application_name AS name FROM pg_stat_activity
                WHERE datname = current_database() ORDER BY name`;
  const { rows } = await database.db.query<{ name: string }>(sql);
  const names = rows.map(({ name }) => name);
  expect(names).toContain('eucora-hub');
  expect(names).toContain('eucora-hub-api');
});

test('the hub writes its pid, its keys and the token for its user alone', async () => {
  expect(await readFile(join(home, 'hub.pid'), 'utf8')).toBe(`${process.pid}\n`);
  for (const file of ['admin-token', 'keys/sign.key', 'keys/names.key']) {
    expect([file, (await stat(join(home, file))).mode & 0o777]).toEqual([file, 0o600]);
  }
});

test('it is ready when database, migrations, broker and ingest are', async () => {
  const ready = await until('readiness', async () => {
    const answer = await fetch(new URL('/readyz', hub.url));
    return answer.status === 200 ? await answer.json() : undefined;
  });
  expect(ready).toMatchObject({ ready: true });
});

test('a segment of an admitted relay becomes a device, and its receipt is there to be fetched', async () => {
  const { relay, nats, certificate } = await admittedRelay('hq');
  const device = deviceFor('whole');
  const state = {
    facts: [{ section: 'os', instance: '', key: 'name', value: 'Debian' }],
    software: ['bash', 'vim'].map((name) => ({
      name,
      version: '1',
      source: 'dpkg',
      architecture: null,
      publisher: null,
    })),
  };
  const batch = device.next([...fullInventory(state, 4_096), ...heartbeats(9)]);
  const enrolments = [device.enrolment('hq', relay.key)];
  const segment = relay.seal([batch], { enrolments });
  await jetstream(nats).publish(subjects.uplink('ledger', 'hq'), segment.bytes);

  const found = await until('the device', async () => {
    // Sites are counted every few seconds; before that a new one is not known.
    if ((await ask('/api/devices/?site=hq')).status === 404) return undefined;
    const list = await get<{ items: { id: string; software_count: number | null }[] }>(
      '/api/devices/?site=hq',
    );
    return list.items.find((item) => item.software_count !== null);
  });
  expect(found).toMatchObject({ id: device.deviceId, software_count: 2, os: 'Debian' });
  expect(await get('/api/telemetry/ledger/')).toMatchObject({
    items: [{ site_id: 'hq', events_committed: 10, devices: 1, gaps: 0 }],
  });

  const key = openSiteCertificate(certificate).hubPublic;
  const { sign } = await loadHubKeys(home);
  expect(Buffer.from(key).equals(sign.publicKey.raw)).toBe(true);
  const receipt = await until('a receipt that covers the segment', async () => {
    const message = await nats
      .request(subjects.downlinkGet('hq', 'receipt'))
      .catch(() => undefined);
    const opened = message?.data.length
      ? openReceipt(message.data, 'hq', sign.publicKey)
      : undefined;
    return opened?.journals.some((journal) => journal.lanes.some((lane) => lane.safeThrough === 1))
      ? opened
      : undefined;
  });
  expect(receipt).toMatchObject({ site: 'hq' });
  await nats.close();
});

test('a relay can neither speak for another site nor listen to it', async () => {
  const { nats } = await admittedRelay('vault');
  const refused = await violations(nats, async () => {
    nats.publish(subjects.uplink('ledger', 'hq'), new Uint8Array(1));
    nats.subscribe(subjects.downlinkOfSite('hq'));
    nats.publish(subjects.uplink('ledger', 'vault'), new Uint8Array(1));
  });
  expect(refused.toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    'Permissions Violation for Publish to "uplink.ledger.hq"',
    'Permissions Violation for Subscription to "downlink.hq.*"',
  ]);
  await nats.close();
});

/** What the broker refuses a connection while it does something. */
async function violations(nats: NatsConnection, act: () => Promise<void>): Promise<string[]> {
  const found: string[] = [];
  const statuses = nats.status()[Symbol.asyncIterator]();
  await act();
  while (found.length < 2) {
    const { value } = await statuses.next();
    if (value?.type === 'error') found.push(value.error.message);
  }
  return found;
}

test('a stream of live events tells of what is committed', async () => {
  const { relay, nats } = await admittedRelay('live');
  const answer = await fetch(new URL('/api/events/stream/', hub.url), {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const device = deviceFor('live');
  const enrolments = [device.enrolment('live', relay.key)];
  const segment = relay.seal([device.next(heartbeats(3))], { enrolments });
  await jetstream(nats).publish(subjects.uplink('ledger', 'live'), segment.bytes);
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.includes('"site_id":"live"')) break;
  }
  expect(text).toContain(
    `event: ledger\ndata: {"site_id":"live","events":3,"devices":["${device.deviceId}"]}`,
  );
  await nats.close();
});

test('a token opens a session', async () => {
  const { actor } = await openSession({ db: database.db, now }, { token });
  expect(actor).toMatchObject({ id: 'admin', role: 'platform_admin' });
});

test('stopping does not wait for those who listen', async () => {
  const answer = await fetch(new URL('/api/events/stream/', hub.url), {
    headers: { authorization: `Bearer ${token}` },
  });
  await hub[Symbol.asyncDispose]();
  const reader = answer.body?.getReader();
  let ended = false;
  while (!ended) ended = (await reader?.read())?.done ?? true;
  await expect(fetch(new URL('/healthz', hub.url))).rejects.toThrow(/fetch failed/);
  await expect(stat(join(home, 'hub.pid'))).rejects.toThrow(/ENOENT/);
});
