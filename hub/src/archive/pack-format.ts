import {
  createFrameCipher,
  fileHeaderBytes,
  keysOf,
  makeFileHeader,
  openSigned,
  ProtocolError,
  readFileHeader,
  sameBytes,
  sealSigned,
  sha256,
  toHex,
  type FrameCipher,
  type Lane,
  type Believed,
  type PrivateKey,
} from '@eucora/protocol';
import { openingKeys, type PackKeys } from '../platform/keys.ts';

/*
 * A pack is a file of the protocol's frames (AES-256-GCM, PROTOCOL: journal and segments):
 *
 *   file header · one frame per segment · index frame · seal frame · trailer
 *
 *   segment frame   u32 length of the outcome · outcome (JSON) · the Segment as it came
 *   index frame     JSON: what each segment frame holds and where
 *   seal frame      Signed (domain archive-pack): the index's hash, so that nothing can be swapped
 *   trailer         "EUCRPACK" · u64 offset of the index frame · u64 offset of the seal frame
 *
 * Integers are little-endian. Any frame can be read by its offset alone.
 */
const trailerMagic = Buffer.from('EUCRPACK');
export const trailerBytes = 24;

/** What the index says of one segment. */
export interface PackEntry {
  readonly offset: number; // of its frame, in the file
  readonly length: number; // of its frame
  readonly sha256: string; // of the frame's payload
  readonly site: string;
  readonly relay: string;
  readonly incarnation: string;
  readonly lane: Lane;
  readonly seq: number;
  readonly branch: number;
  readonly header_hash: string;
  readonly received_ms: number; // when the hub committed it, Unix ms
}
export interface PackIndex {
  readonly version: 1;
  readonly pack: string;
  readonly segments: readonly PackEntry[];
}
/** What is known of a segment before it lies in a pack. */
export type PackPlace = Omit<PackEntry, 'offset' | 'length' | 'sha256'>;
/** A segment on its way into a pack. */
export interface PackItem extends PackPlace {
  readonly bytes: Uint8Array;
  readonly outcome: unknown;
}

/** Lays a pack out piece by piece; the caller writes the pieces one after the other. */
export class PackBuilder {
  readonly #cipher: FrameCipher;
  readonly #name: string;
  readonly #entries: PackEntry[] = [];
  readonly start: Buffer;
  #at = fileHeaderBytes;

  constructor(name: string, key: Uint8Array) {
    const { bytes, fileId } = makeFileHeader('pack');
    this.start = bytes;
    this.#name = name;
    this.#cipher = createFrameCipher(key, fileId);
  }

  get entries(): readonly PackEntry[] {
    return this.#entries;
  }

  add(item: PackItem): Buffer {
    const { bytes, outcome, ...place } = item;
    return this.addPayload(place, writePayload(bytes, outcome));
  }

