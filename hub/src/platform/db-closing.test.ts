import { afterAll, beforeAll, expect, test } from 'vitest';
import { Database } from './db.ts';
import { startTestDatabase, type TestDatabase } from './testing.ts';

let postgres: TestDatabase;
let db: Database;
beforeAll(async () => {
  postgres = await startTestDatabase();
  db = new Database({ url: await postgres.empty(), connectionsMax: 1 });
  await db.query(`CREATE TABLE notes (n text PRIMARY KEY, said text);
                  CREATE TABLE checked (n text UNIQUE DEFERRABLE INITIALLY DEFERRED)`);
});
afterAll(async () => {
  await db[Symbol.asyncDispose]();
  await postgres[Symbol.asyncDispose]();
});

const note = 'INSERT INTO notes (n, said) VALUES ($1, $2)';
const check = 'INSERT INTO checked (n) VALUES ($1)';
const notes = async (like: string): Promise<number> => {
  const sql = 'SELECT count(*) AS n FROM notes WHERE n LIKE $1';
  return (await db.query<{ n: number }>(sql, [like])).rows[0]!.n;
};

test('what runs with the commit stands with it, the first time and in one message', async () => {
  for (const name of ['a1', 'a2', 'a3']) {
    const seen = await db.transaction(async (tx) => {
      await tx.withCommit(note, [name, null]);
      await tx.withCommit(note, [`${name}-too`, "it's \\ \u0001 ü"]);
      return notesIn(tx, 'a%');
    });
    expect(seen).toBe(2 * (Number(name[1]) - 1));
  }
  expect(await notes('a%')).toBe(6);
  const { rows } = await db.query(`SELECT DISTINCT said FROM notes WHERE n LIKE '%too'`);
  expect(rows).toEqual([{ said: "it's \\ \u0001 ü" }]);
});

const notesIn = async (tx: Pick<Database, 'query'>, like: string): Promise<number> =>
  (await tx.query(`SELECT n FROM notes WHERE n LIKE $1`, [like])).rows.length;

test.each([1, 2])(
  'when it fails nothing stands, and the connection goes on (%i)',
  async (round) => {
    const failing = db.transaction(async (tx) => {
      await tx.query(note, [`b${round}`, null]);
      await tx.withCommit(note, [`c${round}`, null]);
      await tx.withCommit(note, [`b${round}`, null]);
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect(await notes('b%')).toBe(0);
    expect(await notes('c%')).toBe(0);
  },
);

test('a commit that is refused itself is told, too', async () => {
  await db.transaction((tx) => tx.withCommit(check, ['once']));
  const again = db.transaction(async (tx) => {
    await tx.withCommit(note, ['d1', null]);
    await tx.withCommit(check, ['once']);
  });
  await expect(again).rejects.toMatchObject({ code: '23505' });
  expect(await notes('d%')).toBe(0);
});

test('work that throws leaves nothing behind for the next transaction', async () => {
  const failing = db.transaction(async (tx) => {
    await tx.withCommit(note, ['e1', null]);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await db.transaction((tx) => tx.withCommit(note, ['e2', null]));
  expect(await notes('e%')).toBe(1);
});

test('very many do not pile up, and all of them stand', async () => {
  await db.transaction(async (tx) => {
    for (let i = 0; i < 200; i += 1) await tx.withCommit(note, [`f${i}`, null]);
    expect(await notesIn(tx, 'f%')).toBeGreaterThan(100);
  });
  expect(await notes('f%')).toBe(200);
});

test('a connection that dies at the commit fails it, and the next one is fresh', async () => {
  const failing = db.transaction(async (tx) => {
    const { pid } = (await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]!;
    await tx.withCommit(note, ['g1', null]);
    await postgres.owner.query('SELECT pg_terminate_backend($1)', [pid]);
  });
  await expect(failing).rejects.toThrow(/terminat|not queryable/i);
  await db.transaction((tx) => tx.withCommit(note, ['g2', null]));
  expect(await notes('g%')).toBe(1);
});
