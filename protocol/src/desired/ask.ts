import { checkCount, checkVersion, decodeBounded } from '../codec.ts';
import { eucora } from '../gen/wire.js';
import { idFromBytes, idToBytes, type DeviceId } from '../ids.ts';
import { limits } from '../limits.ts';
import type { MerkleProof } from '../merkle.ts';
import { desiredLimits } from './model.ts';

const { DesiredAsk, DesiredReply } = eucora.v1;

/** A device asks its relay what it is to run, and says which document it has (verb `desired`). */
export interface DesiredQuestion {
  readonly deviceId: DeviceId;
  readonly ledgerEpoch: number; // with generation 0: none yet
  readonly generation: number;
  /** Approvers have signed the one that it has: else a co-signed copy of it is news. */
  readonly approved: boolean;
}

export function writeDesiredAsk({ deviceId, ...has }: DesiredQuestion): Uint8Array {
  const { version } = limits;
  return DesiredAsk.encode({ version, deviceId: idToBytes(deviceId), ...has }).finish();
}

/** @throws ProtocolError */
export function readDesiredAsk(bytes: Uint8Array): DesiredQuestion {
  const wire = decodeBounded(DesiredAsk, bytes, limits.offerBytesMax, 'a question');
  checkVersion(wire.version, 'a question');
  return {
    deviceId: idFromBytes(wire.deviceId, 'device id'),
    ledgerEpoch: checkCount(wire.ledgerEpoch, 0, 'ledger_epoch'),
    generation: checkCount(wire.generation, 0, 'generation'),
    approved: wire.approved,
  };
}

/** What the relay has. Nothing of it is believed before it is opened. */
export interface DesiredAnswer {
  /** Empty: nothing newer than what the device has. */
  readonly manifest: Uint8Array;
  /** Empty: the document has no slice for this device. */
  readonly slice: Uint8Array;
  readonly proof: MerkleProof | null; // with a slice
  /** The relay has a document at all. */
  readonly held: boolean;
}

/** The answer where there is nothing newer, or nothing at all. */
export const nothingDesired = (held: boolean): DesiredAnswer => ({
  manifest: new Uint8Array(0),
  slice: new Uint8Array(0),
  proof: null,
  held,
});

export function writeDesiredAnswer({ proof, ...answer }: DesiredAnswer): Uint8Array {
  const way = proof && { ...proof, siblings: [...proof.siblings] };
  return DesiredReply.encode({ ...answer, proof: way }).finish();
}

/** @throws ProtocolError */
export function readDesiredAnswer(bytes: Uint8Array): DesiredAnswer {
  const bytesMax = desiredLimits.sliceBytesMax + limits.signedPayloadBytesMax + 8_192;
  const { manifest, slice, proof, held } = decodeBounded(
    DesiredReply,
    bytes,
    bytesMax,
    'an answer',
  );
  return {
    manifest,
    slice,
    proof: proof
      ? {
          index: checkCount(proof.index ?? 0, 0, 'index'),
          size: checkCount(proof.size ?? 0, 0, 'size'),
          siblings: proof.siblings ?? [],
        }
      : null,
    held,
  };
}
