import { Counter, Gauge, Histogram } from 'prom-client';
import type { Metrics } from '../platform/metrics.ts';
import type { Committed } from './commit.ts';

/** What ingest counts. One method per thing that happens; labels come from closed or checked sets. */
export interface IngestMetrics {
  committed(lane: string, result: Committed, seconds: number): void;
  refused(code: string): void;
  /** Evidence that was counted and not kept: the bytes of each. */
  notKept(bytes: readonly number[]): void;
  poisoned(): void;
  busy(lane: string): void;
  failed(kind: string): void;
  backlog(lane: string, messages: number): void;
  /** Whether the broker's stream is sick now. */
  uplinkSick(isSick: boolean): void;
  /** Something was done about it. */
  uplinkRemedy(remedy: string): void;
}

/** Registers the counters of ingest. Once per registry. */
export function createIngestMetrics(registry: Metrics): IngestMetrics {
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter({ name: `eucora_${name}`, help, labelNames, registers });
  const segments = counter('segments_committed_total', 'Segments committed', 'lane');
  const duplicates = counter('segments_duplicate_total', 'Segments that were there', 'lane');
  const forked = counter('segments_forked_total', 'Segments that do not fit their neighbours');
  const refused = counter('segments_refused_total', 'Segments not believed', 'code');
  const poisoned = counter('segments_poisoned_total', 'Segments set aside after five failures');
  const busy = counter('segments_busy_total', 'Segments put off: too many ranges', 'lane');
  const failures = counter('ingest_failures_total', 'Failures to take a segment', 'kind');
  const quarantined = counter('batches_quarantined_total', 'Batches kept as evidence', 'code');
  const notKept = counter(
    'quarantine_not_kept_total',
    'Evidence beyond the bound of a site and hour',
  );
  const notKeptBytes = counter('quarantine_not_kept_bytes_total', 'Bytes of such evidence');
  const rejected = counter('batches_rejected_total', 'Signed batches not understood', 'code');
  const known = counter('batches_duplicate_total', 'Batches that were there already');
  const events = counter('events_committed_total', 'Events committed', 'lane');
  const refusals = counter('relay_refusals_total', 'Refused by relays at their doors', 'code');
  const backlog = new Gauge({
    name: 'eucora_uplink_backlog_messages',
    help: 'Segments at the broker that are not committed',
    labelNames: ['lane'],
    registers,
  });
  const sick = new Gauge({
    name: 'eucora_uplink_sick',
    help: '1 while the broker does not deliver what it takes; the log says what is done about it',
    registers,
  });
  const remedies = counter('uplink_remedies_total', 'Attempts to heal the broker', 'remedy');
  const seconds = new Histogram({
    name: 'eucora_segment_seconds',
    help: 'From judging a segment to its commit',
    labelNames: ['lane'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const countNotKept = (bytes: readonly number[]): void => {
    notKept.inc(bytes.length);
    notKeptBytes.inc(bytes.reduce((sum, size) => sum + size, 0));
  };
  return {
    notKept: countNotKept,
    committed(lane, result, took) {
      if (result.kind === 'duplicate') {
        duplicates.inc({ lane });
        return;
      }
      segments.inc({ lane });
      seconds.observe({ lane }, took);
      events.inc({ lane }, result.eventsNew);
      known.inc(result.duplicates);
      if (result.link === 'forked') forked.inc();
      for (const code of result.quarantined) quarantined.inc({ code });
      countNotKept(result.notKept);
      for (const code of result.rejected) rejected.inc({ code });
      for (const { code, count } of result.refusals) refusals.inc({ code: labelOf(code) }, count);
    },
    refused: (code) => refused.inc({ code }),
    poisoned: () => poisoned.inc(),
    busy: (lane) => busy.inc({ lane }),
    failed: (kind) => failures.inc({ kind }),
    backlog: (lane, messages) => backlog.set({ lane }, messages),
    uplinkSick: (isSick) => sick.set(isSick ? 1 : 0),
    uplinkRemedy: (remedy) => remedies.inc({ remedy }),
  };
}

/** A relay's own word as a label: what is not a short code is counted under one name. */
function labelOf(code: string): string {
  return /^[a-z][a-z_]{0,30}$/.test(code) ? code : 'other';
}
