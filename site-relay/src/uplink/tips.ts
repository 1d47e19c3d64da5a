import { lanes, type JournalTip } from '@eucora/protocol';
import type { RelayClock } from '../home/clock.ts';
import type { RelayIdentity } from '../journal/journal.ts';
import type { Journals } from '../journal/journals.ts';
import type { Link } from '../link/link.ts';
import type { Receipts } from './receipts.ts';

export interface TipSources {
  readonly identity: RelayIdentity;
  readonly journals: Journals;
  readonly receipts: Receipts;
  readonly clock: RelayClock;
  readonly link: Link;
}

/** What each journal holds, and when the link is expected to have carried what waits. */
export function tipsOf(from: TipSources): JournalTip[] {
  const { identity, journals, clock } = from;
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
  }));
}
