import type { StatusReport } from './report.ts';

/** Bytes for people: three digits at most, binary units. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  const value = bytes / 1024 ** power;
  return `${value.toFixed(power === 0 || value >= 100 ? 0 : 1)} ${units[power] ?? ''}`;
}

/** How long ago, for people. */
export function formatAgo(iso: string | null, asOf: string): string {
  if (iso === null) return 'never';
  const seconds = Math.max(0, Math.round((Date.parse(asOf) - Date.parse(iso)) / 1000));
  if (seconds < 2) return 'now';
  if (seconds < 120) return `${seconds} s ago`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} h ago`;
  return `${Math.round(seconds / 86_400)} days ago`;
}

const holds = {
  paused: 'paused by the operator',
  window: 'waits for its window',
  day: 'has used the bytes of this day',
} as const;
const unknowns = {
  paused: 'no finish while it is paused',
  rate: 'no finish predicted before the link was measured',
  never: 'no finish within ten years',
} as const;

/** What waits for the link, what holds it, and when it is expected to be through. */
export function linkText({ link, uplink }: Pick<StatusReport, 'link' | 'uplink'>): string {
  const waits = `${formatBytes(link.backlog_bytes)} wait`;
  if (!uplink.configured) return `${waits} for a carrier`;
  const parts = [link.backlog_bytes === 0 ? 'nothing waits' : waits];
  if (link.hold) parts.push(holds[link.hold]);
  if (link.bytes_per_second > 0) parts.push(`at most ${formatBytes(link.bytes_per_second)}/s`);
  if (link.bytes_per_day > 0) {
    parts.push(`${formatBytes(link.day_bytes)} of ${formatBytes(link.bytes_per_day)} today`);
  }
  if (link.windows.length > 0) parts.push(`${link.windows.join(', ')} (${link.time_zone})`);
  if (link.backlog_bytes === 0) return parts.join('; ');
  const finish = link.predicted_finish_at?.slice(0, 16).replace('T', ' ');
  if (finish) parts.push(`through at about ${finish} UTC`);
  else if (link.no_prediction && link.no_prediction !== link.hold) {
    parts.push(unknowns[link.no_prediction]);
  }
  return parts.join('; ');
}

/** What of the site's artifacts is here, what a delta saved, and when the rest is expected. */
export function artifactsText({ cache }: Pick<StatusReport, 'cache'>): string {
  const { artifacts, saved_bytes: saved, predicted_finish_at: finish } = cache;
  if (artifacts.length === 0) return 'none is needed now';
  const here = artifacts.filter(({ state }) => state === 'here').length;
  const parts = [`${here} of ${artifacts.length} are here`];
  const refused = artifacts.filter(({ state }) => state === 'refused').length;
  if (refused > 0) parts.push(`${refused} are refused`);
  if (saved > 0) parts.push(`${formatBytes(saved)} saved by deltas`);
  if (here < artifacts.length && finish !== null) {
    parts.push(`through at about ${finish.slice(0, 16).replace('T', ' ')} UTC`);
  }
  return parts.join('; ');
}
