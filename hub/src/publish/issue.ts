// The way of an event: a receipt of one snapshot of the marks, numbered and signed.
// Next: hub/src/publish/downlink.ts

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
import { withWindows } from './credit.ts';
import type { CreditDesk } from './credit-desk.ts';

export interface IssueDeps {
  readonly db: Database;
  readonly counters: Counters;
  readonly key: PrivateKey;
  readonly now: () => Date;
  /** Bytes that a lane which keeps up may have in flight. */
  readonly windowBytes: () => number;
  /** Deals to those that don't. */
  readonly credit: CreditDesk;
  /** How old a restored hub may be, ms: relays keep that much; 0: it takes no backups by itself. */
  readonly backupIntervalMs?: number;
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
  const openBytes = deps.windowBytes();
  // What a site holds back because it waits for its turn is no gap, and what it sent stands in line.
  const tailMs = deps.credit.isBehind(siteId) ? Infinity : tailAfterMs;
  const asOf = { tailAfterMs: tailMs, now };
  const snapshot = { isolation: 'repeatable read', readOnly: true } as const;
  const marks = await deps.db.transaction((tx) => readSiteMarks(tx, siteId, asOf), snapshot);
  deps.credit.noteMissing(siteId, marks.missing);
  const segmentBytes = deps.credit.segmentBytes(siteId);
  const dealt = { openBytes, dealtBytes: deps.credit.tell(siteId), segmentBytes };
  // The counter's file is what a restored database is safe by; should it be the file that is lost,
  // the database remembers.
  const above = await newestGeneration(deps.db, siteId);
  const generation = await deps.counters.next('receipt', above);
  const receipt = {
    site: siteId,
    ledgerEpoch: epoch,
    generation,
    issuedMs: now.getTime(),
    journals: withWindows(marks.journals, marks.missing, dealt),
    deviceMarksRoot: devices.rootOf(marks.deviceMarks),
    backupIntervalMs: deps.backupIntervalMs ?? 0,
  };
  const bytes = Buffer.from(sealReceipt(receipt, deps.key));
  await deps.db.transaction((tx) => storeReceipt(tx, receipt, bytes, marks.wanted));
  return { siteId, epoch, generation, bytes };
}
