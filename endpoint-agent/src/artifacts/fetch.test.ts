import { createHash } from 'node:crypto';
import { mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  ChunkHasher,
  limits,
  toHex,
  type ArtifactAnswer,
  type ArtifactBytes,
  type ArtifactQuestion,
} from '@eucora/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DeskUnavailableError } from '../sender/desk.ts';
import { ArtifactRoomError, WrongArtifactError } from './errors.ts';
import { fetchArtifact, type FetchOptions } from './fetch.ts';
import { keepArtifacts } from './tidy.ts';

const chunk = limits.artifactChunkBytes;
const bytes = Buffer.alloc(2 * chunk + 12_345);
for (let at = 0; at < bytes.length; at += 32) {
  createHash('sha256').update(String(at)).digest().copy(bytes, at);
}
const { hashes, ...ref } = hashed(bytes);
const name = toHex(ref.sha256);
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'eucora-fetch-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

function hashed(content: Uint8Array): ArtifactBytes & { readonly hashes: Uint8Array } {
  const hasher = new ChunkHasher();
  hasher.update(content);
  return hasher.finish();
}

const folder = (): Promise<string> => mkdtemp(join(root, 'device-'));

/** A relay that holds these bytes, and counts what it is asked for. */
class PaperDesk {
  readonly asked: number[] = [];
  content: Uint8Array = bytes;
  hashes: Uint8Array = hashes;
  /** Sees each question first; what it answers stands for the relay's answer. */
  before: (question: ArtifactQuestion) => ArtifactAnswer | undefined = () => undefined;

  chunks(): Promise<{ hashes: Uint8Array; retryAfterMs: number }> {
    return Promise.resolve({ hashes: this.hashes, retryAfterMs: 0 });
  }

  async artifact(question: ArtifactQuestion): Promise<ArtifactAnswer> {
    this.asked.push(question.offset);
    const other = this.before(question);
    if (other) return other;
    const { offset, length } = question;
    const total = this.content.length;
    const piece = this.content.subarray(offset, offset + length);
    return { bytes: piece, total, state: 'here', retryAfterMs: 0, held: total };
  }
}

const take = (dir: string, desk: PaperDesk, more: Partial<FetchOptions> = {}) =>
  fetchArtifact(ref, { desk, dir, signal: new AbortController().signal, ...more });

test('stops at any byte and goes on there, over and over, and is the artifact in the end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: bytes.length - 1 }), { minLength: 1, maxLength: 3 }),
      async (stops) => {
        const dir = await folder();
        let held = 0;
        for (const at of stops.toSorted((a, b) => a - b)) {
          const desk = new PaperDesk();
          const stop = new AbortController();
          desk.before = ({ offset }) => {
            if (offset + limits.artifactPieceBytesMax > at) stop.abort(new Error('stopped'));
            return undefined;
          };
          await take(dir, desk, { signal: stop.signal }).catch((error: unknown) => {
            expect(error).toMatchObject({ message: 'stopped' });
          });
          if (desk.asked.length > 0) expect(desk.asked[0]).toBeGreaterThanOrEqual(held);
          held = (await stat(join(dir, `${name}.part`)).catch(() => ({ size: held }))).size;
        }
        expect((await readFile(await take(dir, new PaperDesk()))).equals(bytes)).toBe(true);
        expect(await readdir(dir)).toEqual([name]);
        const again = new PaperDesk();
        await take(dir, again);
        expect(again.asked).toEqual([]);
      },
    ),
    { numRuns: 4 },
  );
});

test('waits while the relay is away, has no list, or has not all of it, and says how far it is', async () => {
  const desk = new PaperDesk();
  const replies: (ArtifactAnswer | 'away')[] = [
    { bytes: Buffer.alloc(0), total: ref.bytes, state: 'coming', retryAfterMs: 1, held: 77 },
    'away',
    { bytes: Buffer.alloc(0), total: ref.bytes, state: 'here', retryAfterMs: 1, held: ref.bytes },
  ];
  desk.before = () => {
    const next = replies.shift();
    if (next === 'away') throw new DeskUnavailableError('away');
    return next;
  };
  let lists = 0;
  const chunks = desk.chunks.bind(desk);
  desk.chunks = () =>
    (lists += 1) === 1 ? Promise.resolve({ hashes: Buffer.alloc(0), retryAfterMs: 1 }) : chunks();
  const seen: string[] = [];
  await take(await folder(), desk, {
    onProgress: ({ state, relayBytes, totalBytes }) => {
      seen.push(`${state} ${relayBytes}/${totalBytes}`);
    },
  });
  expect(seen[0]).toBe(`coming 77/${ref.bytes}`);
  expect(seen.at(-1)).toBe(`here ${ref.bytes}/${ref.bytes}`);
});

