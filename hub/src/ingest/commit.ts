// The way of an event: one transaction: locks, batches, folds, bytes, a receipt wanted.
// Next: hub/src/ingest/batches.ts

import { importPublicKey, lanes, limits, type DeviceId, type LostRange } from '@eucora/protocol';
import type { Tx } from '../platform/db.ts';
import {
  addToSiteCounts,
  advanceJournal,
  batchesAwaiting,
  insertSegment,
  judgeLink,
  keepEvidence,
  linkSegments,
  lockSite,
  markReleased,
  noteUnavailable,
  openJournalLane,
  segmentsAround,
  siteHorizon,
  storableText,
  wantDocument,
  type Evidence,
  type JournalLane,
  type Kept,
  type LinkVerdict,
  type NotedUnavailable,
} from '../modules/ledger/index.ts';
import { BusyError, takeBatches, type BatchOutcome, type Taken } from './batches.ts';
import { judgePart, readPart, type JudgedBatch, type OpenedSegment } from './judge.ts';
import { watchHistories } from './histories.ts';
import type { CommitDeps, RegisteredDevice } from './ports.ts';

/** A segment whose batches are judged, ready to be committed. */
export interface JudgedSegment {
  readonly opened: OpenedSegment;
  readonly batches: readonly JudgedBatch[]; // in the segment's order
}
/** What a commit did, for metrics and live pages. */
export interface Committed {
  readonly kind: 'committed' | 'duplicate';
  readonly siteId: string;
  readonly eventsNew: number;
  readonly deviceIds: readonly DeviceId[];
  /** Codes of what was quarantined or rejected; and how many batches were there already. */
  readonly quarantined: readonly string[];
  readonly rejected: readonly string[];
  readonly duplicates: number;
  readonly refusals: readonly { readonly code: string; readonly count: number }[];
  /** Bytes of each thing that quarantine had no room for. */
  readonly notKept: readonly number[];
  readonly link: LinkVerdict['link'];
}

const auditedRefusalsMax = 50;

/**
 * Commits one segment in one transaction (PROTOCOL: hub ingest): site row, then device rows in id
 * order, then what is new. Serialization failures run it again from the start.
 * @throws BusyError when a stream or the journal would need too many ranges
 */
export function commitSegment(deps: CommitDeps, judged: JudgedSegment): Promise<Committed> {
  return deps.db.transaction((tx) => commitIn(deps, tx, judged));
}

/** The same inside a transaction of the caller's, who commits or gives it up. */
export async function commitIn(
  deps: CommitDeps,
  tx: Tx,
  judged: JudgedSegment,
): Promise<Committed> {
  const { opened } = judged;
  const { segment } = opened;
  const now = deps.now();
  await lockSite(tx, segment.site);
  const parent = segment.parent?.incarnation ?? null;
  const lane = await openJournalLane(tx, segment, parent, now);
  const link = judgeLink(segment, await segmentsAround(tx, lane.journalNo, segment));
  if (link.kind === 'duplicate') {
    // It was sent again because no receipt came: the receipt is what it needs.
    await wantDocument(tx, segment.site, 'receipt');
    return resultOf(judged, link, undefined, 'duplicate');
  }
  const { taken, released, foreignLost } = await takeAll(deps, tx, judged, now);
  for (const fold of deps.folds) {
    if (taken.accepted.length > 0) await fold.apply(tx, taken.accepted);
  }
  const kept = await storeSegment(deps, tx, judged, {
    lane,
    link,
    taken,
    released,
    foreignLost,
    now,
  });
  const gone = await noteUnavailable(tx, segment, opened.unavailable, now);
  await watchHistories(deps, tx, taken, { siteId: segment.site, relayId: segment.relayId, now });
  await addToSiteCounts(tx, segment.site, taken.delta, now);
  await wantDocument(tx, segment.site, 'receipt');
  await auditSegment(deps, tx, judged, { lane, link, kept, foreignLost });
  await auditUnavailable(deps, tx, judged, gone);
  await deps.relays.heard(tx, segment.site, now, await siteHorizon(tx, segment.site));
  const notKept = kept.filter(({ became }) => became === 'not_kept');
  const result = resultOf(judged, link, taken, 'committed');
  return { ...result, notKept: notKept.map(({ evidence }) => evidence.bytes.length) };
}

interface TakenAll {
  readonly taken: Taken; // outcomes of the segment's own batches, the rest of all
  /** Of devices of other sites: no word of this relay ends their numbers. */
  readonly foreignLost: readonly LostRange[];
  readonly released: readonly { readonly quarantineNo: number; readonly outcome: BatchOutcome }[];
}

