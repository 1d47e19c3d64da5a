import type { Queryable } from '../../platform/db.ts';
import { openStoredName } from './directory.ts';
import {
  selectDevice,
  selectInstalled,
  selectItemsById,
  selectMeasurements,
  selectUserNames,
  type DeviceRow,
  type MeasurementRow,
  type SoftwareRow,
} from './store.ts';

export { watchIdentities, type Spoken } from './conflicts.ts';
export { conflictRoutes, type ConflictRoutesDeps } from './conflict-routes.ts';
export { countOpenConflicts } from './conflict-store.ts';
export { decideConflict, type ConflictDecision } from './decide.ts';
export { DeviceDirectory, type DirectoryDeps } from './directory.ts';
export { ensureDevices, type KnownDevice } from './ensure.ts';
export { createDevicesFold, type DevicesFoldKeys } from './fold.ts';
export { Fleet, type FleetDeps, type FleetSnapshot } from './fleet.ts';
export { groupRoutes, type GroupRoutesDeps } from './group-routes.ts';
export { existingGroups } from './group-store.ts';
export {
  eraseSubjects,
  erasedAmong,
  namesOf,
  searchNames,
  type KnownSubject,
  type NameSearch,
} from './persons.ts';
export { placeOf, visibleTo } from './reach.ts';
export { selectIds as idsOf } from './reach-store.ts';
export { devicesRoutes, type DevicesRoutesDeps } from './routes.ts';
export { deviceParams, MeasurementItem } from './schemas.ts';
export type { DeviceRow, MeasurementRow, SoftwareRow };

/** One device; undefined when there is none. */
export function findDevice(db: Queryable, id: string): Promise<DeviceRow | undefined> {
  return selectDevice(db, id);
}

/** What a device says that it does and does not measure. */
export function measurementsOf(db: Queryable, deviceNo: number): Promise<MeasurementRow[]> {
  return selectMeasurements(db, deviceNo);
}

/** Names of users of a device, by subject id; subjects without a readable name are missing. */
export async function userNames(
  db: Queryable,
  namesKey: Uint8Array,
  deviceNo: number,
  subjectIds: readonly string[],
): Promise<Map<string, string>> {
  const ids = [...new Set(subjectIds)].map((id) => Buffer.from(id, 'hex'));
  if (ids.length === 0) return new Map();
  const rows = await selectUserNames(db, deviceNo, ids);
  return new Map(
    rows.flatMap((row) => {
      const name = openStoredName(row, namesKey);
      return name === null ? [] : [[row.subjectId.toString('hex'), name] as const];
    }),
  );
}

/** What a device has installed, as numbers of software items. */
export interface InstalledItems {
  readonly no: number;
  readonly simulated: boolean;
  readonly hash: Uint8Array;
  readonly itemIds: readonly number[];
}

/** The current software of devices that have a complete inventory. */
export function installedItems(tx: Queryable, nos: readonly number[]): Promise<InstalledItems[]> {
  return selectInstalled(tx, nos);
}

/** Software items by their numbers. */
export function softwareItems(tx: Queryable, ids: readonly number[]): Promise<SoftwareRow[]> {
  return selectItemsById(tx, ids);
}
