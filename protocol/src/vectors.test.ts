import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodeEvents, readBatch, verifyBatch } from './batch.ts';
import { importPrivateKey } from './keys.ts';
import { openBody, readSegment, verifySegment } from './segment.ts';
import { buildVectors } from './testing/vectors.ts';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8'));
const bytes = (hex: string) => Buffer.from(hex, 'hex');
const names = ['batch', 'receipt', 'tip', 'inventory', 'merkle', 'digest', 'desired', 'ids'];

test.each(names)('%s: the committed vectors are still what the code makes', (name) => {
  expect(JSON.parse(JSON.stringify(buildVectors()[name]))).toEqual(read(name));
});

test.each(['', '-v1'])('committed batches and segments are still read%s', (suffix) => {
  const batch = read(`batch${suffix}`);
  const key = importPrivateKey(bytes(batch.device_seed)).publicKey;
  const batches = batch.signed_batches.map((hex: string) => readBatch(bytes(hex)));
  for (const each of batches) verifyBatch(each, key);
  expect(batches.flatMap(decodeEvents).map((event: { seq: number }) => event.seq)).toEqual([
    1, 2, 3, 4,
  ]);
  const { segment, relay_seed: seed } = read(`segment${suffix}`);
  const opened = readSegment(bytes(segment));
  verifySegment(opened, importPrivateKey(bytes(seed)).publicKey);
  expect(openBody(opened).batches.map((each) => Buffer.from(each).toString('hex'))).toEqual(
    batch.signed_batches,
  );
});
