import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  consistencyRanges,
  generateKeyPair,
  merkleLeaf,
  merkleRoot,
  plainRings,
  sealAuditCheckpoint,
  writeAuditDocument,
} from '@eucora/protocol';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../../test-kit/journal.ts';
import { boundlessRoom } from '../home/room.ts';
import { createLogger } from '../log.ts';
import { AuditBook } from './book.ts';

const hub = generateKeyPair();
const log = createLogger('silent', 'test');
const leavesOf = (count: number, word = 'entry'): Uint8Array[] =>
  Array.from({ length: count }, (_, i) => merkleLeaf(Buffer.from(`${word} ${i}`)));

/** The document of a record of these leaves, with the proof from an earlier length. */
function documentOf(leaves: readonly Uint8Array[], from: number, issuedMs = leaves.length) {
  const statement = {
    position: leaves.length,
    hash: leaves.at(-1)!,
    root: merkleRoot(leaves),
    issuedMs,
  };
  const proof = consistencyRanges(from, leaves.length).map((range) =>
    merkleRoot(leaves.slice(range.from, range.to)),
  );
  return writeAuditDocument({ checkpoint: sealAuditCheckpoint(statement, hub), from, proof });
}
const openIn = (path: string) =>
  AuditBook.open({ path, hubKeys: plainRings(hub.publicKey), room: boundlessRoom, log });

test('a record that only grows is followed by proof, across restarts', async () => {
  await using home = await temporaryDirectory();
  const path = join(home.path, 'audit-checkpoints');
  const all = leavesOf(90);
  const book = await openIn(path);
  expect(await book.take(documentOf(all.slice(0, 13), 0))).toBe('first');
  expect(await book.take(documentOf(all.slice(0, 40), 13))).toBe('continues');
  expect(await book.take(documentOf(all.slice(0, 40), 13))).toBe('same');
  expect(await book.take(documentOf(all, 13))).toBe('unproven');
  const again = await openIn(path);
  expect(again.held?.position).toBe(40);
  expect(await again.take(documentOf(all, 40))).toBe('continues');
  expect(await again.take(documentOf(all.slice(0, 13), 0))).toBe('stale');
  expect((await readFile(path, 'utf8')).trim().split('\n').length).toBe(3);
  expect(again.contradicting).toBe(0);
});

test('a rewritten database is noticed: by length, by content, and by going back', async () => {
  await using home = await temporaryDirectory();
  const path = join(home.path, 'audit-checkpoints');
  const honest = leavesOf(50);
  const forged = honest.with(20, merkleLeaf(Buffer.from('forged')));
  const book = await openIn(path);
  await book.take(documentOf(honest, 0));
  expect(await book.take(documentOf(forged, 0))).toBe('contradicts');
  expect(await book.take(documentOf([...forged, ...leavesOf(9, 'more')], 50))).toBe('contradicts');
  expect(await book.take(documentOf(honest.slice(0, 30), 0, 1_000))).toBe('contradicts');
  // What is held stays; the evidence is kept and told.
  expect(book.held?.root).toEqual(merkleRoot(honest));
  const again = await openIn(path);
  expect(again.witness).toMatchObject({ position: 50, contradicting: 3 });
  expect(await again.take(documentOf(forged, 0))).toBe('contradicts');
  expect(again.contradicting).toBe(3);
});

test('what is not by the hub, or torn, says nothing', async () => {
  await using home = await temporaryDirectory();
  const path = join(home.path, 'audit-checkpoints');
  const book = await openIn(path);
  const statement = { position: 1, hash: honestHash, root: honestHash, issuedMs: 1 };
  const foreign = sealAuditCheckpoint(statement, generateKeyPair());
  const bytes = writeAuditDocument({ checkpoint: foreign, from: 0, proof: [] });
  expect(await book.take(bytes)).toBe('refused');
  expect(await book.take(Buffer.from('nonsense'))).toBe('refused');
  await book.take(documentOf(leavesOf(3), 0));
  await appendFile(path, '{"verdict":"first","checkpo');
  expect((await openIn(path)).held?.position).toBe(3);
});

const honestHash = new Uint8Array(32).fill(1);
