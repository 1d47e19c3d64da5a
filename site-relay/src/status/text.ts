import type { VerifyReport } from '../journal/verify.ts';
import { artifactsText, formatAgo, formatBytes, linkText } from './format.ts';
import { backlogSegments, type StatusReport } from './report.ts';

/** The status for a terminal. */
export function statusText(report: StatusReport): string {
  const { devices, disk, intake, journal, uplink, nats } = report;
  const ago = (iso: string | null): string => formatAgo(iso, report.as_of);
  const hub = !uplink.configured
    ? 'not connected by design'
    : uplink.connected
      ? `connected, receipts after ${Math.round(uplink.receipt_delay_ms)} ms`
      : `out of reach, last contact ${ago(uplink.last_contact_at)}`;
  const held = journal.lanes.reduce((sum, lane) => sum + lane.held_bytes, 0);
  return [
    `site       ${report.site} (${report.site_class}), ${report.state}`,
    `hub        ${hub}`,
    `devices    ${devices.total}, ${devices.heard} heard within 15 min`,
    `taken      ${intake.events} events in ${intake.batches} batches, ${intake.refused} refused`,
    `backlog    ${backlogSegments(journal.lanes)} segments; ${formatBytes(held)} kept`,
    `link       ${linkText(report)}`,
    `journal    ${journal.incarnation}`,
    `disk       ${formatBytes(disk.free_bytes)} free${disk.need_bytes > 0 ? ', intake is paused' : ''}`,
    `artifacts  ${artifactsText(report)}`,
    `server     ${nats.url}, ${nats.healthy ? 'well' : 'not answering'}`,
    ...report.concerns.map((concern) => `!          ${concern}`),
  ].join('\n');
}

/** What `journal verify` found, for a terminal. */
export function verifyText(report: VerifyReport): string {
  const lines: string[] = [];
  for (const journal of report.journals) {
    lines.push(
      `journal ${journal.incarnation}: ${journal.files} files, ${journal.segments} segments, ` +
        `${journal.batches_waiting} batches waiting, ${journal.devices} devices`,
    );
    if (journal.torn_bytes_at_end > 0) {
      lines.push(
        `  an interrupted write of ${journal.torn_bytes_at_end} bytes at the end: harmless`,
      );
    }
    for (const { path, offset, end, reason, held } of journal.damage) {
      lines.push(`  ${reason}: ${path} bytes ${offset}-${end - 1}${held && `: ${held}`}`);
    }
    for (const { lane, deviceId, incarnation, first, last } of journal.lost) {
      lines.push(`  lost: device ${deviceId} incarnation ${incarnation} ${lane} ${first}-${last}`);
    }
    for (const { lane, seq, fault } of journal.faults) {
      lines.push(`  segment ${lane} ${seq}: ${fault}`);
    }
  }
  lines.push(report.ok ? 'the journal is whole' : 'the journal is damaged; see above');
  return lines.join('\n');
}
