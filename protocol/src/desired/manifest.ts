import { checkCount, checkLength, checkVersion, decodeBounded } from '../codec.ts';
import { openSigned, sealSigned } from '../envelope.ts';
import { ProtocolError } from '../errors.ts';
import { eucora } from '../gen/wire.js';
import { checkSiteId, sameBytes, sha256, toHex, type DeviceId, type SiteId } from '../ids.ts';
import {
  importPublicKey,
  keyIdOf,
  signBytes,
  signedBytes,
  type PrivateKey,
  type PublicKey,
} from '../keys.ts';
import { limits } from '../limits.ts';
import { merkleLeaf, merkleProofs, merkleRoot, verifyMerkle, type MerkleProof } from '../merkle.ts';
import { isNewerDocument, type SiteDocumentHead } from '../site-documents.ts';
import type { KeySet, Root } from '../trust/metadata.ts';
import { mayDo, type Lease } from './lease.ts';
import {
  desiredLimits,
  type DesiredManifest,
  type DeviceSlice,
  type LeaseTerms,
  type OpenedSlice,
} from './model.ts';
import { DesiredError, underClause } from './refusal.ts';
import { decodeSlice, encodeSlice } from './slices.ts';
import { checkBytes } from './texts.ts';

const { DesiredManifest, Signed, SiteDocument } = eucora.v1;
const kind = 'desired-state';
const envelopeBytesMax = limits.signedPayloadBytesMax + 2_048;

/** Whose signatures count: of a root that is trusted. */
export type DirectorRoles = Pick<Root, 'director' | 'approvers'>;

/** What is signed beside the slices. Without `issuedHiMs` it is `issuedMs`: a clock that is exact. */
export interface DesiredHead extends SiteDocumentHead {
  readonly issuedHiMs?: number;
}
/** A slice with its way to the manifest's root: all that a device needs beside the manifest. */
export interface SealedSlice {
  readonly slice: Uint8Array;
  readonly proof: MerkleProof;
}
export interface SealedDesired {
  readonly manifest: Uint8Array; // an encoded Signed
  readonly slices: ReadonlyMap<DeviceId, SealedSlice>;
}

/**
 * A site's document: a manifest signed with these keys over the tree of its slices, ordered by device.
 * `parent` is `manifestHash` of the one before.
 * @throws ProtocolError malformed | oversized
 */
export function sealDesired(
  head: DesiredHead,
  slices: readonly DeviceSlice[],
  lease: LeaseTerms,
  parent: Uint8Array | null,
  keys: readonly PrivateKey[],
): SealedDesired {
  checkBytes(slices.length, desiredLimits.slicesMax, 'slices');
  const ordered = slices.toSorted((a, b) => (a.device < b.device ? -1 : 1));
  if (new Set(ordered.map(({ device }) => device)).size < ordered.length) {
    throw new ProtocolError('malformed', 'two slices of one device');
  }
  const encoded = ordered.map(encodeSlice);
  const leaves = encoded.map(merkleLeaf);
  const payload = SiteDocument.encode({
    version: limits.version,
    site: checkSiteId(head.site),
    kind,
    ledgerEpoch: head.ledgerEpoch,
    generation: head.generation,
    parent,
    issuedLoMs: head.issuedMs,
    issuedHiMs: head.issuedHiMs ?? head.issuedMs,
    root: merkleRoot(leaves),
    body: DesiredManifest.encode({ slices: encoded.length, lease: checkTerms(lease) }).finish(),
  }).finish();
  const proofs = merkleProofs(leaves);
  return {
    manifest: sealSigned('site-document', payload, ...keys),
    slices: new Map(
      ordered.map(({ device }, at) => [device, { slice: encoded[at]!, proof: proofs[at]! }]),
    ),
  };
}

/** SHA-256 of what was signed: the same whoever signs it, so a co-signed copy has the same. */
export function manifestHash(manifest: Uint8Array): Uint8Array {
  return sha256(openUnverified(manifest).payload);
}

