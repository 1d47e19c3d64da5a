import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { checkChunkHashes, ProtocolError, toHex, type ArtifactBytes } from '@eucora/protocol';
import { errorCode, WrongBytesError } from '../errors.ts';
import { parseJson, readIfThere, syncDirectory, writeFileAtomic } from '../home/files.ts';
import type { RoomKeeper } from '../home/room.ts';
import type { Logger } from '../log.ts';
import { ArtifactFile, fileBytes, pieceBytes } from './artifact-file.ts';
import { Part } from './part.ts';

/** An artifact as the site's desired state names it. */
export interface WantedArtifact extends ArtifactBytes {
  readonly targetPath: string;
}
/** What is known of an artifact that is here or on its way. */
export interface Entry {
  readonly ref: WantedArtifact;
  readonly isWhole: boolean;
  /** Plain bytes of it that are on the disk. */
  readonly heldBytes: number;
  readonly fetchedBytes: number;
  readonly savedBytes: number;
  readonly usedMs: number;
}
export interface StoreDeps {
  readonly directory: string;
  readonly storeKey: Uint8Array;
  readonly room: Pick<RoomKeeper, 'use'>;
  readonly log: Logger;
}

interface Held {
  readonly ref: WantedArtifact;
  file: ArtifactFile | undefined;
  isWhole: boolean;
  fetchedBytes: number;
  savedBytes: number;
  usedMs: number;
  /** Verified against the reference. */
  hashes: Uint8Array | undefined;
}

const names = { whole: '.art', part: '.part', chunks: '.chunks', ref: '.json' } as const;
const touchEveryMs = 60_000;

/**
 * The artifacts of a relay on its disk. Names are hashes; a file is `part` until all of it was verified,
 * and then takes its name, so that a crash leaves the one or the other. Lists of chunks lie open: they
 * are hashes that the hub signed, and say nothing of what was hashed.
 */
export class ArtifactStore {
  readonly #deps: StoreDeps;
  readonly #held = new Map<string, Held>();

  private constructor(deps: StoreDeps) {
    this.#deps = deps;
  }

