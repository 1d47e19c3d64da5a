import { dirname } from 'node:path';
import type { Random } from '../../kit/random.ts';
import type { FileCall } from './trace.ts';

/** A change of a file's bytes, or of the names in a directory, that may not be on the disk yet. */
type Change =
  | { readonly kind: 'bytes'; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'length'; readonly length: number };
type NameChange = { readonly name: string; readonly file: FileNode | 'directory' | null };
interface FileNode {
  safe: Buffer;
  loose: Change[];
}
interface DirectoryNode {
  readonly safe: Map<string, FileNode | 'directory'>;
  readonly live: Map<string, FileNode | 'directory'>;
  loose: NameChange[];
}

/** What a power cut leaves of the writes that nobody synced. */
export type Leftover =
  /** Nothing of them: the strictest disk. */
  | 'nothing'
  /** All of them, as after a kill of the process alone. */
  | 'all'
  /** Of each file and each directory what chance gives: none, some, half of one, zeros, all. */
  | 'some';
/** Files of a directory tree by path; a directory is null. */
export type Image = ReadonlyMap<string, Buffer | null>;

/**
 * What is on a disk and what is only on its way there. A file's bytes are safe when it was synced;
 * its name is safe when its directory was synced, as POSIX has it and no more.
 */
export class DiskModel {
  readonly #directories = new Map<string, DirectoryNode>();

  /** Begins with files that are all safe. */
  constructor(start: Image) {
    for (const [path, bytes] of [...start].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const node = bytes === null ? 'directory' : { safe: bytes, loose: [] };
      if (bytes === null) this.#directories.set(path, emptyDirectory());
      const parent = this.#directories.get(dirname(path));
      parent?.safe.set(path, node);
      parent?.live.set(path, node);
    }
  }

  /** Takes one call of the process. */
  apply(call: FileCall): void {
    switch (call.call) {
      case 'create':
        return this.#create(call.path, call.cut);
      case 'write':
        this.#file(call.path)?.loose.push({ kind: 'bytes', at: call.at, bytes: call.bytes });
        return;
      case 'truncate':
        this.#file(call.path)?.loose.push({ kind: 'length', length: call.length });
        return;
      case 'sync':
        return this.#sync(call.path);
      case 'rename': {
        const moved = this.#node(call.from);
        if (moved === undefined) return;
        this.#name(call.to, moved);
        return this.#name(call.from, null);
      }
      case 'link': {
        const linked = this.#node(call.from);
        return linked === undefined ? undefined : this.#name(call.to, linked);
      }
      case 'unlink':
      case 'rmdir':
        return this.#name(call.path, null);
      case 'mkdir':
        this.#directories.set(call.path, emptyDirectory());
        return this.#name(call.path, 'directory');
      case 'say':
        return;
      default:
        call satisfies never;
    }
  }

  /** The tree as a power cut at this moment may leave it. */
  image(leftover: Leftover, random: Random): Image {
    const found = new Map<string, Buffer | null>();
    const roots = [...this.#directories.keys()].filter(
      (path) => !this.#directories.has(dirname(path)),
    );
    for (const root of roots) {
      found.set(root, null);
      this.#collect(root, leftover, random, found);
    }
    return found;
  }

  #collect(
    path: string,
    leftover: Leftover,
    random: Random,
    found: Map<string, Buffer | null>,
  ): void {
    const directory = this.#directories.get(path);
    if (!directory) return;
    const names = new Map(directory.safe);
    for (const change of kept(directory.loose, leftover, random)) applyName(names, change);
    for (const [name, node] of names) {
      if (node === 'directory') {
        found.set(name, null);
        this.#collect(name, leftover, random, found);
      } else {
        found.set(name, leftOf(node, leftover, random));
      }
    }
  }

  #create(path: string, cut: boolean): void {
    const there = this.#file(path);
    if (there && cut) there.loose.push({ kind: 'length', length: 0 });
    if (!there) this.#name(path, { safe: Buffer.alloc(0), loose: [] });
  }

  #sync(path: string): void {
    const directory = this.#directories.get(path);
    if (directory) {
      for (const change of directory.loose) applyName(directory.safe, change);
      directory.loose = [];
      return;
    }
    const file = this.#file(path);
    if (!file) return;
    file.safe = bytesAfter(file.safe, file.loose);
    file.loose = [];
  }

  #node(path: string): FileNode | 'directory' | undefined {
    return this.#directories.get(dirname(path))?.live.get(path);
  }

  #file(path: string): FileNode | undefined {
    const node = this.#node(path);
    return node === 'directory' ? undefined : node;
  }

  #name(name: string, file: NameChange['file']): void {
    const directory = this.#directories.get(dirname(name));
    if (!directory) return;
    directory.loose.push({ name, file });
    applyName(directory.live, { name, file });
  }
}

function emptyDirectory(): DirectoryNode {
  return { safe: new Map(), live: new Map(), loose: [] };
}

function applyName(names: Map<string, FileNode | 'directory'>, { name, file }: NameChange): void {
  if (file === null) names.delete(name);
  else names.set(name, file);
}

/** Which changes reached the disk although nobody waited for them. */
function kept<T>(changes: readonly T[], leftover: Leftover, random: Random): readonly T[] {
  if (leftover === 'nothing') return [];
  if (leftover === 'all') return changes;
  if (random.chance(0.5)) return changes.slice(0, random.below(changes.length + 1));
  return changes.filter(() => random.chance(0.5));
}

function leftOf(file: FileNode, leftover: Leftover, random: Random): Buffer {
  const changes = kept(file.loose, leftover, random);
  if (leftover !== 'some') return bytesAfter(file.safe, changes);
  const bytes = bytesAfter(
    file.safe,
    changes.map((change) => torn(change, random)),
  );
  // The size may be on the disk and the bytes not: they read as zeros.
  const full = bytesAfter(file.safe, file.loose).length;
  const longer = full > bytes.length && random.chance(0.3);
  return longer ? Buffer.concat([bytes, Buffer.alloc(full - bytes.length)]) : bytes;
}

/** A write of which only a beginning arrived, now and then. */
function torn(change: Change, random: Random): Change {
  if (change.kind === 'length' || !random.chance(0.3)) return change;
  return { ...change, bytes: change.bytes.subarray(0, random.below(change.bytes.length + 1)) };
}

function bytesAfter(safe: Buffer, changes: readonly Change[]): Buffer {
  let bytes = safe;
  for (const change of changes) {
    const end = change.kind === 'length' ? change.length : change.at + change.bytes.length;
    const isCut = change.kind === 'length';
    const size = isCut ? end : Math.max(bytes.length, end);
    const next = Buffer.alloc(size);
    bytes.copy(next, 0, 0, Math.min(bytes.length, size));
    if (!isCut) change.bytes.copy(next, change.at);
    bytes = next;
  }
  return bytes;
}
