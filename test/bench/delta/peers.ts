import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { measured, mustBeSame, type Cost } from './measured.ts';

/** What another tool made of the same two files. */
export interface PeerResult extends Cost {
  readonly name: string;
  readonly bytes: number;
  readonly applySeconds: number;
}
export interface FilePair {
  readonly name: string;
  readonly old: string;
  readonly fresh: string;
}

type Peer = (pair: FilePair, folder: string) => Promise<PeerResult>;

/** Debian's packages of all tools here. */
export const peerPackages = ['xdelta3', 'bsdiff', 'casync', 'zstd', 'xz-utils', 'time'];
export const peerPrograms = ['xdelta3', 'bsdiff', 'bspatch', 'casync', 'zstd', 'xz', 'time'];

interface Patcher {
  readonly name: string;
  readonly make: (pair: FilePair, patch: string) => readonly [string, ...string[]];
  readonly apply: (old: string, patch: string, out: string) => readonly [string, ...string[]];
}

const zstd = (old: string) => ['-q', '-f', '--long=28', `--patch-from=${old}`];

const patchers: readonly Patcher[] = [
  {
    // -D: it would unpack gzip by itself, and then make other bytes than those of the file.
    name: 'xdelta3 -9',
    make: ({ old, fresh }, patch) => ['xdelta3', '-9', '-D', '-e', '-f', '-s', old, fresh, patch],
    apply: (old, patch, out) => ['xdelta3', '-D', '-R', '-d', '-f', '-s', old, patch, out],
  },
  {
    name: 'zstd -19 --patch-from',
    make: ({ old, fresh }, patch) => ['zstd', ...zstd(old), '-19', fresh, '-o', patch],
    apply: (old, patch, out) => ['zstd', ...zstd(old), '-d', patch, '-o', out],
  },
  {
    name: 'bsdiff',
    make: ({ old, fresh }, patch) => ['bsdiff', old, fresh, patch],
    apply: (old, patch, out) => ['bspatch', old, out, patch],
  },
];

function peerOf({ name, make, apply }: Patcher): Peer {
  return async (pair, folder) => {
    const patch = join(folder, 'peer.patch');
    const out = join(folder, 'peer.out');
    const note = join(folder, 'time');
    const [maker, ...makeArgs] = make(pair, patch);
    const { seconds, cpuSeconds, rssMib } = await measured(note, maker, makeArgs);
    const [applier, ...applyArgs] = apply(pair.old, patch, out);
    const applied = await measured(note, applier, applyArgs);
    await mustBeSame(out, pair.fresh, name);
    const { size: bytes } = await stat(patch);
    return { name, bytes, seconds, cpuSeconds, rssMib, applySeconds: applied.seconds };
  };
}

/** casync with its usual sizes: what of the new file's chunks an old file's store has not, and the index. */
const casync: Peer = async (pair, folder) => {
  const note = join(folder, 'time');
  const store = join(folder, 'store.castr');
  const index = join(folder, 'new.caibx');
  const make = (to: string, file: string) =>
    measured(note, 'casync', ['make', `--store=${store}`, to, file]);
  await make(join(folder, 'old.caibx'), pair.old);
  const before = await bytesIn(store);
  const { seconds, cpuSeconds, rssMib } = await make(index, pair.fresh);
  const bytes = (await bytesIn(store)) - before + (await stat(index)).size;
  // It refuses to write over a file that is there.
  const out = join(folder, 'casync.out');
  const applied = await measured(note, 'casync', ['extract', `--store=${store}`, index, out]);
  await mustBeSame(out, pair.fresh, 'casync');
  return { name: 'casync', bytes, seconds, cpuSeconds, rssMib, applySeconds: applied.seconds };
};

async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** The other tools, xdelta3 first. */
export const peers: readonly Peer[] = [...patchers.map(peerOf), casync];

/** xdelta3 alone, for the opened images of packages. */
export const xdelta3: Peer = peerOf(patchers[0]!);
