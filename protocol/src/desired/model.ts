import type { DeviceId, Id } from '../ids.ts';
import type { SiteDocumentHead } from '../site-documents.ts';

/** What an installer takes; `agent` and `relay` are this system's own programs (self-update). */
export const packageFormats = [
  'deb',
  'rpm',
  'msi',
  'msix',
  'exe',
  'pkg',
  'apk',
  'agent',
  'relay',
] as const;
export type PackageFormat = (typeof packageFormats)[number];

/** Who executes: an agent touches nothing that another plane owns. */
export const planes = ['agent', 'intune', 'jamf', 'sccm', 'landscape', 'awx'] as const;
export type Plane = (typeof planes)[number];

/** `pin`: the version that is there stays, whatever else would change it. */
export const desiredActions = ['install', 'remove', 'pin'] as const;
export type DesiredAction = (typeof desiredActions)[number];

/** An artifact by the image side's path, with what its bytes must be. */
export interface ArtifactRef {
  readonly targetPath: string; // "linux/retail/hello_1.0_amd64.deb"
  readonly sha256: Uint8Array; // 32 bytes
  readonly bytes: number;
  /** SHA-256 of the concatenated SHA-256 of its 4 MiB chunks: each can be checked on arrival. */
  readonly chunkListSha256: Uint8Array;
}

/** Times of a week in the device's own local time. */
export interface MaintenanceWindow {
  readonly days: readonly number[]; // 0 = Monday
  readonly fromMinute: number; // of the day
  readonly minutes: number; // may reach into the next day
}

export type HealthCheck =
  | { readonly kind: 'service_active'; readonly unit: string }
  | { readonly kind: 'file_exists'; readonly path: string }
  | { readonly kind: 'port_open'; readonly port: number }
  | {
      readonly kind: 'program_succeeds';
      readonly path: string;
      readonly args: readonly string[];
      readonly timeoutMs: number;
    };

/** One thing that a device is to run, to lose or to keep. */
export interface DesiredItem {
  readonly assignment: Id;
  readonly packageName: string; // as the installer calls it
  readonly format: PackageFormat;
  readonly action: DesiredAction;
  readonly version: string; // '' for remove
  readonly artifact: ArtifactRef | null; // null for remove and pin
  readonly rollback: boolean; // may go below what is installed
  readonly security: boolean; // allowed in HOLD
  readonly ring: number; // 0..4; 3 and 4 are dangerous acts
  readonly plane: Plane;
  readonly notBeforeMs: number | null;
  readonly deadlineMs: number | null; // past it, windows hold nothing back
  readonly windows: readonly MaintenanceWindow[]; // empty: any time
  readonly before: readonly HealthCheck[];
  readonly after: readonly HealthCheck[];
  readonly attemptsMax: number;
}

/**
 * What one device of a site is to run. A device whose last assignment ended has an empty slice: else it
 * would keep to its last one.
 */
export interface DeviceSlice {
  readonly device: DeviceId;
  readonly items: readonly DesiredItem[];
}

/** An item of a newer hub that this program can't read: it is reported, and the others are obeyed. */
export interface UnreadItem {
  readonly assignment: Id;
  readonly why: string;
}
export interface OpenedSlice extends DeviceSlice {
  readonly unread: readonly UnreadItem[];
}

/** How long a document is fresh, and what follows; each counted from its issue, in ms. */
export interface LeaseTerms {
  readonly freshMs: number;
  readonly graceMs: number;
  readonly holdMs: number;
}

/** The director's word for one site: `issuedMs` to `issuedHiMs` encloses when it was signed. */
export interface DesiredManifest extends SiteDocumentHead {
  readonly issuedHiMs: number;
  /** SHA-256 of the payload of the one before: lineage only, any newer generation is taken. */
  readonly parent: Uint8Array | null;
  readonly root: Uint8Array; // Merkle root over the slices
  readonly slices: number;
  readonly lease: LeaseTerms;
}

/** Bounds of the way down. */
export const desiredLimits = {
  sliceBytesMax: 262_144, // one device's slice, encoded: it travels in one message
  itemsMax: 1_000, // of one device
  slicesMax: 1_000_000, // of one site
  windowsMax: 32, // of one item
  checksMax: 16, // of one item, each way
  argsMax: 32, // of one program
  nameBytesMax: 256, // package, version, unit
  pathBytesMax: 1_024,
  timeoutMsMax: 3_600_000,
  attemptsMax: 20,
  ringMax: 4,
  leaseMsMax: 1_096 * 86_400_000, // three years: no document is for ever
  detailBytesMax: 2_000,
} as const;
