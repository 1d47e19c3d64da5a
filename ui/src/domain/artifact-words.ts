import type { ArtifactPage, ArtifactRow } from '../api/types.ts';
import { bytes } from '../format/numbers.ts';
import { instant, relative } from '../format/times.ts';

const STATES = {
  unknown: 'the relay has not said anything yet',
  waiting: 'waits',
  coming: 'is on its way',
  here: 'is at the site',
  refused: 'is refused',
  cancelled: 'cancelled',
} as const satisfies Record<ArtifactRow['state'], string>;

/** Why an artifact does not come, in words; what has none is shown as it came. */
const DETAILS: Readonly<Record<string, string>> = {
  hub: 'the hub’s door can’t be reached',
  link: 'the plan of the link holds it',
  room: 'there is no room at the relay',
  wrong_bytes: 'what came is not what was signed',
  wrong_chunks: 'its list of chunks is not the signed one',
  cancelled: 'it was cancelled',
};

/** How far an artifact is at a site, and why it does not go on. */
export function artifactWords(row: ArtifactRow, now: number): string {
  const parts: string[] = [STATES[row.state]];
  if (row.state === 'cancelled' && row.cancelled_by !== null) parts[0] += ` by ${row.cancelled_by}`;
  const isMoving = row.state === 'coming' || row.state === 'waiting' || row.state === 'refused';
  if (isMoving && row.detail !== '') parts.push(DETAILS[row.detail] ?? row.detail);
  const finish = instant(row.predicted_finish_at);
  if (finish !== undefined) {
    parts.push(finish > now ? `expected ${relative(finish, now)}` : 'expected any moment');
  }
  return parts.join(', ');
}

/** The share of it that is at the site, from 0 to 1. */
export function shareHeld({ held_bytes: held, bytes: all }: ArtifactRow): number {
  return all === 0 ? 0 : Math.min(1, held / all);
}

/** All of it in one line: what is there, what deltas saved, what room is left. */
export function deliverySummary({ items, cache }: ArtifactPage): string {
  const here = items.filter(({ state }) => state === 'here').length;
  const parts = [`${here} of ${items.length} are at the site`];
  if (cache === null) return parts[0] ?? '';
  parts.push(`${bytes(cache.held_bytes)} held`);
  if (cache.saved_bytes > 0) parts.push(`${bytes(cache.saved_bytes)} saved by deltas`);
  parts.push(`${bytes(cache.free_bytes)} free there`);
  return parts.join(', ');
}
