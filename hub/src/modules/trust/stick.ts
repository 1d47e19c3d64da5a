import { keyFileText, type HeldKey } from './keys.ts';
import { nameOf, type Repository } from './repository.ts';

/** A file for the folder that is carried between laptops. */
export interface StickFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * What brings a stick up to date: metadata as they are served, so that the next ceremony builds on
 * them, and the hub's public keys.
 */
export function stickFiles(repository: Repository, keys: readonly HeldKey[]): readonly StickFile[] {
  const metadata = [...repository.roots, ...repository.newest.values()].map((file) => ({
    path: `metadata/${nameOf(file)}`,
    bytes: file.bytes,
  }));
  return [...metadata, ...keyFiles(keys).map((file) => ({ ...file, path: `hub/${file.path}` }))];
}

/** The hub's public keys, one file each, as `eucora-trust add-key --pub` takes them. */
export function keyFiles(keys: readonly HeldKey[]): readonly StickFile[] {
  const newest = new Map(keys.toReversed().map((key) => [key.name, key]));
  return [...newest.values()].map((key) => ({
    path: `${key.name}.pub`,
    bytes: Buffer.from(keyFileText(key)),
  }));
}

const blockBytes = 512;

/** A tar archive (POSIX.1-1988 ustar) of small files; `at` is when they were written. */
export function tarOf(files: readonly StickFile[], at: Date): Uint8Array {
  const parts = files.flatMap(({ path, bytes }) => {
    const rest = (blockBytes - (bytes.length % blockBytes)) % blockBytes;
    return [tarHeader(path, bytes.length, at), bytes, Buffer.alloc(rest)];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * blockBytes)]);
}

function tarHeader(path: string, bytes: number, at: Date): Buffer {
  const header = Buffer.alloc(blockBytes);
  const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');
  // The name has 100 bytes, and a directory of up to 155 more goes before it.
  const cut = path.lastIndexOf('/');
  header.write(path.slice(cut + 1), 0, 100, 'utf8');
  header.write(`${octal(0o644, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0`, 100, 'latin1');
  header.write(`${octal(bytes, 11)}\0`, 124, 'latin1');
  header.write(`${octal(Math.floor(at.getTime() / 1_000), 11)}\0`, 136, 'latin1');
  header.write(`        0`, 148, 'latin1');
  header.write('ustar\u000000', 257, 'latin1');
  header.write(cut < 0 ? '' : path.slice(0, cut), 345, 155, 'utf8');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 6)}\0 `, 148, 'latin1');
  return header;
}
