import {
  deviceIdOf,
  diffInventory,
  fullInventory,
  generateBoxKeyPair,
  generateKeyPair,
  generateSubjectKey,
  randomId,
  sealName,
  type EventBody,
  type InventoryState,
} from '@eucora/protocol';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createDevicesFold,
  DeviceDirectory,
  ensureDevices,
  Fleet,
} from '../modules/devices/index.ts';
import { createToken, type Role } from '../modules/identity/index.ts';
import { licensesFold } from '../modules/licenses/index.ts';
import { applicationsOf, portfolioFold, settleInstalls } from '../modules/portfolio/index.ts';
import { createSite, touchSite } from '../modules/sites/index.ts';
import type { AcceptedBatch } from '../platform/fold.ts';
import { startTestDatabase, type TestDatabase } from '../platform/testing.ts';
import { createApp } from './app.ts';
import { noLedger, offlineDeps } from './offline.ts';

// From the events of a batch, through all folds, to what the API answers.

const noon = Date.parse('2026-11-24T12:00:00Z');
const boot = 'b'.repeat(32);
const keys = { box: generateBoxKeyPair(), names: new Uint8Array(32).fill(7) };
const folds = [createDevicesFold(keys), portfolioFold, licensesFold];
let nowMs = noon;
let postgres: TestDatabase;
let app: FastifyInstance;
let tokens: Record<'platform_admin' | 'endpoint_ops', string>;

const cpu = { min: 1, max: 3, average: 2, last: 3 };
const oneHour = { kind: 'metric', kindNo: 4, series: 'cpu', events: 2, ...cpu };

beforeAll(async () => {
  postgres = await startTestDatabase();
  const { db } = postgres;
  const now = (): Date => new Date(nowMs);
  await createSite({ db, now }, { id: 'hq', siteClass: 'online' }, 'test');
  await touchSite(db, 'hq', now(), now());
  app = await createApp({
    ...offlineDeps(),
    db,
    now,
    namesKey: keys.names,
    fleet: new Fleet({ db, now }),
    directory: new DeviceDirectory({ db, now, namesKey: keys.names }),
    applicationsOf: (ids) => applicationsOf(db, ids),
    ledger: {
      ...noLedger,
      streams: () => Promise.resolve([]),
      hours: (_no, span) => Promise.resolve([{ ...oneHour, hour: span.from }]),
    },
  });
  const token = (role: Role) => createToken({ db, now }, { role }, 'test');
  tokens = {
    platform_admin: await token('platform_admin'),
    endpoint_ops: await token('endpoint_ops'),
  };
});
afterAll(async () => {
  await app.close();
  await postgres[Symbol.asyncDispose]();
});

async function get(path: string, role: keyof typeof tokens = 'platform_admin'): Promise<unknown> {
  nowMs += 3_000; // past every cache
  const headers = { authorization: `Bearer ${tokens[role]}` };
  const answer = await app.inject({ url: path, headers });
  expect({ status: answer.statusCode, body: answer.body }).toMatchObject({ status: 200 });
  return answer.json();
}

/** A device of the test, which says things in batches. */
class TestDevice {
  readonly publicKey = generateKeyPair().publicKey.raw;
  readonly id = deviceIdOf(this.publicKey);
  incarnation = randomId();
  #seq = 0;
  no = 0;

  async enrol(simulated = false): Promise<this> {
    const issued = { bootId: boot, boottimeMs: 0, wallMs: noon, loMs: noon, hiMs: noon };
    const { id: deviceId, publicKey } = this;
    const enrolment = { site: 'hq', relayId: randomId(), deviceId, publicKey, simulated };
    const run = simulated ? 'run-1' : '';
    const known = await postgres.db.transaction((tx) =>
      ensureDevices(tx, [{ ...enrolment, run, issued }]),
    );
    this.no = known.get(deviceId)?.no ?? 0;
    return this;
  }

