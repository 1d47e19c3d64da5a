import { Counter, Gauge } from 'prom-client';
import { countDamaged, unpackedSegments } from '../modules/ledger/index.ts';
import type { Metrics } from '../platform/metrics.ts';
import { Loop } from '../platform/loop.ts';
import { duties, whileOwner } from '../platform/ownership.ts';
import { archiveTurn, type ArchiverDeps } from './archiver.ts';
import { mergeTurn } from './merge.ts';
import { scrubNext } from './scrub.ts';
import { sweep } from './sweep.ts';

export { startHotWindow } from './hot-window-loop.ts';
export { openArchive } from './open-archive.ts';
export { filesystemPacks } from './pack-files.ts';
export { openPack, type OpenPack, type PackEntry, type PackIndex } from './pack-format.ts';
export { hashOf, scrubArchive, scrubPack, type Scrubbed } from './scrub.ts';
export { PackMissingError, type ArchiveStore, type StoredPack } from './store.ts';
export type { StoreDeps } from './packs.ts';

export interface ArchiveOptions extends Omit<ArchiverDeps, 'packBytesMax' | 'idleMs'> {
  readonly metrics: Metrics;
  readonly packBytesMax?: number; // 64 MiB unless told
  readonly idleMs?: number; // 2 s unless told
}

const mergeEveryMs = 60_000;
const sweepEveryMs = 86_400_000;
const scrubEveryMs = 30 * 86_400_000; // each pack

/**
 * Starts the archiver: committed segments go into verified packs, and only then are they safe
 * (PROTOCOL: receipts); small packs are merged and old ones read again. Of several hubs on one
 * database one does it. Disposing finishes what is under way.
 */
export function startArchiver(options: ArchiveOptions): AsyncDisposable {
  const { metrics, packBytesMax = 67_108_864, idleMs = 2_000, ...own } = options;
  const deps = { ...own, packBytesMax, idleMs };
  const gauges = archiveMetrics(metrics);
  const due = { merge: 0, sweep: 0 };
  const house = housekeeping(deps, due, gauges);
  return new Loop({
    name: 'archive',
    everyMs: Math.min(500, idleMs),
    logger: own.logger,
    async turn(signal) {
      await whileOwner(own.db, duties.archive, async (owned) => {
        const stop = AbortSignal.any([signal, owned]);
        gauges.waiting.set(await oldestWaiting(deps));
        if (due.sweep <= performance.now()) await deps.files.tidy();
        // A backlog is packed without pauses.
        while (!stop.aborted) {
          const archived = await archiveTurn(deps);
          if (!archived) break;
          gauges.segments.inc(archived.segments);
          gauges.bytes.inc(archived.bytes);
          gauges.last.set(own.now().getTime() / 1_000);
        }
        if (!stop.aborted) await house(stop);
      });
    },
  });
}

async function oldestWaiting({ db, now }: ArchiverDeps): Promise<number> {
  const [oldest] = await unpackedSegments(db, 1);
  return oldest ? (now().getTime() - oldest.committedAt.getTime()) / 1_000 : 0;
}

function archiveMetrics(metrics: Metrics) {
  const registers = [metrics];
  return {
    segments: new Counter({
      name: 'eucora_archived_segments_total',
      help: 'Segments in verified packs',
      registers,
    }),
    bytes: new Counter({ name: 'eucora_archived_bytes_total', help: 'Pack bytes', registers }),
    last: new Gauge({
      name: 'eucora_archive_last_pack_timestamp_seconds',
      help: 'When the last pack was verified',
      registers,
    }),
    waiting: new Gauge({
      name: 'eucora_archive_waiting_seconds',
      help: 'Age of the oldest committed segment that is in no pack yet',
      registers,
    }),
    merged: new Counter({
      name: 'eucora_archive_merged_packs_total',
      help: 'Packs that were merged into larger ones',
      registers,
    }),
    damaged: new Gauge({
      name: 'eucora_archive_damaged_packs',
      help: 'Packs that were damaged when they were last read; see eucora-hub archive scrub',
      registers,
    }),
    strangers: new Gauge({
      name: 'eucora_archive_unknown_packs',
      help: 'Packs in the archive that the ledger does not know and that hold something',
      registers,
    }),
  };
}

/** What is done between packs: merging each minute, sweeping each day, one pack read again. */
function housekeeping(
  deps: ArchiverDeps,
  due: { merge: number; sweep: number },
  gauges: ReturnType<typeof archiveMetrics>,
): (stop: AbortSignal) => Promise<void> {
  return async (stop) => {
    if (due.sweep <= performance.now()) {
      const { kept } = await sweep(deps);
      gauges.strangers.set(kept.length);
      for (const { name, reason } of kept) {
        deps.logger.warn({ pack: name }, `the archive has a pack that the ledger lacks: ${reason}`);
      }
      due.sweep = performance.now() + sweepEveryMs;
    }
    if (due.merge > performance.now()) return;
    for (let merged = await mergeTurn(deps); merged; merged = await mergeTurn(deps)) {
      gauges.merged.inc(merged.packs);
      if (stop.aborted) return;
    }
    await scrubNext(deps, scrubEveryMs);
    gauges.damaged.set(await countDamaged(deps.db));
    due.merge = performance.now() + mergeEveryMs;
  };
}
