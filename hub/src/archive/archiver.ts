import { randomBytes } from 'node:crypto';
import { sameBytes } from '@eucora/protocol';
import {
  insertPack,
  markSafe,
  segmentsForPack,
  unpackedSegments,
  type PackSegment,
  type UnpackedSegment,
} from '../modules/ledger/index.ts';
import { sealingKey } from '../platform/keys.ts';
import { PackBuilder, type PackItem } from './pack-format.ts';
import { openStored, type StoreDeps } from './packs.ts';

export interface ArchiverDeps extends StoreDeps {
  /** A pack closes at this size … */
  readonly packBytesMax: number;
  /** … or when the oldest segment has waited this long. */
  readonly idleMs: number;
}
/** A pack that is written, read back and entered. */
export interface Archived {
  readonly name: string;
  readonly segments: number;
  readonly bytes: number;
  readonly siteIds: readonly string[];
}

const segmentsMax = 4_096; // of one pack
const readBytesMax = 4_194_304; // from the database at once

/** Which segments make up the next pack; none while it pays to wait for more. */
export function nextPack(
  unpacked: readonly UnpackedSegment[],
  limits: { readonly packBytesMax: number; readonly idleMs: number },
  now: Date,
): UnpackedSegment[] {
  const oldest = unpacked[0];
  if (!oldest) return [];
  let bytes = 0;
  const chosen: UnpackedSegment[] = [];
  for (const segment of unpacked) {
    if (chosen.length > 0 && bytes + segment.byteCount > limits.packBytesMax) return chosen;
    bytes += segment.byteCount;
    chosen.push(segment);
  }
  const waitedMs = now.getTime() - oldest.committedAt.getTime();
  const isFull = bytes >= limits.packBytesMax || chosen.length >= segmentsMax;
  return isFull || waitedMs >= limits.idleMs ? chosen : [];
}

/**
 * Packs what is committed and not yet safe: writes, fsyncs, reads every frame back and compares it
 * with the database, and only then moves the safe marks. Returns undefined when there is nothing to
 * do yet. Stopped anywhere, it leaves at most a pack that nothing refers to.
 */
export async function archiveTurn(deps: ArchiverDeps): Promise<Archived | undefined> {
  const { db, files, now } = deps;
  const chosen = nextPack(await unpackedSegments(db, segmentsMax), deps, now());
  if (chosen.length === 0) return undefined;
  const day = now().toISOString().slice(0, 10).replaceAll('-', '/');
  const name = `${day}/${now().getTime()}-${randomBytes(6).toString('hex')}`;
  const builder = new PackBuilder(name, sealingKey(deps.key));
  const packed: PackSegment[] = [];
  const written = await files.write(name, pieces(deps, builder, chosen, packed));
  await verifyPack(deps, name, packed);
  const verifiedAt = now();
  const segments = packed.length;
  const packNo = await insertPack(db, { name, ...written, segments, verifiedAt });
  const bySite = Map.groupBy(packed, (segment) => segment.siteId);
  for (const siteId of [...bySite.keys()].toSorted()) {
    await markSafe(db, siteId, packNo, bySite.get(siteId)!);
  }
  return { name, segments, bytes: written.bytes, siteIds: [...bySite.keys()] };
}

async function* pieces(
  deps: ArchiverDeps,
  builder: PackBuilder,
  chosen: readonly UnpackedSegment[],
  packed: PackSegment[],
): AsyncGenerator<Buffer> {
  yield builder.start;
  for (const group of groupsOf(chosen)) {
    for (const segment of await segmentsForPack(deps.db, group)) {
      // The bytes are in the file from here on; what is remembered is for comparing.
      packed.push({ ...segment, bytes: Buffer.alloc(0) });
      yield builder.add(itemOf(segment));
    }
  }
  yield builder.finish(deps.sign);
}

function groupsOf(chosen: readonly Omit<UnpackedSegment, 'committedAt'>[]): number[][] {
  const groups: number[][] = [[]];
  let bytes = 0;
  for (const { segmentNo, byteCount } of chosen) {
    if (bytes + byteCount > readBytesMax && bytes > 0) {
      groups.push([]);
      bytes = 0;
    }
    groups.at(-1)!.push(segmentNo);
    bytes += byteCount;
  }
  return groups;
}

function itemOf(segment: PackSegment): PackItem {
  return {
    site: segment.siteId,
    relay: segment.relayId,
    incarnation: segment.incarnation,
    lane: segment.lane,
    seq: segment.seq,
    branch: segment.branch,
    header_hash: segment.headerHash.toString('hex'),
    received_ms: segment.receivedMs,
    bytes: segment.bytes,
    outcome: segment.outcome,
  };
}

/** Reads a pack back from where it lies and compares every segment with the database. */
async function verifyPack(
  deps: ArchiverDeps,
  name: string,
  packed: readonly PackSegment[],
): Promise<void> {
  await using pack = await openStored(deps, name);
  if (pack.index.segments.length !== packed.length) {
    throw new Error(`Pack ${name} holds ${pack.index.segments.length} of ${packed.length}.`);
  }
  const sizes = packed.map(({ segmentNo }) => ({ segmentNo, byteCount: readBytesMax / 8 }));
  let i = 0;
  for (const group of groupsOf(sizes)) {
    for (const segment of await segmentsForPack(deps.db, group)) {
      const entry = pack.index.segments[i]!;
      const { bytes } = await pack.read(entry);
      if (!sameBytes(bytes, segment.bytes)) {
        throw new Error(`Pack ${name} does not hold segment ${segment.segmentNo} as it is stored.`);
      }
      i += 1;
    }
  }
}
