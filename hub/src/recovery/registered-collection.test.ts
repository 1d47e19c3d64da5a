import { generateKeyPair } from '@eucora/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordConsent, setCollection, withdrawConsent } from '../modules/privacy/index.ts';
import { createSite } from '../modules/sites/index.ts';
import { startTestDatabase, type TestDatabase } from '../platform/testing.ts';
import { installRegistrations, readRegistrations } from './registrations.ts';

let postgres: TestDatabase;
beforeAll(async () => {
  postgres = await startTestDatabase();
});
afterAll(() => postgres[Symbol.asyncDispose]());

async function rows(): Promise<object[]> {
  const settings = 'SELECT site_id, item, choice FROM privacy.collection_settings ORDER BY 1, 2';
  const consents = `SELECT site_id, item, ground, withdrawn_by FROM privacy.consents ORDER BY id`;
  const [one, two] = [await postgres.db.query(settings), await postgres.db.query(consents)];
  return [...one.rows, ...two.rows];
}

test('a rebuilt hub takes up nothing that was switched off, and knows each consent', async () => {
  const deps = { db: postgres.db, now: () => new Date('2026-11-25T12:00:00Z') };
  await createSite(deps, { id: 'hq', siteClass: 'online' }, 'test');
  await setCollection(deps, { siteId: 'hq', item: 'software' }, 'off', 'anna');
  await setCollection(deps, { siteId: null, item: 'network' }, 'minimised', 'anna');
  const names = { siteId: 'hq', item: 'user-names' } as const;
  await recordConsent(deps, names, 'first agreement', 'anna');
  await withdrawConsent(deps, names, 'anna');
  await recordConsent(deps, names, 'second agreement', 'anna');
  const before = await rows();
  expect(before).toHaveLength(4);

  const text = await readRegistrations(postgres.db);
  await postgres.db.query('DELETE FROM privacy.collection_settings');
  await postgres.db.query('DELETE FROM privacy.consents');
  await installRegistrations(postgres.db, text, generateKeyPair().publicKey);
  expect(await rows()).toEqual(before);
});
