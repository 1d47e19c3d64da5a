import { cmsSigners } from './cms.ts';
import { signedBy, silentMetadata, unsigned, type Metadata } from './metadata.ts';
import { MalformedError, readExactly, type ByteSource } from './source.ts';

const machines: Readonly<Record<number, string>> = { 0x14c: 'x86', 0x8664: 'x64', 0xaa64: 'arm64' };
const securityDirectory = 4;
const signatureBytesMax = 8 * 1_048_576;

/**
 * Reads of a Windows executable its machine and whom its Authenticode signature names; what it
 * installs, only it knows.
 */
export async function readExecutable(source: ByteSource): Promise<Metadata> {
  const at = (await readExactly(source, 60, 4)).readUInt32LE(0);
  const head = await readExactly(source, at, 264);
  const machine = head.readUInt16LE(4);
  const isWide = head.readUInt16LE(24) === 0x20b; // PE32+
  const directory = 24 + (isWide ? 112 : 96) + securityDirectory * 8;
  const directories = head.readUInt32LE(24 + (isWide ? 108 : 92));
  const architecture = machines[machine] ?? null;
  const plain = { ...silentMetadata, architecture, signature: unsigned };
  if (directories <= securityDirectory) return plain;
  const [offset, size] = [head.readUInt32LE(directory), head.readUInt32LE(directory + 4)];
  if (size === 0) return plain;
  if (size < 8 || size > signatureBytesMax) {
    throw new MalformedError('too_large', `Its signature has ${size} bytes.`);
  }
  const table = await readExactly(source, offset, size);
  const length = table.readUInt32LE(0);
  if (length < 8 || length > size) {
    throw new MalformedError('bad_structure', 'Its signature is cut off.');
  }
  return { ...plain, signature: signedBy('authenticode', cmsSigners(table.subarray(8, length))) };
}