test('takes no chunk that is wrong, asks for it again, and gives up on a relay that always lies', async () => {
  const dir = await folder();
  const desk = new PaperDesk();
  const wrong = Buffer.from(bytes);
  wrong[chunk + 9]! ^= 1;
  let lies = 2;
  desk.before = ({ offset }) => {
    desk.content = offset === chunk && (lies -= 1) >= 0 ? wrong : bytes;
    return undefined;
  };
  expect((await readFile(await take(dir, desk))).equals(bytes)).toBe(true);
  expect(desk.asked.filter((offset) => offset === chunk)).toHaveLength(3);
  const liar = new PaperDesk();
  liar.content = wrong;
  const other = await folder();
  await expect(take(other, liar)).rejects.toBeInstanceOf(WrongArtifactError);
  expect((await stat(join(other, `${name}.part`))).size).toBe(chunk);
});

test('a false list is not believed, and an item that contradicts itself gives no file', async () => {
  const desk = new PaperDesk();
  desk.hashes = Buffer.alloc(hashes.length);
  const stop = AbortSignal.timeout(50);
  await expect(take(await folder(), desk, { signal: stop })).rejects.toMatchObject({
    name: 'TimeoutError',
  });
  expect(desk.asked).toEqual([]);
  const dir = await folder();
  const sha256 = createHash('sha256').update('another').digest();
  const lying = fetchArtifact(
    { ...ref, sha256 },
    { desk: new PaperDesk(), dir, signal: new AbortController().signal },
  );
  await expect(lying).rejects.toBeInstanceOf(WrongArtifactError);
  expect((await readdir(dir)).filter((file) => !file.endsWith('.chunks'))).toEqual([]);
});

test('what the disk changed meanwhile costs its chunk, also in an artifact that was whole', async () => {
  const dir = await folder();
  const path = await take(dir, new PaperDesk());
  await flip(path, chunk + 3);
  expect((await readFile(await take(dir, new PaperDesk()))).equals(bytes)).toBe(true);
  const damaged = Buffer.from(bytes.subarray(0, 2 * chunk));
  damaged[5]! ^= 1;
  await rm(path);
  await writeFile(`${path}.part`, damaged);
  expect((await readFile(await take(dir, new PaperDesk()))).equals(bytes)).toBe(true);
});

test('a disk without room is told before the first byte, with what must become free', async () => {
  const desk = new PaperDesk();
  const dir = await folder();
  const freeBytes = (): Promise<number> => Promise.resolve(1_000);
  const refused = take(dir, desk, { freeBytes, freeBytesMin: 500 });
  await expect(refused).rejects.toBeInstanceOf(ArtifactRoomError);
  await expect(refused).rejects.toThrow(`free ${bytes.length - 500} bytes on the file system`);
  expect(desk.asked).toEqual([]);
});

test('what nobody wants any more goes, and nothing else', async () => {
  const dir = await folder();
  const other = 'ab'.repeat(32);
  for (const file of [name, `${other}.part`, `${other}.chunks`, other, 'notes.txt']) {
    await writeFile(join(dir, file), 'x');
  }
  expect(await keepArtifacts(dir, [ref])).toBe(3);
  expect((await readdir(dir)).toSorted()).toEqual([name, 'notes.txt'].toSorted());
  expect(await keepArtifacts(join(dir, 'none'), [])).toBe(0);
});

async function flip(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+');
  const one = Buffer.alloc(1);
  await file.read(one, 0, 1, at);
  one[0]! ^= 1;
  await file.write(one, 0, 1, at);
  await file.close();
}
