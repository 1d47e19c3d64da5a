import type { Tx } from '../platform/db.ts';
import { noteContradictions, takenBranches } from '../modules/ledger/index.ts';
import { homeOf, type Taken } from './batches.ts';
import { takeBranch } from './branches.ts';
import type { CommitDeps } from './ports.ts';

interface Arrival {
  readonly siteId: string;
  readonly relayId: string;
  readonly now: Date;
}

/** Files what contradicts its own device, and looks whether keys are used by two machines. */
export async function watchHistories(
  deps: CommitDeps,
  tx: Tx,
  { accepted, contradictions }: Taken,
  arrival: Arrival,
): Promise<void> {
  await noteContradictions(tx, contradictions, arrival);
  const contradicted = [...new Set(contradictions.map(({ deviceNo }) => deviceNo))];
  await takeDecided(deps, tx, contradictions, arrival);
  await deps.devices.watch(tx, { accepted, contradicted, now: arrival.now });
}

/** What goes on from a branch that somebody decided to take is taken without asking again. */
async function takeDecided(
  deps: CommitDeps,
  tx: Tx,
  contradictions: Taken['contradictions'],
  { siteId, now }: Arrival,
): Promise<void> {
  const byNo = new Map(contradictions.map(({ deviceNo, batch }) => [deviceNo, batch.deviceId]));
  const decided = byNo.size > 0 ? await takenBranches(tx, [...byNo.keys()]) : [];
  if (decided.length === 0) return;
  const devices = await deps.devices.ensure(tx, [], [...new Set(byNo.values())]);
  for (const { deviceNo: filedUnder, branch, by } of decided) {
    const deviceId = byNo.get(filedUnder)!;
    const device = devices.get(deviceId);
    if (!device) continue;
    const owner = homeOf(device, branch, undefined);
    const of = { siteId, deviceId, device, filedUnder, owner, branch, actor: by };
    await takeBranch(deps, tx, of, now);
  }
}
