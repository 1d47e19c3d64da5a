import { lanes, type DeviceId, type Lane, type UnavailableRange } from '@eucora/protocol';
import { limits } from '../limits.ts';
import { encodeCheckpointChunk, type FileHeader } from './records.ts';
import type { StreamSnapshot } from './streams.ts';

/** Where one lane of a journal stands; durable facts only. */
export interface LaneHead {
  /** Position of the newest durable batch. */
  position: number;
  /** The newest sealed segment and the hash that its successor must name. */
  sealedThrough: number;
  headHash: string;
}
export type LaneHeads = Readonly<Record<Lane, LaneHead>>;

/** Ranges that damage took, waiting to be told to the hub. */
export interface LostEntry {
  readonly lane: Lane;
  readonly deviceId: DeviceId;
  readonly incarnation: string;
  readonly first: number;
  readonly last: number;
  readonly cause: string;
}

/** What a relay has to tell the hub of what it can't send: of streams, and of its segments. */
export interface LossWords {
  readonly lost: readonly LostEntry[];
  readonly unavailable: readonly UnavailableRange[];
}

/** One self-contained part of a checkpoint: a damaged part costs what it held, not the rest. */
export interface CheckpointPart {
  readonly header?: FileHeader;
  readonly lanes?: LaneHeads;
  readonly lost?: readonly LostEntry[];
  readonly unavailable?: readonly UnavailableRange[];
  readonly streams?: readonly StreamSnapshot[];
  /** Encoded Signed enrolments, base64. */
  readonly enrolments?: readonly string[];
}
export interface Checkpoint {
  readonly header: FileHeader;
  readonly lanes: LaneHeads;
  readonly lost: readonly LostEntry[];
  readonly unavailable: readonly UnavailableRange[];
  readonly streams: readonly StreamSnapshot[];
  readonly enrolments: readonly Uint8Array[];
}

export function emptyLaneHeads(): Record<Lane, LaneHead> {
  const head = (): LaneHead => ({ position: 0, sealedThrough: 0, headHash: '' });
  return { urgent: head(), ledger: head(), bulk: head() };
}

/** Adopts whichever of two statements about a lane is the later one. */
export function laterHeads(into: LaneHeads, other: LaneHeads): void {
  for (const lane of lanes) {
    const known = into[lane];
    const said = other[lane];
    known.position = Math.max(known.position, said.position);
    if (said.sealedThrough > known.sealedThrough) {
      known.sealedThrough = said.sealedThrough;
      known.headHash = said.headHash;
    }
  }
}

/** The checkpoint as records for the beginning of a file. */
export function encodeCheckpoint(checkpoint: Checkpoint): Buffer[] {
  const { header, lanes: heads, lost, unavailable, streams, enrolments } = checkpoint;
  const parts: CheckpointPart[] = [{ header, lanes: heads, lost, unavailable }];
  for (const some of chunks(streams, streamsPerPart)) parts.push({ streams: some });
  for (const some of chunks(enrolments, enrolmentsPerPart)) {
    parts.push({ enrolments: some.map((bytes) => Buffer.from(bytes).toString('base64')) });
  }
  return parts.map((part, i) =>
    encodeCheckpointChunk(JSON.stringify(part), i + 1 === parts.length),
  );
}

// A stream takes at most about 1 KiB as JSON and an enrolment about 0.5 KiB.
const streamsPerPart = limits.checkpointChunkBytes / 1024;
const enrolmentsPerPart = limits.checkpointChunkBytes / 512;

/** Reads one part. The frame around it is authenticated, so this is our own JSON. */
export function parseCheckpointPart(json: string): CheckpointPart {
  const part: unknown = JSON.parse(json);
  return typeof part === 'object' && part !== null ? part : {};
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  const out: T[][] = [];
  for (let i = 0; i < items.length; i += size) out.push(items.slice(i, i + size));
  return out;
}
