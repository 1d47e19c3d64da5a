import { lanes, type CacheReport, type JournalTip, type LinkOutlook } from '@eucora/protocol';
import type { AuditBook } from '../audit/book.ts';
import type { SiteErasures } from '../documents/erasures.ts';
import type { SiteHubKeys } from '../documents/hub-keys.ts';
import type { RelayClock } from '../home/clock.ts';
import type { RelayIdentity } from '../journal/journal.ts';
import type { Journals } from '../journal/journals.ts';
import type { Link } from '../link/link.ts';
import { backlogBytes } from './backlog.ts';
import type { Receipts } from './receipts.ts';

export interface TipSources {
  readonly identity: RelayIdentity;
  readonly journals: Journals;
  readonly receipts: Receipts;
  readonly clock: RelayClock;
  readonly link: Link;
  readonly auditBook: AuditBook;
  readonly erasures: Pick<SiteErasures, 'mark'>;
  readonly hubKeys: Pick<SiteHubKeys, 'mark'>;
  /** What of the site's artifacts is here. */
  readonly cache: () => CacheReport;
}

/** What each journal holds, and when the link is expected to have carried what waits. */
export function tipsOf(from: TipSources): JournalTip[] {
  const { identity, journals, receipts, clock } = from;
  const cache = from.cache();
  const link = outlookOf(from.link, backlogBytes(journals, receipts));
  return journals.sources.map((source) => ({
    site: identity.site,
    relayId: identity.relayId,
    incarnation: source.incarnation,
    lanes: lanes.map((lane) => ({
      lane,
      oldestHeld: source.segments.oldestHeld(lane),
      sealedThrough: source.heads[lane].sealedThrough,
      headHash: Buffer.from(source.heads[lane].headHash, 'hex'),
    })),
    issued: clock.now(),
    link,
    audit: from.auditBook.witness,
    erasures: from.erasures.mark,
    hubKeys: from.hubKeys.mark,
    // Once is enough: it is the relay's, not a journal's.
    ...(source.incarnation === journals.current.incarnation && { cache }),
  }));
}

function outlookOf(link: Link, waiting: number): LinkOutlook {
  const { hold, measuredBytesPerSecond, likelyMs } = link.report;
  const { finishMs } = link.forecast(waiting);
  return {
    backlogBytes: waiting,
    bytesPerSecond: Math.round(measuredBytesPerSecond ?? 0),
    hold: hold ?? null,
    finishInMs: finishMs === null ? null : Math.max(0, Math.ceil(finishMs - likelyMs)),
  };
}
