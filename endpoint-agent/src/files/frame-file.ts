import { open, type FileHandle } from 'node:fs/promises';
import {
  createFrameCipher,
  fileHeaderBytes,
  frameOverheadBytes,
  makeFileHeader,
  ProtocolError,
  readFileHeader,
  scanFrames,
  type FrameCipher,
  type FrameDamage,
  type Id,
} from '@eucora/protocol';

/** Where a payload lies in its file. */
export interface FramePlace {
  readonly offset: number;
  readonly end: number;
}
/** The system calls that can fail for lack of room or a bad disk; tests put faults here. */
export interface FileSystemPort {
  write(file: FileHandle, bytes: Uint8Array, position: number): Promise<void>;
  sync(file: FileHandle): Promise<void>;
}
export const realFileSystem: FileSystemPort = {
  async write(file, bytes, position) {
    let done = 0;
    while (done < bytes.length) {
      const rest = bytes.length - done;
      const { bytesWritten } = await file.write(bytes, done, rest, position + done);
      done += bytesWritten;
    }
  },
  sync: (file) => file.datasync(),
};

/** How many bytes a payload takes in a file. */
export function frameBytes(payloadBytes: number): number {
  return frameOverheadBytes + payloadBytes;
}

/**
 * A file that only grows, by whole encrypted frames.
 *
 * INVARIANT: `append` resolves only when every byte of it is on disk. When it rejects, the file is
 * `spoiled`: what lies behind `end` is unknown (after a failed sync the kernel may have dropped
 * pages), so nothing is written to it again and the caller goes on in a new file.
 */
export class FrameFile {
  readonly path: string;
  end: number;
  spoiled = false;
  readonly #file: FileHandle;
  readonly #cipher: FrameCipher;
  readonly #system: FileSystemPort;

  private constructor(
    path: string,
    file: FileHandle,
    cipher: FrameCipher,
    end: number,
    system: FileSystemPort,
  ) {
    this.path = path;
    this.end = end;
    this.#file = file;
    this.#cipher = cipher;
    this.#system = system;
  }

  /**
   * A new file with its first frames, durable but for its directory entry. `fileId` when the file's
   * name repeats it, so that a damaged header costs nothing.
   */
  static async create(
    path: string,
    storeKey: Uint8Array,
    system: FileSystemPort,
    payloads: readonly Uint8Array[] = [],
    fileId?: Id,
  ): Promise<{ file: FrameFile; places: FramePlace[] }> {
    const handle = await open(path, 'w+', 0o600);
    try {
      const header = makeFileHeader('spool', fileId);
      const cipher = createFrameCipher(storeKey, header.fileId);
      const { bytes, places } = sealAll(cipher, payloads, fileHeaderBytes);
      await system.write(handle, Buffer.concat([header.bytes, bytes]), 0);
      await system.sync(handle);
      const end = fileHeaderBytes + bytes.length;
      return { file: new FrameFile(path, handle, cipher, end, system), places };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Appends payloads as one write and one sync. @throws the system's error, and spoils the file */
  async append(payloads: readonly Uint8Array[]): Promise<FramePlace[]> {
    const { bytes, places } = sealAll(this.#cipher, payloads, this.end);
    try {
      await this.#system.write(this.#file, bytes, this.end);
      await this.#system.sync(this.#file);
    } catch (error) {
      this.spoiled = true;
      // What was refused should not come to light at the next start. If even this fails, it may: as
      // an event that was offered twice, which is told apart by its identity.
      await this.#file.truncate(this.end).catch(() => undefined);
      throw error;
    }
    this.end += bytes.length;
    return places;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
  }
}

function sealAll(cipher: FrameCipher, payloads: readonly Uint8Array[], from: number) {
  const frames: Buffer[] = [];
  const places: FramePlace[] = [];
  let offset = from;
  for (const payload of payloads) {
    const frame = cipher.seal(payload, offset);
    frames.push(frame);
    places.push({ offset, end: offset + frame.length });
    offset += frame.length;
  }
  return { bytes: Buffer.concat(frames), places };
}

export interface ReadFrames {
  readonly frames: readonly { readonly place: FramePlace; readonly payload: Buffer }[];
  readonly damage: readonly FrameDamage[];
  readonly end: number;
}

/**
 * Every frame of a file's bytes. The file's key comes from the id that its name repeats, so a damaged
 * header costs no frame; without an id in the name such a file is damage from end to end.
 */
export function readFrames(bytes: Buffer, storeKey: Uint8Array, named?: Id): ReadFrames {
  const header = headerOf(bytes);
  const fileId = named ?? header.fileId;
  if (fileId === undefined || bytes.length < fileHeaderBytes) {
    const reason = header.torn ? 'torn' : 'damaged';
    return { frames: [], damage: [{ offset: 0, end: bytes.length, reason }], end: 0 };
  }
  const sound = header.fileId === fileId;
  const own = sound ? [] : [{ offset: 0, end: fileHeaderBytes, reason: 'damaged' as const }];
  const cipher = createFrameCipher(storeKey, fileId);
  const scan = scanFrames(bytes.subarray(fileHeaderBytes), cipher, fileHeaderBytes);
  const frames = scan.frames.map(({ offset, end, payload }) => ({
    place: { offset, end },
    payload,
  }));
  return { frames, damage: [...own, ...scan.damage], end: scan.end };
}

function headerOf(bytes: Buffer): { readonly fileId?: Id; readonly torn: boolean } {
  try {
    return { fileId: readFileHeader(bytes, 'spool').fileId, torn: false };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return { torn: error.code === 'truncated' };
  }
}

/** The payload of one frame that was read or written before. @throws ProtocolError malformed */
export async function readFrameAt(
  path: string,
  storeKey: Uint8Array,
  place: FramePlace,
  named?: Id,
): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(fileHeaderBytes);
    const bytes = Buffer.alloc(place.end - place.offset);
    await file.read(head, 0, head.length, 0);
    await file.read(bytes, 0, bytes.length, place.offset);
    const cipher = createFrameCipher(storeKey, named ?? readFileHeader(head, 'spool').fileId);
    const frame = scanFrames(bytes, cipher, place.offset).frames[0];
    if (!frame) throw new ProtocolError('malformed', `${path} is damaged at ${place.offset}`);
    return frame.payload;
  } finally {
    await file.close();
  }
}
