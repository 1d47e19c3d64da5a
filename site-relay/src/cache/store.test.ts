import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, open, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { ChunkHasher, limits, toHex } from '@eucora/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ArtifactDamagedError, RelayError, WrongBytesError } from '../errors.ts';
import { boundlessRoom } from '../home/room.ts';
import { createLogger } from '../log.ts';
import { fileBytes, pieceBytes, storedBytes } from './artifact-file.ts';
import { ArtifactStore, type WantedArtifact } from './store.ts';
import { takeFile } from './take.ts';

const storeKey = randomBytes(32);
const log = createLogger('silent', 'test');
const chunk = limits.artifactChunkBytes;
const bytes = randomBytes(2 * chunk + pieceBytes + 77);
const { hashes, ...hashed } = hashesOf(bytes);
const ref: WantedArtifact = { ...hashed, targetPath: 'linux/hello_1.0_amd64.deb' };
const name = toHex(ref.sha256);
const stop = new AbortController().signal;
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'eucora-cache-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

function hashesOf(content: Uint8Array) {
  const hasher = new ChunkHasher();
  hasher.update(content);
  return hasher.finish();
}

const folder = (): Promise<string> => mkdtemp(join(root, 'store-'));
const openStore = (directory: string): Promise<ArtifactStore> =>
  ArtifactStore.open({ directory, storeKey, room: boundlessRoom, log });

/** Takes all that is missing, in pieces of a size. */
async function fill(store: ArtifactStore, from = bytes, size = 100_000): Promise<void> {
  if (!store.hashesOf(name)) await store.takeHashes(ref, hashes);
  await using part = await store.begin(ref);
  while (!part.isWhole) await part.take(from.subarray(part.length, part.length + size));
}

test('an artifact is taken up again at any byte, and lies sealed', async () => {
  const directory = await folder();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: bytes.length }), { maxLength: 3 }),
      fc.integer({ min: 1, max: 400_000 }),
      async (stops, size) => {
        for (const at of stops.toSorted((a, b) => a - b)) {
          const store = await openStore(directory);
          if (!store.hashesOf(name)) await store.takeHashes(ref, hashes);
          await using part = await store.begin(ref);
          // What comes again after a restart is never more than a piece.
          while (part.length < at) {
            const end = Math.min(at, part.length + size);
            await part.take(bytes.subarray(part.length, end));
          }
        }
        const store = await openStore(directory);
        const last = stops.length === 0 ? 0 : Math.max(...stops);
        const held = store.entry(name)?.heldBytes ?? 0;
        expect(held).toBeGreaterThanOrEqual(last - (last === bytes.length ? 0 : last % pieceBytes));
        await fill(store, bytes, size);
        await store.finish(name);
        const again = await openStore(directory);
        expect(again.isWhole(name)).toBe(true);
        expect((await again.read(name, 0, bytes.length))!.equals(bytes)).toBe(true);
        const piece = await again.read(name, chunk - 3, 10);
        expect(piece!.equals(bytes.subarray(chunk - 3, chunk + 7))).toBe(true);
        await again.remove(name);
        expect(await readdir(directory)).toEqual([]);
      },
    ),
    { numRuns: 3 },
  );
});

test('nothing of the artifact lies open on the disk', async () => {
  const directory = await folder();
  const store = await openStore(directory);
  await fill(store);
  await store.finish(name);
  const path = join(directory, `${name}.art`);
  expect(await fileBytes(path)).toBe(storedBytes(bytes.length));
  const onDisk = await readFile(path);
  expect(onDisk.includes(bytes.subarray(1_000, 1_032))).toBe(false);
});

test('a chunk that is not the artifact’s is forgotten, and only that one', async () => {
  const store = await openStore(await folder());
  const wrong = Buffer.from(bytes);
  wrong[chunk + 5]! ^= 1;
  await expect(fill(store, wrong)).rejects.toBeInstanceOf(WrongBytesError);
  expect(store.entry(name)?.heldBytes).toBe(chunk);
  await fill(store);
  await store.finish(name);
  expect(store.isWhole(name)).toBe(true);
});

test('a false list of chunks is refused before a byte is taken by it', async () => {
  const store = await openStore(await folder());
  const other = Buffer.from(hashes);
  other[0]! ^= 1;
  await expect(store.takeHashes(ref, other)).rejects.toMatchObject({ code: 'wrong_hash' });
  expect(store.hashesOf(name)).toBeUndefined();
});