  /** Adds a segment as it lies in another pack. */
  addPayload(place: PackPlace, payload: Uint8Array): Buffer {
    const frame = this.#cipher.seal(payload, this.#at);
    const entry = { offset: this.#at, length: frame.length, sha256: toHex(sha256(payload)) };
    this.#entries.push({ ...place, ...entry });
    this.#at += frame.length;
    return frame;
  }

  /** Index, seal and trailer. */
  finish(key: PrivateKey): Buffer {
    const index: PackIndex = { version: 1, pack: this.#name, segments: this.#entries };
    const indexPayload = Buffer.from(JSON.stringify(index));
    const indexFrame = this.#cipher.seal(indexPayload, this.#at);
    const sealAt = this.#at + indexFrame.length;
    const seal = sealSigned('archive-pack', sha256(indexPayload), key);
    const sealFrame = this.#cipher.seal(seal, sealAt);
    const trailer = Buffer.alloc(trailerBytes);
    trailerMagic.copy(trailer);
    trailer.writeBigUInt64LE(BigInt(this.#at), 8);
    trailer.writeBigUInt64LE(BigInt(sealAt), 16);
    return Buffer.concat([indexFrame, sealFrame, trailer]);
  }
}

function writePayload(segment: Uint8Array, outcome: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(outcome));
  const payload = Buffer.allocUnsafe(4 + json.length + segment.length);
  payload.writeUInt32LE(json.length);
  payload.set(json, 4);
  payload.set(segment, 4 + json.length);
  return payload;
}

/** Gives bytes of a pack's file: exactly `length` from `offset`. */
export type ReadAt = (offset: number, length: number) => Promise<Buffer>;

/** A pack opened for reading; every frame is authenticated as it is read. */
export interface OpenPack {
  readonly index: PackIndex;
  read(entry: PackEntry): Promise<{ readonly bytes: Buffer; readonly outcome: unknown }>;
  /** The same as it lies in the frame: for another pack. */
  payload(entry: PackEntry): Promise<Buffer>;
}

/**
 * Opens a pack by its trailer and checks the hub's seal over its index.
 * @throws ProtocolError when it is damaged, cut short, under none of the keys or not by `hubKey`
 */
export async function openPack(
  readAt: ReadAt,
  size: number,
  keys: PackKeys,
  hubKey: Believed,
): Promise<OpenPack> {
  const { fileId } = readFileHeader(await readAt(0, fileHeaderBytes), 'pack');
  const trailer = await readAt(size - trailerBytes, trailerBytes);
  if (!trailer.subarray(0, 8).equals(trailerMagic)) {
    throw new ProtocolError('truncated', 'a pack without its end');
  }
  const indexAt = Number(trailer.readBigUInt64LE(8));
  const sealAt = Number(trailer.readBigUInt64LE(16));
  const indexFrame = await readAt(indexAt, sealAt - indexAt);
  const { cipher, payload: indexPayload } = openIndex(indexFrame, indexAt, fileId, keys);
  const sealEnd = size - trailerBytes - sealAt;
  const sealed = openFrame(cipher, await readAt(sealAt, sealEnd), sealAt);
  const { payload } = openSigned('archive-pack', sealed, keysOf(hubKey));
  if (!sameBytes(sha256(indexPayload), payload)) {
    throw new ProtocolError('wrong_hash', 'the seal of a pack is for another index');
  }
  const index: PackIndex = JSON.parse(indexPayload.toString());
  const read = async (entry: PackEntry): Promise<Buffer> => {
    const frame = await readAt(entry.offset, entry.length);
    const content = openFrame(cipher, frame, entry.offset);
    if (toHex(sha256(content)) === entry.sha256) return content;
    throw new ProtocolError('wrong_hash', `the pack's segment at ${entry.offset} was changed`);
  };
  return {
    index,
    payload: read,
    async read(entry) {
      const content = await read(entry);
      const split = 4 + content.readUInt32LE(0);
      const outcome: unknown = JSON.parse(content.toString('utf8', 4, split));
      return { bytes: content.subarray(split), outcome };
    },
  };
}

/**
 * A pack does not name its key: it is under the one that opens its index, which is authenticated. A
 * pack's frames are all under the same key.
 */
function openIndex(
  frame: Buffer,
  offset: number,
  fileId: string,
  keys: PackKeys,
): { readonly cipher: FrameCipher; readonly payload: Buffer } {
  let fault: unknown;
  for (const key of openingKeys(keys)) {
    const cipher = createFrameCipher(key, fileId);
    try {
      return { cipher, payload: openFrame(cipher, frame, offset) };
    } catch (error) {
      fault ??= error;
    }
  }
  throw fault;
}

const frameHeadBytes = 12; // magic, length and checksum, before the sealed part

function openFrame(cipher: FrameCipher, frame: Buffer, offset: number): Buffer {
  try {
    return cipher.open(frame.subarray(frameHeadBytes), offset);
  } catch (cause) {
    throw new ProtocolError('wrong_hash', `the pack is damaged at ${offset}`, { cause });
  }
}
