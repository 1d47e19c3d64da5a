import { limits, type Lane } from '@eucora/protocol';
import { relayFor, type TestRelay } from '@eucora/protocol/testing';
import type { CutBatch } from './device.ts';

/** One sealed segment and what it holds. */
export interface PackedSegment {
  readonly site: string;
  readonly lane: Lane;
  readonly bytes: Uint8Array;
  readonly batches: readonly CutBatch[];
  readonly events: number;
}
/** Fills segments as a relay does while its uplink is busy: to just under their full size. */
export interface Packer {
  readonly relay: TestRelay;
  add(lane: Lane, batch: CutBatch, enrolment?: Uint8Array): PackedSegment | undefined;
  /** Seals what waits. Such a segment is not full. */
  flush(lane: Lane): PackedSegment | undefined;
}

interface Waiting {
  batches: CutBatch[];
  enrolments: Uint8Array[];
  rawBytes: number;
  ratio: number; // compressed bytes per raw byte of the segment before
}

const aimedShare = 0.9; // of the compressed size, as the relay's own policy aims
const ratioAtFirst = 0.6;

export interface PackerOptions {
  /** Where a segment is full, compressed; what a relay is defined with unless said otherwise. */
  readonly compressedBytes?: number;
  readonly frugal?: boolean;
}

/** A packer for one journal of one site. */
export function createPacker(site: string, options: PackerOptions = {}): Packer {
  const { compressedBytes, frugal = false } = options;
  const aimedBytes = aimedShare * (compressedBytes ?? limits.segmentCompressedBytesSeal);
  const relay = relayFor(site);
  const lanes = new Map<Lane, Waiting>();
  const waitingIn = (lane: Lane): Waiting => {
    const fresh = { batches: [], enrolments: [], rawBytes: 0, ratio: ratioAtFirst };
    const waiting = lanes.get(lane) ?? fresh;
    lanes.set(lane, waiting);
    return waiting;
  };
  const flush = (lane: Lane): PackedSegment | undefined => {
    const waiting = waitingIn(lane);
    const { batches, enrolments, rawBytes } = waiting;
    if (batches.length === 0) return undefined;
    const sealed = relay.seal(
      batches.map(({ batch }) => batch),
      { lane, enrolments, frugal },
    );
    const ratio = sealed.bytes.length / rawBytes;
    lanes.set(lane, { batches: [], enrolments: [], rawBytes: 0, ratio });
    const events = batches.reduce((sum, { batch }) => sum + batch.count, 0);
    return { site, lane, bytes: sealed.bytes, batches, events };
  };
  return {
    relay,
    add(lane, batch, enrolment) {
      const waiting = waitingIn(lane);
      waiting.batches.push(batch);
      if (enrolment) waiting.enrolments.push(enrolment);
      waiting.rawBytes += batch.batch.bytes.length + (enrolment?.length ?? 0);
      const isFull = waiting.rawBytes * waiting.ratio >= aimedBytes;
      const isPacked = waiting.batches.length >= limits.segmentBatchesMax;
      return isFull || isPacked ? flush(lane) : undefined;
    },
    flush,
  };
}
