import type { Database, Tx } from '../../platform/db.ts';
import type { AcceptedBatch, Fold } from '../../platform/fold.ts';
import type { Logger } from '../../platform/logger.ts';
import { Loop } from '../../platform/loop.ts';
import { installedItems, softwareItems, type InstalledItems } from '../devices/index.ts';
import {
  fileItems,
  insertChanges,
  selectApplicationsOf,
  selectCounted,
  selectVersionsOfItems,
  settleChanges,
  upsertCounted,
  type VersionRef,
} from './fold-store.ts';
import { normalise } from './normalise.ts';
import { installChanges, sumChanges } from './tally.ts';

/**
 * Keeps install counts exact: compares what a device has installed with what of it is counted. Runs
 * after the devices' fold, whose outcome it reads.
 */
export const portfolioFold: Fold = {
  name: 'portfolio',
  apply: (tx, batches) => countInstalls(tx, batches.filter(mayChangeSoftware)),
  refresh: (tx, nos) =>
    countInstalls(
      tx,
      nos.map((deviceNo) => ({ deviceNo })),
    ),
};

async function countInstalls(
  tx: Tx,
  devices: readonly Pick<AcceptedBatch, 'deviceNo'>[],
): Promise<void> {
  const nos = [...new Set(devices.map((device) => device.deviceNo))];
  if (nos.length === 0) return;
  const counted = new Map((await selectCounted(tx, nos)).map((row) => [row.no, row]));
  const changed = (await installedItems(tx, nos)).filter((device) => {
    const known = counted.get(device.no);
    return !known || Buffer.compare(known.hash, device.hash) !== 0;
  });
  if (changed.length === 0) return;
  const before = (no: number): readonly number[] => counted.get(no)?.versionIds ?? [];
  const versionOf = await versionsOf(tx, changed);
  const applicationOf = await applicationsOf(
    tx,
    versionOf,
    changed.flatMap(({ no }) => before(no)),
  );
  const after = changed.map(({ no, hash, simulated, itemIds }) => {
    const versions = new Set(itemIds.flatMap((id) => versionOf.get(id)?.versionId ?? []));
    return { no, hash, simulated, versionIds: [...versions] };
  });
  for (const simulated of [false, true]) {
    const changes = after
      .filter((device) => device.simulated === simulated)
      .flatMap(({ no, versionIds }) => installChanges(before(no), versionIds, applicationOf));
    await insertChanges(tx, simulated, sumChanges(changes));
  }
  await upsertCounted(tx, after);
}

/** The application of each version that these items are and of each that was counted before. */
async function applicationsOf(
  tx: Tx,
  versionOf: ReadonlyMap<number, VersionRef>,
  counted: readonly number[],
): Promise<(versionId: number) => number> {
  const known = new Map<number, number>();
  for (const { versionId, applicationId } of versionOf.values()) {
    known.set(versionId, applicationId);
  }
  const others = [...new Set(counted)].filter((id) => !known.has(id));
  if (others.length > 0) {
    for (const [id, application] of await selectApplicationsOf(tx, others)) {
      known.set(id, application);
    }
  }
  return (versionId) => {
    const application = known.get(versionId);
    if (application === undefined) throw new Error(`version ${versionId} has no application`);
    return application;
  };
}

/** An inventory says something new; a first batch may show that another incarnation is current. */
function mayChangeSoftware(batch: AcceptedBatch): boolean {
  return (
    batch.parentIncarnation !== null ||
    batch.events.some((event) => event.seq === 1 || event.body.kind === 'inventory')
  );
}

/** The version that each item of these devices is; items nobody had before are normalised now. */
async function versionsOf(
  tx: Tx,
  devices: readonly InstalledItems[],
): Promise<ReadonlyMap<number, VersionRef>> {
  const itemIds = [...new Set(devices.flatMap((device) => device.itemIds))];
  const known = await selectVersionsOfItems(tx, itemIds);
  const unknown = itemIds.filter((id) => !known.has(id));
  if (unknown.length === 0) return known;
  const items = await softwareItems(tx, unknown);
  await fileItems(
    tx,
    items.map((item) => ({ id: item.id, normalised: normalise(item) })),
  );
  const filed = await selectVersionsOfItems(tx, unknown);
  return new Map([...known, ...filed]);
}

const settleEveryMs = 1_000;
const settledPerTurnMax = 50_000;

/** Starts the one worker that moves appended changes into the counts, within about a second. */
export function startTally(deps: { readonly db: Database; readonly logger: Logger }): Loop {
  return new Loop({
    name: 'portfolio-tally',
    everyMs: settleEveryMs,
    logger: deps.logger,
    turn: (signal) => settleInstalls(deps.db, signal),
  });
}

/** Moves every change that is committed now into the counts. */
export async function settleInstalls(db: Database, signal?: AbortSignal): Promise<void> {
  for (;;) {
    const settled = await db.transaction((tx) => settleChanges(tx, settledPerTurnMax));
    if (settled < settledPerTurnMax || signal?.aborted === true) return;
  }
}