/** The bytes that an approver signs with Ed25519, where the key lies outside of this program. */
export function approvalBytes(manifest: Uint8Array): Uint8Array {
  return signedBytes('site-document', openUnverified(manifest).payload);
}

/**
 * The same manifest with one signature more, of which the 32 bytes of the public key are given; a second
 * one by the same key takes the place of the first.
 * @throws ProtocolError oversized
 */
export function withApproval(
  manifest: Uint8Array,
  publicKey: Uint8Array,
  signature: Uint8Array,
): Uint8Array {
  const { payload, signatures } = openUnverified(manifest);
  const keyId = keyIdOf(publicKey);
  const others = signatures.filter((each) => !sameBytes(each.keyId ?? new Uint8Array(0), keyId));
  checkBytes(others.length + 1, limits.signaturesMax, 'signatures');
  return Signed.encode({ payload, signatures: [...others, { keyId, value: signature }] }).finish();
}

/** An approver consents to all that a manifest says. @throws ProtocolError */
export function coSign(manifest: Uint8Array, key: PrivateKey): Uint8Array {
  const signature = signBytes('site-document', openUnverified(manifest).payload, key);
  return withApproval(manifest, key.publicKey.raw, signature);
}

function openUnverified(manifest: Uint8Array) {
  return decodeBounded(Signed, manifest, envelopeBytesMax, 'a manifest');
}

/** A manifest that the director signed. */
export interface OpenedManifest {
  readonly manifest: DesiredManifest;
  /** As many approvers as root asks for have signed it, too. */
  readonly approved: boolean;
  readonly hash: Uint8Array; // manifestHash
}

/**
 * Opens a manifest that must be by the director whom a trusted root names, and for this site
 * (EUCORA D1, D2). Approvers are counted beside it (D7): a key that is both speaks as director only.
 * @throws DesiredError
 */
export function openDesiredManifest(
  bytes: Uint8Array,
  site: SiteId,
  root: DirectorRoles,
): OpenedManifest {
  const { director, approvers } = root;
  if (!director || director.keyIds.length === 0) {
    throw new DesiredError('unknown_key', 'EUCORA D1', 'root names no director');
  }
  const directors = keysOf(director);
  const { payload } = underClause('EUCORA D1', () =>
    openSigned('site-document', bytes, directors, director.threshold),
  );
  const manifest = underClause('EUCORA D2', () => readManifest(payload, site));
  const approved = approvers !== undefined && isApproved(bytes, approvers, directors);
  return { manifest, approved, hash: sha256(payload) };
}

/**
 * The manifest that a device or relay kept, as long as the trusted root's director signs it. Once root
 * has taken that key away there is none, so counters that a thief counted up are void (EUCORA D3).
 */
export function openHeldManifest(
  bytes: Uint8Array,
  site: SiteId,
  root: DirectorRoles,
): OpenedManifest | undefined {
  try {
    return openDesiredManifest(bytes, site, root);
  } catch (error) {
    if (error instanceof DesiredError) return undefined;
    throw error;
  }
}

/**
 * Is the next manifest to be kept in the place of the one that is held (EUCORA D3)? Newer is, by (epoch,
 * generation), whatever its parent; so is the same with the approvers' signatures, where the lease lets
 * a site approve. False: it is the one in hand.
 * @throws DesiredError when it is older, or another of the same number
 */
export function takesManifest(
  next: OpenedManifest,
  held: OpenedManifest | undefined,
  lease?: Lease,
): boolean {
  if (!held || isNewerDocument(next.manifest, held.manifest)) return true;
  if (!sameBytes(next.hash, held.hash)) {
    const [a, b] = [next.manifest, held.manifest];
    const saw = `${a.ledgerEpoch}/${a.generation} after ${b.ledgerEpoch}/${b.generation}`;
    throw new DesiredError('malformed', 'EUCORA D3', saw);
  }
  const isApproval = next.approved && !held.approved;
  if (isApproval && lease && mayDo('local_approval', lease)) {
    throw new DesiredError('malformed', 'EUCORA D3', 'an approval after the lease has run out');
  }
  return isApproval;
}

