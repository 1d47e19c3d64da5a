import type { Queryable } from '../../platform/db.ts';
import { openStoredName } from './directory.ts';
import {
  selectDevice,
  selectMeasurements,
  selectUserNames,
  type DeviceRow,
  type MeasurementRow,
} from './store.ts';

export { DeviceDirectory, type DirectoryDeps } from './directory.ts';
export { ensureDevices, type KnownDevice } from './ensure.ts';
export { Fleet, type FleetDeps, type FleetSnapshot } from './fleet.ts';
export { devicesRoutes, type DevicesRoutesDeps } from './routes.ts';
export { deviceParams, MeasurementItem } from './schemas.ts';
export type { DeviceRow, MeasurementRow };

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
