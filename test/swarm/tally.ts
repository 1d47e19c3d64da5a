import {
  createDigest,
  digestText,
  type DeviceId,
  type Incarnation,
  type Lane,
} from '@eucora/protocol';

/** Consecutive events of one device's lane that a relay has made durable. */
export interface AckedRange {
  readonly deviceId: DeviceId;
  readonly incarnation: Incarnation;
  readonly lane: Lane;
  readonly first: number;
  readonly last: number;
}
/** What a run has said so far. Counts are sequence numbers, which is what the ledger counts too. */
export interface Tally {
  produced(events: number): void;
  /** May be told twice of one range, when a relay lost its disk; it counts once. */
  acked(range: AckedRange, duplicate: boolean): void;
  read(): TallyReading;
}
export interface TallyReading {
  readonly produced: number;
  readonly acked: number;
  readonly batches: number;
  /** Batches that a relay already had: the answer to the first delivery was lost. */
  readonly duplicates: number;
  /** Batches told once more, because a relay no longer had what it had acked. */
  readonly repeated: number;
  readonly digest: string;
}

export function createTally(): Tally {
  const counts = { produced: 0, acked: 0, batches: 0, duplicates: 0, repeated: 0 };
  const through = new Map<string, number>();
  let sum = 0n;
  return {
    produced: (events) => (counts.produced += events),
    acked({ deviceId, incarnation, lane, first, last }, duplicate) {
      if (duplicate) counts.duplicates += 1;
      const stream = `${deviceId}/${incarnation}/${lane}`;
      if (last <= (through.get(stream) ?? 0)) {
        counts.repeated += 1;
        return;
      }
      through.set(stream, last);
      const digest = createDigest(deviceId, incarnation);
      digest.add(lane, first, last);
      sum += digest.value;
      counts.acked += last - first + 1;
      counts.batches += 1;
    },
    read: () => ({ ...counts, digest: digestText(sum) }),
  };
}
