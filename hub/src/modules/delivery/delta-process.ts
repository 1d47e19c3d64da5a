import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  codecsWith,
  preparePair,
  type Artifact,
  type DeltaCache,
  type Delivery,
} from '@eucora/protocol/delta';

// A process that compares one pair of versions, which `deltas.ts` laid out in a folder, and ends.

/** What was made; the bytes lie in the folder, by their hash. */
export interface PairMade {
  readonly offers: readonly Delivery[];
  readonly blobs: readonly { readonly sha256: string; readonly bytes: number }[];
}

interface Task {
  readonly folder: string;
  readonly base: string;
  readonly target: string;
}

async function artifactOf(path: string, sha256: string): Promise<Artifact> {
  const bytes = await readFile(path);
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256) throw new Error(`The object ${sha256} is damaged.`);
  return { sha256, size: bytes.length, load: () => Promise.resolve(bytes) };
}

async function make({ folder, base, target }: Task): Promise<PairMade> {
  const written = new Map<string, number>();
  // The record of a pair is kept by whoever asked, so that only bytes are kept here.
  const cache: DeltaCache = {
    get: () => Promise.resolve(undefined),
    put: async (name, bytes) => {
      if (createHash('sha256').update(bytes).digest('hex') !== name) return;
      await writeFile(join(folder, name), bytes, { mode: 0o600 });
      written.set(name, bytes.length);
    },
  };
  const from = await artifactOf(join(folder, 'base'), base);
  const to = await artifactOf(join(folder, 'target'), target);
  const { offers } = await preparePair(from, to, { codecs: codecsWith(), cache });
  const paying = offers.filter(({ bytes }) => bytes < to.size);
  const named = paying.flatMap(({ payload, list }) => (list ? [payload, list] : [payload]));
  const names = new Set(named.map(({ sha256 }) => sha256));
  return {
    offers: paying,
    blobs: [...names].map((sha256) => ({ sha256, bytes: written.get(sha256) ?? 0 })),
  };
}

const task: Task = JSON.parse(process.argv[2] ?? '');
const made = await make(task);
process.send?.(made, () => process.disconnect?.());
