import type { DeviceId } from '@eucora/protocol';
import {
  advanceJournals,
  copySegments,
  journalKey,
  lanesOfKnownJournals,
  linkSegments,
  lockSites,
  noteSites,
  segmentsNear,
  type JournalRanges,
} from '../modules/ledger/index.ts';
import type { Tx } from '../platform/db.ts';
import { BusyError, takeBatches, type Taken } from './batches.ts';
import { resultOf, type Committed, type JudgedSegment } from './commit.ts';
import { placeGroup, type Journal, type Placed } from './group-rules.ts';
import type { CommitDeps } from './ports.ts';

/** A group that is not as plain as it looked: nothing of it stays, its segments go one by one. */
class NotPlainError extends Error {
  override readonly name = 'NotPlainError';
}

/**
 * Commits plain segments of one lane, of several sites, in one transaction of as many statements as
 * one segment needs (decision 13). Locks are those of a single commit, in the same order: sites by
 * id, then devices by id. Those that are not in the answer want a commit of their own: they make
 * something known, contradict something, or were there already.
 */
export async function commitGroup(
  deps: CommitDeps,
  group: readonly JudgedSegment[],
): Promise<ReadonlyMap<JudgedSegment, Committed>> {
  try {
    return await deps.db.transaction((tx) => commitGroupIn(deps, tx, group));
  } catch (error) {
    if (error instanceof NotPlainError || error instanceof BusyError) return new Map();
    throw error;
  }
}

async function commitGroupIn(
  deps: CommitDeps,
  tx: Tx,
  group: readonly JudgedSegment[],
): Promise<ReadonlyMap<JudgedSegment, Committed>> {
  const now = deps.now();
  const lane = group[0]!.opened.segment.lane;
  await lockSites(
    tx,
    group.map(({ opened }) => opened.segment.site),
  );
  const placed = placeGroup(await journalsOf(tx, group));
  if (placed.length === 0) return new Map();
  const batches = placed.flatMap(({ judged }) => judged.batches);
  const siteIds = placed.flatMap(({ judged }) =>
    judged.batches.map(() => judged.opened.segment.site),
  );
  const ids = new Set<DeviceId>(batches.flatMap(({ batch }) => batch?.deviceId ?? []));
  const devices = await deps.devices.ensure(tx, [], [...ids]);
  const context = { siteId: siteIds[0]!, siteIds, lane, devices, now };
  const taken = await takeBatches(tx, context, batches, []);
  const ended = endingsOf(placed, taken);
  for (const fold of deps.folds) {
    if (taken.accepted.length > 0) await fold.apply(tx, taken.accepted);
  }
  const state = 'committed' as const;
  await copySegments(
    tx,
    ended.map(({ judged, journalNo, verdict, eventsNew, letters }) => {
      const { segment } = judged.opened;
      const outcome = { batches: letters };
      return { journalNo, segment, ...verdict, state, eventsNew, outcome, now };
    }),
  );
  await linkSegments(
    tx,
    placed.flatMap(({ verdict }) => verdict.proves),
    'linked',
  );
  const ranges = new Map<number, JournalRanges>(
    placed.map((each) => [each.journalNo, each.ranges]),
  );
  await advanceJournals(tx, lane, ranges, now);
  await deps.devices.watch(tx, { accepted: taken.accepted, contradicted: [], now });
  const events = new Map<string, number>();
  for (const { judged, eventsNew } of ended) {
    const { site } = judged.opened.segment;
    events.set(site, (events.get(site) ?? 0) + eventsNew);
  }
  await deps.relays.heardAll(tx, await noteSites(tx, events, now), now);
  return new Map(ended.map(({ judged, result }) => [judged, result]));
}

/** The group's segments by journal, with what is stored of that; unknown journals are left out. */
async function journalsOf(tx: Tx, group: readonly JudgedSegment[]): Promise<Journal[]> {
  const byJournal = Map.groupBy(group, ({ opened }) => journalKey(opened.segment));
  const places = [...byJournal.values()].map(([first]) => first!.opened.segment);
  const lanes = await lanesOfKnownJournals(tx, places[0]!.lane, places);
  const known = [...byJournal].flatMap(([key, segments]) => {
    const lane = lanes.get(key);
    return lane ? [{ lane, segments }] : [];
  });
  if (known.length === 0) return [];
  const wanted = known.map(({ lane, segments }) => {
    const numbers = segments.map(({ opened }) => opened.segment.seq);
    const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
    return { journalNo: lane.journalNo, first, last };
  });
  const near = await segmentsNear(tx, places[0]!.lane, wanted);
  return known.map((each) => ({ ...each, stored: near.get(each.lane.journalNo) ?? [] }));
}

interface Ended extends Placed {
  readonly eventsNew: number;
  readonly letters: string;
  readonly result: Committed;
}

/**
 * What became of each segment. In a plain group each batch is new or was there.
 * @throws NotPlainError when anything else happened
 */
function endingsOf(placed: readonly Placed[], taken: Taken): Ended[] {
  const { delta, outcomes, evidence } = taken;
  let at = 0;
  let sum = 0;
  const ended = placed.map((each): Ended => {
    const { batches } = each.judged;
    const own = outcomes.slice(at, at + batches.length);
    at += batches.length;
    let eventsNew = 0;
    for (const [i, { outcome }] of own.entries()) {
      const batch = batches[i]!.batch!;
      if (outcome === 'committed') eventsNew += batch.last - batch.first + 1;
      else if (outcome !== 'duplicate') throw new NotPlainError(`a batch ended as ${outcome}`);
    }
    sum += eventsNew;
    const letters = own.map(({ outcome }) => (outcome === 'committed' ? 'c' : 'd')).join('');
    const ids = batches.flatMap(({ batch }, i) =>
      batch && own[i]?.outcome === 'committed' ? [batch.deviceId] : [],
    );
    const deviceIds = [...new Set(ids)];
    const result = resultOf(each.judged, each.verdict, undefined, 'committed');
    const duplicates = own.filter(({ outcome }) => outcome === 'duplicate').length;
    return { ...each, eventsNew, letters, result: { ...result, eventsNew, deviceIds, duplicates } };
  });
  // What came after its own void moves counts of both kinds: a commit of its own does that.
  const isPlain = delta.void === 0 && delta.rejected === 0 && delta.committed === sum;
  if (!isPlain || evidence.length > 0) throw new NotPlainError('it moves other counts');
  return ended;
}
