import { signerOf } from './cms.ts';
import type { Signer } from './metadata.ts';
import { bounds, MalformedError, readExactly, type ByteSource } from './source.ts';

const magic = 'APK Sig Block 42';
const endBytes = 22;
const commentBytesMax = 65_535;
// v3.1, v3 and v2 of the scheme: the newest that is there speaks.
const schemes = [0x1b93ad61, 0xf05368c0, 0x7109871a];

/**
 * Whom the signing block of an APK names (source.android.com, "APK signature scheme v2" and v3):
 * the first certificate of each signer. Undefined: there is no such block.
 * @throws MalformedError
 */
export async function apkSigners(source: ByteSource): Promise<Signer[] | undefined> {
  const directory = await directoryOffset(source);
  if (directory === undefined || directory < 32) return undefined;
  const foot = await readExactly(source, directory - 24, 24);
  if (foot.toString('latin1', 8) !== magic) return undefined;
  const bytes = Number(foot.readBigUInt64LE(0));
  if (bytes < 24 || bytes > bounds.packed || bytes + 8 > directory) {
    throw new MalformedError('bad_structure', 'Its signing block has no beginning.');
  }
  const block = await readExactly(source, directory - bytes, bytes - 24);
  const values = pairsOf(block);
  const value = schemes.flatMap((id) => values.get(id) ?? [])[0];
  if (value === undefined) return undefined;
  const signers = new Parts(value).part();
  return signers.all().slice(0, bounds.signers).map(certificateOf);
}

/** Where the directory of a zip begins, by the record at its end. */
async function directoryOffset(source: ByteSource): Promise<number | undefined> {
  const from = Math.max(0, source.size - endBytes - commentBytesMax);
  const tail = await source.readAt(from, source.size - from);
  for (let at = tail.length - endBytes; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== 0x06054b50) continue;
    if (at + endBytes + tail.readUInt16LE(at + 20) === tail.length)
      return tail.readUInt32LE(at + 16);
  }
  return undefined;
}

function pairsOf(block: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  for (let at = 0; at + 12 <= block.length;) {
    const size = Number(block.readBigUInt64LE(at));
    if (size < 4 || at + 8 + size > block.length) {
      throw new MalformedError('bad_structure', 'A part of its signing block is cut off.');
    }
    found.set(block.readUInt32LE(at + 8), block.subarray(at + 12, at + 8 + size));
    at += 8 + size;
  }
  return found;
}

/** The first certificate of a signer: in its signed data, after the digests. */
function certificateOf(signer: Buffer): Signer {
  const signed = new Parts(new Parts(signer).part().bytes);
  signed.part();
  const certificates = signed.part();
  return signerOf(certificates.part().bytes);
}

/** Parts one after the other, each with its length before it. */
class Parts {
  readonly bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  part(): Parts {
    const from = this.#at + 4;
    if (from > this.bytes.length) throw cut();
    const end = from + this.bytes.readUInt32LE(this.#at);
    if (end > this.bytes.length) throw cut();
    this.#at = end;
    return new Parts(this.bytes.subarray(from, end));
  }

  all(): Buffer[] {
    const found: Buffer[] = [];
    while (this.#at < this.bytes.length) found.push(this.part().bytes);
    return found;
  }
}

const cut = (): MalformedError =>
  new MalformedError('bad_structure', 'A signer in its signing block is cut off.');
