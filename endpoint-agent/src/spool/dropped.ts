import { decodeEvents, kindNumber, ProtocolError, type ReadBatch } from '@eucora/protocol';
import { chainHash } from './records.ts';

/** A void to be, for consecutive batches that leave the disk. */
export interface DroppedRun {
  readonly released: boolean; // a relay has them all
  readonly first: number;
  readonly last: number;
  readonly prevHash: Uint8Array;
  readonly replacedLastHash: Uint8Array;
  readonly kinds: readonly { readonly kind: number; readonly count: number }[];
}

/**
 * The voids that replace a file's batches: one for those that a relay has acknowledged, one for
 * those that nobody has. They are not one, since a relay that has the former would see a conflict.
 */
export function dropRuns(batches: readonly ReadBatch[], forwarded: number): DroppedRun[] {
  const released = batches.filter((batch) => batch.last <= forwarded);
  const lost = batches.filter((batch) => batch.last > forwarded);
  return [...runOf(released, true), ...runOf(lost, false)];
}

function runOf(batches: readonly ReadBatch[], released: boolean): DroppedRun[] {
  const [head] = batches;
  const tail = batches.at(-1);
  if (!head || !tail) return [];
  return [
    {
      released,
      first: head.first,
      last: tail.last,
      prevHash: head.prevHash,
      replacedLastHash: chainHash(tail),
      kinds: countKinds(batches),
    },
  ];
}

/** What kinds of events batches hold, voids among them counted as what they stand for. */
export function countKinds(batches: readonly ReadBatch[]): { kind: number; count: number }[] {
  const counts = new Map<number, number>();
  const add = (kind: number, count: number): unknown =>
    counts.set(kind, (counts.get(kind) ?? 0) + count);
  for (const batch of batches) {
    for (const lost of batch.void?.kinds ?? []) add(lost.kind, lost.count);
    for (const { body } of eventsOf(batch)) add(kindNumber(body.kind), 1);
  }
  return [...counts].map(([kind, count]) => ({ kind, count }));
}

// Kinds are told "where known": a batch that this program can't decode still leaves with its count.
function eventsOf(
  batch: ReadBatch,
): readonly { body: { kind: Parameters<typeof kindNumber>[0] } }[] {
  try {
    return decodeEvents(batch);
  } catch (error) {
    if (error instanceof ProtocolError) return [];
    throw error;
  }
}
