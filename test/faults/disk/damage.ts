import { open, readdir, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Random } from '../../kit/random.ts';

/** One thing that a disk did to a file. */
export type Damage =
  | { readonly kind: 'flip'; readonly file: string; readonly offset: number; readonly bit: number }
  | { readonly kind: 'truncate'; readonly file: string; readonly length: number }
  | { readonly kind: 'missing'; readonly file: string };
export interface FileSize {
  readonly file: string;
  readonly size: number;
}

/**
 * Draws damages of one kind. Files take turns, so that a small one is hit as often as a large one,
 * and every third place is at a file's very beginning or end, where headers and last records lie.
 */
export function planDamages(
  random: Random,
  files: readonly FileSize[],
  kind: Damage['kind'],
  count: number,
): Damage[] {
  const filled = files.filter(({ size }) => size > 0);
  if (filled.length === 0) return [];
  if (kind === 'missing') {
    return filled.slice(0, count).map(({ file }) => ({ kind, file }));
  }
  return Array.from({ length: count }, (_, i): Damage => {
    const { file, size } = filled[i % filled.length]!;
    const edge = Math.min(size, 64);
    const near = random.chance(0.5) ? random.below(edge) : size - 1 - random.below(edge);
    const offset = i % 3 === 0 ? near : random.below(size);
    if (kind === 'truncate') return { kind, file, length: offset };
    return { kind, file, offset, bit: random.below(8) };
  });
}

/** Says it in a line. */
export function damageText(damage: Damage): string {
  if (damage.kind === 'flip') return `bit ${damage.bit} of byte ${damage.offset} of ${damage.file}`;
  if (damage.kind === 'truncate') return `${damage.file} cut to ${damage.length} bytes`;
  return `${damage.file} is gone`;
}

/** Does it to the file below `root`. */
export async function applyDamage(root: string, damage: Damage): Promise<void> {
  const path = join(root, damage.file);
  if (damage.kind === 'missing') return rm(path);
  if (damage.kind === 'truncate') return truncate(path, damage.length);
  const file = await open(path, 'r+');
  try {
    const byte = Buffer.alloc(1);
    await file.read(byte, 0, 1, damage.offset);
    byte[0]! ^= 1 << damage.bit;
    await file.write(byte, 0, 1, damage.offset);
  } finally {
    await file.close();
  }
}

/** All files below a root whose path in it matches, with their sizes, in a fixed order. */
export async function filesBelow(root: string, which: RegExp): Promise<FileSize[]> {
  const found: FileSize[] = [];
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const file = path.slice(root.length + 1);
    if (!entry.isFile() || !which.test(file)) continue;
    found.push({ file, size: (await stat(path)).size });
  }
  return found.toSorted((a, b) => (a.file < b.file ? -1 : 1));
}
