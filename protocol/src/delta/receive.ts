import { createHash } from 'node:crypto';
import { createZstdDecompress } from 'node:zlib';
import { applyBsdiff } from './bsdiff/apply.ts';
import { chunksOf, decodeChunkList } from './chunks/chunk-list.ts';
import { textChunks } from './chunks/cut.ts';
import { joinChunks, placesOf } from './chunks/reuse.ts';
import { DeltaError } from './errors.ts';
import { oldBytesOf, type OldBytes } from './old-bytes.ts';
import type { Codecs } from './packages/codec.ts';
import { closeByLayout, openByLayout, type Layout } from './packages/open.ts';
import type { Blob, Delivery } from './prepare.ts';

/** What making an artifact needs from outside. */
export interface ReceiveDoors {
  readonly codecs: Codecs;
  /** The bytes of this name, as they come; may be anything. */
  fetch(blob: Blob): AsyncIterable<Uint8Array>;
  /** The artifact of this name that is held; undefined: it is not there any more. */
  held(sha256: string): Promise<OldBytes | undefined>;
  /** A new empty place for the result; a second call throws away what the first got. */
  begin(target: Blob): Promise<Sink>;
}
export interface Sink {
  /** Takes a piece, which is the caller's again afterwards. */
  write(piece: Uint8Array): Promise<void>;
}
export interface Received {
  readonly method: Delivery['method'];
  /** Why the delta did not do, when the whole was taken in its place. */
  readonly fellBack?: DeltaError;
}

/**
 * Makes an artifact by a plan. What was made is hashed; anything but the very artifact is thrown
 * away and `whole` is taken, without asking anybody.
 *
 * @throws DeltaError when the whole is not what it should be either; errors of the doors
 */
export async function receive(
  plan: Delivery,
  whole: Delivery,
  doors: ReceiveDoors,
): Promise<Received> {
  try {
    await writeAll(plan, doors);
    return { method: plan.method };
  } catch (error) {
    if (!(error instanceof DeltaError) || plan.method === 'full') throw error;
    await writeAll(whole, doors);
    return { method: 'full', fellBack: error };
  }
}

async function writeAll(plan: Delivery, doors: ReceiveDoors): Promise<void> {
  const sink = await doors.begin(plan.target);
  for await (const piece of rebuild(plan, doors)) await sink.write(piece);
}

/**
 * The bytes of an artifact, made by a plan. They are believed only when the iteration has ended.
 * @throws DeltaError `wrong_hash` at the end, others as soon as something breaks a rule
 */
export async function* rebuild(
  plan: Delivery,
  doors: Omit<ReceiveDoors, 'begin'>,
): AsyncGenerator<Uint8Array> {
  const { target } = plan;
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of unverified(plan, doors)) {
    size += piece.length;
    if (size > target.size) {
      throw new DeltaError('oversized', `gives more than the ${target.size} bytes of the artifact`);
    }
    hash.update(piece);
    yield piece;
  }
  if (size !== target.size || hash.digest('hex') !== target.sha256) {
    throw new DeltaError('wrong_hash', 'what was made is not the artifact that was asked for');
  }
}

async function* unverified(
  plan: Delivery,
  doors: Omit<ReceiveDoors, 'begin'>,
): AsyncGenerator<Uint8Array> {
  const { layouts, base } = plan;
  if (plan.method === 'full') {
    yield* unzstd(fetched(plan.payload, doors));
    return;
  }
  if (layouts === undefined || base === undefined) {
    throw new DeltaError('malformed', 'a plan by delta that does not say from what');
  }
  const held = await doors.held(base);
  if (held === undefined) throw new DeltaError('malformed', 'the base is not here any more');
  const old = await imageOf(held, layouts.base, doors.codecs);
  yield* closeByLayout(imagePieces(plan, old, doors), layouts.target, doors.codecs);
}

