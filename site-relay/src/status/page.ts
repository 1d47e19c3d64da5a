import type { DeviceRow, LaneRow } from '../view/view.ts';
import { artifactsText, formatAgo, formatBytes, linkText } from './format.ts';
import { backlogSegments, type ArtifactRow, type StatusReport } from './report.ts';

/** Text made safe for HTML. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}

const count = (value: number): string => value.toLocaleString('en');

/** The status page: everything from one report, no script, nothing loaded from anywhere. */
export function renderPage(report: StatusReport, devices: readonly DeviceRow[]): string {
  const words = { well: 'All is well', isolated: 'Isolated', degraded: 'Needs attention' };
  const concerns = report.concerns.map((text) => `<li>${escapeHtml(text)}</li>`).join('');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(report.site)} · EUCORA relay</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="10"><meta name="color-scheme" content="light dark">
<style>${style}</style></head><body><main>
<header><div><p class="kicker">EUCORA relay · ${escapeHtml(report.site_class.replace('_', '-'))} site</p>
<h1>${escapeHtml(report.site)}</h1></div>
<p class="state ${report.state}" role="status">${words[report.state]}</p></header>
${concerns && `<ul class="concerns">${concerns}</ul>`}
<section class="tiles" aria-label="At a glance">${renderTiles(report)}</section>
<section><h2>Journal</h2>${renderLanes(report.journal.lanes)}
<p class="note">Incarnation <code>${report.journal.incarnation}</code>${
    report.journal.parent ? `, continues <code>${report.journal.parent}</code>` : ''
  }. Ledger epoch ${report.receipt.ledger_epoch}, receipt ${report.receipt.generation},
received ${formatAgo(report.receipt.received_at, report.as_of)}.</p></section>
${renderArtifacts(report.cache.artifacts)}
<section><h2>Devices heard last</h2>${renderDevices(devices, report.as_of)}</section>
<footer>As of <time>${report.as_of}</time> · relay <code>${report.relay_id}</code> ·
devices connect to <code>${escapeHtml(report.nats.url)}</code></footer>
</main></body></html>`;
}

function renderTiles(report: StatusReport): string {
  const { devices, intake, uplink, journal } = report;
  const link = !uplink.configured
    ? ['by carrier', 'this site is not connected; bundles carry its segments']
    : uplink.connected
      ? ['connected', `receipts come after ${count(Math.round(uplink.receipt_delay_ms))} ms`]
      : ['out of reach', `last contact ${formatAgo(uplink.last_contact_at, report.as_of)}`];
  const held = journal.lanes.reduce((sum, lane) => sum + lane.held_bytes, 0);
  return [
    tile('Devices', count(devices.total), `${count(devices.heard)} heard within 15 min`),
    tile('Events taken', count(intake.events), `${count(intake.refused)} refused since start`),
    tile(
      'Backlog',
      `${count(backlogSegments(journal.lanes))} segments`,
      `${formatBytes(held)} kept`,
    ),
    tile('Hub', link[0] ?? '', link[1] ?? ''),
    tile('Link', formatBytes(report.link.backlog_bytes), linkText(report)),
    tile('Artifacts', formatBytes(report.cache.held_bytes), artifactsText(report)),
  ].join('');
}

function tile(name: string, value: string, note: string): string {
  const [safeName, safeValue, safeNote] = [name, value, note].map(escapeHtml);
  return `<div class="tile"><p>${safeName}</p><strong>${safeValue}</strong><p>${safeNote}</p></div>`;
}

function renderLanes(lanes: readonly LaneRow[]): string {
  const rows = lanes.map(
    (lane) => `<tr${lane.current ? '' : ' class="old"'}><th scope="row">${lane.lane}${
      lane.current ? '' : ' <small>earlier</small>'
    }</th><td>${count(lane.position)}</td><td>${count(lane.sealed_through)}</td>
<td>${count(lane.committed_through)}</td><td>${count(lane.safe_through)}</td>
<td>${count(lane.pending_batches)}</td><td>${formatBytes(lane.held_bytes)}</td></tr>`,
  );
  return `<div class="scroll" tabindex="0" role="region" aria-label="Lanes of the journal">
<table><thead><tr><th scope="col">Lane</th><th scope="col">Batches</th>
<th scope="col">Sealed</th><th scope="col">Committed</th><th scope="col">Safe</th>
<th scope="col">Waiting</th><th scope="col">Kept</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

const stateWords = { waiting: 'waits', coming: 'comes', here: 'is here', refused: 'is refused' };

