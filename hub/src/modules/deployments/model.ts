import type { Id, SiteId } from '@eucora/protocol';
import {
  packageFormats,
  type ArtifactRef,
  type HealthCheck,
  type MaintenanceWindow,
  type PackageFormat,
  type Plane,
} from '@eucora/protocol/desired';

export const intentActions = ['install', 'remove', 'pin', 'rollback'] as const;
/** `rollback`: an install that may go below what is there; `pin`: what is there stays. */
export type IntentAction = (typeof intentActions)[number];
export const intentStates = ['active', 'cancelled'] as const;
export type IntentState = (typeof intentStates)[number];

export const targetKinds = ['site', 'business_unit', 'device_group', 'device'] as const;
export type TargetKind = (typeof targetKinds)[number];
/** Devices of any of these: the union, also of those that come later. */
export type Target = Readonly<Record<TargetKind, readonly string[]>>;

/** When and how an order is carried out; times are Unix ms, windows in the device's own time. */
export interface Plan {
  readonly notBeforeMs: number | null;
  readonly deadlineMs: number | null;
  readonly windows: readonly MaintenanceWindow[];
  readonly before: readonly HealthCheck[];
  readonly after: readonly HealthCheck[];
  readonly attemptsMax: number;
  readonly security: boolean;
}

/** An order of somebody, as compiling needs it. */
export interface Assignment {
  readonly id: Id; // as documents and reports call it
  readonly intent: string;
  /** In which order they were made: the newest is the highest. */
  readonly no: number;
  readonly packageId: string;
  readonly packageName: string;
  readonly format: PackageFormat;
  readonly action: IntentAction;
  readonly version: string; // '' for remove
  /** Why the version can't be had: not published (any more), or nobody vouches for it; null: it can. */
  readonly hindrance: Hindrance | null;
  readonly artifact: ArtifactRef | null;
  readonly minVersion: string | null;
  readonly target: Target;
  readonly ring: number;
  readonly plane: Plane;
  readonly plan: Plan;
}
export const hindrances = ['not_published', 'not_vouched', 'not_listed'] as const;
export type Hindrance = (typeof hindrances)[number];

/** A device as compiling needs it. */
export interface TargetDevice {
  readonly id: Id;
  readonly no: number;
  readonly siteId: SiteId;
  readonly businessUnit: string | null;
  readonly groups: readonly string[];
}

/** Which plane executes for a package at a place; null: for any. */
export interface PlaneRule {
  readonly id: number;
  readonly packageId: string | null;
  readonly deviceGroup: string | null;
  readonly siteId: string | null;
  readonly plane: Plane;
}

const ownPrograms = { 'eucora-agent': 'agent', 'eucora-relay': 'relay' } as const;

/**
 * What an agent's executor takes a package as; undefined: none does. An archive of this system's own
 * programs is their self-update.
 */
export function executorFormat(format: string, name: string): PackageFormat | undefined {
  if (format === 'tar' && (name === 'eucora-agent' || name === 'eucora-relay')) {
    return ownPrograms[name];
  }
  return packageFormats.find((each) => each === format);
}
