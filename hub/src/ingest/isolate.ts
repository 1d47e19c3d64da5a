import type { DeviceId } from '@eucora/protocol';
import type { Database, Tx } from '../platform/db.ts';
import { messageOf } from '../platform/errors.ts';
import { failureKind } from './failures.ts';
import type { JudgedSegment } from './commit.ts';
import type { JudgedBatch } from './judge.ts';

/** Ends a trial: nothing of it stays. */
class TrialOver extends Error {
  override readonly name = 'TrialOver';
}

/** A segment without the batches that this program can't take; they are evidence of code `poison`. */
export interface Isolated {
  readonly judged: JudgedSegment;
  readonly poisoned: ReadonlyMap<DeviceId, string>; // and why
}

/**
 * Finds the devices whose batches make a segment fail, by trying each alone in a transaction that is
 * rolled back, so that a defect met by one device's data does not keep its neighbours' from the
 * ledger. Undefined when that does not help: nobody fails alone, or everybody does.
 */
export async function isolate(
  db: Database,
  judged: JudgedSegment,
  tryTo: (tx: Tx, segment: JudgedSegment) => Promise<unknown>,
): Promise<Isolated | undefined> {
  const groups = Map.groupBy(judged.batches, (each) => each.batch?.deviceId);
  const poisoned = new Map<DeviceId, string>();
  for (const [deviceId, batches] of groups) {
    if (deviceId === undefined) continue;
    const failure = await trial(db, (tx) => tryTo(tx, { ...judged, batches }));
    if (failure !== undefined) poisoned.set(deviceId, failure);
  }
  if (poisoned.size === 0 || poisoned.size === groups.size) return undefined;
  const batches = judged.batches.map((each) => withoutPoison(each, poisoned));
  return { judged: { ...judged, batches }, poisoned };
}

function withoutPoison(judged: JudgedBatch, poisoned: ReadonlyMap<DeviceId, string>): JudgedBatch {
  const { batch } = judged;
  const detail = batch ? poisoned.get(batch.deviceId) : undefined;
  if (!batch || detail === undefined || judged.verdict === 'quarantined') return judged;
  const { deviceId, bytes } = batch;
  const fault = { code: 'poison', detail };
  return { verdict: 'quarantined', deviceId, batch, bytes, fault };
}

/** Runs work and rolls it back; returns why it failed for a reason of ours, if it did. */
async function trial(
  db: Database,
  work: (tx: Tx) => Promise<unknown>,
): Promise<string | undefined> {
  try {
    await db.transaction(async (tx) => {
      await work(tx);
      throw new TrialOver();
    });
  } catch (error) {
    if (error instanceof TrialOver) return undefined;
    if (failureKind(error) !== 'ours') throw error;
    return messageOf(error);
  }
  return undefined;
}
