import { generateKeyPair, openAuditCheckpoint, verifyConsistency } from '@eucora/protocol';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLiveBus } from '../../platform/live.ts';
import { silent, startTestDatabase, type TestDatabase } from '../../platform/testing.ts';
import { checkpointsAfter, lastCheckpoint, readHead } from './chain-store.ts';
import { canonicalJson, outcomeOf, siteOf } from './entry.ts';
import { audit, checkpointNow, sealTurn, verifyChain, type SealerDeps } from './index.ts';
import { consistencyProof } from './proofs.ts';
import { listEntries, unsealedState } from './store.ts';

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

/** Writes an entry in the midst of a transaction and ends it when told. */
function openWriter(subject: string) {
  const inserted = Promise.withResolvers<void>();
  const end = Promise.withResolvers<'commit' | 'roll back'>();
  const done = postgres.db
    .transaction(async (tx) => {
      const sql = `INSERT INTO audit.entries (actor, action, subject, detail)
                   VALUES ('anna', 'a', $1, '{}')`;
      await tx.query(sql, [subject]);
      inserted.resolve();
      if ((await end.promise) === 'roll back') throw new Error('rolled back');
    })
    .catch((error: Error) => {
      if (error.message !== 'rolled back') throw error;
    });
  const finish = (how: 'commit' | 'roll back'): Promise<void> => {
    end.resolve(how);
    return done;
  };
  return { inserted: inserted.promise, finish };
}
const positionOf = async (subject: string): Promise<number | null | undefined> =>
  (await listEntries(postgres.db, { subject }, null, 1))[0]?.position;
const awaited = async () => (await readHead(postgres.db))?.awaited ?? [];

test('positions follow the order of commits, however late one is', async () => {
  const slow = openWriter('inserted first');
  await slow.inserted;
  await audit(postgres.db, { ...fact, subject: 'committed first' });
  for (let turn = 0; turn < 3; turn += 1) await sealTurn(deps);
  expect(await awaited()).toHaveLength(1);
  await slow.finish('commit');
  expect((await unsealedState(postgres.db)).count).toBe(1);
  expect(await positionOf('inserted first')).toBe(null);
  await sealTurn(deps);
  expect(await positionOf('committed first')).toBe(1);
  expect(await positionOf('inserted first')).toBe(2);
  expect(await awaited()).toEqual([]);
  expect(await unsealedState(postgres.db)).toEqual({ count: 0, oldestMs: 0 });
});

test('what was rolled back is awaited until nobody can bring it', async () => {
  const [never, long] = [openWriter('never'), openWriter('long')];
  await Promise.all([never.inserted, long.inserted]);
  await audit(postgres.db, { ...fact, subject: 'between' });
  await sealTurn(deps);
  await never.finish('roll back');
  await sealTurn(deps);
  // The other one, which was there at the time, could bring it still.
  expect(await awaited()).toMatchObject([{ holders: [expect.any(String)] }]);
  await long.finish('commit');
  await sealTurn(deps);
  expect(await awaited()).toEqual([]);
  expect(await positionOf('long')).toBe(4);
});

test('whatever writers do meanwhile, each committed entry has one place in the end', async () => {
  const { db } = postgres;
  const stop = new AbortController();
  const sealing = (async () => {
    while (!stop.signal.aborted) await sealTurn(deps);
  })();
  const kept = await Promise.all(
    Array.from({ length: 8 }, async (_, writer) => {
      let count = 0;
      for (let i = 0; i < 12; i += 1) {
        const open = openWriter(`w${writer}`);
        await open.inserted;
        if (i % 3 === 0) await db.query('SELECT pg_sleep($1)', [0.002 * writer]);
        const isKept = (i + writer) % 4 !== 0;
        await open.finish(isKept ? 'commit' : 'roll back');
        count += isKept ? 1 : 0;
      }
      return count;
    }),
  );
  stop.abort();
  await sealing;
  await sealTurn(deps);
  await sealTurn(deps);
  expect(await awaited()).toEqual([]);
  const entries = 4 + kept.reduce((sum, count) => sum + count, 0);
  expect(await verifyChain(db, deps.signKey.publicKey)).toMatchObject({ whole: true, entries });
});

