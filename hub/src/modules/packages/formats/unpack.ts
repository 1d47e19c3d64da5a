import { promisify } from 'node:util';
import { gunzip, zstdDecompress } from 'node:zlib';
import xz from 'xz-decompress';
import { bounds, MalformedError } from './source.ts';

const gunzipped = promisify(gunzip);
const unzstd = promisify(zstdDecompress);

export type Packing = 'none' | 'gz' | 'xz' | 'zst';

/**
 * Unpacks a piece, no further than `max` bytes.
 * @throws MalformedError `too_large` for a bomb, `bad_compression` for what is no such stream
 */
export async function unpack(
  packed: Buffer,
  packing: Packing,
  max: number = bounds.unpacked,
): Promise<Buffer> {
  try {
    return await unpackers[packing](packed, max);
  } catch (cause) {
    if (cause instanceof MalformedError) throw cause;
    if (cause instanceof RangeError) throw tooLarge(max);
    throw new MalformedError('bad_compression', `A ${packing} stream in it can't be unpacked.`, {
      cause,
    });
  }
}

const unpackers: Readonly<Record<Packing, (packed: Buffer, max: number) => Promise<Buffer>>> = {
  none: (packed, max) => {
    if (packed.length > max) throw tooLarge(max);
    return Promise.resolve(packed);
  },
  gz: (packed, max) => gunzipped(packed, { maxOutputLength: max }),
  zst: (packed, max) => unzstd(packed, { maxOutputLength: max }),
  xz: unxz,
};

const tooLarge = (max: number): MalformedError =>
  new MalformedError('too_large', `A part of it unpacks to more than ${max} bytes.`);

async function unxz(packed: Buffer, max: number): Promise<Buffer> {
  const reader = new xz.XzReadableStream(new Blob([new Uint8Array(packed)]).stream()).getReader();
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(pieces, bytes);
    bytes += value.length;
    if (bytes > max) {
      await reader.cancel();
      throw tooLarge(max);
    }
    pieces.push(Uint8Array.from(value)); // the decoder writes into the same memory again
  }
}
