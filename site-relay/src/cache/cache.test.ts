import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ChunkHasher,
  limits as wireLimits,
  readArtifactAnswer,
  toHex,
  writeArtifactAsk,
  type ArtifactAnswer,
  type ArtifactQuestion,
} from '@eucora/protocol';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../../test-kit/journal.ts';
import { DoorError } from '../errors.ts';
import { boundlessRoom } from '../home/room.ts';
import { createLogger } from '../log.ts';
import type { LinkPlan } from '../link/link-plan.ts';
import { Cache } from './cache.ts';
import { ArtifactDesk } from './desk.ts';
import { Fetcher } from './fetcher.ts';
import type { DoorAnswer, HubDoor } from './hub-door.ts';
import { ArtifactStore, type WantedArtifact } from './store.ts';

const log = createLogger('silent', 'test');
const mib = 1_048_576;
const chunk = wireLimits.artifactChunkBytes;

interface Published {
  readonly ref: WantedArtifact;
  readonly bytes: Buffer;
  readonly hashes: Uint8Array;
}
function published(targetPath: string, bytes = randomBytes(chunk + 99_999)): Published {
  const hasher = new ChunkHasher();
  hasher.update(bytes);
  const { hashes, ...ref } = hasher.finish();
  return { ref: { ...ref, targetPath }, bytes, hashes };
}

/** A hub on paper: what its door gives, and how it misbehaves. */
class PaperDoor implements Pick<HubDoor, 'get' | 'getAll' | 'isKnown'> {
  readonly isKnown = true;
  readonly artifacts: readonly Published[];
  readonly froms: number[] = [];
  /** Sees each request; what it throws is the answer. */
  before: (path: string, from: number) => void = () => undefined;
  /** Changes what is sent from a byte on; may end it early. */
  spoil: (bytes: Buffer, from: number) => Buffer = (bytes) => bytes;

  constructor(...artifacts: readonly Published[]) {
    this.artifacts = artifacts;
  }

