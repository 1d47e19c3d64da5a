import { importPublicKey, laneOf, type NumberedEvent, type ReadBatch } from '@eucora/protocol';
import type { Tx } from '../platform/db.ts';
import {
  addToSiteCounts,
  branchOffsets,
  markReleased,
  markTaken,
  waitingContradictions,
  wantDocument,
  type WaitingContradiction,
} from '../modules/ledger/index.ts';
import { takeBatches } from './batches.ts';
import { judgePart, readPart, type JudgedBatch } from './judge.ts';
import type { CommitDeps, RegisteredDevice } from './ports.ts';

/** A contradicting branch that somebody decided to put into the ledger. */
export interface BranchToTake {
  readonly siteId: string;
  readonly deviceId: string;
  readonly device: RegisteredDevice; // its row locked
  /** The device that contradicted itself, and the one that the branch is to belong to. */
  readonly filedUnder: number;
  readonly owner: number;
  readonly branch: string;
  readonly actor: string;
}

/**
 * Puts what waits of a contradicting branch into the ledger: under an incarnation of its own, named
 * as the branch, whose parent is the shared one and whose numbers begin at 1 where it left that.
 * What is there already is not taken twice, so this may be done again whenever more arrives. The
 * site's row is locked. Answers how many events are new.
 */
export async function takeBranch(
  deps: CommitDeps,
  tx: Tx,
  of: BranchToTake,
  now: Date,
): Promise<number> {
  const waiting = await waitingContradictions(tx, of.filedUnder, of.branch);
  const offsets = await branchOffsets(tx, [of.owner], of.branch);
  const own = { ...of.device, no: of.owner, homes: new Map([[of.branch, of.owner]]) };
  let events = 0;
  for (const [laneNo, batches] of Map.groupBy(waiting, ({ lane }) => lane)) {
    const offset = offsets.get(laneNo) ?? batches[0]!.first - 1;
    const mine = batches.filter(({ first }) => first > offset);
    const judged = mine.map((each) => renumbered(judge(each, of.device), of.branch, offset));
    const devices = new Map([[of.deviceId, own]]);
    const context = { siteId: of.siteId, lane: laneOf(laneNo), devices, now };
    const taken = await takeBatches(tx, context, judged, []);
    for (const fold of deps.folds) {
      if (taken.accepted.length > 0) await fold.apply(tx, taken.accepted);
    }
    const nos = mine
      .filter((_, i) => taken.outcomes[i]?.outcome !== 'quarantined')
      .map(({ quarantineNo }) => quarantineNo);
    await markTaken(tx, nos);
    await markReleased(tx, nos, of.actor, now);
    await addToSiteCounts(tx, of.siteId, taken.delta, now);
    events += taken.delta.committed;
  }
  if (events > 0) await wantDocument(tx, of.siteId, 'receipt');
  return events;
}

function judge({ bytes }: WaitingContradiction, device: RegisteredDevice): JudgedBatch {
  return judgePart(readPart(bytes), importPublicKey(device.publicKey));
}

function renumbered(judged: JudgedBatch, branch: string, offset: number): JudgedBatch {
  if (judged.verdict === 'quarantined') return judged;
  const batch = inBranch(judged.batch, branch, offset);
  if (judged.verdict !== 'events') return { ...judged, batch };
  const events = judged.events.map((event): NumberedEvent => {
    return { ...event, seq: event.seq - offset };
  });
  return { ...judged, batch, events };
}

/** Hashes stay what they are: the chain goes on, and a batch is known when it comes again. */
function inBranch(batch: ReadBatch, branch: string, offset: number): ReadBatch {
  const { incarnation, prevHash } = batch;
  const [first, last] = [batch.first - offset, batch.last - offset];
  const place = { incarnation: branch, first, last };
  if (first > 1) return { ...batch, ...place, parent: null };
  const parent = { incarnation, lastSeq: offset, lastHash: prevHash };
  return { ...batch, ...place, parent, prevHash: new Uint8Array(0) };
}