/** Takes the segment's own batches, and those that waited for the enrolments it brings. */
async function takeAll(
  deps: CommitDeps,
  tx: Tx,
  { opened, batches }: JudgedSegment,
  now: Date,
): Promise<TakenAll> {
  const { segment, enrolments, lost } = opened;
  const ids = new Set<DeviceId>(lost.map((range) => range.deviceId));
  for (const each of batches) if (each.batch) ids.add(each.batch.deviceId);
  const devices = await deps.devices.ensure(tx, enrolments, [...ids]);
  const enrolled = enrolments.map((each) => each.deviceId).filter((id) => devices.has(id));
  const waiting = (await batchesAwaiting(tx, enrolled)).map(({ quarantineNo, bytes }) => {
    const part = readPart(bytes);
    const key = 'batch' in part ? keyOf(devices, part.batch.deviceId) : undefined;
    return { quarantineNo, judged: judgePart(part, key) };
  });
  const context = { siteId: segment.site, devices, now };
  const own = batches.map((each) => judgedNow(each, devices));
  const isForeign = ({ deviceId }: LostRange): boolean =>
    (devices.get(deviceId)?.siteId ?? segment.site) !== segment.site;
  const foreignLost = lost.filter(isForeign);
  const ownLost = lost.filter((range) => !isForeign(range));
  let taken = await takeBatches(tx, { ...context, lane: segment.lane }, own, ownLost);
  const released: { quarantineNo: number; outcome: BatchOutcome }[] = [];
  for (const lane of lanes) {
    const late = waiting.filter(({ judged }) => judged.batch?.lane === lane);
    if (late.length === 0) continue;
    const judged = late.map((each) => each.judged);
    const more = await takeBatches(tx, { ...context, lane }, judged, []);
    taken = withMore(taken, more);
    for (const [i, { outcome }] of more.outcomes.entries()) {
      released.push({ quarantineNo: late[i]!.quarantineNo, outcome });
    }
  }
  return { taken, released, foreignLost };
}

/** Adds what was released to what the segment brought; outcomes stay the segment's own. */
function withMore(taken: Taken, more: Taken): Taken {
  const accepted = [...taken.accepted, ...more.accepted];
  return {
    outcomes: taken.outcomes,
    accepted: accepted.toSorted((a, b) => (a.deviceId < b.deviceId ? -1 : 1)),
    evidence: [...taken.evidence, ...more.evidence],
    contradictions: [...taken.contradictions, ...more.contradictions],
    delta: {
      committed: taken.delta.committed + more.delta.committed,
      rejected: taken.delta.rejected + more.delta.rejected,
      void: taken.delta.void + more.delta.void,
    },
  };
}

function keyOf(devices: ReadonlyMap<DeviceId, RegisteredDevice>, deviceId: DeviceId) {
  const device = devices.get(deviceId);
  return device && importPublicKey(device.publicKey);
}

/** A device may have been enrolled between judgement and lock: then its batch is judged again. */
function judgedNow(
  judged: JudgedBatch,
  devices: ReadonlyMap<DeviceId, RegisteredDevice>,
): JudgedBatch {
  if (judged.verdict !== 'quarantined' || judged.fault.code !== 'unknown_device') return judged;
  const key = judged.deviceId === null ? undefined : keyOf(devices, judged.deviceId);
  return key && judged.batch ? judgePart({ batch: judged.batch }, key) : judged;
}

interface Verdict {
  readonly lane: JournalLane;
  readonly link: LinkVerdict;
}

interface KeptEvidence {
  readonly evidence: Evidence;
  readonly became: Kept;
}

/** Stores the segment with what became of it; answers with what became of its evidence. */
async function storeSegment(
  deps: CommitDeps,
  tx: Tx,
  judged: JudgedSegment,
  verdict: Verdict & TakenAll & { readonly now: Date },
): Promise<KeptEvidence[]> {
  const { segment } = judged.opened;
  const { lane, link, taken, released, now } = verdict;
  const segmentNo = await insertSegment(tx, {
    journalNo: lane.journalNo,
    segment,
    branch: link.branch,
    link: link.link,
    state: 'committed',
    eventsNew: taken.delta.committed,
    outcome: outcomeOf(verdict),
    now,
  });
  await linkSegments(tx, link.proves, 'linked');
  const ranges = await advanceJournal(tx, lane, segment, now);
  if (ranges > limits.rangesPerStreamMax && ranges > lane.received.length) {
    throw new BusyError(`Journal ${segment.incarnation} has ${ranges} separate ranges.`);
  }
  await markReleased(
    tx,
    released.map((each) => each.quarantineNo),
    'enrolment',
    now,
  );
  const evidence = evidenceOf(judged, link, taken);
  const became = await keepEvidence(tx, evidence, segmentNo, now, deps.quarantine);
  return evidence.map((each, i) => ({ evidence: each, became: became[i]! }));
}

const letters = {
  committed: 'c',
  rejected: 'r',
  void: 'v',
  duplicate: 'd',
  quarantined: 'q',
} as const;

/**
 * The recorded outcome: one letter per batch in the segment's order, codes where there are any, and
 * what became of batches that waited for this segment's enrolments. Replaying segments with their
 * outcomes gives the same tables.
 */
function outcomeOf({ taken, released }: TakenAll) {
  const { outcomes } = taken;
  const codes = outcomes.flatMap(({ code }, index) => (code === undefined ? [] : [[index, code]]));
  return {
    batches: outcomes.map(({ outcome }) => letters[outcome]).join(''),
    ...(codes.length > 0 && { codes }),
    ...(released.length > 0 && {
      released: released.map(({ quarantineNo, outcome }) => [quarantineNo, letters[outcome]]),
    }),
  };
}

