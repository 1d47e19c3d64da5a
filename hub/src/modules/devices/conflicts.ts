import type { Queryable, Tx } from '../../platform/db.ts';
import { audit } from '../audit/index.ts';
import { branchLanes, lineageLanes, type BranchLane, type LineageLane } from '../ledger/index.ts';
import {
  decidedHistories,
  insertConflict,
  selectSuspects,
  updateFork,
  type ConflictCause,
} from './conflict-store.ts';
import { selectIncarnations } from './fold-store.ts';
import {
  concurrentOf,
  historiesOf,
  type Contradiction,
  type History,
  type Life,
} from './histories.ts';

/** A device's histories with the facts they were read from. */
export interface DeviceHistories {
  readonly histories: readonly History[];
  readonly lineage: readonly LineageLane[];
  readonly branches: readonly BranchLane[];
}

/** Reads the histories of a device; `family` names the devices that were split from it. */
export async function readHistories(
  db: Queryable,
  deviceNo: number,
  family: readonly number[] = [],
): Promise<DeviceHistories> {
  const nos = [deviceNo, ...family];
  const nodes = await selectIncarnations(db, nos);
  const lineage = await lineageLanes(db, nos);
  const branches = await branchLanes(db, deviceNo);
  const lanes = Map.groupBy(lineage, (lane) => lane.incarnation);
  const lives = nodes.map(({ incarnation, parent, beganAt, bootId }): Life => ({
    incarnation,
    parent,
    beganMs: beganAt?.getTime() ?? null,
    bootId: bootId ?? null,
    lanes: (lanes.get(incarnation) ?? []).map((lane) => ({
      lane: lane.lane,
      last: lane.last,
      lastMs: lane.lastAt?.getTime() ?? null,
      fork: lane.fork,
      beyondMs: lane.beyondAt?.getTime() ?? null,
      parentLast: lane.parentLast,
      parentBranch: lane.parentBranch,
    })),
  }));
  return { histories: historiesOf(lives, contradictionsFrom(branches)), lineage, branches };
}

function contradictionsFrom(lanes: readonly BranchLane[]): Contradiction[] {
  return [...Map.groupBy(lanes, (lane) => lane.branch)].map(([branch, own]) => ({
    branch,
    incarnation: own[0]!.incarnation,
    beganMs: Math.min(...own.map(({ beganAt }) => beganAt.getTime())),
    lastMs: Math.max(...own.map(({ lastAt }) => lastAt.getTime())),
    boots: [...new Set(own.flatMap(({ boots }) => boots))],
    lanes: own.map(({ lane, first }) => ({ lane, first })),
    waiting: own.reduce((sum, { waiting }) => sum + waiting, 0),
  }));
}

/** What a commit brought, as far as identities may be in question. */
export interface Spoken {
  readonly accepted: readonly {
    readonly deviceNo: number;
    readonly incarnation: string;
    readonly parentIncarnation: string | null;
  }[];
  /** Devices that contradicted themselves. */
  readonly contradicted: readonly number[];
  readonly now: Date;
}

/**
 * Opens a conflict where a device's key turns out to be used by two machines at the same time, or
 * where data waits for a decision: once per case, however many batches and branches it has (PROTOCOL:
 * device batch). A restore is no conflict. The devices' rows are locked.
 */
export async function watchIdentities(tx: Tx, { accepted, ...spoken }: Spoken): Promise<void> {
  const begun = accepted.filter(({ parentIncarnation }) => parentIncarnation !== null);
  const changed = [...new Set([...spoken.contradicted, ...begun.map(({ deviceNo }) => deviceNo)])];
  const who = accepted.map(({ deviceNo: no, incarnation }) => ({ no, incarnation }));
  if (who.length === 0 && changed.length === 0) return;
  for (const { no, id, siteId } of await selectSuspects(tx, who, changed)) {
    const { histories } = await readHistories(tx, no);
    await updateFork(tx, no, histories.length);
    const found = conflictIn(histories);
    if (!found) continue;
    const decided = await decidedHistories(tx, no);
    if (found.histories.every((history) => isDecided(history, decided))) continue;
    const conflict = await insertConflict(tx, no, found.cause, spoken.now);
    if (conflict === null) continue;
    await audit(tx, {
      actor: 'hub',
      action: 'device.identity_conflict',
      subject: id,
      detail: { conflict, cause: found.cause, histories: histories.length, site: siteId },
    });
  }
}

function conflictIn(
  histories: readonly History[],
): { readonly cause: ConflictCause; readonly histories: readonly History[] } | undefined {
  const waiting = histories.filter(
    (history) => history.waiting > 0 && history.kind === 'contradiction',
  );
  if (waiting.length > 0) return { cause: 'contradiction', histories: waiting };
  const concurrent = concurrentOf(histories);
  return concurrent.length > 0 ? { cause: 'concurrent', histories: concurrent } : undefined;
}

function isDecided(history: History, decided: ReadonlySet<string>): boolean {
  const { id, incarnations, contradictions, sentAgain } = history;
  const names = [id, ...incarnations, ...contradictions, ...sentAgain];
  return names.some((name) => decided.has(name));
}
