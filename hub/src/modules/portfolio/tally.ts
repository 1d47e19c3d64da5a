/** A change of how many devices have something installed. */
export interface InstallChange {
  readonly applicationId: number;
  readonly versionId: number | null; // null: of the application as a whole
  readonly delta: number;
}

/**
 * What changes in the counts when a device's versions become others. A device counts once for a
 * version and once for an application, however many of its packages or architectures it has.
 */
export function installChanges(
  before: readonly number[],
  after: readonly number[],
  applicationOf: (versionId: number) => number,
): InstallChange[] {
  const versions = { before: new Set(before), after: new Set(after) };
  const applications = {
    before: new Set([...versions.before].map(applicationOf)),
    after: new Set([...versions.after].map(applicationOf)),
  };
  const version = (versionId: number, delta: 1 | -1): InstallChange => ({
    applicationId: applicationOf(versionId),
    versionId,
    delta,
  });
  const application = (applicationId: number, delta: 1 | -1): InstallChange => ({
    applicationId,
    versionId: null,
    delta,
  });
  return [
    ...[...versions.after.difference(versions.before)].map((id) => version(id, 1)),
    ...[...versions.before.difference(versions.after)].map((id) => version(id, -1)),
    ...[...applications.after.difference(applications.before)].map((id) => application(id, 1)),
    ...[...applications.before.difference(applications.after)].map((id) => application(id, -1)),
  ];
}

/** The same in fewer lines: one for everything that is counted, and none for what cancels out. */
export function sumChanges(changes: Iterable<InstallChange>): InstallChange[] {
  const sums = new Map<string, InstallChange>();
  for (const change of changes) {
    const { applicationId, versionId } = change;
    const key = `${applicationId}/${versionId}`;
    const delta = (sums.get(key)?.delta ?? 0) + change.delta;
    sums.set(key, { applicationId, versionId, delta });
  }
  return [...sums.values()].filter(({ delta }) => delta !== 0);
}
