import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { ProtocolError } from './errors.ts';
import { toHex, type Id } from './ids.ts';

/*
 * How spools, journals and packs lie on disk. A file is a 32-byte header and then frames:
 *
 *   header  "EUCRFIL1" · cipher (1 = AES-256-GCM) · purpose · 6 zero bytes · file id (16 bytes)
 *   frame   "EFR1" · u32 length of the sealed part · u32 CRC-32 of length and sealed part ·
 *           sealed part: nonce (12) · ciphertext · tag (16)
 *
 * Integers are little-endian. Each file has its own key (HKDF-SHA-256 of the store's key with the
 * file id as salt), nonces are random, and the frame's offset is authenticated: a frame that is
 * moved, copied to another file or changed does not open. The CRC finds damage without the key.
 */
const fileMagic = Buffer.from('EUCRFIL1');
const frameMagic = Buffer.from('EFR1');
export const fileHeaderBytes = 32;
export const frameOverheadBytes = 40;

const purposes = ['spool', 'journal', 'segments', 'pack', 'state', 'artifact'] as const;
export type FilePurpose = (typeof purposes)[number];

/** A new file's header and its id; the id may be given, when the file's name repeats it. */
export function makeFileHeader(purpose: FilePurpose, givenId?: Id): { bytes: Buffer; fileId: Id } {
  const bytes = Buffer.alloc(fileHeaderBytes);
  fileMagic.copy(bytes);
  bytes[8] = 1;
  bytes[9] = purposes.indexOf(purpose) + 1;
  const fileId = givenId === undefined ? randomBytes(16) : Buffer.from(givenId, 'hex');
  fileId.copy(bytes, 16);
  return { bytes, fileId: toHex(fileId) };
}

/** Reads a file's header. @throws ProtocolError truncated | malformed | unknown_version */
export function readFileHeader(bytes: Uint8Array, purpose: FilePurpose): { fileId: Id } {
  if (bytes.length < fileHeaderBytes) throw new ProtocolError('truncated', 'no file header');
  if (!fileMagic.equals(bytes.subarray(0, 8))) {
    throw new ProtocolError('malformed', 'not a file of ours');
  }
  if (bytes[8] !== 1) throw new ProtocolError('unknown_version', `cipher ${bytes[8]}`);
  if (bytes[9] !== purposes.indexOf(purpose) + 1) {
    throw new ProtocolError('malformed', `not a ${purpose} file`);
  }
  return { fileId: toHex(bytes.subarray(16, 32)) };
}

/** Seals and opens the frames of one file. */
export interface FrameCipher {
  /** A frame for this payload at this offset of the file. */
  seal(payload: Uint8Array, offset: number): Buffer;
  /** The payload of a frame's sealed part. @throws Error when it does not authenticate */
  open(sealed: Uint8Array, offset: number): Buffer;
}

/** Derives a file's cipher from the store's 32-byte key. */
export function createFrameCipher(storeKey: Uint8Array, fileId: Id): FrameCipher {
  const salt = Buffer.from(fileId, 'hex');
  const key = Buffer.from(hkdfSync('sha256', storeKey, salt, 'eucora.v1/frames', 32));
  const aad = (offset: number): Buffer => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(BigInt(offset));
    return bytes;
  };
  return {
    seal(payload, offset) {
      const frame = Buffer.allocUnsafe(frameOverheadBytes + payload.length);
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(aad(offset));
      frameMagic.copy(frame);
      frame.writeUInt32LE(28 + payload.length, 4);
      nonce.copy(frame, 12);
      cipher.update(payload).copy(frame, 24);
      cipher.final();
      cipher.getAuthTag().copy(frame, 24 + payload.length);
      frame.writeUInt32LE(frameCrc(frame.subarray(4, 8), frame.subarray(12)), 8);
      return frame;
    },
    open(sealed, offset) {
      const end = sealed.length - 16;
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
      decipher.setAAD(aad(offset)).setAuthTag(sealed.subarray(end));
      const payload = decipher.update(sealed.subarray(12, end));
      decipher.final();
      return payload;
    },
  };
}

function frameCrc(length: Uint8Array, sealed: Uint8Array): number {
  return crc32(sealed, crc32(length));
}

export interface Frame {
  readonly offset: number; // in the file
  readonly end: number;
  readonly payload: Buffer;
}
/** Bytes that are no frame. `torn`: they reach the end of the data, as an interrupted write does. */
export interface FrameDamage {
  readonly offset: number;
  readonly end: number;
  readonly reason: 'torn' | 'damaged' | 'not_authentic';
}
export interface FrameScan {
  readonly frames: readonly Frame[];
  readonly damage: readonly FrameDamage[];
  readonly end: number; // offset after the last good frame
}

/**
 * Finds the frames in file bytes that begin at file offset `base` (after the header). Damage is
 * named by its range and reading goes on at the next frame that holds, so that one bad sector costs
 * what lay on it and no more.
 */
export function scanFrames(bytes: Buffer, cipher: FrameCipher, base: number): FrameScan {
  const frames: Frame[] = [];
  const damage: FrameDamage[] = [];
  let at = 0;
  let end = base;
  while (at < bytes.length) {
    const length = frameAt(bytes, at);
    const payload = length === 0 ? null : openFrame(bytes, at, length, cipher, base);
    if (payload) {
      end = base + at + length;
      frames.push({ offset: base + at, end, payload });
      at += length;
      continue;
    }
    const next = nextFrame(bytes, at + 1);
    const reason = length > 0 ? 'not_authentic' : next === bytes.length ? 'torn' : 'damaged';
    damage.push({ offset: base + at, end: base + next, reason });
    at = next;
  }
  return { frames, damage, end };
}

function frameAt(bytes: Buffer, at: number): number {
  if (bytes.length - at < frameOverheadBytes) return 0;
  if (bytes.compare(frameMagic, 0, 4, at, at + 4) !== 0) return 0;
  const sealed = bytes.readUInt32LE(at + 4);
  const end = at + 12 + sealed;
  if (sealed < 28 || end > bytes.length) return 0;
  const crc = frameCrc(bytes.subarray(at + 4, at + 8), bytes.subarray(at + 12, end));
  return crc === bytes.readUInt32LE(at + 8) ? 12 + sealed : 0;
}

function openFrame(
  bytes: Buffer,
  at: number,
  length: number,
  cipher: FrameCipher,
  base: number,
): Buffer | null {
  try {
    return cipher.open(bytes.subarray(at + 12, at + length), base + at);
  } catch {
    return null; // reported by the caller as not_authentic, with its range
  }
}

function nextFrame(bytes: Buffer, from: number): number {
  for (let at = from; ; at += 1) {
    at = bytes.indexOf(frameMagic, at);
    if (at < 0) return bytes.length;
    if (frameAt(bytes, at) > 0) return at;
  }
}
