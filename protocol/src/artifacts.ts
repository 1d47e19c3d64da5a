import { createHash, type Hash } from 'node:crypto';
import { checkCount, checkLength, checkVersion, decodeBounded } from './codec.ts';
import { ProtocolError } from './errors.ts';
import { eucora } from './gen/wire.js';
import { sameBytes, sha256 } from './ids.ts';
import { limits } from './limits.ts';

const { ArtifactAsk, ArtifactReply, ChunksAsk, ChunksReply, DoorReply, TrustAsk, TrustReply } =
  eucora.v1;

const hashBytes = 32;

/** Bytes that a site's desired state names: what they hash to, as a whole and chunk by chunk. */
export interface ArtifactBytes {
  readonly sha256: Uint8Array;
  readonly bytes: number;
  /** SHA-256 of the hashes of its chunks, one after the other: each chunk can be checked on arrival. */
  readonly chunkListSha256: Uint8Array;
}

/** How many chunks an artifact of so many bytes has; each is 4 MiB, the last what is left. */
export function chunkCount(bytes: number): number {
  return Math.ceil(bytes / limits.artifactChunkBytes);
}

/** Hashes an artifact as it comes: chunk by chunk, and as a whole. */
export class ChunkHasher {
  readonly #whole = createHash('sha256');
  readonly #hashes: Buffer[] = [];
  #chunk: Hash = createHash('sha256');
  #inChunk = 0;
  #bytes = 0;

