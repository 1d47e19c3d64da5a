import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { mayImport } from './import-rules.ts';
import { parseSource, type Source } from './source.ts';
import type { Text } from './text-rules.ts';

const skipped = new Set(['node_modules', 'dist', '.git', '.eucora', '.cache', 'coverage']);
const generated = /(^|\/)gen\//;
const code = /\.(ts|mts|mjs|js)$/;
const binary = /\.(png|jpg|webp|ico|woff2?|gz|zst|bin|wasm|pdf)$/;
const textBytesMax = 2 * 1024 * 1024;

/** Every text file below `root` that a person wrote or committed. */
export async function readTexts(root: string): Promise<Text[]> {
  const texts: Text[] = [];
  const walk = async (folder: string): Promise<void> => {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (skipped.has(entry.name)) continue;
      const full = join(folder, entry.name);
      if (entry.isDirectory()) {
        await walk(full);
      } else if (entry.isFile() && !binary.test(entry.name) && !entry.name.endsWith('.log')) {
        const text = await readFile(full, 'utf8');
        const path = relative(root, full).split(sep).join('/');
        if (text.length <= textBytesMax) texts.push({ path, text });
      }
    }
  };
  await walk(root);
  return texts.toSorted((a, b) => a.path.localeCompare(b.path));
}

/** The hand-written code among `texts`, parsed; generated files follow their generator's rules. */
export function parseSources(texts: readonly Text[]): Source[] {
  return texts
    .filter(({ path }) => code.test(path) && !generated.test(path) && !path.endsWith('.d.ts'))
    .filter(({ path }) => (path.split('/')[0] ?? '') in mayImport)
    .map(({ path, text }) => parseSource(path, text));
}
