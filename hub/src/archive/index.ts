import { Counter, Gauge } from 'prom-client';
import type { Metrics } from '../platform/metrics.ts';
import { Loop } from '../platform/loop.ts';
import { archiveTurn, type ArchiverDeps } from './archiver.ts';
import { filesystemPacks } from './pack-files.ts';

export { filesystemPacks, type PackFiles } from './pack-files.ts';
export { openPack, type OpenPack, type PackEntry, type PackIndex } from './pack-format.ts';

export interface ArchiveOptions extends Omit<ArchiverDeps, 'files' | 'packBytesMax' | 'idleMs'> {
  /** Folder of the packs; on another disk than the database in production. */
  readonly folder: string;
  readonly metrics: Metrics;
  readonly packBytesMax?: number; // 64 MiB unless told
  readonly idleMs?: number; // 2 s unless told
}

/**
 * Starts the archiver: committed segments go into verified packs, and only then are they safe
 * (PROTOCOL: receipts). Disposing finishes the pack under way.
 */
export function startArchiver(options: ArchiveOptions): AsyncDisposable {
  const { folder, metrics, packBytesMax = 67_108_864, idleMs = 2_000, ...own } = options;
  const deps = { ...own, files: filesystemPacks(folder), packBytesMax, idleMs };
  const registers = [metrics];
  const segments = new Counter({
    name: 'eucora_archived_segments_total',
    help: 'Segments in verified packs',
    registers,
  });
  const bytes = new Counter({ name: 'eucora_archived_bytes_total', help: 'Pack bytes', registers });
  const last = new Gauge({
    name: 'eucora_archive_last_pack_timestamp_seconds',
    help: 'When the last pack was verified',
    registers,
  });
  let isTidy = false;
  return new Loop({
    name: 'archive',
    everyMs: Math.min(500, idleMs),
    logger: own.logger,
    async turn(signal) {
      if (!isTidy) await deps.files.tidy();
      isTidy = true;
      // A backlog is packed without pauses.
      while (!signal.aborted) {
        const archived = await archiveTurn(deps);
        if (!archived) return;
        segments.inc(archived.segments);
        bytes.inc(archived.bytes);
        last.set(own.now().getTime() / 1_000);
      }
    },
  });
}
