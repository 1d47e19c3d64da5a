import { promisify } from 'node:util';
import { constants, gunzip } from 'node:zlib';
import { arMagic } from './ar.ts';
import type { Format } from './metadata.ts';
import type { ByteSource } from './source.ts';
import { isTarHeader } from './tar.ts';

/** What a container holds is asked of its reader: whether it is a package, and which. */
export interface Containers {
  /** Which package an OLE compound file is. */
  readonly compound: (source: ByteSource) => Promise<Format | undefined>;
  /** Which package a zip file is. */
  readonly zip: (source: ByteSource) => Promise<Format | undefined>;
}

const starts = (head: Buffer, hex: string): boolean =>
  head.subarray(0, hex.length / 2).toString('hex') === hex;

/**
 * Says what bytes are, by the bytes alone: never by a name or by what a browser claims.
 * @returns undefined for what is no package
 */
export async function sniff(
  source: ByteSource,
  containers: Containers,
): Promise<Format | undefined> {
  const head = await source.readAt(0, 4_096);
  if (head.toString('latin1', 0, 8) === arMagic) {
    return head.toString('latin1', 8, 21) === 'debian-binary' ? 'deb' : undefined;
  }
  if (starts(head, 'edabeedb')) return 'rpm';
  if (starts(head, 'd0cf11e0a1b11ae1')) return containers.compound(source);
  if (starts(head, '504b0304')) return containers.zip(source);
  if (starts(head, '78617221')) return 'pkg'; // "xar!"
  if (isPortableExecutable(head)) return 'exe';
  if (isTarHeader(head.subarray(0, 512))) return 'tar';
  if (starts(head, '1f8b') && (await isPackedTar(source))) return 'tar';
  const tail = await source.readAt(Math.max(0, source.size - 512), 512);
  if (source.size >= 512 && tail.toString('latin1', 0, 4) === 'koly') return 'dmg';
  return undefined;
}

function isPortableExecutable(head: Buffer): boolean {
  if (head.toString('latin1', 0, 2) !== 'MZ' || head.length < 64) return false;
  const at = head.readUInt32LE(60);
  return at + 4 <= head.length && head.toString('latin1', at, at + 4) === 'PE\0\0';
}

const gunzipped = promisify(gunzip);

/** Does a gzip stream begin with a tar? Its beginning is unpacked, as far as 4 KiB go. */
async function isPackedTar(source: ByteSource): Promise<boolean> {
  const head = await source.readAt(0, 4_096);
  const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 8 * 1_048_576 };
  const begin = await gunzipped(head, options).catch(() => undefined); // no gzip, or a bomb
  return begin !== undefined && isTarHeader(begin.subarray(0, 512));
}
