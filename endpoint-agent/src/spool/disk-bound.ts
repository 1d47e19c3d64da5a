import type { Lane } from '@eucora/protocol';
import { dropRuns } from './dropped.ts';
import type { DropCandidate, DropStep } from './drop.ts';
import type { NewEntry } from './lane-store.ts';
import { makeVoid, type Bench } from './mend.ts';
import type { LaneFile, SpoolState, Stream } from './model.ts';

/** What was dropped, for the log and for the status. */
export interface DropReport {
  readonly lane: Lane;
  readonly act: DropStep['act'];
  readonly first: number;
  readonly last: number;
}

/** The files that may be dropped: not the ones being written, nor one with a batch on its way. */
export function candidatesOf(
  bench: Bench,
  onTheirWay: (stream: Stream, file: LaneFile) => boolean,
): DropCandidate[] {
  return bench.state.streams.flatMap((stream) =>
    stream.files
      .filter((file) => !bench.store.isActive(file) && !onTheirWay(stream, file))
      .map((file) => ({
        no: file.no,
        lane: stream.lane,
        incarnation: stream.incarnation,
        bytes: file.bytes,
        first: file.first,
        last: file.last,
        committed: stream.committed,
        forwarded: stream.forwarded,
        dropped: file.dropped,
      })),
  );
}

/** Carries out one step of a drop plan. `trim` asks that the committed marks are durable. */
export async function applyDrop(bench: Bench, step: DropStep): Promise<DropReport | null> {
  const found = findFile(bench.state, step.no);
  if (!found) return null;
  const { stream, file } = found;
  const report = { lane: stream.lane, act: step.act, first: file.first, last: file.last };
  if (step.act === 'trim') {
    await bench.store.remove(stream, file);
    return report;
  }
  const batches = (await bench.store.load(file)).map(({ batch }) => batch);
  const entries = dropRuns(batches, stream.forwarded).map((run): NewEntry => {
    const { batch } = makeVoid(bench, stream, { ...run, reason: 'spool_full' });
    const tag = run.released ? 'released' : 'void';
    return { tag, first: run.first, last: run.last, batch };
  });
  await bench.store.replace(stream, file, entries);
  return report;
}

function findFile(state: SpoolState, no: number): { stream: Stream; file: LaneFile } | null {
  for (const stream of state.streams) {
    const file = stream.files.find((one) => one.no === no);
    if (file) return { stream, file };
  }
  return null;
}
