import { createHash, hash, randomBytes } from 'node:crypto';
import { ProtocolError } from './errors.ts';

/** Ids are 16 bytes on the wire and 32 lowercase hex digits in programs. */
export type Id = string;
export type DeviceId = Id;
export type RelayId = Id;
export type Incarnation = Id;
export type SubjectId = Id;
export type BootId = Id;
/** A DNS label: it becomes part of NATS subjects, file names and certificates. */
export type SiteId = string;

const hexId = /^[0-9a-f]{32}$/;
const siteLabel = /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/;

/** A fresh random id. */
export function randomId(): Id {
  return randomBytes(16).toString('hex');
}

/** Bytes of an id. @throws ProtocolError malformed */
export function idToBytes(id: Id): Uint8Array {
  if (!hexId.test(id)) throw new ProtocolError('malformed', `not an id of 32 hex digits: ${id}`);
  return Buffer.from(id, 'hex');
}

/** The id in 16 received bytes; `what` names the field in the error. @throws ProtocolError malformed */
export function idFromBytes(bytes: Uint8Array, what: string): Id {
  if (bytes.length !== 16) throw new ProtocolError('malformed', `${what} is not 16 bytes`);
  return toHex(bytes);
}

/** Checks that text may name a site. @throws ProtocolError malformed */
export function checkSiteId(text: string): SiteId {
  if (!siteLabel.test(text)) {
    throw new ProtocolError(
      'malformed',
      `"${text.slice(0, 40)}" can't name a site: use 1 to 32 of a-z, 0-9 and inner hyphens`,
    );
  }
  return text;
}

/** True when text may name a site. */
export function isSiteId(text: string): boolean {
  return siteLabel.test(text);
}

/** True when text is an id of 32 lowercase hex digits. */
export function isId(text: string): boolean {
  return hexId.test(text);
}

/** Lowercase hex of bytes, without copying them. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

// Hashing in one call costs a third of what an object for it does; what is large is not copied.
const joinedBytesMax = 1_024;

/** SHA-256 of the parts, one after the other. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const [first, ...more] = parts;
  if (first && more.length === 0) return hash('sha256', first, 'buffer');
  const bytes = parts.reduce((sum, part) => sum + part.length, 0);
  if (bytes <= joinedBytesMax) return hash('sha256', Buffer.concat(parts, bytes), 'buffer');
  const running = createHash('sha256');
  for (const part of parts) running.update(part);
  return running.digest();
}

/** True when two byte strings are equal (not constant-time: for hashes and ids, not for secrets). */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}

/** A plain Uint8Array of the same bytes: some libraries refuse Buffers. */
export function keepBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}
