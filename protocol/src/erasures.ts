import { checkCount, checkLength, checkVersion, decodeBounded } from './codec.ts';
import { ProtocolError } from './errors.ts';
import type { OpaqueBody } from './events.ts';
import { eucora } from './gen/wire.js';
import { idFromBytes, idToBytes, type DeviceId, type SiteId, type SubjectId } from './ids.ts';
import type { Believed, PrivateKey } from './keys.ts';
import { attestationTypes } from './collection.ts';
import { limits } from './limits.ts';
import { openSiteDocument, sealSiteDocument, type SiteDocumentHead } from './site-documents.ts';

const { DocumentAsk, DocumentReply, ErasureStatement, Erasures } = eucora.v1;

/**
 * Whose keys a site destroys (PROTOCOL: names of persons), and what its devices wrap keys for from now
 * on: what was wrapped before opens no more once the hub's key of that time is gone.
 */
export interface ErasureDocument extends SiteDocumentHead {
  readonly subjects: readonly SubjectId[];
  readonly hubBoxPublic: Uint8Array;
  /** The number of that key; it only grows. */
  readonly hubBoxNo: number;
}

/** Signs a list of erasures with the hub's key. @throws ProtocolError oversized */
export function sealErasures(document: ErasureDocument, hubKey: PrivateKey): Uint8Array {
  const { subjects, hubBoxPublic, hubBoxNo } = document;
  if (subjects.length > limits.erasuresMax) {
    throw new ProtocolError('oversized', `more than ${limits.erasuresMax} erasures`);
  }
  const body = Erasures.encode({ subjects: subjects.map(idToBytes), hubBoxPublic, hubBoxNo });
  return sealSiteDocument('erasure', document, body.finish(), hubKey);
}

/** Opens a document that must be by the site's hub and for the site. @throws ProtocolError */
export function openErasures(bytes: Uint8Array, site: SiteId, hubKey: Believed): ErasureDocument {
  const { head, body } = openSiteDocument('erasure', bytes, site, hubKey);
  const bytesMax = limits.signedPayloadBytesMax;
  const wire = decodeBounded(Erasures, body, bytesMax, 'a list of erasures');
  return {
    ...head,
    subjects: wire.subjects.map((id) => idFromBytes(id, 'subject id')),
    hubBoxPublic: checkLength(wire.hubBoxPublic, 32, 'hub_box_public'),
    hubBoxNo: checkCount(wire.hubBoxNo, 1, 'hub_box_no'),
  };
}

/** An agent asks its relay for the newest document on erasures, and says which it has. */
export interface DocumentQuestion {
  readonly deviceId: DeviceId;
  readonly ledgerEpoch: number; // with generation 0: none yet
  readonly generation: number;
}

export function writeDocumentAsk({ deviceId, ...has }: DocumentQuestion): Uint8Array {
  const { version } = limits;
  return DocumentAsk.encode({ version, deviceId: idToBytes(deviceId), ...has }).finish();
}

/** @throws ProtocolError */
export function readDocumentAsk(bytes: Uint8Array): DocumentQuestion {
  const wire = decodeBounded(DocumentAsk, bytes, limits.offerBytesMax, 'a question');
  checkVersion(wire.version, 'a question');
  return {
    deviceId: idFromBytes(wire.deviceId, 'device id'),
    ledgerEpoch: checkCount(wire.ledgerEpoch, 0, 'ledger_epoch'),
    generation: checkCount(wire.generation, 0, 'generation'),
  };
}

/** What the relay has, as the hub signed it; empty: nothing newer. */
export function writeDocumentAnswer(document: Uint8Array): Uint8Array {
  return DocumentReply.encode({ document }).finish();
}

/** @throws ProtocolError */
export function readDocumentAnswer(bytes: Uint8Array): Uint8Array {
  const bytesMax = limits.signedPayloadBytesMax + 4_096;
  return decodeBounded(DocumentReply, bytes, bytesMax, 'an answer').document;
}

/** A device's word that its copies of keys are destroyed, and by which document. */
export interface ErasureStatement {
  readonly site: SiteId;
  readonly ledgerEpoch: number;
  readonly generation: number;
  /** Those that it had, of the subjects of the document. */
  readonly subjects: readonly SubjectId[];
}

/** The statement as an event. */
export function attestErasure({ subjects, ...head }: ErasureStatement): OpaqueBody {
  const { version } = limits;
  const body = ErasureStatement.encode({ version, ...head, subjects: subjects.map(idToBytes) });
  return { kind: 'attestation', type: attestationTypes.erasure, body: body.finish() };
}

/** The statement in an event; undefined for an attestation of something else. @throws ProtocolError */
export function readErasureStatement(event: OpaqueBody): ErasureStatement | undefined {
  if (event.kind !== 'attestation' || event.type !== attestationTypes.erasure) return undefined;
  const wire = decodeBounded(ErasureStatement, event.body, limits.batchBytesMax, 'a statement');
  checkVersion(wire.version, 'a statement of erasures');
  return {
    site: wire.site,
    ledgerEpoch: checkCount(wire.ledgerEpoch, 0, 'ledger_epoch'),
    generation: checkCount(wire.generation, 1, 'generation'),
    subjects: wire.subjects.map((id) => idFromBytes(id, 'subject id')),
  };
}
