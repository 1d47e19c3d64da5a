import { open, stat, type FileHandle } from 'node:fs/promises';
import {
  createFrameCipher,
  fileHeaderBytes,
  frameOverheadBytes,
  limits as wireLimits,
  makeFileHeader,
  readFileHeader,
  type FrameCipher,
} from '@eucora/protocol';
import { ArtifactDamagedError } from '../errors.ts';

/** Plain bytes of a frame; only an artifact's last one may be shorter. */
export const pieceBytes = wireLimits.artifactPieceBytesMax;
const frameBytes = pieceBytes + frameOverheadBytes;

/** How much a file of so many plain bytes takes on the disk. */
export function storedBytes(plainBytes: number): number {
  const frames = Math.ceil(plainBytes / pieceBytes);
  return fileHeaderBytes + plainBytes + frames * frameOverheadBytes;
}

/** How many plain bytes lie in a file of this size; a frame that is not whole counts for nothing. */
export function plainBytesIn(size: number, artifactBytes: number): number {
  if (size >= storedBytes(artifactBytes)) return artifactBytes;
  const frames = Math.floor((size - fileHeaderBytes) / frameBytes);
  return Math.min(Math.max(0, frames) * pieceBytes, artifactBytes);
}

/**
 * An artifact on the disk, sealed as journals are (PROTOCOL: journal and segments): frames of one
 * size, so that any byte is found by its place, and each frame says whether it is still what was written.
 */
export class ArtifactFile {
  readonly path: string;
  /** Of the artifact as a whole. */
  readonly bytes: number;
  readonly #cipher: FrameCipher;
  #length: number;

  private constructor(path: string, bytes: number, cipher: FrameCipher, length: number) {
    this.path = path;
    this.bytes = bytes;
    this.#cipher = cipher;
    this.#length = length;
  }

  static async create(path: string, bytes: number, storeKey: Uint8Array): Promise<ArtifactFile> {
    const header = makeFileHeader('artifact');
    const file = await open(path, 'w', 0o600);
    try {
      await file.writeFile(header.bytes);
      await file.datasync();
    } finally {
      await file.close();
    }
    return new ArtifactFile(path, bytes, createFrameCipher(storeKey, header.fileId), 0);
  }

  /** Opens what is there. @throws ProtocolError for another kind of file */
  static async open(path: string, bytes: number, storeKey: Uint8Array): Promise<ArtifactFile> {
    const header = Buffer.alloc(fileHeaderBytes);
    const file = await open(path, 'r');
    try {
      const { bytesRead } = await file.read(header, 0, fileHeaderBytes, 0);
      const { fileId } = readFileHeader(header.subarray(0, bytesRead), 'artifact');
      const length = plainBytesIn((await file.stat()).size, bytes);
      return new ArtifactFile(path, bytes, createFrameCipher(storeKey, fileId), length);
    } finally {
      await file.close();
    }
  }

  /** Plain bytes that are in it. */
  get length(): number {
    return this.#length;
  }

  /** The file under the name that it was given meanwhile. */
  renamed(path: string): ArtifactFile {
    return new ArtifactFile(path, this.bytes, this.#cipher, this.#length);
  }

  /** Appends a whole piece, or the last one. The handle is of this file, open for writing. */
  async append(handle: FileHandle, piece: Uint8Array): Promise<void> {
    const at = offsetOf(this.#length);
    const frame = this.#cipher.seal(piece, at);
    for (let done = 0; done < frame.length;) {
      const { bytesWritten } = await handle.write(frame, done, frame.length - done, at + done);
      done += bytesWritten;
    }
    this.#length += piece.length;
  }

  /** Forgets what lies behind `length`, which is the end of a piece or of the artifact. */
  async truncate(handle: FileHandle, length: number): Promise<void> {
    await handle.truncate(storedBytes(length));
    this.#length = length;
  }

  /**
   * Plain bytes from a place on; fewer at the end.
   * @throws ArtifactDamagedError naming the place where the disk gives back something else
   */
  async read(offset: number, length: number): Promise<Buffer> {
    const handle = await open(this.path, 'r');
    try {
      return await this.readBy(handle, offset, length);
    } finally {
      await handle.close();
    }
  }

  /** The same through a handle that the caller keeps open. */
  async readBy(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
    const end = Math.min(this.#length, offset + length);
    const parts: Buffer[] = [];
    for (let at = offset; at < end;) {
      const start = at - (at % pieceBytes);
      const piece = await this.#piece(handle, start);
      const to = Math.min(end - start, piece.length);
      parts.push(piece.subarray(at - start, to));
      at = start + to;
    }
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  }

  async #piece(handle: FileHandle, start: number): Promise<Buffer> {
    const length = Math.min(pieceBytes, this.#length - start);
    const frame = Buffer.allocUnsafe(length + frameOverheadBytes);
    const at = offsetOf(start);
    for (let got = 0; got < frame.length;) {
      const { bytesRead } = await handle.read(frame, got, frame.length - got, at + got);
      if (bytesRead === 0) throw new ArtifactDamagedError(this.path, start, 'the file ends there');
      got += bytesRead;
    }
    try {
      return this.#cipher.open(frame.subarray(12), at);
    } catch (cause) {
      throw new ArtifactDamagedError(this.path, start, 'its bytes were changed', cause);
    }
  }
}

/** Where the frame lies that begins with this plain byte. */
function offsetOf(start: number): number {
  return fileHeaderBytes + Math.ceil(start / pieceBytes) * frameBytes;
}

/** Bytes of a file on the disk; 0: there is none. */
export async function fileBytes(path: string): Promise<number> {
  const found = await stat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  return found?.size ?? 0;
}