/** What the site needs, unless it needs nothing. */
function renderArtifacts(artifacts: readonly ArtifactRow[]): string {
  if (artifacts.length === 0) return '';
  const rows = artifacts.map(
    (row) => `<tr><th scope="row"><code>${escapeHtml(row.target_path)}</code></th>
<td>${stateWords[row.state]}${row.detail && ` <small>${escapeHtml(row.detail)}</small>`}</td>
<td>${formatBytes(row.held_bytes)} of ${formatBytes(row.bytes)}</td>
<td>${row.saved_bytes > 0 ? formatBytes(row.saved_bytes) : '–'}</td></tr>`,
  );
  return `<section><h2>Artifacts of this site</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Artifacts of this site">
<table><thead><tr><th scope="col">Artifact</th><th scope="col">State</th>
<th scope="col">Here</th><th scope="col">Saved by delta</th></tr></thead>
<tbody>${rows.join('')}</tbody></table></div></section>`;
}

function renderDevices(devices: readonly DeviceRow[], asOf: string): string {
  if (devices.length === 0) {
    return `<p class="note">No device is enrolled. Make a ticket with <code>eucora-relay ticket
create</code> and give it to <code>eucora-agent enroll --ticket</code> on the device.</p>`;
  }
  const rows = devices.map(
    (device) => `<tr><th scope="row"><code>${escapeHtml(device.device_id)}</code>${
      device.simulated ? ' <small>simulated</small>' : ''
    }</th><td>${count(device.journalled)}</td><td>${count(device.committed)}</td>
<td>${formatAgo(device.last_contact_at, asOf)}</td></tr>`,
  );
  return `<div class="scroll" tabindex="0" role="region" aria-label="Devices heard last">
<table><thead><tr><th scope="col">Device</th><th scope="col">Journalled</th>
<th scope="col">Committed</th><th scope="col">Heard</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

const style = `
:root{--bg:#f6f7f9;--card:#fff;--ink:#17202b;--soft:#5a6675;--line:#dfe4ea;--ok:#0b7a4b;--warn:#9a5b00;--bad:#b3261e}
@media(prefers-color-scheme:dark){:root{--bg:#10151c;--card:#18202a;--ink:#e8edf3;--soft:#9aa7b6;--line:#2a3441;--ok:#4cc38a;--warn:#f0b45a;--bad:#ff8a80}}
*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:64rem;margin:0 auto;padding:2rem 1.25rem}header{display:flex;justify-content:space-between;align-items:end;gap:1rem;flex-wrap:wrap}
h1{margin:0;font-size:2rem;letter-spacing:-.02em}h2{font-size:1.05rem;margin:2rem 0 .6rem}.kicker{margin:0;color:var(--soft)}
.state{margin:0;padding:.3rem .9rem;border-radius:99px;border:1px solid currentColor;font-weight:600}
.well{color:var(--ok)}.isolated{color:var(--warn)}.degraded{color:var(--bad)}
.concerns{margin:1.25rem 0 0;padding:.8rem 1rem .8rem 2rem;background:var(--card);border-left:4px solid var(--warn);border-radius:.5rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:.8rem;margin-top:1.5rem}
.tile{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:.9rem 1rem}.tile p{margin:0;color:var(--soft);font-size:.87rem}
.tile strong{font-size:1.5rem;font-variant-numeric:tabular-nums;letter-spacing:-.01em}
.scroll{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:.75rem}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}th,td{padding:.5rem .9rem;text-align:right;white-space:nowrap}
@media(max-width:36rem){main{padding:1.25rem .8rem}th,td{padding:.45rem .5rem;font-size:.87rem}.tiles{grid-template-columns:repeat(2,1fr)}.tile strong{font-size:1.15rem}
td code,th code{display:inline-block;max-width:9rem;overflow:hidden;text-overflow:ellipsis;vertical-align:bottom}}
.scroll:focus-visible{outline:2px solid var(--ok)}th:first-child{text-align:left}thead th{color:var(--soft);font-weight:500;font-size:.85rem}tbody tr{border-top:1px solid var(--line)}
tbody th{font-weight:500}.old{color:var(--soft)}small{color:var(--soft);font-weight:400}code{font:.86em ui-monospace,monospace;overflow-wrap:anywhere}
.note,footer{color:var(--soft);font-size:.87rem}footer{margin-top:2rem;border-top:1px solid var(--line);padding-top:.8rem}`;
