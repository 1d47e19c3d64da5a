import type { TimeInterval } from '../clock.ts';
import type { Root, Signed, Snapshot, Targets, Timestamp } from './metadata.ts';

/** Every bound of the client workflow. */
export const trustLimits = {
  rootRotationsMax: 1_024, // new root versions in one refresh; the next refresh goes on from there
  delegatedRolesMax: 32, // visited in one search
  rootBytesMax: 524_288,
  timestampBytesMax: 16_384,
  snapshotBytesMax: 2_097_152,
  targetsBytesMax: 5_242_880,
} as const;
export type TrustLimits = { readonly [name in keyof typeof trustLimits]: number };

/**
 * The trusted files that a device keeps, by name (`root.json`, `timestamp.json`, `snapshot.json`,
 * `targets.json`, one for each delegated role by `roleFileName`). Only `root.json` must be there: it
 * came with the device. What else is kept is checked again on every refresh.
 */
export type StoredFiles = ReadonlyMap<string, Uint8Array>;

/** A file to fetch from the repository's metadata folder: at most `bytesMax` bytes of it. */
export interface Want {
  readonly name: string;
  readonly role: string;
  readonly version: number | undefined;
  readonly bytesMax: number;
}
/**
 * What came of it. `absent` only when the repository said so (or the medium ends): a link that broke
 * is no answer, and the refresh is begun again later.
 */
export type Answer =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'absent' };

/** What the device writes down, in this order, before it goes on. */
export type Change =
  | { readonly kind: 'keep'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'forget'; readonly name: string };

/** A role whose expiry the time's upper bound does not exclude (`freshnessAt`). */
export interface Doubt {
  readonly role: string;
  readonly expiresMs: number;
}
/** The metadata of one published state, each file verified under the one above it. */
export interface Current {
  readonly root: Signed<Root>;
  readonly timestamp: Signed<Timestamp>;
  readonly snapshot: Signed<Snapshot>;
  readonly targets: Signed<Targets>;
  readonly doubts: readonly Doubt[];
  /** When the refresh began: searches in it use the same time (TUF 5.1). */
  readonly now: TimeInterval;
}

/** The file name under which a delegated role's metadata is published and kept. */
export function roleFileName(role: string): string {
  return `${encodeURIComponent(role)}.json`;
}

/** The name under which a version of a role is published. */
export function publishedName(role: string, version: number, consistent: boolean): string {
  return consistent ? `${version}.${roleFileName(role)}` : roleFileName(role);
}
