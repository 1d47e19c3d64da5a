import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DeltaError } from '../errors.ts';
import { oldBytesOf } from '../old-bytes.ts';
import { chunksOf, decodeChunkList, encodeChunkList } from './chunk-list.ts';
import type { ChunkSizes } from './cut.ts';
import { joinChunks, missingChunks, missingPayload, placesOf } from './reuse.ts';

const sizes: ChunkSizes = { min: 64, usual: 256, max: 1024 };

function noise(length: number, seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state >>> 24;
  });
}

async function joined(old: Uint8Array, fresh: Uint8Array, change = (payload: Buffer) => payload) {
  const chunks = chunksOf(fresh, sizes);
  const places = placesOf(chunksOf(old, sizes));
  const missing = missingChunks(chunks, new Set(places.keys()));
  const payload = change(missingPayload(fresh, chunks, missing));
  const pieces: Uint8Array[] = [];
  for await (const piece of joinChunks(chunks, places, oldBytesOf(old), payload)) {
    pieces.push(piece);
  }
  return { made: Buffer.concat(pieces), missing };
}

test('chunks cover the bytes and keep their sizes', () => {
  const chunks = chunksOf(noise(100_000, 7), sizes);
  expect(chunks.reduce((sum, { length }) => sum + length, 0)).toBe(100_000);
  const lengths = chunks.slice(0, -1).map(({ length }) => length);
  expect(Math.min(...lengths)).toBeGreaterThan(sizes.min);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(sizes.max);
  const mean = 100_000 / chunks.length;
  expect(mean > 160 && mean < 450).toBe(true);
});

test('bytes that were inserted cost the chunks about them, not those behind', async () => {
  const old = noise(100_000, 3);
  const fresh = Buffer.concat([old.subarray(0, 40_000), Buffer.from('new'), old.subarray(40_000)]);
  const { made, missing } = await joined(old, fresh);
  expect(Buffer.compare(made, fresh)).toBe(0);
  expect(missing.chunks.length).toBeLessThan(4);
  expect(missing.reusedBytes + missing.missingBytes).toBe(fresh.length);
});

test('what repeats is sent once, and every pair comes back', async () => {
  const piece = noise(3_000, 11);
  const { made, missing } = await joined(new Uint8Array(), Buffer.concat([piece, piece, piece]));
  expect(made.length).toBe(9_000);
  expect(missing.missingBytes).toBeLessThan(6_000);
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 3_000 }),
      fc.uint8Array({ maxLength: 3_000 }),
      async (old, fresh) => {
        expect(Buffer.compare((await joined(old, fresh)).made, fresh)).toBe(0);
      },
    ),
    { numRuns: 30 },
  );
});

test('a chunk that is not what its name says is noticed, wherever it came from', async () => {
  const old = noise(5_000, 1);
  const fresh = Buffer.concat([old, noise(5_000, 2)]);
  const spoil = (payload: Buffer) => payload.fill(0, 0, 1);
  await expect(joined(old, fresh, spoil)).rejects.toMatchObject({ code: 'wrong_hash' });
  const cut = (payload: Buffer) => payload.subarray(0, -1);
  await expect(joined(old, fresh, cut)).rejects.toMatchObject({ code: 'truncated' });
});

test('a list of chunks is read as it was written, and refused when it lies', () => {
  const chunks = chunksOf(noise(5_000, 4), sizes);
  const list = encodeChunkList(chunks);
  expect(decodeChunkList(list, 5_000)).toEqual(chunks);
  const none = encodeChunkList([{ name: '00'.repeat(32), length: 0 }]);
  for (const [bytes, size, code] of [
    [Buffer.from('nothing of ours'), 5_000, 'malformed'],
    [list.subarray(0, -1), 5_000, 'truncated'],
    [list, 5_001, 'out_of_range'],
    [none, 0, 'malformed'],
  ] as const) {
    const read = () => decodeChunkList(bytes, size);
    expect(read).toThrow(DeltaError);
    expect(read).toThrow(expect.objectContaining({ code }));
  }
});
