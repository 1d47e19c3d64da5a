import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  cautiousCollection,
  generateKeyPair,
  openCollection,
  plainRings,
  randomId,
  readCollectionAnswer,
  sealCollection,
  writeCollectionAsk,
} from '@eucora/protocol';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerCollection, loadCollection, type KeptCollection } from './collection.ts';

const hub = generateKeyPair();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eucora-documents-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const document = (generation: number, key = hub): Uint8Array =>
  sealCollection(
    { site: 'hq', ledgerEpoch: 1, generation, issuedMs: 0, settings: cautiousCollection },
    key,
  );
const load = (): Promise<KeptCollection> =>
  loadCollection({
    path: join(folder, 'collection'),
    site: 'hq',
    hubKeys: plainRings(hub.publicKey),
    room: { use: (write) => write() },
    log: pino({ level: 'silent' }),
  });
const ask = (kept: KeptCollection, generation: number) => {
  const has = { deviceId: randomId(), ledgerEpoch: generation === 0 ? 0 : 1, generation };
  const { document: bytes, held } = readCollectionAnswer(
    answerCollection(kept, writeCollectionAsk(has)),
  );
  return { bytes, size: bytes.length, held };
};

test('passes the hub’s own bytes on to who has older ones, and keeps them across a restart', async () => {
  const kept = await load();
  expect(ask(kept, 0)).toMatchObject({ size: 0, held: false });
  expect(await kept.take(document(4))).toBe('taken');
  expect(await kept.take(document(3))).toBe('stale');
  expect(await kept.take(document(5, generateKeyPair()))).toBe('refused');
  const again = await load();
  expect(openCollection(ask(again, 0).bytes, 'hq', hub.publicKey).generation).toBe(4);
  expect(ask(again, 4)).toMatchObject({ size: 0, held: true });
  const nonsense = answerCollection(again, Buffer.from('nonsense'));
  expect(readCollectionAnswer(nonsense).document).toHaveLength(0);
});

test('takes what an operator put into its file', async () => {
  const kept = await load();
  await writeFile(join(folder, 'collection'), document(9));
  await kept.reload();
  expect(kept.document?.generation).toBe(9);
});