test('concurrent sealers number every entry once', async () => {
  const before = (await readHead(postgres.db))!.position;
  await Promise.all(
    Array.from({ length: 50 }, (_, i) => audit(postgres.db, { ...fact, subject: `s${i}` })),
  );
  await Promise.all([sealTurn(deps), sealTurn(deps), sealTurn(deps)]);
  await sealTurn(deps);
  const check = await verifyChain(postgres.db, deps.signKey.publicKey);
  expect(check).toMatchObject({ whole: true, entries: before + 50, droppedThrough: 0 });
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
  ['UPDATE', `UPDATE audit.entries SET actor = 'eve'`],
  ['re-sealing', `UPDATE audit.chain SET hash = '\\x00' WHERE position = 1`],
  ['DELETE', 'DELETE FROM audit.entries'],
  ['unsealing', 'DELETE FROM audit.chain WHERE position = 1'],
  ['TRUNCATE', 'TRUNCATE audit.entries'],
  ['TRUNCATE of the chain', 'TRUNCATE audit.chain'],
  ['forging a checkpoint', `UPDATE audit.checkpoints SET envelope = '\\x00'`],
  ['forging a tree node', 'DELETE FROM audit.nodes'],
])('the triggers refuse even the owner %s', async (_, sql) => {
  // The owner's own rights would let it pass.
  await postgres.owner
    .query(`INSERT INTO audit.nodes VALUES (62, 9, decode(repeat('00', 32), 'hex'))
                              ON CONFLICT DO NOTHING`);
  await expect(postgres.owner.query(sql)).rejects.toThrow(/append-only/);
});

test('an entry is found by the same words before it is sealed and after', async () => {
  const { db } = postgres;
  const own = { actor: 'uma', action: 'journal.set_aside', subject: 'lab' };
  await audit(db, own);
  const { actor } = own;
  const filters = [
    { actor },
    { actor, action: 'journal' },
    { subject: 'lab' },
    { site: 'lab' },
    { actor, outcome: 'refused' },
    { visible: ['lab'] },
  ] as const;
  const found = async (filter: object) => {
    const rows = await listEntries(db, filter, null, 10);
    return rows.map(({ id, actor: by, action, subject, site, outcome }) => {
      return { id, actor: by, action, subject, site, outcome };
    });
  };
  const find = () => Promise.all(filters.map(found));
  const before = await find();
  for (const rows of before)
    expect(rows).toMatchObject([{ ...own, site: 'lab', outcome: 'refused' }]);
  const others = [
    { actor, outcome: 'done' },
    { actor, action: 'jour' },
    { actor, visible: ['hq'] },
  ];
  expect(await Promise.all(others.map(found))).toEqual([[], [], []]);
  await sealTurn(deps);
  expect(await positionOf('lab')).toBeGreaterThan(1);
  expect(await find()).toEqual(before);
  expect(await Promise.all(others.map(found))).toEqual([[], [], []]);
});

test('a filter on an action finds what is below it and nothing beside it', async () => {
  await audit(postgres.db, { ...fact, action: 'segment.refused' });
  await audit(postgres.db, { ...fact, action: 'segmentation.changed' });
  const rows = await listEntries(postgres.db, { action: 'segment' }, null, 10);
  expect(rows.map((row) => row.action)).toEqual(['segment.refused']);
});

test('what a fact is about and how it went are the same here and in SQL', async () => {
  const details = [{}, { site: 'hq' }, { site: null }, { site: 7 }, { whole: false }, { whole: 0 }];
  const actions = [
    'site.create',
    'segments.x',
    'segment.refused',
    'audit.contradicted',
    'a.failed',
  ];
  const sql = `SELECT audit.site_of($1, $2, $3) AS site, audit.outcome_of($1, $3) AS outcome`;
  for (const action of [...actions, 'journal.set_aside', 'x.not_kept', 'refused', 'site']) {
    for (const detail of details) {
      const own = { ...fact, action, detail };
      const { rows } = await postgres.db.query(sql, [action, own.subject, detail]);
      expect([{ site: siteOf(own), outcome: outcomeOf(own) }]).toEqual(rows);
    }
  }
});

test('canonical JSON does not depend on the order of keys and survives the database', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }),
  );
});
