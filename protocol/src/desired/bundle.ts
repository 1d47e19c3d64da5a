import { ProtocolError } from '../errors.ts';
import { sameBytes, type DeviceId } from '../ids.ts';
import { limits } from '../limits.ts';
import { merkleLeaf, merkleProofs, merkleRoot } from '../merkle.ts';
import type { SealedSlice } from './manifest.ts';
import { desiredLimits, type DesiredManifest } from './model.ts';
import { DesiredError, underClause } from './refusal.ts';
import { decodeSlice } from './slices.ts';
import { checkBytes } from './texts.ts';

// How a site's document travels as a whole: the manifest, and all slices in the order of their tree.
// Each part is preceded by its length; lengths are four bytes, the most significant first.

const magic = Buffer.from('EDS1');
const lengthBytes = 4;
const manifestBytesMax = limits.signedPayloadBytesMax + 2_048;

/** Slices up to this many bytes travel with their manifest; others are fetched by its root. */
export const inlineSliceBytesMax = 524_288;
/** Of one file of slices. */
export const sliceFileBytesMax = 1_073_741_824;

/** All slices of a document as one file, in the order of its tree. */
export function writeSliceFile(slices: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(slices.flatMap((slice) => [lengthOf(slice), slice]));
}

/** @throws ProtocolError truncated | oversized */
export function readSliceFile(bytes: Uint8Array): Uint8Array[] {
  checkBytes(bytes.length, sliceFileBytesMax, 'bytes of slices');
  const slices: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const part = partAt(bytes, at, desiredLimits.sliceBytesMax, 'a slice');
    slices.push(part);
    checkBytes(slices.length, desiredLimits.slicesMax, 'slices');
    at += lengthBytes + part.length;
  }
  return slices;
}

/** A document on its way. `slices` empty: to be had by the manifest's root. */
export interface DesiredBundle {
  readonly manifest: Uint8Array;
  readonly slices: Uint8Array; // a file of slices
}

export function writeDesiredBundle({ manifest, slices }: DesiredBundle): Uint8Array {
  return Buffer.concat([magic, lengthOf(manifest), manifest, slices]);
}

/** Does a file say of itself that it is one? */
export function isDesiredBundle(bytes: Uint8Array): boolean {
  return sameBytes(bytes.subarray(0, magic.length), magic);
}

/** @throws ProtocolError malformed | truncated | oversized */
export function readDesiredBundle(bytes: Uint8Array): DesiredBundle {
  if (!isDesiredBundle(bytes)) {
    throw new ProtocolError('malformed', 'this is no document of what a site should run');
  }
  const manifest = partAt(bytes, magic.length, manifestBytesMax, 'a manifest');
  return { manifest, slices: bytes.subarray(magic.length + lengthBytes + manifest.length) };
}

/**
 * The slices of a manifest by device, each with its way to the root (EUCORA D4): nothing is left out,
 * added or changed.
 * @throws DesiredError
 */
export function openSliceFile(
  manifest: Pick<DesiredManifest, 'root' | 'slices'>,
  file: Uint8Array,
): ReadonlyMap<DeviceId, SealedSlice> {
  return underClause('EUCORA D4', () => {
    const slices = readSliceFile(file);
    const leaves = slices.map(merkleLeaf);
    if (slices.length !== manifest.slices || !sameBytes(merkleRoot(leaves), manifest.root)) {
      throw new DesiredError('wrong_hash', 'EUCORA D4', 'these are not the slices of the document');
    }
    const proofs = merkleProofs(leaves);
    return new Map(
      slices.map((slice, at) => [decodeSlice(slice).device, { slice, proof: proofs[at]! }]),
    );
  });
}

function lengthOf({ length }: Uint8Array): Buffer {
  const head = Buffer.alloc(lengthBytes);
  head.writeUInt32BE(length);
  return head;
}

function partAt(bytes: Uint8Array, at: number, most: number, what: string): Uint8Array {
  const head = bytes.subarray(at, at + lengthBytes);
  if (head.length < lengthBytes) throw new ProtocolError('truncated', `${what} is cut off`);
  const length = new DataView(head.buffer, head.byteOffset).getUint32(0);
  checkBytes(length, most, `bytes of ${what}`);
  const part = bytes.subarray(at + lengthBytes, at + lengthBytes + length);
  if (part.length < length) throw new ProtocolError('truncated', `${what} is cut off`);
  return part;
}