function imagePieces(plan: Delivery, old: OldBytes, doors: Omit<ReceiveDoors, 'begin'>) {
  const size = plan.layouts!.target.parts.reduce((sum, part) => sum + part.opened, 0);
  return plan.method === 'patch'
    ? patched(plan, old, size, doors)
    : chunked(plan, old, size, doors);
}

async function* patched(
  { payload }: Delivery,
  old: OldBytes,
  size: number,
  doors: Pick<ReceiveDoors, 'fetch'>,
): AsyncGenerator<Uint8Array> {
  const patch = await collect(fetched(payload, doors), payload.size);
  yield* applyBsdiff(patch, old, { sizeMax: size });
}

async function* chunked(
  { list, payload }: Delivery,
  old: OldBytes,
  size: number,
  doors: Pick<ReceiveDoors, 'fetch'>,
): AsyncGenerator<Uint8Array> {
  if (list === undefined) throw new DeltaError('malformed', 'a plan by chunks without their list');
  const chunks = decodeChunkList(await collect(fetched(list, doors), list.size), size);
  const bytes = await readAll(old);
  const places = placesOf(chunksOf(bytes, textChunks));
  const sent = await collect(unzstd(fetched(payload, doors)), size);
  yield* joinChunks(chunks, places, oldBytesOf(bytes), sent);
}

/** The image of a base; one that lies open is read where it is. */
async function imageOf(held: OldBytes, layout: Layout, codecs: Codecs): Promise<OldBytes> {
  if (layout.parts.every(({ codec }) => codec === 'plain')) return held;
  return oldBytesOf(await openByLayout(await readAll(held), layout, codecs));
}

async function readAll(old: OldBytes): Promise<Uint8Array> {
  const bytes = new Uint8Array(old.size);
  await old.read(0, bytes);
  return bytes;
}

/** What a name stands for: never more bytes than its size, and those of its hash. */
async function* fetched(blob: Blob, doors: Pick<ReceiveDoors, 'fetch'>) {
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of doors.fetch(blob)) {
    size += piece.length;
    if (size > blob.size) throw new DeltaError('oversized', 'more was fetched than was announced');
    hash.update(piece);
    yield piece;
  }
  if (size !== blob.size) throw new DeltaError('truncated', 'less was fetched than was announced');
  if (hash.digest('hex') !== blob.sha256) {
    throw new DeltaError('wrong_hash', 'what was fetched is not what was announced');
  }
}

async function collect(pieces: AsyncIterable<Uint8Array>, bytesMax: number): Promise<Uint8Array> {
  const held: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    size += piece.length;
    if (size > bytesMax) throw new DeltaError('oversized', 'more bytes than the artifact has');
    held.push(piece);
  }
  return Buffer.concat(held);
}

/** Unpacks zstd as it comes; holds a window of the stream. */
async function* unzstd(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const unpacker = createZstdDecompress();
  const feeding = feed(pieces, unpacker);
  try {
    const unpacked: AsyncIterable<Uint8Array> = unpacker;
    yield* unpacked;
  } catch (error) {
    // What failed on the way in says more than that the stream ended there.
    const { failure } = await feeding;
    if (failure !== undefined) throw failure.error;
    throw new DeltaError('malformed', 'not a zstd stream', { cause: error });
  } finally {
    unpacker.destroy();
  }
}

/** Never rejects: what failed ends the unpacker and is given back. */
async function feed(
  pieces: AsyncIterable<Uint8Array>,
  unpacker: ReturnType<typeof createZstdDecompress>,
): Promise<{ readonly failure?: { readonly error: unknown } }> {
  try {
    for await (const piece of pieces) {
      // A piece during which the unpacker fails is never called back; then it closes.
      await new Promise<void>((resolve) => {
        const done = (): void => {
          unpacker.off('close', done);
          resolve();
        };
        unpacker.once('close', done);
        unpacker.write(piece, done);
      });
      if (unpacker.destroyed) return {};
    }
    unpacker.end();
    return {};
  } catch (error) {
    unpacker.destroy(error instanceof Error ? error : new Error(String(error)));
    return { failure: { error } };
  }
}
