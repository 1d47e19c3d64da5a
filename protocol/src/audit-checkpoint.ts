import { checkCount, checkLength, checkVersion, decodeBounded } from './codec.ts';
import { openSigned, sealSigned } from './envelope.ts';
import { ProtocolError } from './errors.ts';
import { eucora } from './gen/wire.js';
import { keysOf, type Believed, type PrivateKey } from './keys.ts';
import { limits } from './limits.ts';

const { AuditCheckpoint, AuditDocument } = eucora.v1;

/** The hub's word on its audit record: how long it was, the hash of its chain, its Merkle root. */
export interface AuditCheckpointStatement {
  readonly position: number;
  readonly hash: Uint8Array;
  readonly root: Uint8Array;
  readonly issuedMs: number;
}

/** Signs a checkpoint. */
export function sealAuditCheckpoint(
  statement: AuditCheckpointStatement,
  hubKey: PrivateKey,
): Uint8Array {
  const payload = AuditCheckpoint.encode({ version: limits.version, ...statement }).finish();
  return sealSigned('audit-checkpoint', payload, hubKey);
}

/** Opens a checkpoint by the hub. @throws ProtocolError */
export function openAuditCheckpoint(bytes: Uint8Array, hubKey: Believed): AuditCheckpointStatement {
  const { payload } = openSigned('audit-checkpoint', bytes, keysOf(hubKey));
  const wire = decodeBounded(
    AuditCheckpoint,
    payload,
    limits.signedPayloadBytesMax,
    'a checkpoint',
  );
  checkVersion(wire.version, 'a checkpoint');
  return {
    position: checkCount(wire.position, 1, 'position'),
    hash: checkLength(wire.hash, 32, 'hash'),
    root: checkLength(wire.root, 32, 'root'),
    issuedMs: checkCount(wire.issuedMs, 0, 'issued_ms'),
  };
}

/** A checkpoint on its way to a site, with the proof that it continues one the site holds. */
export interface AuditDocumentParts {
  readonly checkpoint: Uint8Array; // signed
  /** Position of the checkpoint from which the proof leads; 0: none was known. */
  readonly from: number;
  readonly proof: readonly Uint8Array[];
}

/** The site document `audit`. What it says is signed inside; the proof proves itself. */
export function writeAuditDocument({ checkpoint, from, proof }: AuditDocumentParts): Uint8Array {
  return AuditDocument.encode({
    version: limits.version,
    checkpoint,
    fromPosition: from,
    proof: [...proof],
  }).finish();
}

/** Reads it, bounded; what it holds is not believed yet. @throws ProtocolError */
export function readAuditDocument(bytes: Uint8Array): AuditDocumentParts {
  const wire = decodeBounded(
    AuditDocument,
    bytes,
    limits.signedPayloadBytesMax,
    'an audit document',
  );
  checkVersion(wire.version, 'an audit document');
  if (wire.proof.length > limits.consistencyHashesMax) {
    throw new ProtocolError('oversized', `a proof of ${wire.proof.length} hashes`);
  }
  return {
    checkpoint: wire.checkpoint,
    from: checkCount(wire.fromPosition, 0, 'from_position'),
    proof: wire.proof.map((hash) => checkLength(hash, 32, 'a hash of a proof')),
  };
}
