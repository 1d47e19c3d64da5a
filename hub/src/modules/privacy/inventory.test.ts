import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../platform/testing.ts';
import { inventory } from './inventory.ts';

let postgres: TestDatabase;
beforeAll(async () => {
  postgres = await startTestDatabase();
});
afterAll(() => postgres[Symbol.asyncDispose]());

const named = (): string[] =>
  inventory
    .filter(({ store }) => store === 'table')
    .flatMap(({ place, fields }) => fields.map((field) => `${place}.${field}`))
    .toSorted();

/** Columns of every table of ours; partitions have those of their table. */
async function columns(): Promise<string[]> {
  const sql = `
    SELECT c.table_schema || '.' || c.table_name || '.' || c.column_name AS name
      FROM information_schema.columns AS c
      JOIN pg_class AS t
        ON t.relname = c.table_name AND t.relnamespace = c.table_schema::regnamespace
     WHERE c.table_schema NOT IN ('pg_catalog', 'information_schema') AND NOT t.relispartition`;
  return (await postgres.owner.query<{ name: string }>(sql)).rows
    .map(({ name }) => name)
    .toSorted();
}

test('names each column of the database once, and none that is not there', async () => {
  expect(named()).toEqual(await columns());
});

test('notices a new column', async () => {
  await postgres.owner.query('ALTER TABLE sites.sites ADD COLUMN owner_email text');
  const unnamed = (await columns()).filter((column) => !named().includes(column));
  expect(unnamed).toEqual(['sites.sites.owner_email']);
  await postgres.owner.query('ALTER TABLE sites.sites DROP COLUMN owner_email');
});

test('whatever can name a person is P0, or audit', () => {
  const telling = /(^|_)(handle|email|display_name|address|user_agent|subject_id|ciphertext)$/;
  const open = inventory.filter(
    ({ store, fields, class: of }) =>
      store === 'table' &&
      of !== 'P0' &&
      of !== 'P4' &&
      fields.some((field) => telling.test(field)),
  );
  expect(open).toEqual([]);
});