  #find(path: string): Published {
    const found = this.artifacts.find(({ ref }) =>
      path.startsWith(`/artifacts/${toHex(ref.sha256)}`),
    );
    if (!found || path.includes('/delta/')) throw new DoorError('not there', 404);
    return found;
  }

  async get(path: string, _signal: AbortSignal, from = 0): Promise<DoorAnswer> {
    this.before(path, from);
    const { bytes } = this.#find(path);
    this.froms.push(from);
    const rest = this.spoil(bytes.subarray(from), from);
    async function* pieces(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < rest.length; at += 65_536) yield rest.subarray(at, at + 65_536);
      if (from + rest.length < bytes.length) {
        throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
      }
    }
    const nothing = (): Promise<void> => Promise.resolve();
    return { total: bytes.length, body: pieces(), [Symbol.asyncDispose]: nothing };
  }

  getAll(path: string): Promise<Buffer> {
    this.before(path, 0);
    return Promise.resolve(Buffer.from(this.#find(path).hashes));
  }
}

interface Free {
  freeBytes: number;
}
/** A cache that runs, with a door on paper and a disk of a size. */
async function running(
  directory: string,
  door: PaperDoor,
  wanted: { list: readonly WantedArtifact[] },
  free: Free = { freeBytes: 100_000 * mib },
) {
  const storeKey = randomBytes(32);
  const store = await ArtifactStore.open({ directory, storeKey, room: boundlessRoom, log });
  const plan: LinkPlan = {
    paused: false,
    bytesPerSecond: 0,
    bytesPerDay: 0,
    windows: [],
    timeZone: 'UTC',
    urgentExempt: true,
  };
  const link = {
    plan,
    claim: () => Promise.resolve(0),
    forecast: () => ({ finishMs: 1 }),
    report: { plan, hold: undefined, dayBytes: 0, measuredBytesPerSecond: undefined, likelyMs: 0 },
  };
  const report = {
    path: directory,
    get freeBytes() {
      return free.freeBytes;
    },
    floorBytes: 0,
    needBytes: 0,
    reserveBytes: 0,
    paused: false,
  };
  const fetcher = new Fetcher({ store, door, link, storeKey, log });
  const needs = (): readonly WantedArtifact[] => wanted.list;
  const room = { report };
  const cache = new Cache({ store, fetcher, wanted: needs, room, link, bytesMax: 0, log });
  cache.start();
  return { store, cache };
}

const stateOf = (cache: Cache, at = 0) => {
  const item = cache.state.report.items[at];
  return `${item?.state} ${item?.detail}`.trim();
};

test('what breaks off goes on at its byte, and a wrong chunk comes again', async () => {
  await using home = await temporaryDirectory();
  const hello = published('linux/hello_1.0.deb', randomBytes(3 * chunk));
  const door = new PaperDoor(hello);
  let lies = 1;
  door.spoil = (bytes, from) => {
    if (from === 0) return bytes.subarray(0, chunk + 70_001);
    if (from === chunk + 70_001 && (lies -= 1) >= 0) {
      const wrong = Buffer.from(bytes);
      wrong[chunk]! ^= 1;
      return wrong;
    }
    return bytes;
  };
  const { cache, store } = await running(home.path, door, { list: [hello.ref] });
  await using _ = cache;
  await expect.poll(() => stateOf(cache), { timeout: 20_000 }).toBe('here');
  // The wrong byte lies in the third chunk, so that the second is kept.
  expect(door.froms).toEqual([0, chunk + 70_001, 2 * chunk]);
  const name = toHex(hello.ref.sha256);
  expect((await store.read(name, 0, hello.bytes.length))!.equals(hello.bytes)).toBe(true);
});

test('a hub that always lies is refused, and does not stand before the others', async () => {
  await using home = await temporaryDirectory();
  const [bad, good] = [published('linux/bad_1.0.deb'), published('linux/good_1.0.deb')];
  const lying = { ...bad, bytes: randomBytes(bad.bytes.length) };
  const door = new PaperDoor(lying, good);
  const { cache } = await running(home.path, door, { list: [bad.ref, good.ref] });
  await using _ = cache;
  await expect.poll(() => stateOf(cache, 1), { timeout: 20_000 }).toBe('here');
  expect(stateOf(cache)).toBe('refused wrong_bytes');
});

test('a false list of chunks is refused before a byte is asked for', async () => {
  await using home = await temporaryDirectory();
  const hello = published('linux/hello_1.0.deb');
  const door = new PaperDoor({ ...hello, hashes: randomBytes(hello.hashes.length) });
  const { cache } = await running(home.path, door, { list: [hello.ref] });
  await using _ = cache;
  await expect.poll(() => stateOf(cache), { timeout: 20_000 }).toBe('refused wrong_chunks');
  expect(door.froms).toEqual([]);
});

test('what is cancelled waits; what nobody names any more stops and goes when room is short', async () => {
  await using home = await temporaryDirectory();
  const [first, second] = [published('linux/first_1.0.deb'), published('linux/second_1.0.deb')];
  const door = new PaperDoor(first, second);
  door.before = (path) => {
    if (path.includes(toHex(second.ref.sha256))) throw new DoorError('cancelled', 409);
  };
  const wanted = { list: [first.ref, second.ref] };
  const free = { freeBytes: 100_000 * mib };
  const { cache, store } = await running(home.path, door, wanted, free);
  await using _ = cache;
  await expect.poll(() => stateOf(cache, 1), { timeout: 20_000 }).toBe('waiting cancelled');
  expect(stateOf(cache)).toBe('here');
  door.before = () => undefined;
  wanted.list = [second.ref];
  // As much as one of them takes is free, and the floor asks for more.
  free.freeBytes = 256 * mib + first.bytes.length;
  cache.retry();
  await expect.poll(() => stateOf(cache), { timeout: 20_000 }).toBe('here');
  expect(store.isWhole(toHex(first.ref.sha256))).toBe(false);
  free.freeBytes = 0;
  wanted.list = [second.ref, first.ref];
  cache.wake();
  await expect.poll(() => stateOf(cache, 1), { timeout: 20_000 }).toBe('waiting room');
  expect(cache.state.needBytes).toBeGreaterThan(256 * mib);
});

test('what rots on the disk is named, and fetched again', async () => {
  await using home = await temporaryDirectory();
  const hello = published('linux/hello_1.0.deb');
  const door = new PaperDoor(hello);
  const { cache } = await running(home.path, door, { list: [hello.ref] });
  await using _ = cache;
  await expect.poll(() => stateOf(cache), { timeout: 20_000 }).toBe('here');
  const name = toHex(hello.ref.sha256);
  const file = await open(join(home.path, `${name}.art`), 'r+');
  await file.write(Buffer.from('rot'), 0, 3, 300_000);
  await file.close();
  expect(await cache.scrub()).toBe(name);
  expect(cache.state.rotten).toBe(1);
  await expect.poll(() => stateOf(cache), { timeout: 20_000 }).toBe('here');
  expect(await cache.scrub()).toBe(name);
  expect(cache.state.rotten).toBe(1);
  expect(await cache.scrub()).toBeUndefined();
});

test('thousands of devices that ask at once are sent away for a moment, and each is served', async () => {
  await using home = await temporaryDirectory();
  const hello = published('linux/hello_1.0.deb');
  const { cache, store } = await running(home.path, new PaperDoor(hello), { list: [hello.ref] });
  await using _ = cache;
  await expect.poll(() => stateOf(cache), { timeout: 20_000 }).toBe('here');
  const trustFile = (): Promise<undefined> => Promise.resolve(undefined);
  const wanted = (): readonly WantedArtifact[] => [hello.ref];
  const desk = new ArtifactDesk({ store, cache, wanted, trustFile });
  const ask = async (part: Partial<ArtifactQuestion> = {}): Promise<ArtifactAnswer> => {
    const question = { sha256: hello.ref.sha256, offset: 0, length: 1_000, ...part };
    return readArtifactAnswer(await desk.artifact(writeArtifactAsk(question)));
  };
  const answers = await Promise.all(Array.from({ length: 5_000 }, () => ask()));
  const served = answers.filter(({ bytes }) => bytes.length > 0);
  const sent = answers.filter(({ bytes }) => bytes.length === 0);
  expect(served.length).toBeGreaterThan(0);
  expect(served.length).toBeLessThanOrEqual(8);
  expect(sent.every(({ state, retryAfterMs }) => state === 'here' && retryAfterMs >= 250)).toBe(
    true,
  );
  const spread = new Set(sent.map(({ retryAfterMs }) => retryAfterMs));
  expect(spread.size).toBeGreaterThan(100);
  const [first] = served;
  expect(Buffer.from(first!.bytes).equals(hello.bytes.subarray(0, 1_000))).toBe(true);
  const unknown = await ask({ sha256: Buffer.alloc(32, 7) });
  expect(unknown).toMatchObject({ state: 'unknown', total: 0 });
  expect(await desk.artifact(Buffer.from('nothing'))).toHaveLength(0);
});
