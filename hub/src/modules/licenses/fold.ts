import type { Tx } from '../../platform/db.ts';
import type { AcceptedBatch, Fold } from '../../platform/fold.ts';
import {
  insertIntervals,
  insertShortPrograms,
  selectIntervals,
  updateIntervals,
  type ShortProgramReport,
} from './fold-store.ts';
import {
  intervalKey,
  intervalOf,
  isSameInterval,
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
  const said = new Map<string, UsageInterval>();
  for (const { deviceNo, events, anchors } of batches) {
    for (const { body, at, loMs, hiMs } of events) {
      if (body.kind !== 'usage') continue;
      const interval = intervalOf(deviceNo, body, { ...at, loMs, hiMs }, anchors);
      const key = intervalKey(interval);
      const known = said.get(key);
      said.set(key, known ? mergeIntervals(known, interval) : interval);
    }
  }
  if (said.size === 0) return;
  // The devices' rows are locked, so nobody else changes or adds these meanwhile.
  const changed: UsageInterval[] = [];
  for (const known of await selectIntervals(tx, [...said.values()])) {
    const key = intervalKey(known);
    const merged = mergeIntervals(known, said.get(key)!);
    if (!isSameInterval(known, merged)) changed.push(merged);
    said.delete(key);
  }
  await updateIntervals(tx, changed);
  await insertIntervals(tx, [...said.values()]);
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
