import { Bzip2Reader } from '../bzip2/decompress.ts';
import { DeltaError } from '../errors.ts';
import type { OldBytes } from '../old-bytes.ts';
import { getNumber, splitPatch, tripleBytes } from './container.ts';

export interface ApplyLimits {
  /** What the result may have at most, in bytes: known from signed metadata. */
  readonly sizeMax: number;
}

const pieceBytes = 262_144;
/** Triples that make nothing are allowed, since bsdiff writes some, but not without end. */
const idleTriplesMax = (size: number): number => 1024 + size / 64;

/**
 * Applies a BSDIFF40 patch. Yields the result in pieces of at most 256 KiB, each valid until the
 * next; holds about 15 MB whatever the patch says. Every length and position is checked before it is
 * used, but whether the result is what it should be only its hash says.
 *
 * @throws DeltaError as soon as the patch breaks a rule
 */
export async function* applyBsdiff(
  patch: Uint8Array,
  old: OldBytes,
  { sizeMax }: ApplyLimits,
): AsyncGenerator<Uint8Array> {
  const { control, difference, extra, size } = splitPatch(patch, sizeMax);
  const controls = new Bzip2Reader(control);
  const differences = new Bzip2Reader(difference);
  const extras = new Bzip2Reader(extra);
  const bytes = new Uint8Array(tripleBytes);
  const triple = new DataView(bytes.buffer);
  const piece = new Uint8Array(pieceBytes);
  const oldPiece = new Uint8Array(pieceBytes);
  let made = 0;
  let from = 0;
  let idle = 0;
  while (made < size) {
    readWhole(controls, bytes, 'control');
    const matched = getNumber(triple, 0);
    const added = getNumber(triple, 8);
    if (matched < 0 || added < 0 || matched + added > size - made) {
      throw new DeltaError('out_of_range', 'writes outside of the result');
    }
    if (matched > 0 && (from < 0 || from + matched > old.size)) {
      throw new DeltaError('out_of_range', 'reads outside of the old bytes');
    }
    if (matched + added === 0 && ++idle > idleTriplesMax(size)) {
      throw new DeltaError('malformed', 'steps without end that make nothing');
    }
    for (let i = 0; i < matched; i += pieceBytes) {
      const part = piece.subarray(0, Math.min(pieceBytes, matched - i));
      const oldPart = oldPiece.subarray(0, part.length);
      readWhole(differences, part, 'difference');
      await old.read(from + i, oldPart);
      for (let k = 0; k < part.length; k += 1) part[k]! += oldPart[k]!;
      yield part;
    }
    for (let i = 0; i < added; i += pieceBytes) {
      const part = piece.subarray(0, Math.min(pieceBytes, added - i));
      readWhole(extras, part, 'extra');
      yield part;
    }
    made += matched + added;
    from += matched + getNumber(triple, 16);
  }
}

function readWhole(reader: Bzip2Reader, target: Uint8Array, name: string): void {
  if (reader.read(target) === target.length) return;
  throw new DeltaError('truncated', `the ${name} stream ends before the result does`);
}
