import { afterAll, beforeAll, expect, test } from 'vitest';
import { sqlState } from './db.ts';
import { pendingMigrations } from './migrate.ts';
import { startTestDatabase, type TestDatabase } from './testing.ts';

let postgres: TestDatabase;
beforeAll(async () => {
  postgres = await startTestDatabase();
  await postgres.owner.query('CREATE TABLE public.counters (id int PRIMARY KEY, n int8 NOT NULL)');
  await postgres.owner.query('GRANT ALL ON public.counters TO eucora_runtime');
  await postgres.db.query('INSERT INTO public.counters VALUES (1, 0), (2, 0)');
});
afterAll(() => postgres[Symbol.asyncDispose]());

test('a transaction that throws leaves nothing behind', async () => {
  const failing = postgres.db.transaction(async (tx) => {
    await tx.query('UPDATE public.counters SET n = 99 WHERE id = 1');
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  const { rows } = await postgres.db.query('SELECT n FROM public.counters WHERE id = 1');
  expect(rows).toEqual([{ n: 0 }]);
});

test('a statement is planned once per connection, and made-up ones do not pile up', async () => {
  const prepared = await postgres.db.transaction(async (tx) => {
    for (let i = 0; i < 300; i += 1) await tx.query(`SELECT $1::int + ${i % 250} AS n`, [1]);
    const { rows } = await tx.query<{ n: number }>('SELECT $1::int + 7 AS n', [2]);
    expect(rows).toEqual([{ n: 9 }]);
    const sql = 'SELECT generic_plans + custom_plans AS used FROM pg_prepared_statements';
    return (await tx.query<{ used: number }>(sql)).rows;
  });
  expect(prepared.length).toBeGreaterThan(100);
  expect(prepared.length).toBeLessThanOrEqual(200);
  expect(Math.max(...prepared.map(({ used }) => used))).toBe(3);
});

test('a deadlock runs the losing transaction again, and both take effect', async () => {
  const both = Promise.withResolvers<void>();
  let holders = 0;
  const attempts = [0, 0];
  const move = (worker: 0 | 1, ids: readonly [number, number]): Promise<void> =>
    postgres.db.transaction(async (tx) => {
      attempts[worker] = (attempts[worker] ?? 0) + 1;
      await tx.query('UPDATE public.counters SET n = n + 1 WHERE id = $1', [ids[0]]);
      holders += 1;
      if (holders === 2) both.resolve();
      await both.promise;
      await tx.query('UPDATE public.counters SET n = n + 1 WHERE id = $1', [ids[1]]);
    });
  await Promise.all([move(0, [1, 2]), move(1, [2, 1])]);
  const { rows } = await postgres.db.query('SELECT n FROM public.counters ORDER BY id');
  expect(rows).toEqual([{ n: 2 }, { n: 2 }]);
  expect(attempts[0]! + attempts[1]!).toBeGreaterThan(2);
});

test('a connection that dies within a transaction fails it, and nothing else', async () => {
  const begun = Promise.withResolvers<number>();
  const killed = Promise.withResolvers<void>();
  const transaction = postgres.db.transaction(async (tx) => {
    const { rows } = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const ended = new Promise((resolve) => tx.client.once('end', resolve));
    begun.resolve(rows[0]!.pid);
    await killed.promise;
    await ended;
    await tx.query('SELECT 1');
  });
  const kill = async (): Promise<void> => {
    await postgres.db.query('SELECT pg_terminate_backend($1)', [await begun.promise]);
    killed.resolve();
  };
  const outcome = Promise.all([transaction, kill()]);
  await expect(outcome).rejects.toThrow(/terminat|not queryable|closed/i);
  expect((await postgres.db.query<{ one: number }>('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});

test('a failure of PostgreSQL keeps its SQLSTATE', async () => {
  const error: unknown = await postgres.db.query('INSERT INTO public.counters VALUES (1, 0)').then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(sqlState(error)).toBe('23505');
});

test('after migrating nothing is pending', async () => {
  expect(await pendingMigrations(postgres.db)).toEqual([]);
});
