import { afterAll, beforeAll, expect, test } from 'vitest';
import { conditionsOf } from './alert-conditions.ts';
import { alertSources } from './alert-sources.ts';
import { createLedgerReader } from './modules/ledger/index.ts';
import { Rotations, type CalendarEntry } from './modules/secrets/index.ts';
import type { Site } from './modules/sites/index.ts';
import { seed } from './http/testing/seed.ts';
import type { QuarantinedItem } from './platform/ledger-reader.ts';
import { silent, startTestDatabase, type TestDatabase } from './platform/testing.ts';

const noon = Date.parse('2026-11-25T12:00:00Z');
const dayMs = 86_400_000;
const now = (): Date => new Date(noon);
const before = (days: number): Date => new Date(noon - days * dayMs);

let postgres: TestDatabase;
beforeAll(async () => {
  postgres = await startTestDatabase();
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
});

test('every source reads a real database, and finds what was put there', async () => {
  const { db } = postgres;
  await seed(db, now);
  await db.query(`UPDATE sites.sites SET last_contact_at = $1, horizon_at = $1 WHERE id = 'hq'`, [
    before(31),
  ]);
  await db.query('UPDATE notifications.alerts SET ended_at = now()');
  const never = () => Promise.reject(new Error('nothing is released here'));
  const failure = { atMs: noon, message: 'The disk is full' };
  const sources = alertSources({
    db,
    now,
    ledger: createLedgerReader(db, never, now),
    rotations: new Rotations({ db, now, logger: silent, rotations: [] }),
    backups: () =>
      Promise.resolve({
        dir: '/backups',
        policy: { intervalMs: dayMs, keepCount: 1, keepMs: 0 },
        backups: [],
        failure,
        nextAtMs: null,
      }),
  });
  const found = (await Promise.all(sources.map((source) => source.read(now())))).flat();
  expect(found.map(({ key, severity }) => [key, severity])).toEqual(
    expect.arrayContaining([
      ['site.offline:hq', 'critical'],
      ['quarantine:hq', 'warning'],
      ['device.identity', 'warning'],
      ['backup.failed', 'critical'],
    ]),
  );
  expect(new Set(found.map(({ key }) => key)).size).toBe(found.length);
  expect(sources.flatMap(({ kinds }) => kinds)).toEqual([
    'site.offline',
    'site.gaps',
    'site.certificate',
    'quarantine',
    'device.identity',
    'audit.unsealed',
    'rotation.due',
    'backup.failed',
  ]);
});

const site = (days: number | null, fields: Partial<Site> = {}): Site => ({
  id: 'hq',
  name: 'Head office',
  siteClass: 'online',
  createdAt: before(400),
  lastContactAt: days === null ? null : before(days),
  horizonAt: days === null ? null : before(days),
  businessUnit: null,
  environment: 'production',
  ...fields,
});

test.each([
  [site(null), []],
  [site(0), []],
  [site(0.1), ['warning']],
  [site(6), ['warning']],
  [site(8), ['critical']],
  [site(31), ['critical']],
  [site(31, { siteClass: 'air_gapped' }), []],
] as const)('a site is told of by its class and silence: %#', (one, severities) => {
  const found = conditionsOf.offline([one], now());
  expect(found.map(({ severity }) => severity)).toEqual(severities);
  for (const { since, siteId } of found) expect([since, siteId]).toEqual([one.horizonAt, 'hq']);
});

test.each([
  [61, []],
  [59, ['warning']],
  [14, ['critical']],
  [-1, ['critical']],
] as const)('a certificate that ends in %i days', (days, severities) => {
  const known = { siteId: 'hq', relayId: 'r', state: 'valid', issuedAt: before(30) } as const;
  const relay = { ...known, expiresAt: before(-days) };
  const found = conditionsOf.certificates([relay, { ...relay, expiresAt: null }], now());
  expect(found.map(({ severity }) => severity)).toEqual(severities);
});

test('quarantine is told of by site while something new is not released', () => {
  const item = (id: number, fields: Partial<QuarantinedItem>): QuarantinedItem => ({
    id,
    at: before(0.1),
    siteId: 'hq',
    deviceId: null,
    code: 'wrong_signature',
    bytes: 1,
    releasedAt: null,
    detail: '',
    ...fields,
  });
  const items = [
    item(1, {}),
    item(2, { code: 'bad_hash', at: before(0.5) }),
    item(3, { siteId: null }),
    item(4, { siteId: 'old', at: before(2) }),
    item(5, { siteId: 'done', releasedAt: now() }),
  ];
  expect(conditionsOf.quarantine(items, now())).toMatchObject([
    { key: 'quarantine:hq', since: before(0.5), detail: 'bad_hash, wrong_signature: look why.' },
    { key: 'quarantine:', siteId: null },
  ]);
});

test('entries that nobody seals, rotations that are late, and gaps', () => {
  expect(conditionsOf.unsealed({ count: 3, oldestMs: 10_000 }, now())).toEqual([]);
  expect(conditionsOf.unsealed({ count: 3, oldestMs: 10_001 }, now())).toMatchObject([
    { severity: 'critical', since: new Date(noon - 10_001) },
  ]);
  const entry = (nextAt: Date | null, failures: number): CalendarEntry => ({
    rotation: {
      name: 'data-key',
      kind: 'encryption_keys',
      title: 'The data key',
      everyMs: dayMs,
      isAutomatic: true,
    },
    keeper: 'hub',
    state: {
      lastAt: before(9),
      requestedAt: null,
      requestedBy: null,
      failedAt: failures > 0 ? before(1) : null,
      failures,
      failure: failures > 0 ? 'The disk is full' : null,
    },
    nextAt,
    isOverdue: false,
    because: undefined,
  });
  const titles = (one: CalendarEntry) => conditionsOf.rotations([one], now()).map((c) => c.detail);
  expect(titles(entry(before(-1), 0))).toEqual([]);
  expect(titles(entry(null, 0))).toEqual([]);
  expect(titles(entry(before(1), 0))).toEqual(['It is overdue.']);
  expect(titles(entry(before(-1), 2))).toEqual(['The disk is full']);
  const ledger = { siteId: 'hq', eventsCommitted: 0, eventsRejected: 0, eventsVoid: 0 };
  const rest = { backlogSegments: 0, eventsPerSecond: 0 };
  const found = conditionsOf.gaps([{ ...ledger, ...rest, gaps: 2 }], now());
  expect(found).toMatchObject([{ key: 'site.gaps:hq' }]);
  expect(conditionsOf.gaps([{ ...ledger, ...rest, gaps: 0 }], now())).toEqual([]);
});
