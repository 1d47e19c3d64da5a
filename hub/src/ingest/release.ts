import { importPublicKey, readSegment } from '@eucora/protocol';
import {
  addToSiteCounts,
  lockQuarantined,
  lockSite,
  markReleased,
  reopenRejected,
  wantDocument,
} from '../modules/ledger/index.ts';
import type { Tx } from '../platform/db.ts';
import { ConflictError, NotFoundError } from '../platform/errors.ts';
import type { QuarantinedItem } from '../platform/ledger-reader.ts';
import { homeOf, takeBatches } from './batches.ts';
import { judgePart, readPart, type JudgedBatch } from './judge.ts';
import type { CommitDeps } from './ports.ts';
import type { SegmentTaker } from './take.ts';

type Locked = NonNullable<Awaited<ReturnType<typeof lockQuarantined>>>;

/** What contradicts a device's own history stays evidence: its numbers are taken. */
const neverReleased = new Set(['conflict', 'fork', 'segment_fork']);

/**
 * Tries quarantined bytes again: the device may be enrolled by now, the relay admitted, this program
 * newer. Signatures and links are checked as ever.
 * @throws NotFoundError, ConflictError when it was released before or still can't be taken
 */
export async function releaseQuarantined(
  deps: CommitDeps,
  taker: SegmentTaker,
  id: number,
  actor: string,
): Promise<QuarantinedItem> {
  const found = await deps.db.transaction((tx) => releasable(tx, id));
  if (found.scope === 'segment') await releaseSegment(deps, taker, found, actor);
  else await deps.db.transaction((tx) => releaseBatch(deps, tx, id, actor));
  const { at, siteId, deviceId, code, bytes, detail } = found;
  return { id, at, siteId, deviceId, code, bytes, releasedAt: deps.now(), detail };
}

async function releasable(tx: Tx, id: number): Promise<Locked> {
  const item = await lockQuarantined(tx, id);
  if (!item) throw new NotFoundError('quarantined item', String(id));
  if (item.releasedAt) throw new ConflictError('It was released before.', 'released_before');
  if (neverReleased.has(item.code)) {
    throw new ConflictError(
      'It contradicts what the ledger holds and stays as evidence; both histories are kept. ' +
        'Resolve the identity conflict of its device to use it.',
      'evidence',
    );
  }
  return item;
}

async function releaseSegment(
  deps: CommitDeps,
  taker: SegmentTaker,
  item: Locked,
  actor: string,
): Promise<void> {
  const { site, lane } = readSegment(item.content);
  const disposition = await taker.take({ bytes: item.content, site, lane });
  if (disposition.kind !== 'committed' && disposition.kind !== 'duplicate') {
    throw stillRefused(disposition.kind === 'refused' ? disposition.fault.detail : undefined);
  }
  await deps.db.transaction((tx) => noteRelease(deps, tx, item, actor));
}

async function releaseBatch(deps: CommitDeps, tx: Tx, id: number, actor: string): Promise<void> {
  const item = await releasable(tx, id);
  const now = deps.now();
  await lockSite(tx, item.siteId);
  const part = readPart(item.content);
  if (!('batch' in part)) throw stillRefused(part.fault.detail);
  const { batch } = part;
  const devices = await deps.devices.ensure(tx, [], [batch.deviceId]);
  const device = devices.get(batch.deviceId);
  const judged: JudgedBatch = judgePart(part, device && importPublicKey(device.publicKey));
  if (!device || judged.verdict === 'quarantined' || judged.verdict === 'rejected') {
    throw stillRefused('fault' in judged ? judged.fault.detail : undefined);
  }
  const reopened = await reopenRejected(tx, homeOf(device, batch.incarnation, undefined), batch);
  const context = { siteId: item.siteId, lane: batch.lane, devices, now };
  const taken = await takeBatches(tx, context, [judged], []);
  if (taken.outcomes[0]?.outcome === 'quarantined') {
    throw new ConflictError('It contradicts what the ledger holds by now.', 'evidence');
  }
  for (const fold of deps.folds) {
    if (taken.accepted.length > 0) await fold.apply(tx, taken.accepted);
  }
  const delta = { ...taken.delta, rejected: taken.delta.rejected - reopened };
  await addToSiteCounts(tx, item.siteId, delta, now);
  await wantDocument(tx, item.siteId, 'receipt');
  await noteRelease(deps, tx, item, actor);
}

async function noteRelease(deps: CommitDeps, tx: Tx, item: Locked, actor: string): Promise<void> {
  await markReleased(tx, [Number(item.id)], actor, deps.now());
  const detail = { code: item.code, site: item.siteId, device: item.deviceId };
  await deps.audit(tx, { actor, action: 'quarantine.release', subject: item.id, detail });
}

function stillRefused(detail: string | undefined): ConflictError {
  const reason = detail ?? 'see the log for the reason';
  return new ConflictError(`It still can't be taken: ${reason}.`, 'still_refused');
}
