import { generateKeyPair } from '@eucora/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLiveBus } from '../../platform/live.ts';
import { silent, startTestDatabase, type TestDatabase } from '../../platform/testing.ts';
import { audit, checkpointNow, sealTurn, verifyChain, type SealerDeps } from './index.ts';
import { listEntries } from './store.ts';
import { verifyPart, type PartCheck } from './verify-part.ts';

const signKey = generateKeyPair();
let postgres: TestDatabase;
let deps: SealerDeps;
const sizes = [300, 250, 1, 70, 13];
const entriesMax = 500;
beforeAll(async () => {
  postgres = await startTestDatabase();
  const now = (): Date => new Date();
  deps = { db: postgres.db, signKey, live: createLiveBus(), logger: silent, now };
  for (const size of sizes) await write(size);
  // Behind the last checkpoint there are entries, too.
  await audit(postgres.db, { actor: 'anna', action: 'late', subject: 'x' });
  await sealTurn(deps);
}, 60_000);
afterAll(() => postgres[Symbol.asyncDispose]());

async function write(size: number): Promise<void> {
  const sql = `INSERT INTO audit.entries (actor, action, subject, detail)
               SELECT 'anna', 'entry', 'no ' || n,
                      CASE WHEN n % 2 = 0 THEN '{"site":"hq"}' ELSE '{}' END::jsonb
                 FROM generate_series(1, $1::int) AS n`;
  await postgres.db.query(sql, [size]);
  while ((await sealTurn(deps)) > 0);
  await checkpointNow(deps);
}

async function walkInParts(): Promise<PartCheck[]> {
  const parts: PartCheck[] = [];
  for (let after = 0; ;) {
    const part = await verifyPart(postgres.db, signKey.publicKey, { after, entriesMax });
    parts.push(part);
    if (!part.whole || part.isLast) return parts;
    after = part.through;
  }
}

/** Changes what the database refuses to change, as a superuser can. */
async function tamper(sql: string, values: readonly unknown[]): Promise<void> {
  await postgres.owner.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = 'replica'`);
    await tx.query(sql, [...values]);
  });
}

test('parts meet, and together see every entry and checkpoint once', async () => {
  const parts = await walkInParts();
  const total = sizes.reduce((sum, size) => sum + size, 1);
  expect(parts.length).toBeGreaterThan(2);
  expect(parts.at(-1)).toMatchObject({ whole: true, isLast: true, through: total });
  const checked = parts.reduce((sum, part) => sum + (part.whole ? part.checkpoints : 0), 0);
  const whole = await verifyChain(postgres.db, signKey.publicKey);
  expect(whole).toMatchObject({ whole: true, entries: total, checkpoints: checked });
});

test('a part begins at the beginning or where a checkpoint is', async () => {
  const begun = verifyPart(postgres.db, signKey.publicKey, { after: 17 });
  await expect(begun).rejects.toMatchObject({ code: 'not_a_checkpoint' });
});

test('entries are found by the site that they name', async () => {
  const rows = await listEntries(postgres.db, { site: 'hq' }, null, 100);
  expect(rows).toHaveLength(100);
  expect(rows.every((row) => row.detail['site'] === 'hq')).toBe(true);
});

test('the part with the first changed entry names it; the parts before it stand', async () => {
  const position = 560;
  const change = `UPDATE audit.entries SET actor = $2
                   WHERE id = (SELECT id FROM audit.chain WHERE position = $1)`;
  await tamper(change, [position, 'mallory']);
  const parts = await walkInParts();
  expect(parts.at(-1)).toEqual({ whole: false, position, reason: 'an entry was changed' });
  expect(parts.slice(0, -1).every((part) => part.whole)).toBe(true);
  await tamper(change, [position, 'anna']);
});

test('a chain whose end was cut is noticed by a checkpoint that knows more', async () => {
  await tamper('DELETE FROM audit.chain WHERE position > $1', [610]);
  const last = (await walkInParts()).at(-1)!;
  expect(last).toMatchObject({
    whole: false,
    position: 611,
    reason: expect.stringMatching(/a signed checkpoint knows/),
  });
});

test('a tree that was changed is noticed where a part leans on it', async () => {
  await tamper('UPDATE audit.nodes SET hash = sha256(hash)', []);
  const parts = await walkInParts();
  expect(parts.at(-1)).toMatchObject({
    whole: false,
    reason: expect.stringMatching(/Merkle tree is not the one/),
  });
  expect(parts.length).toBeGreaterThan(1);
});