function evidenceOf(judged: JudgedSegment, link: LinkVerdict, taken: Taken): Evidence[] {
  const { segment, badEnrolments } = judged.opened;
  const common = { siteId: segment.site, deviceId: null, batchHash: null };
  const enrolments = badEnrolments.map(({ bytes, fault }) => {
    const { code, detail } = fault;
    return { scope: 'batch' as const, code: `enrolment_${code}`, bytes, detail, ...common };
  });
  const evidence: Evidence[] = [...taken.evidence, ...enrolments];
  if (link.link === 'forked') {
    const detail = `segment ${segment.seq} of journal ${segment.incarnation} does not fit beside it`;
    const { bytes } = segment;
    evidence.push({ scope: 'segment', code: 'segment_fork', bytes, detail, ...common });
  }
  return evidence;
}

/** What an operator or auditor should see of this segment beyond its events. */
async function auditSegment(
  deps: CommitDeps,
  tx: Tx,
  judged: JudgedSegment,
  found: Verdict & Pick<TakenAll, 'foreignLost'> & { readonly kept: readonly KeptEvidence[] },
): Promise<void> {
  const { lane, link, kept, foreignLost } = found;
  const { segment, refusals } = judged.opened;
  const actor = `relay:${segment.relayId}`;
  const subject = segment.site;
  const say = (action: string, detail: Record<string, unknown>): Promise<void> =>
    deps.audit(tx, { actor, action, subject, detail });
  if (!lane.known) await say('journal.opened', { incarnation: segment.incarnation });
  if (link.link === 'forked') {
    await say('segment.forked', { incarnation: segment.incarnation, seq: segment.seq });
  }
  for (const [key, group] of groupEvidence(kept)) {
    const [code, deviceId] = key.split('/');
    const detail = storableText(group.detail);
    const isRejected = code?.startsWith('rejected_');
    await deps.audit(tx, {
      actor,
      action: isRejected ? 'batch.rejected' : 'batch.quarantined',
      subject: deviceId || subject,
      detail: { code, batches: group.batches, detail, site: segment.site },
    });
  }
  const [foreign] = foreignLost;
  if (foreign) {
    const { deviceId: device } = foreign;
    await say('loss.refused', { code: 'wrong_site', device, ranges: foreignLost.length });
  }
  for (const { code, deviceId, count, detail } of refusals.slice(0, auditedRefusalsMax)) {
    await say('relay.refused', {
      code: storableText(code),
      device: deviceId,
      count,
      detail: storableText(detail),
    });
  }
  if (refusals.length > auditedRefusalsMax) {
    await say('relay.refused', { code: 'more', kinds: refusals.length - auditedRefusalsMax });
  }
}

/** Each range of segments that ended without them, named exactly. */
async function auditUnavailable(
  deps: CommitDeps,
  tx: Tx,
  { opened }: JudgedSegment,
  gone: readonly NotedUnavailable[],
): Promise<void> {
  const { relayId, site } = opened.segment;
  for (const { range, segments } of gone) {
    if (segments === 0) continue;
    await deps.audit(tx, {
      actor: `relay:${relayId}`,
      action: 'journal.unavailable',
      subject: site,
      detail: { ...range, segments },
    });
  }
}

/** Batches by reason and device, where one of them was not there before. */
function groupEvidence(kept: readonly KeptEvidence[]) {
  const groups = new Map<string, { batches: number; detail: string }>();
  for (const { evidence, became } of kept) {
    const { code, deviceId, detail } = evidence;
    // A device that contradicts itself is audited once per case, when that is opened.
    const isCase = code === 'conflict' || code === 'fork';
    if (became !== 'fresh' || evidence.scope !== 'batch' || isCase) continue;
    const key = `${code}/${deviceId ?? ''}`;
    const group = groups.get(key) ?? { batches: 0, detail };
    group.batches += 1;
    groups.set(key, group);
  }
  return groups;
}

/** What a commit tells of itself. */
export function resultOf(
  judged: JudgedSegment,
  link: LinkVerdict,
  taken: Taken | undefined,
  kind: Committed['kind'],
): Committed {
  const outcomes = taken?.outcomes ?? [];
  const codes = (wanted: string): string[] =>
    outcomes.filter(({ outcome }) => outcome === wanted).map(({ code }) => code ?? 'unknown');
  return {
    kind,
    siteId: judged.opened.segment.site,
    eventsNew: taken?.delta.committed ?? 0,
    deviceIds: [...new Set(taken?.accepted.map((batch) => batch.deviceId))],
    quarantined: codes('quarantined'),
    rejected: codes('rejected'),
    duplicates: outcomes.filter(({ outcome }) => outcome === 'duplicate').length,
    refusals: kind === 'committed' ? judged.opened.refusals : [],
    notKept: [],
    link: link.link,
  };
}