  /** Finds what is there; what belongs to nothing is removed. */
  static async open(deps: StoreDeps): Promise<ArtifactStore> {
    const store = new ArtifactStore(deps);
    await deps.room.use(() => mkdir(deps.directory, { recursive: true, mode: 0o700 }));
    for (const name of await readdir(deps.directory)) {
      if (!/^[0-9a-f]{64}\.json$/.test(name)) continue;
      await store.#load(name.slice(0, 64));
    }
    for (const name of await readdir(deps.directory)) {
      if (store.#held.has(name.slice(0, 64))) continue;
      if (/^[0-9a-f]{64}\.|\.tmp$/.test(name)) await rm(join(deps.directory, name));
    }
    return store;
  }

  get entries(): readonly Entry[] {
    return [...this.#held.values()].map(entryOf);
  }

  entry(sha256: string): Entry | undefined {
    const held = this.#held.get(sha256);
    return held && entryOf(held);
  }

  /** True when all of it is here and was verified. */
  isWhole(sha256: string): boolean {
    return this.#held.get(sha256)?.isWhole ?? false;
  }

  /** The verified hashes of its chunks; undefined: they have not come yet. */
  hashesOf(sha256: string): Uint8Array | undefined {
    return this.#held.get(sha256)?.hashes;
  }

  /** Takes the hashes of an artifact's chunks from anybody. @throws ProtocolError a false list */
  async takeHashes(ref: WantedArtifact, hashes: Uint8Array): Promise<void> {
    checkChunkHashes(ref, hashes);
    const held = await this.#hold(ref);
    const path = this.#path(toHex(ref.sha256), 'chunks');
    await this.#deps.room.use(() => writeFileAtomic(path, hashes));
    held.hashes = hashes;
  }

  /** Goes on with an artifact whose list of chunks is here. */
  async begin(ref: WantedArtifact): Promise<Part> {
    const sha256 = toHex(ref.sha256);
    const held = await this.#hold(ref);
    if (!held.hashes) throw new TypeError('an artifact begins with the list of its chunks');
    held.file ??= await ArtifactFile.create(
      this.#path(sha256, 'part'),
      ref.bytes,
      this.#deps.storeKey,
    );
    return Part.open(held.file, held.hashes);
  }

  /** Notes what came over the link, and what a delta spared it. */
  async account(sha256: string, fetchedBytes: number, savedBytes = 0): Promise<void> {
    const held = this.#held.get(sha256);
    if (!held) return;
    held.fetchedBytes += fetchedBytes;
    held.savedBytes += savedBytes;
    await this.#writeRef(held);
  }

  /**
   * Reads a part that has all its bytes once more, as a whole, and gives it its name.
   * @throws WrongBytesError when the item that names it contradicts itself: it is removed
   */
  async finish(sha256: string): Promise<void> {
    const held = this.#held.get(sha256);
    if (!held?.file || held.isWhole) return;
    const { file } = held;
    if ((await hashOf(file)) !== sha256) {
      await this.remove(sha256);
      throw new WrongBytesError('all chunks are as signed and the whole is not the artifact');
    }
    const path = this.#path(sha256, 'whole');
    await rename(file.path, path);
    await syncDirectory(this.#deps.directory);
    held.file = file.renamed(path);
    held.isWhole = true;
    held.usedMs = Date.now();
  }

  /** Plain bytes of an artifact that is here. @throws ArtifactDamagedError */
  async read(sha256: string, offset: number, length: number): Promise<Buffer | undefined> {
    const held = this.#held.get(sha256);
    if (!held?.isWhole || !held.file) return undefined;
    await this.#touch(sha256, held);
    return held.file.read(offset, length);
  }

  /** Where a whole artifact lies, for a thread that reads it by itself. */
  sealed(sha256: string): { readonly path: string; readonly bytes: number } | undefined {
    const held = this.#held.get(sha256);
    return held?.isWhole && held.file ? { path: held.file.path, bytes: held.ref.bytes } : undefined;
  }

  /** Reads all of it. @returns whether it is what its name says; undefined: it is not here */
  async verify(sha256: string): Promise<boolean | undefined> {
    const held = this.#held.get(sha256);
    if (!held?.isWhole || !held.file) return undefined;
    return (await hashOf(held.file)) === sha256;
  }

  /** Removes an artifact, or what has come of it. */
  async remove(sha256: string): Promise<void> {
    this.#held.delete(sha256);
    // The reference last: what is left without it is removed at the next start.
    for (const kind of ['whole', 'part', 'chunks', 'ref'] as const) {
      await rm(this.#path(sha256, kind), { force: true });
    }
  }

  #path(sha256: string, kind: keyof typeof names): string {
    return join(this.#deps.directory, sha256 + names[kind]);
  }

  async #hold(ref: WantedArtifact): Promise<Held> {
    const sha256 = toHex(ref.sha256);
    const known = this.#held.get(sha256);
    if (known) return known;
    const held: Held = {
      ref,
      file: undefined,
      isWhole: false,
      fetchedBytes: 0,
      savedBytes: 0,
      usedMs: Date.now(),
      hashes: undefined,
    };
    this.#held.set(sha256, held);
    await this.#writeRef(held);
    return held;
  }

  async #writeRef({ ref, fetchedBytes, savedBytes }: Held): Promise<void> {
    const { targetPath, bytes } = ref;
    const sha256 = toHex(ref.sha256);
    const chunks = toHex(ref.chunkListSha256);
    const text = JSON.stringify({ targetPath, bytes, chunks, fetchedBytes, savedBytes });
    await this.#deps.room.use(() => writeFileAtomic(this.#path(sha256, 'ref'), text));
  }

  async #load(sha256: string): Promise<void> {
    const { directory, storeKey, log } = this.#deps;
    const told = readRef(sha256, await readIfThere(this.#path(sha256, 'ref')));
    if (!told) return;
    const { ref } = told;
    const isWhole = (await fileBytes(this.#path(sha256, 'whole'))) > 0;
    const path = this.#path(sha256, isWhole ? 'whole' : 'part');
    const hashes = await readIfThere(this.#path(sha256, 'chunks'));
    try {
      if (hashes) checkChunkHashes(ref, hashes);
      const isThere = isWhole || (await fileBytes(path)) > 0;
      const file = isThere ? await ArtifactFile.open(path, ref.bytes, storeKey) : undefined;
      if (isWhole && file?.length !== ref.bytes) throw new ProtocolError('truncated', 'too short');
      const { mtimeMs: usedMs } = await stat(this.#path(sha256, 'ref'));
      this.#held.set(sha256, { ...told, file, isWhole, hashes, usedMs });
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      log.warn({ artifact: sha256, directory, err: error }, 'a cached artifact is of no use');
    }
  }

  /** When it was last asked for decides who goes first; a minute more or less does not matter. */
  async #touch(sha256: string, held: Held): Promise<void> {
    const now = Date.now();
    if (now - held.usedMs < touchEveryMs) return;
    held.usedMs = now;
    await utimes(this.#path(sha256, 'ref'), now / 1_000, now / 1_000).catch((error: unknown) => {
      if (errorCode(error) !== 'ENOENT') throw error;
    });
  }
}

function entryOf({ ref, isWhole, file, fetchedBytes, savedBytes, usedMs }: Held): Entry {
  return { ref, isWhole, heldBytes: file?.length ?? 0, fetchedBytes, savedBytes, usedMs };
}

function readRef(sha256: string, bytes: Buffer | undefined) {
  const value = bytes && parseJson(bytes.toString());
  if (typeof value !== 'object' || value === null) return undefined;
  const record: Readonly<Record<string, unknown>> = { ...value };
  const { targetPath, bytes: size, chunks, fetchedBytes, savedBytes } = record;
  if (typeof targetPath !== 'string' || typeof chunks !== 'string') return undefined;
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 1) return undefined;
  return {
    ref: {
      targetPath,
      bytes: size,
      sha256: Buffer.from(sha256, 'hex'),
      chunkListSha256: Buffer.from(chunks, 'hex'),
    },
    fetchedBytes: typeof fetchedBytes === 'number' ? fetchedBytes : 0,
    savedBytes: typeof savedBytes === 'number' ? savedBytes : 0,
  };
}

async function hashOf(file: ArtifactFile): Promise<string> {
  const hash = createHash('sha256');
  const handle = await open(file.path, 'r');
  try {
    for (let at = 0; at < file.length; at += pieceBytes) {
      hash.update(await file.readBy(handle, at, pieceBytes));
    }
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}
