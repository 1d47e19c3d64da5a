import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  objectStoreMissing,
  startObjectStore,
  type TestObjectStore,
} from '../../archive/testing/object-store.ts';
import { bucketObjects } from './bucket-objects.ts';
import { folderObjects } from './folder-objects.ts';
import { ObjectMissingError, type ObjectStore } from './store.ts';

/* One contract, kept by a folder and by a real S3 server. */

const missing = await objectStoreMissing();
if (missing !== undefined) console.warn(`Objects are not tested on S3: ${missing}`);
const nameOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

interface Place {
  readonly store: ObjectStore;
  /** Where streams are laid down on their way. */
  readonly parts: string;
}

function contract(make: () => Promise<Place>): void {
  let place: Place;
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'eucora-objects-'));
    place = await make();
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));
  const listed = async (): Promise<string[]> => {
    const found: string[] = [];
    for await (const { sha256 } of place.store.list()) found.push(sha256);
    return found.toSorted();
  };

  it('stores a stream under the hash of its bytes, once', async () => {
    const { store } = place;
    // More than one part of a sending in parts.
    const bytes = randomBytes(18 * 1_048_576);
    const pieces = () => Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]);
    const sha256 = nameOf(bytes);
    expect(await store.put(pieces())).toEqual({ sha256, bytes: bytes.length, isNew: true });
    expect(await store.put(pieces())).toEqual({ sha256, bytes: bytes.length, isNew: false });
    expect(await listed()).toEqual([sha256]);
    expect(await store.bytesOf(sha256)).toBe(bytes.length);
    expect((await buffer(await store.read(sha256))).equals(bytes)).toBe(true);
    const part = await store.read(sha256, { from: 5, length: 4 });
    expect((await buffer(part)).equals(bytes.subarray(5, 9))).toBe(true);
    await store.delete(sha256);
    await store.delete(sha256);
    expect(await listed()).toEqual([]);
    await expect(store.read(sha256)).rejects.toBeInstanceOf(ObjectMissingError);
    expect(await store.bytesOf(sha256)).toBeUndefined();
  });

  it('takes a file over, also when it has its bytes already', async () => {
    const { store } = place;
    const bytes = randomBytes(100);
    const known = { sha256: nameOf(bytes), bytes: bytes.length };
    for (const name of ['one', 'two']) {
      await writeFile(join(dir, name), bytes);
      await store.adopt(join(dir, name), known);
    }
    expect(await readdir(dir)).toEqual([]);
    expect((await buffer(await store.read(known.sha256))).equals(bytes)).toBe(true);
    await store.delete(known.sha256);
  });

  it('keeps nothing of a stream that breaks', async () => {
    const { store, parts } = place;
    const broken = (async function* pieces() {
      yield Buffer.from('half');
      throw new Error('cut');
    })();
    await expect(store.put(broken)).rejects.toThrow('cut');
    expect(await listed()).toEqual([]);
    expect(await readdir(parts)).toEqual([]);
  });

  it.each(['../../etc/passwd', 'A'.repeat(64), ''])('takes no other name: %s', async (name) => {
    const { store } = place;
    await expect(Promise.resolve().then(() => store.read(name))).rejects.toThrow('names no object');
    await expect(Promise.resolve().then(() => store.delete(name))).rejects.toThrow(
      'names no object',
    );
  });
}

describe('objects in a folder', () => {
  contract(async () => {
    const root = await mkdtemp(join(tmpdir(), 'eucora-objects-'));
    return { store: folderObjects(root), parts: join(root, 'incoming') };
  });
});

describe.skipIf(missing !== undefined)('objects in a bucket', () => {
  let server: TestObjectStore;
  afterAll(() => server[Symbol.asyncDispose]());
  contract(async () => {
    server = await startObjectStore();
    const spoolDir = await mkdtemp(join(tmpdir(), 'eucora-objects-'));
    const place = await server.bucket('eucora-objects');
    return { store: bucketObjects({ ...place, spoolDir }), parts: spoolDir };
  });
});