/**
 * A device's slice: exactly the bytes that the manifest's root covers, for this device (EUCORA D4).
 * @throws DesiredError
 */
export function openSlice(
  manifest: Pick<DesiredManifest, 'root' | 'slices'>,
  slice: Uint8Array,
  proof: MerkleProof,
  device: DeviceId,
): OpenedSlice {
  return underClause('EUCORA D4', () => {
    if (proof.size !== manifest.slices) {
      throw new ProtocolError('wrong_hash', `a proof for ${proof.size} slices`);
    }
    verifyMerkle(manifest.root, merkleLeaf(slice), proof);
    const opened = decodeSlice(slice);
    if (opened.device === device) return opened;
    throw new ProtocolError('wrong_device', `a slice of ${opened.device}, not of ${device}`);
  });
}

/** The Ed25519 keys of a role of root, each once. */
function keysOf(set: KeySet): readonly PublicKey[] {
  const keys = new Map<string, PublicKey>();
  for (const keyId of set.keyIds) {
    const key = importPublicKey(Buffer.from(set.keys.get(keyId)?.public ?? '', 'hex'));
    keys.set(toHex(key.raw), key);
  }
  return [...keys.values()];
}

function isApproved(
  bytes: Uint8Array,
  approvers: KeySet,
  directors: readonly PublicKey[],
): boolean {
  const others = keysOf(approvers).filter(
    ({ raw }) => !directors.some((director) => sameBytes(director.raw, raw)),
  );
  // Nobody has to sign here: what counts is how many did.
  const { signers } = underClause('EUCORA D1', () => openSigned('site-document', bytes, others, 0));
  return signers.length >= approvers.threshold;
}

function readManifest(payload: Uint8Array, site: SiteId): DesiredManifest {
  const bytesMax = limits.signedPayloadBytesMax;
  const wire = decodeBounded(SiteDocument, payload, bytesMax, 'a site document');
  checkVersion(wire.version, 'a site document');
  if (wire.kind !== kind) {
    throw new ProtocolError('malformed', `a document of kind ${wire.kind.slice(0, 40)}`);
  }
  if (wire.site !== site) {
    throw new ProtocolError('wrong_site', `a document for site ${wire.site.slice(0, 40)}`);
  }
  const body = decodeBounded(DesiredManifest, wire.body, bytesMax, 'a manifest');
  const issuedMs = checkCount(wire.issuedLoMs, 0, 'issued_lo_ms');
  return {
    site: checkSiteId(wire.site),
    ledgerEpoch: checkCount(wire.ledgerEpoch, 0, 'ledger_epoch'),
    generation: checkCount(wire.generation, 1, 'generation'),
    issuedMs,
    issuedHiMs: checkCount(wire.issuedHiMs, issuedMs, 'issued_hi_ms'),
    parent: wire.parent.length === 0 ? null : checkLength(wire.parent, 32, 'parent'),
    root: checkLength(wire.root, 32, 'root'),
    slices: checkCount(body.slices, 0, 'slices'),
    lease: checkTerms({
      freshMs: body.lease?.freshMs ?? 0,
      graceMs: body.lease?.graceMs ?? 0,
      holdMs: body.lease?.holdMs ?? 0,
    }),
  };
}

/** Each state begins where the one before ends, and none lasts for ever. @throws ProtocolError */
function checkTerms(terms: LeaseTerms): LeaseTerms {
  const freshMs = checkCount(terms.freshMs, 1, 'fresh_ms');
  const graceMs = checkCount(terms.graceMs, freshMs, 'grace_ms');
  const holdMs = checkCount(terms.holdMs, graceMs, 'hold_ms');
  if (holdMs > desiredLimits.leaseMsMax) {
    throw new ProtocolError('malformed', `a lease of ${holdMs} ms, for ever as it were`);
  }
  return { freshMs, graceMs, holdMs };
}