test('an item whose chunks and whole contradict each other is never given out', async () => {
  const store = await openStore(await folder());
  const sha256 = createHash('sha256').update('something else').digest();
  const lying = { ...ref, sha256 };
  await store.takeHashes(lying, hashes);
  {
    await using part = await store.begin(lying);
    await part.take(bytes);
  }
  await expect(store.finish(toHex(sha256))).rejects.toBeInstanceOf(WrongBytesError);
  expect(store.entries).toEqual([]);
});

test('what the disk changed is named, whether it is read or comes on', async () => {
  const directory = await folder();
  const store = await openStore(directory);
  await fill(store);
  await store.finish(name);
  const path = join(directory, `${name}.art`);
  await flip(path, storedBytes(chunk) + 100);
  await expect(store.read(name, chunk, 10)).rejects.toBeInstanceOf(ArtifactDamagedError);
  await expect(store.verify(name)).rejects.toThrow(/damaged at byte 4194304/);
  expect((await store.read(name, 0, 10))!.equals(bytes.subarray(0, 10))).toBe(true);
  await truncate(path, storedBytes(chunk));
  const after = await openStore(directory);
  expect(after.entries).toEqual([]);
  expect(await readdir(directory)).toEqual([]);
});

test('a torn tail, and a chunk that was damaged while it came, cost that chunk at most', async () => {
  const directory = await folder();
  const store = await openStore(directory);
  await store.takeHashes(ref, hashes);
  {
    await using part = await store.begin(ref);
    await part.take(bytes.subarray(0, chunk + 3 * pieceBytes));
  }
  const path = join(directory, `${name}.part`);
  await truncate(path, storedBytes(chunk + 3 * pieceBytes) - 9);
  expect((await openStore(directory)).entry(name)?.heldBytes).toBe(chunk + 2 * pieceBytes);
  await flip(path, storedBytes(chunk + pieceBytes) - 9);
  const again = await openStore(directory);
  {
    await using part = await again.begin(ref);
    expect(part.length).toBe(chunk);
  }
  await fill(again);
  await again.finish(name);
  expect(again.isWhole(name)).toBe(true);
});

test('begun on the wire, finished from a stick; of a bad stick each good chunk counts', async () => {
  const directory = await folder();
  const store = await openStore(directory);
  await store.takeHashes(ref, hashes);
  {
    await using part = await store.begin(ref);
    await part.take(bytes.subarray(0, pieceBytes));
  }
  const stick = join(directory, 'hello.deb');
  const damaged = Buffer.from(bytes);
  damaged[2 * chunk + 1]! ^= 1;
  await writeFile(stick, damaged);
  const first = await takeFile(store, [ref], stick, stop);
  expect(first).toMatchObject({ artifact: name, heldBytes: 2 * chunk, bytes: bytes.length });
  expect(first.takenBytes).toBe(2 * chunk - pieceBytes);
  await writeFile(stick, bytes);
  expect(await takeFile(store, [ref], stick, stop)).toMatchObject({ heldBytes: bytes.length });
  expect(store.isWhole(name)).toBe(true);
  expect(await takeFile(store, [ref], stick, stop)).toMatchObject({ takenBytes: 0 });
});

test('a whole file proves itself without a list; a part of one needs it beside', async () => {
  const directory = await folder();
  const store = await openStore(directory);
  const stick = join(directory, 'hello.deb');
  await writeFile(stick, bytes.subarray(0, chunk + 10));
  await expect(takeFile(store, [ref], stick, stop)).rejects.toThrow(/hello\.deb\.chunks/);
  await writeFile(`${stick}.chunks`, hashes);
  expect(await takeFile(store, [ref], stick, stop)).toMatchObject({ heldBytes: chunk });
  const fresh = await openStore(await folder());
  await rm(`${stick}.chunks`);
  await writeFile(stick, bytes);
  expect(await takeFile(fresh, [ref], stick, stop)).toMatchObject({ heldBytes: bytes.length });
  const other = { ...ref, sha256: Buffer.alloc(32), chunkListSha256: Buffer.alloc(32) };
  await expect(takeFile(fresh, [other], stick, stop)).rejects.toBeInstanceOf(RelayError);
});

async function flip(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+');
  const one = Buffer.alloc(1);
  await file.read(one, 0, 1, at);
  one[0]! ^= 1;
  await file.write(one, 0, 1, at);
  await file.close();
}
