import { createHash } from 'node:crypto';
import { constants, zstdCompressSync } from 'node:zlib';
import { encodeBsdiff, bsdiffBytesMax } from './bsdiff/encode.ts';
import type { DeltaMethod, Offer } from './choose.ts';
import { chunksOf, encodeChunkList, nameOf } from './chunks/chunk-list.ts';
import { textChunks } from './chunks/cut.ts';
import { missingChunks, missingPayload } from './chunks/reuse.ts';
import type { Codecs } from './packages/codec.ts';
import { openPackage, type ClosedPart, type Layout } from './packages/open.ts';

/** Bytes and their name. */
export interface Blob {
  /** SHA-256, as hex. */
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
}
/** An artifact that is read only if it has to be. */
export interface Artifact extends Blob {
  load(): Promise<Uint8Array>;
}
/** Where work that was done for a pair is kept. A name says what its bytes are, for ever. */
export interface DeltaCache {
  get(name: string): Promise<Uint8Array | undefined>;
  put(name: string, bytes: Uint8Array): Promise<void>;
}
/** All that a receiver has to be told; the bytes it fetches by name. */
export interface Delivery extends Offer {
  readonly method: DeltaMethod;
  readonly target: Blob;
  /** BSDIFF40 patch, zstd of missing chunks, or zstd of the whole. */
  readonly payload: Blob;
  /** Chunks of the image, for `chunks`. */
  readonly list?: Blob;
  /** How base and target lie in their images; absent for the whole. */
  readonly layouts?: { readonly base: Layout; readonly target: Layout };
}
export interface Prepared {
  readonly offers: readonly Delivery[];
  /** Parts of the target that stayed closed, so that whoever packs it can choose better. */
  readonly closed: readonly ClosedPart[];
}

// Raised whenever the same pair would give other bytes.
const preparedVersion = 1;
const imageBytesMax = bsdiffBytesMax;
const zstdLevel = 19;

/** zstd as a whole artifact travels: level 19, decoded by every zstd. */
export function packWhole(bytes: Uint8Array): Uint8Array {
  return zstdCompressSync(bytes, {
    params: {
      [constants.ZSTD_c_compressionLevel]: zstdLevel,
      [constants.ZSTD_c_contentSizeFlag]: 1,
    },
  });
}

/** The whole artifact as an offer; its payload goes to the cache. */
export async function prepareWhole(artifact: Artifact, cache: DeltaCache): Promise<Delivery> {
  return await once(`whole.${preparedVersion}\n${artifact.sha256}`, cache, async () => {
    const payload = await keep(packWhole(await artifact.load()), cache);
    const { sha256, size } = artifact;
    return {
      method: 'full',
      bytes: payload.size,
      base: undefined,
      apply: { memoryBytes: 0, workBytes: size },
      target: { sha256, size },
      payload,
    };
  });
}

/**
 * What could be sent in place of the whole, for a receiver that holds `base`. Done once: a second
 * call for the pair reads the cache alone.
 */
export async function preparePair(
  base: Artifact,
  target: Artifact,
  { codecs, cache }: { readonly codecs: Codecs; readonly cache: DeltaCache },
): Promise<Prepared> {
  const names = [...codecs.keys()].toSorted().join();
  const pair = `pair.${preparedVersion}\n${base.sha256}\n${target.sha256}\n${names}`;
  return await once(pair, cache, async () => {
    const open = { codecs, imageBytesMax };
    const from = await openPackage(await base.load(), { ...open, as: 'base' });
    const to = await openPackage(await target.load(), { ...open, as: 'target' });
    const layouts = { base: from.layout, target: to.layout };
    const opened = isOpened(from.layout) || isOpened(to.layout);
    const common = {
      base: base.sha256,
      target: { sha256: target.sha256, size: target.size },
      layouts,
      apply: {
        memoryBytes: opened ? from.image.length + to.image.length : patchMemoryBytes,
        workBytes: from.image.length + to.image.length * (opened ? packingFactor : 1),
      },
    };
    const patch = await keep(encodeBsdiff(from.image, to.image), cache);
    const offers: Delivery[] = [{ ...common, method: 'patch', bytes: patch.size, payload: patch }];
    if (!isProgram(to.image)) {
      const chunks = await prepareChunks(from.image, to.image, cache);
      offers.push({ ...common, ...chunks });
    }
    return { offers, closed: to.closed };
  });
}

/** Three blocks of bzip2 with their links, and two pieces. */
const patchMemoryBytes = 16 * 1024 ** 2;
/** Packing a byte again costs about as much as reading this many. */
const packingFactor = 8;

async function prepareChunks(base: Uint8Array, target: Uint8Array, cache: DeltaCache) {
  const chunks = chunksOf(target, textChunks);
  const held = new Set(chunksOf(base, textChunks).map(({ name }) => name));
  const missing = missingPayload(target, chunks, missingChunks(chunks, held));
  const payload = await keep(packWhole(missing), cache);
  const list = await keep(encodeChunkList(chunks), cache);
  return { method: 'chunks' as const, bytes: payload.size + list.size, payload, list };
}

function isOpened({ parts }: Layout): boolean {
  return parts.some(({ codec }) => codec !== 'plain');
}

/** ELF, PE, Mach-O: in native code every address moves, and no chunk stays what it was. */
export function isProgram(bytes: Uint8Array): boolean {
  if (bytes.length < 4) return false;
  const word = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const machO = [0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe, 0xcafebabe];
  return word === 0x7f454c46 || word >>> 16 === 0x4d5a || machO.includes(word);
}

async function keep(bytes: Uint8Array, cache: DeltaCache): Promise<Blob> {
  const sha256 = nameOf(bytes);
  await cache.put(sha256, bytes);
  return { sha256, size: bytes.length };
}

/** A record is kept under the hash of what it is about; one that can't be read is made again. */
async function once<T>(about: string, cache: DeltaCache, make: () => Promise<T>): Promise<T> {
  const name = createHash('sha256').update(about).digest('hex');
  const kept = await cache.get(name);
  if (kept !== undefined) {
    // What passes the check was written below, so it has the shape that it had there.
    const { record, check }: Kept<T> = JSON.parse(new TextDecoder().decode(kept));
    if (check === checkOf(about, record)) return record;
  }
  const record = await make();
  const text = JSON.stringify({ record, check: checkOf(about, record) } satisfies Kept<T>);
  await cache.put(name, new TextEncoder().encode(text));
  return record;
}

interface Kept<T> {
  readonly record: T;
  readonly check: string;
}

function checkOf(about: string, record: unknown): string {
  return createHash('sha256')
    .update(`${about}\n${JSON.stringify(record)}`)
    .digest('hex');
}
