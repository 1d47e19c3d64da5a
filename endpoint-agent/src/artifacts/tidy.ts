import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { toHex } from '@eucora/protocol';
import { systemCode } from '../errors.ts';

const ofArtifact = /^([0-9a-f]{64})(?:\.part|\.chunks(?:\.draft)?)?$/;

/**
 * Removes what is not wanted any more: artifacts, and what has come of them. Files of other names are
 * left alone. Not while one of them is fetched that is not in `wanted`.
 * @returns how many files went
 */
export async function keepArtifacts(
  dir: string,
  wanted: readonly { readonly sha256: Uint8Array }[],
): Promise<number> {
  const names = new Set(wanted.map(({ sha256 }) => toHex(sha256)));
  let removed = 0;
  for (const file of await filesIn(dir)) {
    const [, name] = ofArtifact.exec(file) ?? [];
    if (name === undefined || names.has(name)) continue;
    await rm(join(dir, file), { force: true });
    removed += 1;
  }
  return removed;
}

async function filesIn(dir: string): Promise<string[]> {
  try {
    return await readdir(dir);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}
