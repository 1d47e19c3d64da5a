import type { JsonObject } from './canonical-json.ts';
import type { TufKey } from './tuf-key.ts';

/** The roles that root names itself. */
export type TopRole = 'root' | 'timestamp' | 'snapshot' | 'targets';
export const topRoles: readonly TopRole[] = ['root', 'timestamp', 'snapshot', 'targets'];

/** Who speaks for a role: any `threshold` of these keys. */
export interface RoleKeys {
  readonly keyIds: readonly string[];
  readonly threshold: number;
}
/** A role with the keys behind its ids. */
export interface KeySet extends RoleKeys {
  readonly keys: ReadonlyMap<string, TufKey>;
}
interface Common {
  readonly version: number; // counts from 1
  readonly expiresMs: number; // Unix ms
}
/** root.json (TUF 4.3). */
export interface Root extends Common {
  readonly type: 'root';
  readonly consistentSnapshot: boolean;
  readonly keys: ReadonlyMap<string, TufKey>;
  readonly roles: Readonly<Record<TopRole, RoleKeys>>;
  /** Whose word orders what is installed (EUCORA T1): undefined until root names them. */
  readonly director: KeySet | undefined;
  /** Who signs dangerous acts beside the director (EUCORA T1). */
  readonly approvers: KeySet | undefined;
}
/** What one file says of another. */
export interface FileMeta {
  readonly version: number;
  readonly length: number | undefined; // bytes
  /** Hex by name of the algorithm; empty when nothing was said. */
  readonly hashes: ReadonlyMap<string, string>;
}
/** timestamp.json (TUF 4.6). */
export interface Timestamp extends Common {
  readonly type: 'timestamp';
  readonly snapshot: FileMeta;
}
/** snapshot.json (TUF 4.4). */
export interface Snapshot extends Common {
  readonly type: 'snapshot';
  /** By role, without `.json`. */
  readonly meta: ReadonlyMap<string, FileMeta>;
}
/** What a publisher says of an artifact beside its bytes (EUCORA T2, T3). */
export interface TargetNote {
  readonly package: string | undefined;
  readonly version: string | undefined;
  readonly platform: string | undefined;
  readonly businessUnit: string | undefined;
  /** Versions of the package below this one are not to be gone back to without an approver. */
  readonly minVersion: string | undefined;
}
/** An artifact that a role vouches for (TUF 4.5). */
export interface TargetFile {
  readonly path: string;
  readonly length: number; // bytes
  readonly hashes: ReadonlyMap<string, string>;
  readonly note: TargetNote;
  readonly custom: JsonObject | undefined;
}
/** For what a delegated role may speak (EUCORA T2); empty lists: for all. */
export interface DelegationScope {
  readonly platforms: readonly string[];
  readonly businessUnits: readonly string[];
}
/** A role that another targets role trusts with some paths (TUF 4.5). */
export interface Delegation extends RoleKeys {
  readonly name: string;
  readonly paths: readonly string[];
  readonly pathHashPrefixes: readonly string[];
  readonly terminating: boolean;
  readonly scope: DelegationScope;
}
/** targets.json or the metadata of a delegated role (TUF 4.5). */
export interface Targets extends Common {
  readonly type: 'targets';
  readonly targets: ReadonlyMap<string, TargetFile>;
  readonly keys: ReadonlyMap<string, TufKey>;
  readonly delegations: readonly Delegation[]; // in order of appearance
}

export interface Signature {
  readonly keyId: string;
  readonly sig: string; // hex
}
/** A metadata file as it was read: nothing of it is believed until its signatures are counted. */
export interface Signed<T> {
  /** The file, byte for byte. */
  readonly bytes: Uint8Array;
  /** What was signed: the canonical form of the `signed` part. */
  readonly signedBytes: Uint8Array;
  readonly signatures: readonly Signature[];
  readonly signed: T;
}
