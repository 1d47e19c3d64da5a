import { Bzip2Writer } from '../bzip2/compress.ts';
import { DeltaError } from '../errors.ts';
import { align } from './align.ts';
import { joinPatch, putNumber, tripleBytes } from './container.ts';
import { regionsOf } from './regions.ts';

/** Old or new bytes beyond this are not diffed: positions are 31 bits and memory is twice the sum. */
export const bsdiffBytesMax = 1024 ** 3;

const pieceBytes = 65_536;

/**
 * A BSDIFF40 patch from `old` to `fresh`, which `bspatch` applies. Takes about 40 ns a byte of the
 * new and, beside both, one to two bytes of memory for each of the old (256 MiB at most): run it
 * where nothing else waits. The same bytes always give the same patch.
 *
 * @throws DeltaError `oversized` beyond `bsdiffBytesMax`
 */
export function encodeBsdiff(old: Uint8Array, fresh: Uint8Array): Uint8Array {
  if (Math.max(old.length, fresh.length) > bsdiffBytesMax) {
    throw new DeltaError('oversized', `no binary patch beyond ${bsdiffBytesMax} bytes`);
  }
  const control = new Bzip2Writer();
  const difference = new Bzip2Writer();
  const extra = new Bzip2Writer();
  const triple = new DataView(new ArrayBuffer(tripleBytes));
  const piece = new Uint8Array(pieceBytes);
  let reached = 0;
  // A triple ends with the step to where the next region begins, so it waits for that. The first
  // makes nothing where the new bytes don't begin as the old do, as with bsdiff.
  let waiting = { matched: 0, added: 0 };
  const endTriple = (from: number): void => {
    if (waiting.matched + waiting.added === 0 && from === reached) return;
    putNumber(triple, 0, waiting.matched);
    putNumber(triple, 8, waiting.added);
    putNumber(triple, 16, from - reached);
    control.write(new Uint8Array(triple.buffer));
  };
  for (const { at, from, matched, added } of regionsOf(old, fresh, align(old, fresh))) {
    endTriple(from);
    for (let i = 0; i < matched; i += pieceBytes) {
      const length = Math.min(pieceBytes, matched - i);
      for (let k = 0; k < length; k += 1) piece[k] = fresh[at + i + k]! - old[from + i + k]!;
      difference.write(piece.subarray(0, length));
    }
    extra.write(fresh.subarray(at + matched, at + matched + added));
    waiting = { matched, added };
    reached = from + matched;
  }
  endTriple(reached);
  return joinPatch({
    control: control.finish(),
    difference: difference.finish(),
    extra: extra.finish(),
    size: fresh.length,
  });
}
