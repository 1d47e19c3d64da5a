import { timeResetType } from '@eucora/protocol/desired';
import {
  openRoot,
  openSnapshot,
  openTargets,
  openTimestamp,
  publishedName,
  type Delegation,
  type KeySet,
  type Root,
  type Signed,
  type Snapshot,
  type TargetFile,
  type Targets,
  type Timestamp,
} from '@eucora/protocol/trust';

/** A version of a role's metadata, byte for byte. */
export interface MetadataFile {
  readonly role: string;
  readonly version: number;
  readonly bytes: Uint8Array;
}

/** What the hub serves: every root, and of each other role the newest version. */
export class Repository {
  /** From version 1 on, without gaps. */
  readonly roots: readonly MetadataFile[];
  /** By role; `snapshot` and `timestamp` are the hub's own. */
  readonly newest: ReadonlyMap<string, MetadataFile>;
  readonly #opened = new Map<string, Signed<Targets>>();

  constructor(roots: readonly MetadataFile[], newest: ReadonlyMap<string, MetadataFile>) {
    this.roots = roots;
    this.newest = newest;
  }

  static readonly empty = new Repository([], new Map());

  /** The repository with more files; of each role the last one is the newest. */
  with(files: readonly MetadataFile[]): Repository {
    const newest = new Map(this.newest);
    for (const file of files) {
      // A reset of the time is carried beside the metadata, and is none.
      if (file.role !== 'root' && file.role !== timeResetType) newest.set(file.role, file);
    }
    return new Repository([...this.roots, ...files.filter(({ role }) => role === 'root')], newest);
  }

  /** A file by the name under which clients ask for it; undefined: there is none. */
  file(name: string): Uint8Array | undefined {
    if (name === 'timestamp.json') return this.newest.get('timestamp')?.bytes;
    const files = [...this.roots, ...this.newest.values()];
    return files.find((file) => nameOf(file) === name)?.bytes;
  }

  root(): Signed<Root> | undefined {
    const last = this.roots.at(-1);
    return last && openRoot(last.bytes);
  }

  timestamp(): Signed<Timestamp> | undefined {
    const file = this.newest.get('timestamp');
    return file && openTimestamp(file.bytes);
  }

  snapshot(): Signed<Snapshot> | undefined {
    const file = this.newest.get('snapshot');
    return file && openSnapshot(file.bytes);
  }

  /** A targets role's newest metadata. */
  targets(role: string): Signed<Targets> | undefined {
    const file = this.newest.get(role);
    const opened = this.#opened.get(role) ?? (file && openTargets(file.bytes, role));
    if (opened) this.#opened.set(role, opened);
    return opened;
  }

  /** Every entry of every role's newest metadata. */
  entries(): readonly Entry[] {
    return this.targetsRoles().flatMap((role) =>
      [...(this.targets(role)?.signed.targets.values() ?? [])].map((target) => ({ role, target })),
    );
  }

  /** The roles whose newest metadata are here and vouch for artifacts or delegate. */
  targetsRoles(): readonly string[] {
    return [...this.newest.keys()].filter((role) => role !== 'snapshot' && role !== 'timestamp');
  }

  /** Every delegation, from `targets` on, in the order in which a search asks (TUF 5.6.7). */
  delegations(): readonly Given[] {
    const given: Given[] = [];
    const waiting = ['targets'];
    const seen = new Set(waiting);
    for (let by = waiting.shift(); by !== undefined; by = waiting.shift()) {
      const targets = this.targets(by)?.signed;
      for (const delegation of targets?.delegations ?? []) {
        given.push({ by, delegation, keys: { ...delegation, keys: targets?.keys ?? new Map() } });
        if (!seen.has(delegation.name)) waiting.push(delegation.name);
        seen.add(delegation.name);
      }
    }
    return given;
  }
}

/** An artifact that a role's metadata name. */
export interface Entry {
  readonly role: string;
  readonly target: TargetFile;
}

/** A delegation, who makes it, and whose keys it names. */
export interface Given {
  readonly by: string;
  readonly delegation: Delegation;
  readonly keys: KeySet;
}

/** The name of a file among what clients ask for; `timestamp.json` alone has no number. */
export function nameOf({ role, version }: Pick<MetadataFile, 'role' | 'version'>): string {
  return role === 'timestamp' ? 'timestamp.json' : publishedName(role, version, true);
}
