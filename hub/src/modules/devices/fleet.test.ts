import type { QueryResult, QueryResultRow } from 'pg';
import { expect, test } from 'vitest';
import type { Queryable } from '../../platform/db.ts';
import { Fleet } from './fleet.ts';

/** A database with one site, which answers when it is let. */
function slowDatabase() {
  let counts = 0;
  let gate = Promise.resolve();
  const query = async <R extends QueryResultRow>(sql: string): Promise<QueryResult<R>> => {
    await gate;
    const site = { id: 'hq', name: 'hq', siteClass: 'online', horizonAt: null };
    const isCount = sql.includes('devices.counts');
    if (isCount) counts += 1;
    const devices = { siteId: 'hq', simulated: false, devices: counts };
    const rows: unknown[] = sql.includes('sites.sites') ? [site] : isCount ? [devices] : [];
    return { rows: rows as R[], rowCount: rows.length, command: '', oid: 0, fields: [] };
  };
  const hold = (): (() => void) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    gate = promise;
    return resolve;
  };
  return { db: { query } satisfies Queryable, hold };
}

test('while it is counted anew, a count of some seconds goes on; an old one does not', async () => {
  const { db, hold } = slowDatabase();
  let nowMs = 100_000;
  const fleet = new Fleet({ db, now: () => new Date(nowMs) });
  const devices = async (): Promise<number | undefined> =>
    (await fleet.snapshot()).sites[0]?.devices;
  expect(await devices()).toBe(1);
  const open = hold();
  nowMs += 3_000;
  expect(await devices()).toBe(1);
  nowMs += 4_000;
  const late = devices();
  open();
  expect(await late).toBe(2);
});
