import type { CacheState } from '@eucora/protocol';
import type { LaneRow } from '../view/view.ts';
import { formatBytes } from './format.ts';

/** What `/api/status/` answers and the page shows. */
export interface StatusReport {
  readonly site: string;
  readonly site_class: string;
  readonly relay_id: string;
  readonly as_of: string;
  readonly started_at: string;
  readonly state: 'well' | 'isolated' | 'degraded';
  readonly concerns: readonly string[];
  readonly devices: { readonly total: number; readonly simulated: number; readonly heard: number };
  readonly intake: {
    readonly batches: number;
    readonly events: number;
    readonly duplicates: number;
    readonly evidence: number;
    readonly refused: number;
    readonly granted_bytes: number;
    readonly waiting_bytes: number;
    /** Why batches are not taken: too little room, or the disk refuses writes. */
    readonly disk: 'ok' | 'full' | 'failing';
  };
  readonly disk: {
    readonly path: string;
    readonly free_bytes: number;
    /** Below this, intake pauses. */
    readonly free_bytes_min: number;
    /** How much must become free before intake goes on; 0 while it is not paused. */
    readonly need_bytes: number;
    /** Kept back, so that a full disk can still be tidied. */
    readonly reserve_bytes: number;
  };
  readonly journal: {
    readonly incarnation: string;
    readonly parent: string | null;
    readonly earlier: number;
    readonly damaged: number;
    readonly lanes: readonly LaneRow[];
  };
  readonly uplink: {
    readonly configured: boolean;
    readonly connected: boolean;
    readonly since: string | null;
    readonly last_contact_at: string | null;
    readonly receipt_delay_ms: number;
    readonly published: number;
    readonly resent: number;
    readonly refused_by_broker: number;
  };
  /** The operator's plan for the way to the hub, and what follows from it. */
  readonly link: {
    readonly bytes_per_second: number;
    readonly bytes_per_day: number;
    readonly day_bytes: number;
    readonly windows: readonly string[];
    readonly time_zone: string;
    readonly urgent_exempt: boolean;
    readonly paused: boolean;
    /** Why nothing but what is exempt goes out now. */
    readonly hold: 'paused' | 'window' | 'day' | null;
    readonly backlog_bytes: number;
    readonly measured_bytes_per_second: number | null;
    readonly predicted_finish_at: string | null;
    /** Why there is no prediction. */
    readonly no_prediction: 'paused' | 'rate' | 'never' | null;
  };
  /** Artifacts that the site needs. */
  readonly cache: {
    readonly held_bytes: number;
    readonly wanted_bytes: number;
    readonly saved_bytes: number;
    /** How much must become free before the rest can come; 0: there is room. */
    readonly need_bytes: number;
    /** Artifacts that were damaged on the disk since the start, and fetched again. */
    readonly rotten: number;
    readonly bytes_per_second: number | null;
    readonly predicted_finish_at: string | null;
    readonly artifacts: readonly ArtifactRow[];
  };
  readonly receipt: {
    readonly ledger_epoch: number;
    readonly generation: number;
    /** The hub was restored and has not made safe again what it had called safe before. */
    readonly is_hub_behind: boolean;
    readonly received_at: string | null;
  };
  /** What is held of the hub's audit record, and how often the hub said otherwise since. */
  readonly audit: { readonly position: number; readonly contradicting: number };
  readonly nats: {
    readonly url: string;
    readonly pid: number | null;
    readonly healthy: boolean;
    readonly adopted: boolean;
    readonly restarts: number;
  };
}

/** An artifact that the site needs. */
export interface ArtifactRow {
  readonly sha256: string;
  readonly target_path: string;
  readonly bytes: number;
  readonly held_bytes: number;
  readonly saved_bytes: number;
  readonly state: CacheState;
  readonly detail: string;
}

/** Segments that the hub has not receipted, over all lanes of all journals. */
export function backlogSegments(lanes: readonly LaneRow[]): number {
  return lanes.reduce(
    (sum, lane) => sum + Math.max(0, lane.sealed_through - lane.committed_through),
    0,
  );
}

/** What an operator should know first, worst first; empty when all is well. */
export function concernsOf(report: Omit<StatusReport, 'state' | 'concerns'>): string[] {
  const concerns: string[] = [];
  const { intake, nats, uplink, journal, disk, receipt } = report;
  if (intake.disk === 'full') {
    concerns.push(
      'Too little room on the disk: intake is paused and agents keep their data; what is here goes ' +
        `on to the hub. Free ${formatBytes(disk.need_bytes)} (${disk.need_bytes} bytes) on the ` +
        `file system of ${disk.path}.`,
    );
  }
  if (intake.disk === 'failing') {
    concerns.push('The disk refuses writes: agents keep their data; check the disk.');
  }
  if (report.cache.need_bytes > 0) {
    const { need_bytes: need } = report.cache;
    concerns.push(
      `There is no room for all artifacts that this site needs: free ${formatBytes(need)} ` +
        `(${need} bytes) on the file system of ${disk.path}, or raise EUCORA_RELAY_CACHE_BYTES_MAX.`,
    );
  }
  if (report.cache.rotten > 0) {
    concerns.push(
      `${report.cache.rotten} cached artifacts were damaged on the disk and are fetched again; ` +
        'check the disk.',
    );
  }
  if (!nats.healthy)
    concerns.push('The nats-server of this site does not answer; it is restarted.');
  if (journal.damaged > 0) {
    concerns.push(
      `${journal.damaged} damaged places were found in journal files at start; ` +
        'run `eucora-relay journal verify`.',
    );
  }
  if (report.audit.contradicting > 0) {
    concerns.push(
      `The hub's audit record does not continue what is held here up to entry ` +
        `${report.audit.position}: it was rewritten, or restored without its newest entries. The ` +
        'signed checkpoints are in the file audit-checkpoints of the relay.',
    );
  }
  if (receipt.is_hub_behind) {
    concerns.push(
      `The hub was restored (ledger epoch ${receipt.ledger_epoch}): what it lacks is sent again, ` +
        'and nothing is deleted here until it is safe there.',
    );
  }
  if (uplink.configured && report.link.paused) {
    concerns.push(
      'The operator paused the way to the hub: run `eucora-relay uplink resume` to let it go on.',
    );
  }
  if (uplink.configured && !uplink.connected) {
    concerns.push('The hub cannot be reached; everything is kept here and goes out when it can.');
  }
  return concerns;
}

/** One word for it. An air-gapped site without a hub is well. */
export function stateOf(report: Omit<StatusReport, 'state' | 'concerns'>): StatusReport['state'] {
  const { intake, nats, uplink, journal } = report;
  if (intake.disk !== 'ok' || !nats.healthy || journal.damaged > 0) return 'degraded';
  return uplink.configured && !uplink.connected ? 'isolated' : 'well';
}

/** True for what a relay answers at `/api/status/`. */
export function isReport(value: unknown): value is StatusReport {
  return (
    typeof value === 'object' &&
    value !== null &&
    'relay_id' in value &&
    'journal' in value &&
    'uplink' in value
  );
}
