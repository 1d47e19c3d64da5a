import { createHash } from 'node:crypto';
import type { Tx } from '../../platform/db.ts';
import { ConflictError, InvalidError, NotFoundError } from '../../platform/errors.ts';
import { audit } from '../audit/index.ts';
import { moveIncarnations, type BranchLane } from '../ledger/index.ts';
import {
  insertSplit,
  moveOwnIncarnations,
  selectConflict,
  setAsideIncarnations,
  updateResolved,
  type ConflictRow,
  type Resolution,
} from './conflict-store.ts';
import { readHistories } from './conflicts.ts';
import { ensureDevices } from './ensure.ts';
import type { History } from './histories.ts';

export interface ConflictDecision {
  readonly conflict: number;
  readonly resolution: Resolution;
  /** The history that is the device's own from now on. */
  readonly kept: string;
  readonly reason: string;
  readonly actor: string;
}
/** A history with the device that it belongs to by the decision. */
export interface DecidedHistory extends History {
  readonly deviceId: string;
  readonly deviceNo: number;
  /** What waits of it in quarantine goes into the ledger. */
  readonly isTaken: boolean;
}
export interface Decided {
  readonly deviceId: string;
  readonly deviceNo: number;
  readonly siteId: string;
  readonly histories: readonly DecidedHistory[];
}

/**
 * Carries out a decision about a conflict as far as it is the devices' (PROTOCOL: device batch). One
 * machine that was restored: the kept history goes on, the others stay on record beside it. Two
 * machines: every other history becomes a device of its own, so that it is counted as one; its agent
 * still has the shared key and must be enrolled anew to get its own. `prepare` takes the site's lock.
 * @throws NotFoundError, InvalidError for a history that can't be kept, ConflictError when it was
 *   resolved before
 */
export async function decideConflict(
  tx: Tx,
  decision: ConflictDecision,
  now: Date,
  prepare: (siteId: string) => Promise<void>,
): Promise<Decided> {
  const { deviceId, siteId } = await openConflict(tx, decision.conflict);
  await prepare(siteId);
  await ensureDevices(tx, [], [deviceId]);
  const { deviceNo } = await openConflict(tx, decision.conflict, true);
  const { histories, branches } = await readHistories(tx, deviceNo);
  const shared = sharedOf(histories, branches);
  const kept = keptOf(histories, shared, decision);
  const own = { deviceId, deviceNo };
  const decided: DecidedHistory[] = [];
  for (const history of histories) {
    const isKept = history === kept;
    const isSplit = !isKept && decision.resolution === 'two_machines';
    const owner = isSplit ? await splitOff(tx, own, history) : own;
    decided.push({ ...history, ...owner, isTaken: isKept || isSplit });
  }
  const aside = decided.filter(
    ({ id, kind }) => id !== kept.id && id !== shared?.id && kind === 'incarnation',
  );
  await setAsideIncarnations(
    tx,
    deviceNo,
    aside.flatMap(({ incarnations }) => incarnations),
  );
  await record(tx, decision, decided, now);
  return { ...own, siteId, histories: decided };
}

async function openConflict(tx: Tx, no: number, locked = false): Promise<ConflictRow> {
  const conflict = await selectConflict(tx, no, locked);
  if (!conflict) throw new NotFoundError('identity conflict', String(no));
  if (conflict.resolvedAt === null) return conflict;
  throw new ConflictError('This conflict was resolved before.', 'resolved_before');
}

/** The history whose numbers the others share up to where they left it; undefined: there is none. */
export function sharedOf(
  histories: readonly History[],
  branches: readonly BranchLane[],
): History | undefined {
  const contradicted = new Set(branches.map(({ incarnation }) => incarnation));
  return histories.find(
    ({ kind, incarnations }) =>
      kind === 'continued' || incarnations.some((id) => contradicted.has(id)),
  );
}

function keptOf(
  histories: readonly History[],
  shared: History | undefined,
  { kept, resolution }: ConflictDecision,
): History {
  const found = histories.find(({ id }) => id === kept);
  if (!found) {
    throw new InvalidError(`No history "${kept}" belongs to this conflict; see its detail.`);
  }
  if (resolution === 'two_machines' && shared && shared !== found) {
    throw new InvalidError(
      `History ${shared.id} goes on in the numbers that all of them share, so it stays with the ` +
        'device: keep that one; the others become devices of their own.',
      { code: 'shared_history' },
    );
  }
  return found;
}

/** A device's id is the hash of a key; that of a machine without one of its own names its history. */
export function splitDeviceId(deviceId: string, history: string): string {
  const hash = createHash('sha256').update(`eucora split device\0${deviceId}\0${history}`);
  return hash.digest('hex').slice(0, 32);
}

async function splitOff(
  tx: Tx,
  from: { readonly deviceId: string; readonly deviceNo: number },
  history: History,
): Promise<{ readonly deviceId: string; readonly deviceNo: number }> {
  const deviceId = splitDeviceId(from.deviceId, history.id);
  const deviceNo = await insertSplit(tx, from.deviceNo, deviceId, new Date(history.lastMs));
  if (history.kind === 'incarnation') {
    await moveOwnIncarnations(tx, from.deviceNo, deviceNo, history.incarnations);
    await moveIncarnations(tx, from.deviceNo, deviceNo, history.incarnations);
  }
  return { deviceId, deviceNo };
}

async function record(
  tx: Tx,
  { conflict, resolution, kept, reason, actor }: ConflictDecision,
  histories: readonly DecidedHistory[],
  now: Date,
): Promise<void> {
  const decision = { resolution, kept, reason, by: actor, histories };
  await updateResolved(tx, conflict, decision, now);
  const own = histories.find(({ id }) => id === kept)!.deviceId;
  const split = histories.filter(({ deviceId }) => deviceId !== own);
  await audit(tx, {
    actor,
    action: 'device.identity_resolved',
    subject: own,
    detail: { conflict, resolution, kept, reason, devices: split.map(({ deviceId }) => deviceId) },
  });
}
