import { generateKeyPair, openAuditCheckpoint, verifyConsistency } from '@eucora/protocol';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLiveBus } from '../../platform/live.ts';
import { silent, startTestDatabase, type TestDatabase } from '../../platform/testing.ts';
import { checkpointsAfter, lastCheckpoint } from './chain-store.ts';
import { canonicalJson } from './entry.ts';
import { audit, checkpointNow, sealTurn, verifyChain, type SealerDeps } from './index.ts';
import { consistencyProof } from './proofs.ts';
import { listEntries } from './store.ts';

let postgres: TestDatabase;
let deps: SealerDeps;
beforeAll(async () => {
  postgres = await startTestDatabase();
  const now = (): Date => new Date();
  deps = {
    db: postgres.db,
    signKey: generateKeyPair(),
    live: createLiveBus(),
    logger: silent,
    now,
  };
});
afterAll(() => postgres[Symbol.asyncDispose]());

const fact = { actor: 'anna', action: 'site.create', subject: 'hq', detail: { b: 1, a: [true] } };

test('an entry of a transaction that fails leaves no trace', async () => {
  const failing = postgres.db.transaction(async (tx) => {
    await audit(tx, { ...fact, subject: 'never' });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  const rows = await listEntries(postgres.db, {}, null, 10);
  expect(rows.map((row) => row.subject)).not.toContain('never');
});

test('positions follow the order of commits, not of inserts', async () => {
  const inserted = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const slow = postgres.db.transaction(async (tx) => {
    await audit(tx, { ...fact, subject: 'inserted first' });
    inserted.resolve();
    await release.promise;
  });
  await inserted.promise;
  await audit(postgres.db, { ...fact, subject: 'committed first' });
  await sealTurn(deps);
  release.resolve();
  await slow;
  await sealTurn(deps);
  const rows = await listEntries(postgres.db, {}, null, 10);
  const position = (subject: string): number =>
    rows.find((row) => row.subject === subject)?.position ?? 0;
  expect(position('committed first')).toBeGreaterThan(0);
  expect(position('inserted first')).toBeGreaterThan(position('committed first'));
});

test('concurrent sealers number every entry once', async () => {
  await Promise.all(
    Array.from({ length: 50 }, (_, i) => audit(postgres.db, { ...fact, subject: `s${i}` })),
  );
  await Promise.all([sealTurn(deps), sealTurn(deps), sealTurn(deps)]);
  await sealTurn(deps);
  const check = await verifyChain(postgres.db, deps.signKey.publicKey);
  expect(check).toMatchObject({ whole: true, entries: 52, droppedThrough: 0 });
});

test('a checkpoint states the Merkle root, and each continues the one before by proof', async () => {
  for (let round = 0; round < 4; round += 1) {
    await Promise.all(
      Array.from({ length: 23 }, (_, i) => audit(postgres.db, { ...fact, subject: `r${i}` })),
    );
    await sealTurn(deps);
    await checkpointNow(deps);
  }
  const rows = await checkpointsAfter(postgres.db, 0, 100);
  const said = rows.map((row) => openAuditCheckpoint(row.envelope, deps.signKey.publicKey));
  const last = said.at(-1)!;
  expect(said.length).toBeGreaterThan(4);
  for (const { position, root } of said) {
    const proof = await consistencyProof(postgres.db, position, last.position);
    const grown = { size: last.position, root: last.root };
    verifyConsistency({ size: position, root }, grown, proof!);
  }
});

test('verifying against a checkpoint that was kept elsewhere finds the same record', async () => {
  const { envelope } = (await lastCheckpoint(postgres.db))!;
  const against = openAuditCheckpoint(envelope, deps.signKey.publicKey);
  const check = await verifyChain(postgres.db, deps.signKey.publicKey, { against });
  expect(check).toMatchObject({ whole: true });
  const forged = { ...against, root: against.root.toReversed() };
  expect(await verifyChain(postgres.db, deps.signKey.publicKey, { against: forged })).toMatchObject(
    { whole: false, position: against.position },
  );
});

test.each([
  ['UPDATE', `UPDATE audit.entries SET actor = 'eve' WHERE position = 1`],
  ['re-sealing', `UPDATE audit.entries SET hash = '\\x00' WHERE position = 1`],
  ['DELETE', 'DELETE FROM audit.entries WHERE position = 1'],
  ['TRUNCATE', 'TRUNCATE audit.entries'],
  ['forging a checkpoint', `UPDATE audit.checkpoints SET envelope = '\\x00'`],
  ['forging a tree node', 'DELETE FROM audit.nodes'],
])('the triggers refuse even the owner %s', async (_, sql) => {
  // The owner's own rights would let it pass.
  await postgres.owner
    .query(`INSERT INTO audit.nodes VALUES (62, 9, decode(repeat('00', 32), 'hex'))
                              ON CONFLICT DO NOTHING`);
  await expect(postgres.owner.query(sql)).rejects.toThrow(/append-only/);
});

test('a filter on an action finds what is below it and nothing beside it', async () => {
  await audit(postgres.db, { ...fact, action: 'segment.refused' });
  await audit(postgres.db, { ...fact, action: 'segmentation.changed' });
  const rows = await listEntries(postgres.db, { action: 'segment' }, null, 10);
  expect(rows.map((row) => row.action)).toEqual(['segment.refused']);
});

test('canonical JSON does not depend on the order of keys and survives the database', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }),
  );
});
