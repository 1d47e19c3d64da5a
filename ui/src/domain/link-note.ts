import type { SiteDetail } from '../api/types.ts';
import { bytes } from '../format/numbers.ts';
import { instant, relative } from '../format/times.ts';

const HOLDS = {
  paused: 'paused by the site’s operator',
  window: 'waits for its window',
  day: 'has used the bytes of this day',
} as const;

/** What a site's relays said of their way to the hub: what waits, what holds it, when it is through. */
export function linkNote(link: SiteDetail['link'], now: number): string {
  if (link.told_at === null || !link.backlog_bytes) return 'sealed, not yet committed';
  const parts = [`${bytes(link.backlog_bytes)} at the site`];
  if (link.hold !== null) parts.push(HOLDS[link.hold]);
  const finish = instant(link.predicted_finish_at);
  if (finish !== undefined) {
    parts.push(finish > now ? `through ${relative(finish, now)}` : 'through any moment');
  } else if (link.hold !== 'paused') {
    parts.push('no finish predicted yet');
  }
  return parts.join(', ');
}
