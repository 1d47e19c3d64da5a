import type { Tx } from '../../platform/db.ts';
import type { AcceptedBatch, Fold } from '../../platform/fold.ts';
import {
  insertShortPrograms,
  selectIntervals,
  upsertIntervals,
  type ShortProgramReport,
} from './fold-store.ts';
import {
  intervalKey,
  intervalOf,
  mergeIntervals,
  realTimeOf,
  type UsageInterval,
} from './usage.ts';

/**
 * Keeps raw usage: intervals merged by their identity, and counts of what was too short for one.
 */
export const licensesFold: Fold = {
  name: 'licenses',
  async apply(tx, batches) {
    await foldIntervals(tx, batches);
    const reports = batches.flatMap(shortProgramsOf);
    if (reports.length > 0) await insertShortPrograms(tx, reports);
  },
};

async function foldIntervals(tx: Tx, batches: readonly AcceptedBatch[]): Promise<void> {
  const merged = new Map<string, UsageInterval>();
  const add = (interval: UsageInterval): void => {
    const key = intervalKey(interval);
    const known = merged.get(key);
    merged.set(key, known ? mergeIntervals(known, interval) : interval);
  };
  for (const { deviceNo, events, anchors } of batches) {
    for (const { body, at, loMs, hiMs } of events) {
      if (body.kind !== 'usage') continue;
      add(intervalOf(deviceNo, body, { ...at, loMs, hiMs }, anchors));
    }
  }
  if (merged.size === 0) return;
  // The devices' rows are locked, so nobody else changes these meanwhile.
  for (const known of await selectIntervals(tx, [...merged.values()])) add(known);
  await upsertIntervals(tx, [...merged.values()]);
}

function shortProgramsOf(batch: AcceptedBatch): ShortProgramReport[] {
  return batch.events.flatMap(({ seq, body, at, loMs, hiMs }) => {
    if (body.kind !== 'short_programs') return [];
    const report = { ...at, loMs, hiMs };
    const timeOf = (boottimeMs: number): Date =>
      new Date(Math.round(realTimeOf(boottimeMs, at.bootId, report, batch.anchors)));
    return [
      {
        deviceNo: batch.deviceNo,
        incarnation: batch.incarnation,
        seq,
        program: body.program,
        count: body.count,
        from: timeOf(body.fromMs),
        to: timeOf(body.toMs),
      },
    ];
  });
}