  update(piece: Uint8Array): void {
    this.#whole.update(piece);
    for (let at = 0; at < piece.length;) {
      const end = Math.min(piece.length, at + limits.artifactChunkBytes - this.#inChunk);
      this.#chunk.update(piece.subarray(at, end));
      this.#inChunk += end - at;
      at = end;
      if (this.#inChunk === limits.artifactChunkBytes) this.#endChunk();
    }
    this.#bytes += piece.length;
  }

  #endChunk(): void {
    this.#hashes.push(this.#chunk.digest());
    this.#chunk = createHash('sha256');
    this.#inChunk = 0;
  }

  /** What was hashed, with the hashes of its chunks. It can't be used afterwards. */
  finish(): ArtifactBytes & { readonly hashes: Uint8Array } {
    if (this.#inChunk > 0) this.#endChunk();
    const hashes = Buffer.concat(this.#hashes);
    const digest = this.#whole.digest();
    return { sha256: digest, bytes: this.#bytes, chunkListSha256: sha256(hashes), hashes };
  }
}

/**
 * Checks a list of chunks' hashes that came from anybody against the signed item, so that a false one
 * is refused before a byte is fetched by it.
 * @throws ProtocolError wrong_hash
 */
export function checkChunkHashes(artifact: ArtifactBytes, hashes: Uint8Array): Uint8Array {
  const isWhole = hashes.length === chunkCount(artifact.bytes) * hashBytes;
  if (!isWhole || !sameBytes(sha256(hashes), artifact.chunkListSha256)) {
    throw new ProtocolError('wrong_hash', 'these are not the chunks of the artifact');
  }
  return hashes;
}

/** The hash that a chunk must have. */
export function chunkHashAt(hashes: Uint8Array, chunk: number): Uint8Array {
  return hashes.subarray(chunk * hashBytes, (chunk + 1) * hashBytes);
}

/** Where an artifact is, as a relay says it. */
export const artifactStates = ['here', 'coming', 'unknown'] as const;
export type ArtifactState = (typeof artifactStates)[number];

/** A device asks for a piece. */
export interface ArtifactQuestion {
  readonly sha256: Uint8Array;
  readonly offset: number;
  readonly length: number;
}
export interface ArtifactAnswer {
  /** Empty: none now, and `retryAfterMs` says when to ask again. */
  readonly bytes: Uint8Array;
  readonly total: number; // 0: not known
  readonly state: ArtifactState;
  readonly retryAfterMs: number;
  /** How much of it the relay has. */
  readonly held: number;
}

export function writeArtifactAsk(question: ArtifactQuestion): Uint8Array {
  return ArtifactAsk.encode({ version: limits.version, ...question }).finish();
}

/** @throws ProtocolError */
export function readArtifactAsk(bytes: Uint8Array): ArtifactQuestion {
  const wire = decodeBounded(ArtifactAsk, bytes, limits.offerBytesMax, 'a question');
  checkVersion(wire.version, 'a question');
  const length = checkCount(wire.length, 1, 'length');
  return {
    sha256: checkLength(wire.sha256, hashBytes, 'an artifact'),
    offset: checkCount(wire.offset, 0, 'offset'),
    length: Math.min(length, limits.artifactPieceBytesMax),
  };
}

export function writeArtifactAnswer(answer: ArtifactAnswer): Uint8Array {
  const state = artifactStates.indexOf(answer.state) + 1;
  return ArtifactReply.encode({ ...answer, state }).finish();
}

/** @throws ProtocolError */
export function readArtifactAnswer(bytes: Uint8Array): ArtifactAnswer {
  const bytesMax = limits.artifactPieceBytesMax + 4_096;
  const wire = decodeBounded(ArtifactReply, bytes, bytesMax, 'a piece of an artifact');
  const state = artifactStates[wire.state - 1];
  if (state === undefined) throw new ProtocolError('malformed', 'an artifact in no known state');
  return {
    bytes: wire.bytes,
    total: checkCount(wire.total, 0, 'total'),
    state,
    retryAfterMs: wire.retryAfterMs,
    held: checkCount(wire.held, 0, 'held'),
  };
}

export function writeChunksAsk(artifact: Uint8Array): Uint8Array {
  return ChunksAsk.encode({ version: limits.version, sha256: artifact }).finish();
}

/** The artifact that is asked about. @throws ProtocolError */
export function readChunksAsk(bytes: Uint8Array): Uint8Array {
  const wire = decodeBounded(ChunksAsk, bytes, limits.offerBytesMax, 'a question');
  checkVersion(wire.version, 'a question');
  return checkLength(wire.sha256, hashBytes, 'an artifact');
}

export interface ChunksAnswer {
  /** Empty: not here. Unverified: whoever uses them calls `checkChunkHashes`. */
  readonly hashes: Uint8Array;
  readonly retryAfterMs: number;
}

export function writeChunksAnswer(answer: ChunksAnswer): Uint8Array {
  return ChunksReply.encode(answer).finish();
}

/** @throws ProtocolError */
export function readChunksAnswer(bytes: Uint8Array): ChunksAnswer {
  const bytesMax = chunkCount(limits.artifactBytesMax) * hashBytes + 64;
  const { hashes, retryAfterMs } = decodeBounded(ChunksReply, bytes, bytesMax, 'a list of chunks');
  return { hashes, retryAfterMs };
}

/** A device asks for a file of the trust repository, from a byte on. */
export interface TrustQuestion {
  readonly name: string;
  readonly offset: number;
}
export interface TrustAnswer {
  readonly bytes: Uint8Array;
  readonly total: number;
  /** False: there is no such file here. */
  readonly held: boolean;
  readonly retryAfterMs: number; // 0: this is the answer
}

const trustName = /^[A-Za-z0-9](?:[A-Za-z0-9._-]|%2F|\/(?!\.))*\.json$/;

/** True for what may name a file of the trust repository; it becomes part of a path. */
export function isTrustName(name: string): boolean {
  return name.length <= limits.trustNameBytesMax && trustName.test(name) && !name.includes('..');
}

export function writeTrustAsk(question: TrustQuestion): Uint8Array {
  return TrustAsk.encode({ version: limits.version, ...question }).finish();
}

/** @throws ProtocolError */
export function readTrustAsk(bytes: Uint8Array): TrustQuestion {
  const wire = decodeBounded(TrustAsk, bytes, limits.offerBytesMax * 2, 'a question');
  checkVersion(wire.version, 'a question');
  if (!isTrustName(wire.name)) {
    throw new ProtocolError('malformed', `"${wire.name.slice(0, 40)}" is no file of a repository`);
  }
  return { name: wire.name, offset: checkCount(wire.offset, 0, 'offset') };
}

export function writeTrustAnswer(answer: TrustAnswer): Uint8Array {
  return TrustReply.encode(answer).finish();
}

/** @throws ProtocolError */
export function readTrustAnswer(bytes: Uint8Array): TrustAnswer {
  const bytesMax = limits.artifactPieceBytesMax + 4_096;
  const wire = decodeBounded(TrustReply, bytes, bytesMax, 'a file of a repository');
  const { held, retryAfterMs } = wire;
  return { bytes: wire.bytes, total: checkCount(wire.total, 0, 'total'), held, retryAfterMs };
}

/** Where the hub's door is. */
export interface HubDoorPlace {
  /** Empty: at the host where the relay reaches the hub's server, on `port`. */
  readonly url: string;
  readonly port: number; // 0: there is none
}

export function writeDoorPlace(place: HubDoorPlace): Uint8Array {
  return DoorReply.encode(place).finish();
}

/** @throws ProtocolError */
export function readDoorPlace(bytes: Uint8Array): HubDoorPlace {
  const { url, port } = decodeBounded(DoorReply, bytes, limits.addressBytesMax + 64, 'a door');
  const isSound = url === '' || (URL.canParse(url) && new URL(url).protocol === 'https:');
  if (!isSound || port > 65_535) throw new ProtocolError('malformed', 'this is no door');
  return { url, port };
}

/**
 * What a relay signs with its nkey at the hub's door: bound to this one connection by the keying
 * material that both ends export (RFC 9266), so that it proves nothing anywhere else.
 */
export const doorExporter = { label: 'EXPORTER-eucora.v1-door', bytes: 32 } as const;

/** The text to sign for exported keying material. */
export function doorNonce(exported: Uint8Array): string {
  return `eucora.v1/door ${Buffer.from(exported).toString('hex')}`;
}
