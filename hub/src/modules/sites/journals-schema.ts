import { lanes, unavailableReasons } from '@eucora/protocol';
import { Type, type Static } from 'typebox';
import {
  Count,
  HexId,
  iso,
  NullableString,
  NullableTimestamp,
  Page,
  PageQuery,
  Timestamp,
  Words,
} from '../../platform/api.ts';
import { gapStates, type DetailedJournal } from '../../platform/ledger-reader.ts';

const Gap = Type.Object({
  first: Count,
  last: Count,
  state: Words(gapStates),
  times_asked: Count,
  first_asked_at: NullableTimestamp,
  last_asked_at: NullableTimestamp,
});
const Unavailable = Type.Object({
  first: Count,
  last: Count,
  reason: Words(unavailableReasons),
  said_at: Timestamp,
});
const DetailedJournalItem = Type.Object({
  relay_id: HexId,
  incarnation: HexId,
  parent: NullableString,
  current: Type.Boolean({ description: 'The newest journal of its relay' }),
  first_seen_at: Timestamp,
  last_seen_at: Timestamp,
  lanes: Type.Array(
    Type.Object({
      lane: Words(lanes),
      committed_through: Count,
      safe_through: Count,
      sealed_through: Count,
      oldest_held: Count,
      backlog: Count,
      tip_at: NullableTimestamp,
      segments_missing: Count,
      gaps_total: Count,
      gaps: Type.Array(Gap),
      unavailable: Type.Array(Unavailable),
    }),
  ),
});
export const journalsSchema = {
  tags: ['sites'],
  summary: "A site's journals, newest first: lanes, and every gap with what is asked for",
  params: Type.Object({ id: Type.String({ maxLength: 64 }) }),
  querystring: Type.Object(PageQuery),
  response: { 200: Page(DetailedJournalItem) },
};

/** A journal as the API tells it. */
export const detailedJournal = (journal: DetailedJournal): Static<typeof DetailedJournalItem> => ({
  relay_id: journal.relayId,
  incarnation: journal.incarnation,
  parent: journal.parent,
  current: journal.current,
  first_seen_at: iso(journal.firstSeenAt),
  last_seen_at: iso(journal.lastSeenAt),
  lanes: journal.lanes.map((lane) => ({
    lane: lane.lane,
    committed_through: lane.committedThrough,
    safe_through: lane.safeThrough,
    sealed_through: lane.sealedThrough,
    oldest_held: lane.oldestHeld,
    backlog: lane.backlog,
    tip_at: iso(lane.tipAt),
    segments_missing: lane.segmentsMissing,
    gaps_total: lane.gapsTotal,
    gaps: lane.gaps.map((gap) => ({
      first: gap.first,
      last: gap.last,
      state: gap.state,
      times_asked: gap.timesAsked,
      first_asked_at: iso(gap.firstAskedAt),
      last_asked_at: iso(gap.lastAskedAt),
    })),
    unavailable: lane.unavailable.map(({ first, last, reason, saidAt }) => {
      return { first, last, reason, said_at: iso(saidAt) };
    }),
  })),
});
