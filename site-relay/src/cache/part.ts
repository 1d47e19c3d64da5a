import { createHash, type Hash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { chunkHashAt, limits as wireLimits, sameBytes } from '@eucora/protocol';
import { ArtifactDamagedError, WrongBytesError } from '../errors.ts';
import { pieceBytes, type ArtifactFile } from './artifact-file.ts';

const chunkBytes = wireLimits.artifactChunkBytes;

/**
 * An artifact on its way in: takes its bytes in order, from whatever carrier, and keeps nothing that
 * fails its chunk's hash. Whole pieces lie on the disk and survive a crash; each chunk is synced before
 * the next begins, so that a power cut costs the chunk that was coming and no more.
 *
 * INVARIANT: what lies before the chunk under way was verified.
 */
export class Part implements AsyncDisposable {
  readonly #file: ArtifactFile;
  readonly #handle: FileHandle;
  readonly #hashes: Uint8Array;
  /** Came, and is no whole piece yet. */
  readonly #rest = Buffer.allocUnsafe(pieceBytes);
  #inRest = 0;
  /** Of the chunk under way. */
  #hash: Hash = createHash('sha256');

  private constructor(file: ArtifactFile, handle: FileHandle, hashes: Uint8Array) {
    this.#file = file;
    this.#handle = handle;
    this.#hashes = hashes;
  }

  /** Goes on with what is in the file. The last chunk in it is read and judged again. */
  static async open(file: ArtifactFile, hashes: Uint8Array): Promise<Part> {
    const handle = await open(file.path, 'r+');
    const part = new Part(file, handle, hashes);
    try {
      // A write that was interrupted left no whole frame; it is cut off.
      await file.truncate(handle, file.length);
      await part.#judgeTail();
      return part;
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Bytes that need not come again while this process lives. */
  get length(): number {
    return this.#file.length + this.#inRest;
  }

  get isWhole(): boolean {
    return this.length === this.#file.bytes;
  }

  async #judgeTail(): Promise<void> {
    const { length } = this.#file;
    if (length === 0) return;
    const start = length - 1 - ((length - 1) % chunkBytes);
    try {
      for (let at = start; at < length; at += pieceBytes) {
        const size = Math.min(pieceBytes, length - at);
        this.#hash.update(await this.#file.readBy(this.#handle, at, size));
      }
      if (this.#endsChunk()) await this.#judge();
    } catch (error) {
      if (error instanceof ArtifactDamagedError) await this.#cutChunk();
      else if (!(error instanceof WrongBytesError)) throw error;
    }
  }

  /**
   * Takes the bytes that follow.
   * @throws WrongBytesError when their chunk is not the artifact's, or they are too many: it is as if
   * the chunk had not come
   */
  async take(bytes: Uint8Array): Promise<void> {
    if (this.length + bytes.length > this.#file.bytes) {
      throw new WrongBytesError('more bytes came than the artifact has');
    }
    for (let at = 0; at < bytes.length;) {
      const end = Math.min(bytes.length, at + pieceBytes - this.#inRest);
      this.#rest.set(bytes.subarray(at, end), this.#inRest);
      this.#inRest += end - at;
      at = end;
      if (this.#inRest === pieceBytes || this.isWhole) await this.#keepPiece();
    }
  }

  async #keepPiece(): Promise<void> {
    const piece = this.#rest.subarray(0, this.#inRest);
    this.#hash.update(piece);
    this.#inRest = 0;
    await this.#file.append(this.#handle, piece);
    if (!this.#endsChunk()) return;
    await this.#judge();
    await this.#handle.datasync();
  }

  #endsChunk(): boolean {
    const { length, bytes } = this.#file;
    return length > 0 && (length % chunkBytes === 0 || length === bytes);
  }

  async #judge(): Promise<void> {
    const chunk = Math.floor((this.#file.length - 1) / chunkBytes);
    const found = this.#hash.digest();
    this.#hash = createHash('sha256');
    if (sameBytes(found, chunkHashAt(this.#hashes, chunk))) return;
    await this.#cutChunk();
    throw new WrongBytesError(`chunk ${chunk} is not the artifact's; it has to come again`);
  }

  /** Forgets the chunk that the newest byte is of. */
  async #cutChunk(): Promise<void> {
    const { length } = this.#file;
    this.#hash = createHash('sha256');
    await this.#file.truncate(this.#handle, length - 1 - ((length - 1) % chunkBytes));
  }

  /** What is no whole piece is forgotten. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#inRest = 0;
    await this.#handle.close();
  }
}
