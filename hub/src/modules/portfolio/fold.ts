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
} from './fold-store.ts';
import { normalise } from './normalise.ts';
import { installChanges } from './tally.ts';

/**
 * Keeps install counts exact: compares what a device has installed with what of it is counted. Runs
 * after the devices' fold, whose outcome it reads.
 */
export const portfolioFold: Fold = {
  name: 'portfolio',
  async apply(tx, batches) {
    const nos = [...new Set(batches.filter(mayChangeSoftware).map((batch) => batch.deviceNo))];
    if (nos.length === 0) return;
    const counted = new Map((await selectCounted(tx, nos)).map((row) => [row.no, row]));
    const changed = (await installedItems(tx, nos)).filter((device) => {
      const known = counted.get(device.no);
      return !known || Buffer.compare(known.hash, device.hash) !== 0;
    });
    if (changed.length === 0) return;
    const versionOf = await versionsOf(tx, changed);
    const before = (no: number): readonly number[] => counted.get(no)?.versionIds ?? [];
    const all = new Set([...versionOf.values(), ...changed.flatMap(({ no }) => before(no))]);
    const applications = await selectApplicationsOf(tx, [...all]);
    const applicationOf = (versionId: number): number => {
      const application = applications.get(versionId);
      if (application === undefined) throw new Error(`version ${versionId} has no application`);
      return application;
    };
    const after = changed.map((device) => {
      const ids = device.itemIds.flatMap((id) => versionOf.get(id) ?? []);
      return { ...device, versionIds: [...new Set(ids)] };
    });
    const changes = after.flatMap(({ no, simulated, versionIds }) =>
      installChanges(before(no), versionIds, applicationOf).map((each) => ({ ...each, simulated })),
    );
    await insertChanges(tx, changes);
    await upsertCounted(tx, after);
  },
};

/** An inventory says something new; a first batch may show that another incarnation is current. */
function mayChangeSoftware(batch: AcceptedBatch): boolean {
  return (
    batch.parentIncarnation !== null ||
    batch.events.some((event) => event.seq === 1 || event.kind === 'inventory')
  );
}

/** The version that each item of these devices is; items nobody had before are normalised now. */
async function versionsOf(
  tx: Tx,
  devices: readonly InstalledItems[],
): Promise<ReadonlyMap<number, number>> {
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
