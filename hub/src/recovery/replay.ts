import { importPublicKey, readSegment, type PublicKey, type ReadSegment } from '@eucora/protocol';
import type { PackEntry } from '../archive/index.ts';
import {
  commitSegment,
  devicesIn,
  judgePart,
  keysIn,
  openArrived,
  type CommitDeps,
  type OpenedSegment,
} from '../ingest/index.ts';
import { setAside } from '../modules/ledger/index.ts';
import type { Queryable } from '../platform/db.ts';
import { UsageError } from '../platform/errors.ts';
import { asRecorded, readOutcome, sameOutcome, textOf, type RecordedOutcome } from './outcomes.ts';

/** What replaying one segment did. */
export interface Replayed {
  readonly isNew: boolean;
  readonly events: number; // new to the ledger
  readonly segmentNo: number;
  /** Present when the segment ended otherwise than was recorded: what, where, how. */
  readonly differs?: string;
  /** What the ledger holds of it now, as it is stored. */
  readonly outcome: unknown;
}

interface Stored {
  readonly segmentNo: number;
  readonly state: string;
  readonly events: number;
  readonly outcome: unknown;
}

/**
 * Takes one segment out of a pack through the same commit as ingest, held to its recorded outcome.
 * A segment that the ledger has is left alone.
 * @throws ProtocolError when the segment is not genuine, UsageError when its relay is unknown
 */
export async function replaySegment(
  deps: CommitDeps,
  entry: PackEntry,
  bytes: Uint8Array,
  recordedOutcome: unknown,
): Promise<Replayed> {
  const segment = readSegment(bytes);
  checkPlace(segment, entry);
  const recorded = readOutcome(recordedOutcome);
  const before = await storedSegment(deps.db, segment);
  if (before && (before.state === 'committed' || recorded.kind === 'poison')) {
    return { ...before, isNew: false, events: 0 };
  }
  const opened = openArrived(segment, await relayKey(deps.db, segment));
  if (recorded.kind === 'poison') {
    const { reason } = recorded;
    await deps.db.transaction((tx) => setAside(tx, segment, reason, deps.now()));
  } else {
    await commitSegment(deps, { opened, batches: await judge(deps, opened, recorded) });
  }
  const after = await storedSegment(deps.db, segment);
  if (!after) throw new Error(`Segment ${placeOf(segment)} was taken and is not there.`);
  const now = readOutcome(after.outcome);
  if (sameOutcome(now, recorded)) return { ...after, isNew: true };
  const differs = `segment ${placeOf(segment)}: ${textOf(recorded)} became ${textOf(now)}`;
  return { ...after, isNew: true, differs };
}

async function judge(
  deps: CommitDeps,
  opened: OpenedSegment,
  recorded: RecordedOutcome & { readonly kind: 'taken' },
) {
  const keys = keysIn(opened);
  const missing = devicesIn(opened).filter((id) => !keys.has(id));
  for (const [id, raw] of await deps.devices.publicKeys(deps.db, missing)) {
    keys.set(id, importPublicKey(raw));
  }
  return opened.parts.map((part, index) => {
    const key = 'batch' in part ? keys.get(part.batch.deviceId) : undefined;
    const code = recorded.codes.get(index);
    return asRecorded(judgePart(part, key), recorded.letters[index], code);
  });
}

function checkPlace(segment: ReadSegment, entry: PackEntry): void {
  const isThere =
    Buffer.from(segment.headerHash).toString('hex') === entry.header_hash &&
    segment.site === entry.site &&
    segment.lane === entry.lane &&
    segment.seq === entry.seq;
  if (!isThere) throw new UsageError(`A pack calls segment ${placeOf(segment)} by another name.`);
}

/** A relay that was revoked since still signed what it had sent before. */
async function relayKey(db: Queryable, segment: ReadSegment): Promise<PublicKey> {
  const sql = `SELECT public_key FROM sites.relays
                WHERE site_id = $1 AND relay_id = decode($2, 'hex')`;
  const { site, relayId } = segment;
  const { rows } = await db.query<{ public_key: Buffer }>(sql, [site, relayId]);
  if (rows[0]) return importPublicKey(rows[0].public_key);
  throw new UsageError(
    `The archive holds segments of relay ${relayId} at site ${site}, which is not registered; ` +
      'use newer registrations.',
  );
}

async function storedSegment(db: Queryable, segment: ReadSegment): Promise<Stored | undefined> {
  const sql = `SELECT segment_no AS "segmentNo", state, events_new AS events, outcome
                 FROM ledger.segments WHERE header_hash = $1 ORDER BY state LIMIT 1`;
  return (await db.query<Stored>(sql, [segment.headerHash])).rows[0];
}

function placeOf({ site, relayId, incarnation, lane, seq }: ReadSegment): string {
  return `${lane} ${seq} of journal ${incarnation} (site ${site}, relay ${relayId})`;
}
