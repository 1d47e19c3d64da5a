import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { silent, startTestDatabase, type TestDatabase } from '../../platform/testing.ts';
import { Rotations, type Rotation } from './rotations.ts';

let database: TestDatabase;
const dayMs = 86_400_000;
const clock = { now: new Date('2026-01-01T00:00:00Z') };
const now = (): Date => clock.now;
const pass = (ms: number): void => {
  clock.now = new Date(clock.now.getTime() + ms);
};

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await database.db.query('DELETE FROM secrets.rotations');
});

const calls: string[] = [];
const rotation = (name: string, over: Partial<Rotation> = {}): Rotation => ({
  name,
  kind: 'signing_keys',
  title: name,
  everyMs: 30 * dayMs,
  isAutomatic: true,
  rotate: async (actor) => {
    calls.push(`${name} by ${actor}`);
    return { fresh: true };
  },
  ...over,
});
const calendarOf = (...rotations: Rotation[]): Rotations => {
  calls.length = 0;
  return new Rotations({ db: database.db, now, logger: silent, rotations });
};
const audited = async (subject: string): Promise<string[]> => {
  const sql = 'SELECT action, actor FROM audit.entries WHERE subject = $1 ORDER BY id';
  const { rows } = await database.db.query<{ action: string; actor: string }>(sql, [subject]);
  return rows.map(({ action, actor }) => `${action} ${actor}`);
};

test('what is new waits for its first interval; what is due is done once and audited', async () => {
  const calendar = calendarOf(rotation('a'), rotation('b', { everyMs: 365 * dayMs }));
  expect(await calendar.turn()).toEqual([]);
  pass(30 * dayMs);
  expect(await calendar.turn()).toEqual(['a']);
  expect(await calendar.turn()).toEqual([]);
  expect(calls).toEqual(['a by hub']);
  expect(await audited('a')).toEqual(['rotation.done hub']);
  const [next, last] = await calendar.list();
  expect(next).toMatchObject({ rotation: { name: 'a' }, nextAt: new Date(+now() + 30 * dayMs) });
  expect(last).toMatchObject({ rotation: { name: 'b' }, nextAt: new Date(+now() + 335 * dayMs) });
});

test('what is asked for is done now, in the name of who asked', async () => {
  const calendar = calendarOf(rotation('asked'), rotation('other'));
  await calendar.turn();
  await calendar.request('asked', 'anna');
  expect((await calendar.list()).find(({ rotation: { name } }) => name === 'asked')).toMatchObject({
    because: 'requested',
  });
  expect(await calendar.turn()).toEqual(['asked']);
  expect(calls).toEqual(['asked by anna']);
  expect(await audited('asked')).toEqual(['rotation.requested anna', 'rotation.done anna']);
  await expect(calendar.request('unknown', 'anna')).rejects.toThrow(/no rotation "unknown"/);
});

test('a failure holds up no other, is told once, and is tried again later', async () => {
  const state = { broken: true };
  const rotate = async (): Promise<object> => {
    if (state.broken) throw new Error('the vault is away');
    return {};
  };
  const failing = rotation('failing', { rotate: rotate as Rotation['rotate'] });
  const calendar = calendarOf(failing, rotation('good'));
  await calendar.turn();
  pass(30 * dayMs);
  expect(await calendar.turn()).toEqual(['good']);
  expect(await calendar.turn()).toEqual([]); // not yet
  pass(60_000);
  await calendar.turn();
  expect((await calendar.list())[0]).toMatchObject({
    state: { failures: 2, failure: 'the vault is away' },
    isOverdue: true,
  });
  expect(await audited('failing')).toEqual(['rotation.failed hub']);
  state.broken = false;
  pass(120_000);
  expect(await calendar.turn()).toEqual(['failing']);
  expect(await audited('failing')).toEqual(['rotation.failed hub', 'rotation.done hub']);
});

test('what only an operator can do is shown and refused', async () => {
  const calendar = calendarOf(rotation('manual', { isAutomatic: false }));
  await calendar.turn();
  pass(31 * dayMs);
  expect(await calendar.turn()).toEqual([]);
  expect(await calendar.list()).toMatchObject([{ isOverdue: true, because: undefined }]);
  await expect(calendar.request('manual', 'anna')).rejects.toThrow(/an operator changes it/);
  await calendar.note('manual', 'operator');
  expect(await calendar.list()).toMatchObject([{ isOverdue: false }]);
});

test('of two hubs one does it', async () => {
  const gate = Promise.withResolvers<void>();
  const rotate = async (): Promise<object> => {
    calls.push('shared');
    await gate.promise;
    return {};
  };
  const shared = rotation('shared', { rotate: rotate as Rotation['rotate'] });
  const [a, b] = [calendarOf(shared), calendarOf(shared)];
  await a.turn();
  await a.request('shared', 'anna');
  const first = a.turn();
  await expect.poll(() => calls.length).toBe(1);
  expect(await b.turn()).toEqual([]);
  gate.resolve();
  expect(await first).toEqual(['shared']);
  expect(calls).toEqual(['shared']);
});
