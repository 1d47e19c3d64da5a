import { generateKeyPair } from '@eucora/protocol';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createLiveBus } from '../../platform/live.ts';
import { silent, startTestDatabase, type TestDatabase } from '../../platform/testing.ts';
import { audit, sealTurn, unsealedState } from '../audit/index.ts';
import type { AlertSource, Condition } from './alert-kinds.ts';
import { listAlerts, type RuleFields } from './alert-store.ts';
import { alertTurn } from './alert-turn.ts';
import { createMailTarget } from './mail-service.ts';
import { acknowledgeAlert, changeRule, createRule, removeRule, testRule } from './rule-service.ts';
import { listDeliveries, subscriptions } from './store.ts';

let postgres: TestDatabase;
let nowMs = Date.parse('2026-11-25T12:00:00Z');
const now = (): Date => new Date(nowMs);
const signKey = generateKeyPair();
let found: Condition[] = [];
let isBlind = false;
const source: AlertSource = {
  kinds: ['site.offline'],
  read: () => (isBlind ? Promise.reject(new Error('blind')) : Promise.resolve(found)),
};
const deps = () => ({ db: postgres.db, now, logger: silent, sources: [source] });
const fields: RuleFields = {
  name: 'Night',
  kinds: [],
  severityMin: 'warning',
  sites: null,
  lastingMinutes: 0,
  groupMinutes: 5,
  repeatHours: 0,
  tellsEnd: true,
  enabled: true,
  targets: [],
};

beforeAll(async () => {
  postgres = await startTestDatabase();
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
});
beforeEach(async () => {
  found = [];
  isBlind = false;
  for (const table of ['alerts', 'rules', 'subscriptions']) {
    await postgres.db.query(`DELETE FROM notifications.${table}`);
  }
});

const offline = (site: string): Condition => ({
  key: `site.offline:${site}`,
  kind: 'site.offline',
  severity: 'warning',
  siteId: site,
  title: `${site} is offline`,
  detail: '',
  since: now(),
});
async function target(name = 'On call'): Promise<string> {
  return (await createMailTarget(deps(), { name, recipients: ['a@example.org'] }, 'anna')).id;
}
/** What was put on its way to a target, the oldest first. */
async function told(id: string) {
  const rows = await listDeliveries(postgres.db, id, null, 50);
  return rows.map(({ event }) => event as Record<string, { title: string }[]>).toReversed();
}
async function turnAfter(minutes: number): Promise<number> {
  nowMs += minutes * 60_000;
  return alertTurn(deps());
}
const actions = async (like: string): Promise<string[]> => {
  const sql = 'SELECT action FROM audit.entries WHERE action LIKE $1 ORDER BY id';
  const { rows } = await postgres.db.query<{ action: string }>(sql, [like]);
  return rows.map(({ action }) => action);
};

test('a thousand sites at once are one message of a hundred, and so is their end', async () => {
  const id = await target();
  await createRule(deps(), { ...fields, targets: [id] }, 'anna');
  found = Array.from({ length: 1_000 }, (_, i) => offline(`s${i}`));
  expect(await turnAfter(0)).toBe(1);
  expect(await turnAfter(1)).toBe(0);
  found = [];
  await turnAfter(1);
  expect(await turnAfter(11)).toBe(1);
  const [begun, ended, ...more] = await told(id);
  expect(more).toEqual([]);
  expect(begun).toMatchObject({ type: 'alert', severity: 'warning', omitted: 900 });
  expect([begun!['opened']!.length, begun!['ended']!.length]).toEqual([100, 0]);
  expect([ended!['opened']!.length, ended!['ended']!.length]).toEqual([0, 100]);
  expect((await actions('alert.opened')).length).toBe(1_000);
  expect((await actions('alert.ended')).length).toBe(1_000);
});

