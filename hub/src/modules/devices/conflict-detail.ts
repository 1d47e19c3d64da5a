import { laneOf } from '@eucora/protocol';
import type { Static } from 'typebox';
import { iso } from '../../platform/api.ts';
import type { Queryable } from '../../platform/db.ts';
import type { BranchLane, LineageLane } from '../ledger/index.ts';
import { selectFactsOf, selectFamily, type ConflictRow } from './conflict-store.ts';
import type { HistoryItem } from './conflict-schemas.ts';
import { readHistories } from './conflicts.ts';
import { sharedOf } from './decide.ts';
import { hardwareOf, systemLine } from './hardware.ts';
import { concurrentOf, type History } from './histories.ts';

type Item = Static<typeof HistoryItem>;
type RangeItem = Item['ranges'][number];

/** A conflict's histories with their exact ranges, counts and what each says of its machine. */
export async function historyItems(db: Queryable, conflict: ConflictRow): Promise<Item[]> {
  const { deviceNo, kept } = conflict;
  const family = await selectFamily(db, deviceNo);
  const read = await readHistories(db, deviceNo, family);
  const histories = conflict.histories ?? read.histories;
  const owners = new Map(conflict.histories?.map(({ id, deviceId }) => [id, deviceId]));
  const incarnations = histories.flatMap((history) => history.incarnations);
  const facts = await selectFactsOf(db, incarnations, [deviceNo, ...family]);
  const shared = sharedOf(histories, read.branches);
  const concurrent = new Set(concurrentOf(histories).map(({ id }) => id));
  return histories.map((history) => {
    const lineage = read.lineage.filter((lane) => history.incarnations.includes(lane.incarnation));
    const ids = [...history.contradictions, ...history.sentAgain];
    const branches = read.branches.filter(({ branch }) => ids.includes(branch));
    const ranges = [...committedRanges(history, lineage), ...branchRanges(history, branches)];
    const known = history.incarnations.toReversed().flatMap((id) => facts.get(id) ?? []);
    const { machine, network } = hardwareOf(known);
    const { vendor, model, serial } = machine;
    const macs = network.flatMap(({ mac }) => mac ?? []);
    const seen = [...lineage.flatMap(seenLineage), ...branches.flatMap(seenBranch)];
    return {
      id: history.id,
      kind: history.kind,
      kept: history.id === kept,
      can_be_kept_apart: shared === undefined || shared.id !== history.id,
      device_id: owners.get(history.id) ?? null,
      alive_beside_others: concurrent.has(history.id),
      began_at: iso(new Date(history.beganMs)),
      last_at: iso(new Date(history.lastMs)),
      received_from: iso(earliest(seen)),
      received_to: iso(latest(seen)),
      sites: [...new Set([...lineage.map(({ siteId }) => siteId), ...branches.flatMap(sitesOf)])],
      relays: [...new Set(branches.flatMap(({ relays }) => relays))],
      events: ranges.reduce(
        (sum, range) => sum + (range.state === 'sent_again' ? 0 : range.events),
        0,
      ),
      batches_waiting: branches
        .filter(({ branch }) => history.contradictions.includes(branch))
        .reduce((sum, { waiting }) => sum + waiting, 0),
      ranges,
      machine: { vendor, model, serial, os: systemLine(known), macs },
    };
  });
}

const seenLineage = (lane: LineageLane): Date[] => [lane.firstSeenAt, lane.lastSeenAt];
const seenBranch = (lane: BranchLane): Date[] => [lane.firstReceivedAt, lane.lastReceivedAt];
const sitesOf = (lane: BranchLane): readonly string[] => lane.sites;

function earliest(dates: readonly Date[]): Date | null {
  return dates.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
}

function latest(dates: readonly Date[]): Date | null {
  return dates.toSorted((a, b) => b.getTime() - a.getTime())[0] ?? null;
}

/** Of a history that went on in shared numbers, what comes after the place where another left it. */
function committedRanges({ kind }: History, lineage: readonly LineageLane[]): RangeItem[] {
  return lineage.flatMap(({ incarnation, lane, last, fork, events }) => {
    if (kind !== 'continued') {
      return [{ incarnation, lane: laneOf(lane), first: 1, last, events, state: 'committed' }];
    }
    if (fork === null || last <= fork) return [];
    const own = { first: fork + 1, last, events: last - fork };
    return [{ incarnation, lane: laneOf(lane), ...own, state: 'committed' }];
  });
}

function branchRanges({ sentAgain }: History, branches: readonly BranchLane[]): RangeItem[] {
  return branches.map(({ branch, incarnation, lane, first, last, events, waiting }) => ({
    incarnation,
    lane: laneOf(lane),
    first,
    last,
    events,
    state: sentAgain.includes(branch) ? 'sent_again' : waiting > 0 ? 'quarantined' : 'released',
  }));
}
