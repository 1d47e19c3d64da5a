import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  checkChunkHashes,
  chunkCount,
  chunkHashAt,
  ChunkHasher,
  isTrustName,
  readArtifactAnswer,
  readArtifactAsk,
  readChunksAnswer,
  readChunksAsk,
  readDoorPlace,
  readTrustAnswer,
  readTrustAsk,
  writeArtifactAnswer,
  writeArtifactAsk,
  writeChunksAnswer,
  writeChunksAsk,
  writeDoorPlace,
  writeTrustAnswer,
  writeTrustAsk,
} from './artifacts.ts';
import { ProtocolError } from './errors.ts';
import { limits } from './limits.ts';

const hash = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
const artifact = hash(Buffer.from('an artifact'));

test('an artifact is hashed the same however it comes, and each chunk by itself', () => {
  const bytes = Buffer.alloc(2 * limits.artifactChunkBytes + 5);
  bytes.fill('some bytes of some program');
  const whole = new ChunkHasher();
  whole.update(bytes);
  const expected = whole.finish();
  expect(expected.sha256).toEqual(hash(bytes));
  expect(expected.hashes.length).toBe(3 * 32);
  expect(chunkCount(bytes.length)).toBe(3);
  const last = bytes.subarray(2 * limits.artifactChunkBytes);
  expect(chunkHashAt(expected.hashes, 2)).toEqual(hash(last));
  expect(expected.chunkListSha256).toEqual(hash(expected.hashes));
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5_000_000 }), { maxLength: 6 }), (sizes) => {
      const hasher = new ChunkHasher();
      let at = 0;
      for (const size of [...sizes, bytes.length]) {
        hasher.update(bytes.subarray(at, at + size));
        at = Math.min(bytes.length, at + size);
      }
      expect(hasher.finish()).toEqual(expected);
    }),
    { numRuns: 5 },
  );
});

test('a list of chunks that is not the one of the signed item is refused', () => {
  const hasher = new ChunkHasher();
  hasher.update(Buffer.alloc(limits.artifactChunkBytes + 1));
  const { hashes, ...ref } = hasher.finish();
  expect(checkChunkHashes(ref, hashes)).toBe(hashes);
  const other = Buffer.from(hashes);
  other[40]! ^= 1;
  for (const wrong of [other, hashes.subarray(0, 32), Buffer.alloc(0)]) {
    expect(() => checkChunkHashes(ref, wrong)).toThrow(ProtocolError);
  }
});

test('what is asked and answered about bytes comes back as it was', () => {
  const question = { sha256: artifact, offset: 5_000_000_000, length: 10 };
  expect(readArtifactAsk(writeArtifactAsk(question))).toEqual(question);
  const greedy = writeArtifactAsk({ ...question, length: 99_999_999 });
  expect(readArtifactAsk(greedy).length).toBe(limits.artifactPieceBytesMax);
  const answer = {
    bytes: Buffer.from('piece'),
    total: 2 ** 40,
    state: 'coming',
    retryAfterMs: 5,
    held: 7,
  } as const;
  expect(readArtifactAnswer(writeArtifactAnswer(answer))).toEqual(answer);
  expect(readChunksAsk(writeChunksAsk(artifact))).toEqual(artifact);
  const chunks = { hashes: Buffer.alloc(64), retryAfterMs: 0 };
  expect(readChunksAnswer(writeChunksAnswer(chunks))).toEqual(chunks);
  const trust = { name: '2.retail-linux.json', offset: 3 };
  expect(readTrustAsk(writeTrustAsk(trust))).toEqual(trust);
  const file = { bytes: Buffer.from('{}'), total: 2, held: true, retryAfterMs: 0 };
  expect(readTrustAnswer(writeTrustAnswer(file))).toEqual(file);
  const door = { url: 'https://hub.example:8443/', port: 8443 };
  expect(readDoorPlace(writeDoorPlace(door))).toEqual(door);
});

test.each([
  [
    'a hash that is none',
    () => readArtifactAsk(writeArtifactAsk({ sha256: artifact.subarray(1), offset: 0, length: 1 })),
  ],
  [
    'nothing asked for',
    () => readArtifactAsk(writeArtifactAsk({ sha256: artifact, offset: 0, length: 0 })),
  ],
  [
    'a piece that is too large',
    () => readArtifactAnswer(Buffer.alloc(limits.artifactPieceBytesMax + 5_000)),
  ],
  ['no answer at all', () => readArtifactAnswer(Buffer.alloc(0))],
  ['a door that is no place', () => readDoorPlace(writeDoorPlace({ url: 'http://hub', port: 1 }))],
  [
    'a way out of the folder',
    () => readTrustAsk(writeTrustAsk({ name: '../keys.json', offset: 0 })),
  ],
])('%s is refused', (_what, read) => {
  expect(read).toThrow(ProtocolError);
});

test.each([
  ['timestamp.json', true],
  ['1.root.json', true],
  ['12.retail%2Flinux.json', true],
  ['retail/linux.json', true],
  ['root', false],
  ['.json', false],
  ['/etc/a.json', false],
  ['a/.hidden.json', false],
  ['a/../b.json', false],
  ['a\\b.json', false],
  ['', false],
])('%s names a file of a repository: %s', (name, expected) => {
  expect(isTrustName(name)).toBe(expected);
});
