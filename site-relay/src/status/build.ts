import { toHex } from '@eucora/protocol';
import type { AuditBook } from '../audit/book.ts';
import type { Cache } from '../cache/cache.ts';
import type { WantedArtifact } from '../cache/store.ts';
import type { Admission } from '../home/identity.ts';
import type { Room } from '../home/room.ts';
import type { Intake } from '../intake/intake.ts';
import type { RefusalLog } from '../intake/refusals.ts';
import type { Journals } from '../journal/journals.ts';
import type { NatsSupervisor } from '../nats/supervisor.ts';
import type { Link } from '../link/link.ts';
import { backlogBytes } from '../uplink/backlog.ts';
import type { Receipts } from '../uplink/receipts.ts';
import type { Uplink } from '../uplink/uplink.ts';
import type { View } from '../view/view.ts';
import { concernsOf, stateOf, type StatusReport } from './report.ts';

export interface ReportSources {
  readonly admission: Admission;
  readonly journals: Journals;
  readonly receipts: Receipts;
  readonly link: Link;
  readonly auditBook: AuditBook;
  readonly uplink: Uplink | undefined;
  readonly cache: Pick<Cache, 'state'>;
  readonly wanted: () => readonly WantedArtifact[];
  readonly intake: Intake;
  readonly refusals: RefusalLog;
  readonly view: View;
  readonly nats: NatsSupervisor;
  readonly room: Room;
  readonly startedMs: number;
}

const heardWithinMs = 15 * 60_000;

/** Gathers the state of all parts at one moment. */
export function buildReport(from: ReportSources): StatusReport {
  const { admission, journals, receipts, uplink, intake, refusals, view, nats } = from;
  const { current } = journals;
  view.refresh();
  const now = Date.now();
  const { failure } = current;
  const disk = from.room.report;
  const link = uplink?.state;
  const server = nats.state;
  const report = {
    site: admission.credential.site,
    site_class: admission.credential.siteClass,
    relay_id: admission.credential.relayId,
    as_of: new Date(now).toISOString(),
    started_at: new Date(from.startedMs).toISOString(),
    devices: view.deviceCounts(now - heardWithinMs),
    intake: {
      ...intake.counts,
      refused: refusals.total,
      granted_bytes: intake.grantedBytes,
      waiting_bytes: current.burdenBytes,
      disk: failure ? (failure.full ? 'full' : 'failing') : 'ok',
    },
    disk: {
      path: disk.path,
      free_bytes: disk.freeBytes,
      free_bytes_min: disk.floorBytes,
      need_bytes: disk.needBytes,
      reserve_bytes: disk.reserveBytes,
    },
    journal: {
      incarnation: current.incarnation,
      parent: current.header.parent?.incarnation ?? null,
      earlier: journals.archived.length,
      damaged: journals.notes.damage.length,
      lanes: view.lanes(),
    },
    uplink: {
      configured: uplink !== undefined,
      connected: link?.connected ?? false,
      since: isoOrNull(link?.since),
      last_contact_at: isoOrNull(link?.lastContactMs),
      receipt_delay_ms: link?.receiptDelayMs ?? 0,
      published: link?.published ?? 0,
      resent: link?.resent ?? 0,
      refused_by_broker: link?.refusedByBroker ?? 0,
    },
    link: linkReport(from),
    cache: cacheReport(from),
    receipt: {
      ledger_epoch: receipts.state.ledgerEpoch,
      generation: receipts.state.generation,
      is_hub_behind: receipts.isHubBehind,
      received_at: isoOrNull(receipts.receivedMs),
    },
    audit: {
      position: from.auditBook.held?.position ?? 0,
      contradicting: from.auditBook.contradicting,
    },
    nats: {
      url: nats.url,
      pid: server.pid ?? null,
      healthy: server.healthy,
      adopted: server.adopted,
      restarts: server.restarts,
    },
  } as const;
  return { ...report, state: stateOf(report), concerns: concernsOf(report) };
}

function linkReport({ link, journals, receipts }: ReportSources): StatusReport['link'] {
  const { plan, hold, dayBytes, measuredBytesPerSecond } = link.report;
  const waiting = backlogBytes(journals, receipts);
  const forecast = link.forecast(waiting);
  return {
    bytes_per_second: plan.bytesPerSecond,
    bytes_per_day: plan.bytesPerDay,
    day_bytes: dayBytes,
    windows: plan.windows,
    time_zone: plan.timeZone,
    urgent_exempt: plan.urgentExempt,
    paused: plan.paused,
    hold: hold ?? null,
    backlog_bytes: waiting,
    measured_bytes_per_second:
      measuredBytesPerSecond === undefined ? null : Math.round(measuredBytesPerSecond),
    predicted_finish_at: isoOrNull(forecast.finishMs ?? undefined),
    no_prediction: forecast.finishMs === null ? forecast.why : null,
  };
}

function cacheReport({ cache, wanted }: ReportSources): StatusReport['cache'] {
  const { report, wantedBytes, bytesPerSecond, finishMs, rotten, needBytes } = cache.state;
  const paths = new Map(
    wanted().map(({ sha256, targetPath, bytes }) => [toHex(sha256), { targetPath, bytes }]),
  );
  return {
    held_bytes: report.heldBytes,
    wanted_bytes: wantedBytes,
    saved_bytes: report.savedBytes,
    need_bytes: needBytes,
    rotten,
    bytes_per_second: bytesPerSecond === undefined ? null : Math.round(bytesPerSecond),
    predicted_finish_at: isoOrNull(finishMs ?? undefined),
    artifacts: report.items.map((item) => {
      const sha256 = toHex(item.sha256);
      const { targetPath = '', bytes = 0 } = paths.get(sha256) ?? {};
      return {
        sha256,
        target_path: targetPath,
        bytes,
        held_bytes: item.heldBytes,
        saved_bytes: item.savedBytes,
        state: item.state,
        detail: item.detail,
      };
    }),
  };
}

function isoOrNull(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}