test('each rule tells its own targets; who comes later hears what is open', async () => {
  const [all, plant] = [await target('all'), await target('plant')];
  await createRule(deps(), { ...fields, targets: [all] }, 'anna');
  const late = { ...fields, sites: ['plant'], lastingMinutes: 60, targets: [plant, all] };
  const { id } = await createRule(deps(), late, 'anna');
  found = [offline('hq'), offline('plant')];
  expect(await turnAfter(0)).toBe(1);
  expect(await turnAfter(60)).toBe(1);
  expect((await told(plant)).map(({ opened }) => opened!.map(({ title }) => title))).toEqual([
    ['plant is offline'],
  ]);
  expect((await told(all)).length).toBe(2);
  await removeRule(deps(), id, 'anna');
  const after = await createRule(deps(), { ...fields, targets: [plant] }, 'anna');
  expect(await turnAfter(1)).toBe(1);
  expect((await told(plant)).at(-1)!['opened']!.length).toBe(2);
  expect(await testRule(deps(), after.id, 'anna')).toBe(1);
  expect((await told(plant)).at(-1)!['opened']).toMatchObject([{ detail: 'Asked for by anna.' }]);
});

test('a source that fails ends nothing; what returns is told of again', async () => {
  const id = await target();
  await createRule(deps(), { ...fields, tellsEnd: false, targets: [id] }, 'anna');
  found = [offline('hq')];
  await turnAfter(0);
  isBlind = true;
  for (let i = 0; i < 5; i += 1) await turnAfter(60);
  expect(
    await listAlerts(postgres.db, { open: true, sites: null, before: null, limit: 9 }),
  ).toMatchObject([{ siteId: 'hq', calmSince: null }]);
  isBlind = false;
  found = [];
  await turnAfter(1);
  await turnAfter(11);
  expect((await told(id)).length).toBe(1);
  found = [offline('hq')];
  await turnAfter(30);
  expect((await told(id)).length).toBe(2);
  const open = { open: true, sites: ['hq'], before: null, limit: 9 };
  expect(await listAlerts(postgres.db, open)).toMatchObject([{ returns: 1 }]);
  expect(await listAlerts(postgres.db, { ...open, sites: ['vault'] })).toEqual([]);
});

test('an entry of the record is an alert until a person ends it', async () => {
  const { db } = postgres;
  const id = await target();
  await createRule(deps(), { ...fields, groupMinutes: 0, targets: [id] }, 'anna');
  await turnAfter(0);
  await audit(db, { actor: 'relay:x', action: 'audit.contradicted', subject: 'hq' });
  const sealer = { db, signKey, live: createLiveBus(), logger: silent, now };
  while ((await unsealedState(db)).count > 0) await sealTurn(sealer);
  await turnAfter(1);
  await turnAfter(3_000);
  const [open] = await listAlerts(db, { open: true, sites: null, before: null, limit: 9 });
  expect(open).toMatchObject({ kind: 'audit.contradicted', severity: 'critical', siteId: 'hq' });
  expect(await acknowledgeAlert(deps(), open!.id, 'anna')).toMatchObject({ endedBy: 'anna' });
  await expect(acknowledgeAlert(deps(), open!.id, 'anna')).rejects.toMatchObject({ code: 'ended' });
  await turnAfter(1);
  expect((await told(id)).map(({ opened, ended }) => [opened!.length, ended!.length])).toEqual([
    [1, 0],
    [0, 1],
  ]);
});

test('rules are changed by version, name what there is, and are on record', async () => {
  const id = await target();
  await expect(
    createRule(deps(), { ...fields, targets: [crypto.randomUUID()] }, 'anna'),
  ).rejects.toMatchObject({ code: 'unknown_target' });
  const made = await createRule(deps(), { ...fields, targets: [id] }, 'anna');
  await changeRule(deps(), made.id, { enabled: false, version: 1 }, 'anna');
  await expect(
    changeRule(deps(), made.id, { name: 'x', version: 1 }, 'otto'),
  ).rejects.toMatchObject({
    code: 'stale',
  });
  found = [offline('hq')];
  expect(await turnAfter(0)).toBe(0);
  await removeRule(deps(), made.id, 'anna');
  expect((await actions('alert_rule.%')).slice(-3)).toEqual([
    'alert_rule.create',
    'alert_rule.change',
    'alert_rule.delete',
  ]);
  expect((await subscriptions(postgres.db, 'mail')).length).toBe(1);
});
