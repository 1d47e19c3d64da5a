/**
 * Writes protocol/vectors: inputs and the exact bytes they give, for implementations in any
 * language. Run only when a format gains a field; what was there before must not change.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildVectors } from '../src/testing/vectors.ts';

const directory = fileURLToPath(new URL('../vectors/', import.meta.url));
mkdirSync(directory, { recursive: true });
for (const [name, vector] of Object.entries(buildVectors())) {
  writeFileSync(`${directory}${name}.json`, `${JSON.stringify(vector, null, 2)}\n`);
}
