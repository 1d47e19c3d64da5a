import { decideConflict, type ConflictDecision } from '../modules/devices/index.ts';
import { lockSite } from '../modules/ledger/index.ts';
import { takeBranch } from './branches.ts';
import type { CommitDeps } from './ports.ts';

/**
 * Resolves a conflict of identity as a person decided, and puts into the ledger what waited for
 * that: exactly once, and with everything that follows from it (PROTOCOL: device batch).
 * @throws NotFoundError, InvalidError, ConflictError when it was resolved before
 */
export function resolveConflict(deps: CommitDeps, decision: ConflictDecision): Promise<void> {
  return deps.db.transaction(async (tx) => {
    const now = deps.now();
    const prepare = (siteId: string): Promise<void> => lockSite(tx, siteId);
    const decided = await decideConflict(tx, decision, now, prepare);
    const device = (await deps.devices.ensure(tx, [], [decided.deviceId])).get(decided.deviceId);
    if (!device)
      throw new Error(`Device ${decided.deviceId} has a conflict and is not registered.`);
    for (const history of decided.histories) {
      if (!history.isTaken) continue;
      for (const branch of history.contradictions) {
        await takeBranch(
          deps,
          tx,
          {
            siteId: decided.siteId,
            deviceId: decided.deviceId,
            device,
            filedUnder: decided.deviceNo,
            owner: history.deviceNo,
            branch,
            actor: decision.actor,
          },
          now,
        );
      }
    }
    const nos = [...new Set(decided.histories.map(({ deviceNo }) => deviceNo))];
    for (const fold of deps.folds) await fold.refresh?.(tx, nos);
  });
}