  /** One batch of what it says, `secondsAfterNoon`. */
  batch(
    bodies: readonly EventBody[],
    secondsAfterNoon = 0,
    parent: string | null = null,
  ): AcceptedBatch {
    const ms = secondsAfterNoon * 1_000;
    const at = { bootId: boot, boottimeMs: 100_000 + ms, wallMs: noon + ms };
    const bounds = { loMs: noon + ms, hiMs: noon + ms };
    return {
      siteId: 'hq',
      deviceId: this.id,
      deviceNo: this.no,
      incarnation: this.incarnation,
      parentIncarnation: parent,
      lane: 'ledger',
      simulated: false,
      anchors: [{ ...at, ...bounds }],
      receivedAt: new Date(noon + 3_600_000),
      events: bodies.map((body) => {
        this.#seq += 1;
        return { seq: this.#seq, at, ...bounds, body };
      }),
    };
  }

  /** Begins a new spool that continues the one before. */
  restart(): string {
    const parent = this.incarnation;
    this.incarnation = randomId();
    this.#seq = 0;
    return parent;
  }
}

async function commit(...batches: AcceptedBatch[]): Promise<void> {
  await postgres.db.transaction(async (tx) => {
    for (const fold of folds) await fold.apply(tx, batches);
  });
  await settleInstalls(postgres.db);
}

const software = (name: string, version: string, architecture = 'amd64') => ({
  name,
  version,
  source: 'dpkg',
  architecture,
  publisher: null,
});
const fact = (section: string, key: string, value: string) => ({
  section,
  instance: '',
  key,
  value,
});
const before: InventoryState = {
  facts: [
    fact('os', 'name', 'Debian GNU/Linux'),
    fact('os', 'version', '12'),
    fact('cpu', 'cores', '2'),
  ],
  software: [
    software('bash', '5.2-1'),
    software('libc6', '2.36-9'),
    software('libc6', '2.36-9', 'i386'),
  ],
};
const after: InventoryState = {
  ...before,
  software: [software('bash', '5.3-1'), ...before.software.slice(1)],
};

test('an inventory and its delta are the device, its software and the applications', async () => {
  const device = await new TestDevice().enrol();
  const full = device.batch(fullInventory(before, 100));
  const delta = device.batch([diffInventory(before, after)!], 60);
  // The later one arrives first.
  await commit(delta);
  expect(await get(`/api/devices/${device.id}/`)).toMatchObject({
    software_count: null,
    inventory: { hash: null, pending_deltas: 1 },
  });
  await commit(full);
  expect(await get(`/api/devices/${device.id}/`)).toMatchObject({
    software_count: 3,
    os: { name: 'Debian GNU/Linux', version: '12' },
    hardware: { cpu: { cores: 2, model: null } },
    inventory: { at: '2026-11-24T12:01:00.000Z', pending_deltas: 0 },
    last_event_at: '2026-11-24T12:01:00.000Z',
    freshness: 'fresh',
  });
  const span = 'from=2026-11-24T10:20:00Z&to=2026-11-24T11:00:00Z';
  expect(await get(`/api/devices/${device.id}/hourly/?${span}`)).toMatchObject({
    items: [{ hour: '2026-11-24T10:00:00.000Z', series: 'cpu', events: 2, average: 2 }],
    next_cursor: null,
  });
  const long = await app.inject({
    url: `/api/devices/${device.id}/hourly/?from=2026-01-01T00:00:00Z&to=2026-11-24T11:00:00Z`,
    headers: { authorization: `Bearer ${tokens.platform_admin}` },
  });
  expect(long.statusCode).toBe(400);
  expect(long.body).toMatch(/31 days at most/);
  expect(await get(`/api/devices/${device.id}/software/?search=BASH`)).toMatchObject({
    items: [{ name: 'bash', version: '5.3-1', application_id: 'pkg:deb/debian/bash' }],
  });
  const applications = await get('/api/applications/');
  expect(applications).toMatchObject({
    items: [
      { id: 'pkg:deb/debian/bash', installs: 1, versions: [{ version: '5.3-1', installs: 1 }] },
      // Two architectures on one device are one install.
      { id: 'pkg:deb/debian/libc6', installs: 1, version_count: 1 },
    ],
  });
});

test('simulated installs are counted apart', async () => {
  const device = await new TestDevice().enrol(true);
  await commit(device.batch(fullInventory(after, 4_096)));
  const id = encodeURIComponent('pkg:deb/debian/bash');
  expect(await get(`/api/applications/${id}/`)).toMatchObject({
    installs: 1,
    installs_simulated: 1,
    versions: [{ version: '5.3-1', installs: 1, installs_simulated: 1 }],
  });
});

test('install counts are exact, however many sites commit at once', async () => {
  const devices = await Promise.all(
    Array.from({ length: 12 }, (_, i) => new TestDevice().enrol(i % 2 === 0)),
  );
  const states = [before, after, { ...after, software: [software('vim', '9.0-1')] }];
  const lives = devices.map(async (device, i) => {
    for (const state of [...states.slice(i % 3), ...states.slice(0, i % 3)]) {
      await commit(device.batch(fullInventory(state, 4_096)));
    }
  });
  await Promise.all(lives);
  await settleInstalls(postgres.db);
  const { rows } = await postgres.db.query<{ wrong: number; counted: number }>(`
    WITH truth AS (
      SELECT v.id, count(*) FILTER (WHERE NOT d.simulated) AS real,
             count(*) FILTER (WHERE d.simulated) AS simulated
        FROM portfolio.device_versions c
        JOIN devices.devices d ON d.no = c.device_no
       CROSS JOIN unnest(c.version_ids) AS v (id) GROUP BY v.id)
    SELECT count(*) FILTER (WHERE v.installs <> coalesce(t.real, 0)
                               OR v.installs_simulated <> coalesce(t.simulated, 0)) AS wrong,
           sum(v.installs + v.installs_simulated)::int8 AS counted
      FROM portfolio.versions v LEFT JOIN truth t USING (id)`);
  expect(rows[0]?.wrong).toBe(0);
  expect(rows[0]?.counted).toBeGreaterThan(12);
});

test('a new spool shows the inventory of the one before until it has its own', async () => {
  const device = await new TestDevice().enrol();
  await commit(device.batch(fullInventory(before, 4_096)));
  const parent = device.restart();
  await commit(device.batch([{ kind: 'heartbeat', spoolEvents: 0, spoolBytes: 0 }], 10, parent));
  expect(await get(`/api/devices/${device.id}/`)).toMatchObject({ software_count: 3 });
  await commit(device.batch(fullInventory({ ...after, software: [] }, 4_096), 20));
  expect(await get(`/api/devices/${device.id}/`)).toMatchObject({ software_count: 0 });
});

test('names are found and shown, and nowhere in the database in clear', async () => {
  const device = await new TestDevice().enrol();
  const name = (text: string, role: 'device_host' | 'device_user') =>
    sealName(text, randomId(), role, generateSubjectKey(), [keys.box.publicKey]);
  const user = name('anna.winter', 'device_user');
  const usage: EventBody = {
    kind: 'usage',
    phase: 'started',
    bootId: boot,
    pid: 4_711,
    startMs: 90_000,
    startUncertaintyMs: 20,
    endMs: null,
    endUncertaintyMs: null,
    subject: user.subject,
    program: 'vim',
    path: '/usr/bin/vim',
    title: null,
    instancesMax: 1,
  };
  await commit(device.batch([name('Reception-PC', 'device_host'), user, usage]));
  expect(await get('/api/devices/?search=reception')).toMatchObject({
    items: [{ id: device.id, hostname: 'Reception-PC' }],
    total: 1,
  });
  const path = `/api/devices/${device.id}/usage/`;
  expect(await get(path)).toMatchObject({ items: [{ program: 'vim', user: 'anna.winter' }] });
  expect(await get(path, 'endpoint_ops')).toMatchObject({
    items: [{ program: 'vim', user: null, subject_id: user.subject }],
  });
  const { rows } = await postgres.db.query<{ text: string }>(
    `SELECT string_agg(row_to_json(n)::text, '') AS text FROM devices.personal_names n`,
  );
  expect(rows[0]?.text).not.toMatch(/reception|winter/i);
});

test('the start and the end of a run are one interval, in whatever order they come', async () => {
  const device = await new TestDevice().enrol();
  const run = (phase: 'started' | 'ended'): EventBody => ({
    kind: 'usage',
    phase,
    bootId: boot,
    pid: 99,
    startMs: 101_000,
    startUncertaintyMs: 5,
    endMs: phase === 'ended' ? 161_000 : null,
    endUncertaintyMs: phase === 'ended' ? 400 : null,
    subject: 's'.repeat(32).replaceAll('s', '5'),
    program: 'make',
    path: null,
    title: null,
    instancesMax: 1,
  });
  const [start, end] = [device.batch([run('started')], 1), device.batch([run('ended')], 61)];
  await commit(end);
  await commit(start);
  expect(await get(`/api/devices/${device.id}/usage/`)).toMatchObject({
    items: [
      {
        program: 'make',
        started_at: '2026-11-24T12:00:01.000Z',
        ended_at: '2026-11-24T12:01:01.000Z',
        end_uncertainty_ms: 400,
      },
    ],
  });
});

test('what is not measured is said', async () => {
  const device = await new TestDevice().enrol();
  const reason = 'process accounting is not permitted';
  await commit(
    device.batch([
      { kind: 'measurement', what: 'short_programs', state: 'unmeasured', reason },
      { kind: 'measurement', what: 'usage', state: 'measured', reason: null },
      { kind: 'short_programs', program: 'ls', count: 3, fromMs: 100_000, toMs: 100_500 },
      { kind: 'short_programs', program: 'ls', count: 4, fromMs: 100_500, toMs: 101_000 },
    ]),
  );
  expect(await get(`/api/devices/${device.id}/usage/`)).toMatchObject({
    items: [],
    short_programs: [{ program: 'ls', count: 7 }],
    measurement: { state: 'measured', reason: null },
    short_programs_measurement: { state: 'unmeasured', reason },
  });
});

test('both orders of the device list page through everybody once', async () => {
  for (const sort of ['hostname', 'last_event_at']) {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query = new URLSearchParams({
        sort,
        limit: '2',
        ...(cursor === null ? {} : { cursor }),
      });
      const page = (await get(`/api/devices/?${query.toString()}`)) as {
        items: { id: string }[];
        next_cursor: string | null;
        total: number;
      };
      expect(page.total).toBe(18);
      seen.push(...page.items.map((item) => item.id));
      cursor = page.next_cursor;
    } while (cursor !== null);
    expect(seen).toHaveLength(18);
    expect(new Set(seen).size).toBe(18);
  }
});

test('devices of one segment are folded together, each by itself', async () => {
  const [one, two] = [await new TestDevice().enrol(), await new TestDevice().enrol()];
  const subject = randomId();
  const name = (text: string) =>
    sealName(text, subject, 'device_host', generateSubjectKey(), [keys.box.publicKey]);
  // The second claims what the first already speaks of.
  await commit(
    one.batch([name('First-PC'), ...fullInventory(before, 4_096)]),
    two.batch([name('Second-PC'), ...fullInventory(after, 4_096)]),
  );
  await commit(
    one.batch([diffInventory(before, after)!], 60),
    two.batch([diffInventory(after, before)!], 60),
  );
  const shown = async ({ id }: TestDevice) => {
    const device = (await get(`/api/devices/${id}/`)) as { hostname: string | null };
    const page = `/api/devices/${id}/software/?search=bash`;
    const { items } = (await get(page)) as { items: { version: string }[] };
    return { hostname: device.hostname, bash: items.map(({ version }) => version) };
  };
  expect(await shown(one)).toEqual({ hostname: 'First-PC', bash: ['5.3-1'] });
  expect(await shown(two)).toEqual({ hostname: null, bash: ['5.2-1'] });
});
