// The way of an event: open events become one signed batch, chained to the one before.
// Next: endpoint-agent/src/spool/lane-store.ts

import {
  batchHash,
  cutBatch,
  cutVoid,
  limits,
  ProtocolError,
  signBatch,
  type BatchPlace,
  type BootId,
  type DeviceEvent,
  type DeviceId,
  type Incarnation,
  type IncarnationParent,
  type Lane,
  type PrivateKey,
  type VoidContent,
} from '@eucora/protocol';
import { anchorsFor, bootsOf, olderBootsMax, type AnchorBook } from '../clock/anchor-book.ts';

/** An event that is durable, has its number, and is not in a batch yet. */
export interface OpenEvent {
  readonly seq: number;
  readonly event: DeviceEvent;
  readonly bytes: number; // estimated share of a batch
}
/** Where a lane's chain stands: what the next batch continues. */
export interface StreamTip {
  readonly deviceId: DeviceId;
  readonly incarnation: Incarnation;
  readonly lane: Lane;
  readonly next: number; // sequence number of the next batch's first event
  readonly lastHash: Uint8Array; // what the next batch names as prevHash; empty when next = 1
  readonly parent: IncarnationParent | null; // of the first batch only
}
/** A batch made: its bytes are what travels, for ever the same. */
export interface Cut {
  readonly batch: Uint8Array; // signed
  readonly first: number;
  readonly last: number;
  readonly prevHash: Uint8Array;
  readonly taken: number; // open events used up
  readonly tip: StreamTip;
}

/**
 * True when a lane's open events should become a batch (PROTOCOL: device batch). Linger is for a
 * relay that waits: while none is in reach, small batches would only cost disk, and events lie as
 * safely in the open.
 */
export function dueToCut(
  lane: Lane,
  open: { readonly count: number; readonly bytes: number; readonly waitedMs: number },
  connected: boolean,
): boolean {
  if (open.count === 0) return false;
  if (open.count >= limits.batchEventsMax || open.bytes >= cutAtBytes) return true;
  return connected && open.waitedMs >= limits.lingerMs[lane];
}

/** Room for a batch's own fields, hashes, anchors and signature. */
export const cutAtBytes = limits.batchBytesMax - 2_048;

function placeOf(tip: StreamTip): BatchPlace {
  return {
    deviceId: tip.deviceId,
    incarnation: tip.incarnation,
    lane: tip.lane,
    first: tip.next,
    prevHash: tip.lastHash,
    parent: tip.next === 1 ? tip.parent : null,
  };
}

/**
 * Makes the next batch from the front of `open` (not empty, sorted by seq, none before `tip.next`).
 * Numbers that are missing in front were lost at rest: a void stands for them, and takes no events.
 */
export function cutNext(
  tip: StreamTip,
  open: readonly OpenEvent[],
  book: AnchorBook,
  key: PrivateKey,
): Cut {
  const head = open[0];
  if (!head) throw new RangeError('there is nothing to cut');
  if (head.seq > tip.next) {
    const lost = { reason: 'damaged', replacedLastHash: new Uint8Array(0), kinds: [] } as const;
    return cutVoidNext(tip, head.seq - tip.next, lost, book, key);
  }
  for (let take = prefixToTake(tip, open, book.current.bootId); ; take = Math.ceil(take / 2)) {
    const events = open.slice(0, take).map((one) => one.event);
    try {
      const draft = { ...placeOf(tip), anchors: anchorsFor(book, events), events };
      const payload = cutBatch(draft);
      return finish(tip, take, take, payload, batchHash(payload), key);
    } catch (error) {
      if (!(error instanceof ProtocolError) || error.code !== 'oversized' || take === 1)
        throw error;
    }
  }
}

/** Makes a void of `count` numbers as the next batch of a lane. */
export function cutVoidNext(
  tip: StreamTip,
  count: number,
  content: VoidContent,
  book: AnchorBook,
  key: PrivateKey,
): Cut {
  const payload = cutVoid(placeOf(tip), count, content, [book.current]);
  // The chain goes on from what the void stands for; where nobody knows that, from the void itself.
  const known = content.replacedLastHash.length > 0;
  const lastHash = known ? content.replacedLastHash : batchHash(payload);
  return finish(tip, count, 0, payload, lastHash, key);
}

function finish(
  tip: StreamTip,
  count: number,
  taken: number,
  payload: Uint8Array,
  lastHash: Uint8Array,
  key: PrivateKey,
): Cut {
  const next = tip.next + count;
  return {
    batch: signBatch(payload, key),
    first: tip.next,
    last: next - 1,
    prevHash: tip.lastHash,
    taken,
    tip: { ...tip, next, lastHash },
  };
}

/** How many open events fit by number, estimated size, distinct boots and unbroken numbering. */
function prefixToTake(tip: StreamTip, open: readonly OpenEvent[], currentBoot: BootId): number {
  const boots = new Set<BootId>();
  let bytes = 0;
  let take = 0;
  for (const { seq, event, bytes: size } of open) {
    if (take === limits.batchEventsMax || seq !== tip.next + take) break;
    for (const boot of bootsOf(event)) if (boot !== currentBoot) boots.add(boot);
    bytes += size;
    if (take > 0 && (bytes > cutAtBytes || boots.size > olderBootsMax)) break;
    take += 1;
  }
  return take;
}
