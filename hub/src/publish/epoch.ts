import { audit } from '../modules/audit/index.ts';
import { insertEpoch, wantForAll } from '../modules/ledger/index.ts';
import type { IssueDeps } from './issue.ts';

/**
 * Opens a ledger epoch with a number that was never used and is above `above`: from now on lower
 * marks than before are true, and every site is told (PROTOCOL: receipts, after a restore).
 */
export async function openEpoch(
  deps: Pick<IssueDeps, 'db' | 'counters' | 'now'>,
  reason: string,
  above: number,
): Promise<number> {
  const { db, counters, now } = deps;
  const epoch = await counters.next('ledger-epoch', above);
  await db.transaction(async (tx) => {
    await insertEpoch(tx, epoch, reason, now());
    await wantForAll(tx, 'receipt');
    const detail = { epoch, reason };
    await audit(tx, { actor: 'hub', action: 'ledger.epoch', subject: 'ledger', detail });
  });
  return epoch;
}
