import { sealReceipt, type PrivateKey } from '@eucora/protocol';
import type { Database } from '../platform/db.ts';
import {
  DeviceMarks,
  readSiteMarks,
  newestGeneration,
  storeReceipt,
  type Counters,
  type IssuedReceipt,
} from '../modules/ledger/index.ts';

export interface IssueDeps {
  readonly db: Database;
  readonly counters: Counters;
  readonly key: PrivateKey;
  readonly now: () => Date;
  /** Bytes that one relay may have in flight. */
  readonly windowBytes: () => number;
}

// Until then what a tip names may simply be on its way.
const tailAfterMs = 10_000;

/**
 * Issues a receipt for what the ledger has of a site: marks of one snapshot, a number that was never
 * used, signed, and written down before anybody sees it. `devices`: the site's, where it is kept.
 */
export async function issueReceipt(
  deps: IssueDeps,
  siteId: string,
  epoch: number,
  devices = new DeviceMarks(),
): Promise<IssuedReceipt> {
  const now = deps.now();
  const credit = { windowBytes: deps.windowBytes(), tailAfterMs, now };
  const snapshot = { isolation: 'repeatable read', readOnly: true } as const;
  const marks = await deps.db.transaction((tx) => readSiteMarks(tx, siteId, credit), snapshot);
  // The counter's file is what a restored database is safe by; should it be the file that is lost,
  // the database remembers.
  const above = await newestGeneration(deps.db, siteId);
  const generation = await deps.counters.next('receipt', above);
  const receipt = {
    site: siteId,
    ledgerEpoch: epoch,
    generation,
    issuedMs: now.getTime(),
    journals: marks.journals,
    deviceMarksRoot: devices.rootOf(marks.deviceMarks),
  };
  const bytes = Buffer.from(sealReceipt(receipt, deps.key));
  await deps.db.transaction((tx) => storeReceipt(tx, receipt, bytes, marks.wanted));
  return { siteId, epoch, generation, bytes };
}
