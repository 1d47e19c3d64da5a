import type { SiteId } from '@eucora/protocol';
import { planes, type Plane } from '@eucora/protocol/desired';
import type { Queryable } from '../../platform/db.ts';
import { orderableVersions, type ArtifactsDeps, type Orderable } from './artifacts.ts';
import { compile, type CompiledSite, type DeviceOutcome } from './compile.ts';
import { devicesByNo, devicesOfSites, selectPlanes, settledOf } from './fleet-store.ts';
import { executorFormat, type Assignment, type TargetDevice } from './model.ts';
import { selectActive, type IntentRow } from './store.ts';

const planeOf = (word: string): Plane => planes.find((each) => each === word) ?? 'agent';

/** An intent as compiling needs it; undefined: no executor takes its format. */
function assignmentOf(
  row: IntentRow,
  versions: ReadonlyMap<string, Orderable>,
): Assignment | undefined {
  const format = executorFormat(row.format, row.packageName);
  if (format === undefined) return undefined;
  const found = versions.get(row.versionId ?? '');
  const isPublished = row.versionId === null || row.versionState === 'published';
  const needsArtifact = row.action === 'install' || row.action === 'rollback';
  return {
    id: row.assignmentId,
    intent: row.id,
    no: row.no,
    packageId: row.packageId,
    packageName: row.packageName,
    format,
    action: row.action,
    version: row.version ?? '',
    hindrance: !isPublished ? 'not_published' : needsArtifact ? (found?.hindrance ?? null) : null,
    artifact: needsArtifact ? (found?.artifact ?? null) : null,
    minVersion: found?.minVersion ?? null,
    target: row.target,
    ring: row.ring,
    plane: planeOf(row.plane),
    plan: row.plan,
  };
}

async function assignmentsNow(deps: ArtifactsDeps): Promise<Assignment[]> {
  const rows = await selectActive(deps.db);
  const ids = rows.flatMap(({ versionId }) => (versionId === null ? [] : [versionId]));
  const versions = await orderableVersions(deps, ids);
  return rows.flatMap((row) => assignmentOf(row, versions) ?? []);
}

/** What these sites would be told now. */
export async function compileSites(
  deps: ArtifactsDeps,
  sites: readonly SiteId[],
): Promise<ReadonlyMap<SiteId, CompiledSite>> {
  const { db } = deps;
  return compile({
    assignments: await assignmentsNow(deps),
    devices: await devicesOfSites(db, sites),
    planes: await selectPlanes(db),
    settled: await settledOf(db, sites),
  });
}

/** What it comes to on some devices, for showing. */
export async function compileDevices(
  deps: ArtifactsDeps,
  nos: readonly number[],
): Promise<readonly DeviceOutcome[]> {
  const { db } = deps;
  const devices = await devicesByNo(db, nos);
  const sites = [...new Set(devices.map(({ siteId }) => siteId))];
  const compiled = compile({
    assignments: await assignmentsNow(deps),
    devices,
    planes: await selectPlanes(db),
    settled: await settledOf(db, sites),
  });
  return [...compiled.values()].flatMap(({ outcomes }) => outcomes);
}

/** Devices by number, for naming them. */
export async function targetDevices(
  db: Queryable,
  nos: readonly number[],
): Promise<ReadonlyMap<number, TargetDevice>> {
  return new Map((await devicesByNo(db, nos)).map((device) => [device.no, device]));
}
