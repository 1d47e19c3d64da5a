import { DeltaError } from '../errors.ts';

/**
 * BSDIFF40, as bsdiff 4.3 writes it: 8 bytes of magic, then the compressed lengths of the control and
 * of the difference stream and the length of the result, then control, difference and extra stream,
 * each compressed by bzip2. Numbers are 8 bytes, lowest first, with the sign in the highest bit.
 */
export const bsdiffMagic = 'BSDIFF40';
export const headerBytes = 32;
export const tripleBytes = 24;

const signBit = 0x8000_0000;

/** Writes a number at `at`. */
export function putNumber(view: DataView, at: number, value: number): void {
  const size = Math.abs(value);
  view.setUint32(at, size % 2 ** 32, true);
  view.setUint32(at + 4, Math.floor(size / 2 ** 32) + (value < 0 ? signBit : 0), true);
}

/** Reads a number at `at`. @throws DeltaError `out_of_range` beyond what a double tells apart */
export function getNumber(view: DataView, at: number): number {
  const high = view.getUint32(at + 4, true);
  const size = (high & 0x7fff_ffff) * 2 ** 32 + view.getUint32(at, true);
  if (!Number.isSafeInteger(size)) {
    throw new DeltaError('out_of_range', 'a number of the patch is larger than any file');
  }
  return high >= signBit ? -size : size;
}

export interface PatchParts {
  readonly control: Uint8Array;
  readonly difference: Uint8Array;
  readonly extra: Uint8Array;
  /** Length of the result, in bytes. */
  readonly size: number;
}

export function joinPatch({ control, difference, extra, size }: PatchParts): Uint8Array {
  const patch = new Uint8Array(headerBytes + control.length + difference.length + extra.length);
  const view = new DataView(patch.buffer);
  patch.set(new TextEncoder().encode(bsdiffMagic));
  putNumber(view, 8, control.length);
  putNumber(view, 16, difference.length);
  putNumber(view, 24, size);
  patch.set(control, headerBytes);
  patch.set(difference, headerBytes + control.length);
  patch.set(extra, headerBytes + control.length + difference.length);
  return patch;
}

/** Takes a patch apart; nothing in it is believed yet. @throws DeltaError */
export function splitPatch(patch: Uint8Array, sizeMax: number): PatchParts {
  if (patch.length < headerBytes) throw new DeltaError('truncated', 'shorter than its header');
  if (new TextDecoder('latin1').decode(patch.subarray(0, 8)) !== bsdiffMagic) {
    throw new DeltaError('malformed', `not a patch in ${bsdiffMagic}`);
  }
  const view = new DataView(patch.buffer, patch.byteOffset, headerBytes);
  const control = getNumber(view, 8);
  const difference = getNumber(view, 16);
  const size = getNumber(view, 24);
  if (control < 0 || difference < 0 || size < 0) {
    throw new DeltaError('out_of_range', 'a length in the header is negative');
  }
  if (headerBytes + control + difference > patch.length) {
    throw new DeltaError('truncated', 'shorter than its header says');
  }
  if (size > sizeMax) {
    throw new DeltaError('oversized', `would make ${size} bytes, ${sizeMax} are allowed`);
  }
  return {
    control: patch.subarray(headerBytes, headerBytes + control),
    difference: patch.subarray(headerBytes + control, headerBytes + control + difference),
    extra: patch.subarray(headerBytes + control + difference),
    size,
  };
}
