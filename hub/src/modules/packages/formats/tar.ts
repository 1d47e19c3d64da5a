import { bounds, MalformedError } from './source.ts';

const block = 512;

/** Is this the header of a tar entry? Its checksum says so, since old ones have no magic. */
export function isTarHeader(header: Buffer): boolean {
  if (header.length < block) return false;
  const told = octal(header, 148, 8);
  if (told === undefined || told === 0) return false;
  let sum = 8 * 0x20; // the checksum counts itself as spaces
  for (let i = 0; i < block; i += 1) if (i < 148 || i >= 156) sum += header[i] ?? 0;
  return sum === told;
}

function octal(header: Buffer, at: number, length: number): number | undefined {
  const text = header.toString('latin1', at, at + length).replaceAll(/[\0 ]/g, '');
  if (text === '') return 0;
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : undefined;
}

/**
 * Finds a regular file in a tar that is in memory, by a name with or without a leading `./`.
 * @returns undefined when there is none
 * @throws MalformedError for what is no tar
 */
export function tarFile(tar: Buffer, wanted: string): Buffer | undefined {
  let entries = 0;
  for (let at = 0; at + block <= tar.length;) {
    const header = tar.subarray(at, at + block);
    if (header.every((byte) => byte === 0)) return undefined;
    if (!isTarHeader(header)) {
      throw new MalformedError('bad_structure', `There is no tar entry at byte ${at}.`);
    }
    entries += 1;
    if (entries > bounds.entries) throw new MalformedError('too_many', 'Its tar has no end.');
    const size = octal(header, 124, 12);
    if (size === undefined || at + block + size > tar.length) {
      throw new MalformedError('truncated', 'A file in its tar is cut off.');
    }
    const name = header.toString('utf8', 0, 100).split('\0', 1)[0] ?? '';
    const type = header[156];
    const isRegular = type === 0 || type === 0x30;
    if (isRegular && name.replace(/^\.\//, '') === wanted) {
      return tar.subarray(at + block, at + block + size);
    }
    at += block + Math.ceil(size / block) * block;
  }
  return undefined;
}
