import { checkCount, checkLength, checkVersion, decodeBounded } from './codec.ts';
import { openSigned, sealSigned } from './envelope.ts';
import { ProtocolError } from './errors.ts';
import { eucora } from './gen/wire.js';
import {
  idFromBytes,
  idToBytes,
  type DeviceId,
  type Incarnation,
  type RelayId,
  type SiteId,
} from './ids.ts';
import { keysOf, type Believed, type PrivateKey } from './keys.ts';
import { laneNumber, laneOf, type Lane } from './lanes.ts';
import { limits } from './limits.ts';
import { merkleLeaf } from './merkle.ts';
import type { Range } from './ranges.ts';

const { DeviceMark, Receipt } = eucora.v1;

/** What the hub has of one lane of one journal. Numbers are segment sequence numbers. */
export interface LaneReceipt {
  readonly lane: Lane;
  readonly committedThrough: number;
  readonly safeThrough: number;
  readonly gaps: readonly Range[]; // known to exist above committedThrough and not received
  readonly windowBytes: number; // what the relay may have in flight
}
export interface JournalReceipt {
  readonly relayId: RelayId;
  readonly incarnation: Incarnation;
  readonly lanes: readonly LaneReceipt[];
}
/** The hub's statement for one site. Order is (ledgerEpoch, generation), never time. */
export interface SiteReceipt {
  readonly site: SiteId;
  readonly ledgerEpoch: number;
  readonly generation: number;
  readonly issuedMs: number;
  readonly journals: readonly JournalReceipt[];
  readonly deviceMarksRoot: Uint8Array;
  /** How old a restored hub may be, ms; 0 or absent: it takes no backups by itself. */
  readonly backupIntervalMs?: number;
}

/** Signs a receipt. */
export function sealReceipt(receipt: SiteReceipt, hubKey: PrivateKey): Uint8Array {
  const payload = Receipt.encode({
    ...receipt,
    version: limits.version,
    journals: receipt.journals.map((journal) => ({
      relayId: idToBytes(journal.relayId),
      incarnation: idToBytes(journal.incarnation),
      lanes: journal.lanes.map((lane) => ({
        ...lane,
        lane: laneNumber(lane.lane),
        gaps: lane.gaps.slice(0, limits.receiptGapsPerLaneMax),
      })),
    })),
  }).finish();
  return sealSigned('receipt', payload, hubKey);
}

/** Opens a receipt that must be for `site` and by the hub. @throws ProtocolError */
export function openReceipt(bytes: Uint8Array, site: SiteId, hubKey: Believed): SiteReceipt {
  const { payload } = openSigned('receipt', bytes, keysOf(hubKey));
  const wire = decodeBounded(Receipt, payload, limits.signedPayloadBytesMax, 'a receipt');
  checkVersion(wire.version, 'a receipt');
  if (wire.site !== site) {
    throw new ProtocolError('wrong_site', `a receipt for site ${wire.site} came to site ${site}`);
  }
  return {
    site,
    ledgerEpoch: checkCount(wire.ledgerEpoch, 1, 'ledger_epoch'),
    generation: checkCount(wire.generation, 1, 'generation'),
    issuedMs: checkCount(wire.issuedMs, 0, 'issued_ms'),
    journals: wire.journals.map((journal) => ({
      relayId: idFromBytes(journal.relayId ?? new Uint8Array(0), 'relay id'),
      incarnation: idFromBytes(journal.incarnation ?? new Uint8Array(0), 'journal'),
      lanes: (journal.lanes ?? []).map(readLane),
    })),
    deviceMarksRoot: checkLength(wire.deviceMarksRoot, 32, 'device_marks_root'),
    backupIntervalMs: checkCount(wire.backupIntervalMs, 0, 'backup_interval_ms'),
  };
}

function readLane(wire: eucora.v1.LaneReceipt.$Properties): LaneReceipt {
  const gaps = wire.gaps ?? [];
  if (gaps.length > limits.receiptGapsPerLaneMax) {
    throw new ProtocolError('oversized', `a receipt with ${gaps.length} gaps in a lane`);
  }
  return {
    lane: laneOf(wire.lane ?? 0),
    committedThrough: checkCount(wire.committedThrough ?? 0, 0, 'committed_through'),
    safeThrough: checkCount(wire.safeThrough ?? 0, 0, 'safe_through'),
    gaps: gaps.map((gap) => {
      const first = checkCount(gap.first ?? 0, 1, 'gap first');
      return { first, last: checkCount(gap.last ?? 0, first, 'gap last') };
    }),
    windowBytes: checkCount(wire.windowBytes ?? 0, 0, 'window_bytes'),
  };
}

/** What a relay has been told about its journals so far. */
export interface ReceiptState {
  readonly ledgerEpoch: number; // 0: nothing yet
  readonly generation: number;
  readonly journals: readonly JournalReceipt[];
  /** Per journal and lane the highest safe mark of any epoch: nothing above it was ever released. */
  readonly safeHighWater: readonly { readonly key: string; readonly through: number }[];
  /** As the newest receipt says; absent in what an earlier program stored. */
  readonly backupIntervalMs?: number;
}
export const emptyReceiptState: ReceiptState = {
  ledgerEpoch: 0,
  generation: 0,
  journals: [],
  safeHighWater: [],
};
export type ReceiptVerdict = 'stale' | 'applied' | 'new_epoch';

const laneKey = (journal: JournalReceipt, lane: LaneReceipt): string =>
  `${journal.relayId}/${journal.incarnation}/${lane.lane}`;

/**
 * Applies a receipt (PROTOCOL: receipts). An older (epoch, generation) is stale whatever its marks
 * say. A newer epoch is taken even with lower marks: the hub was restored, and what lies above the
 * new mark is to be sent again.
 */
export function applyReceipt(
  state: ReceiptState,
  receipt: SiteReceipt,
): { readonly state: ReceiptState; readonly verdict: ReceiptVerdict } {
  const older =
    receipt.ledgerEpoch < state.ledgerEpoch ||
    (receipt.ledgerEpoch === state.ledgerEpoch && receipt.generation <= state.generation);
  if (older) return { state, verdict: 'stale' };
  const high = new Map(state.safeHighWater.map(({ key, through }) => [key, through]));
  for (const journal of receipt.journals) {
    for (const lane of journal.lanes) {
      const key = laneKey(journal, lane);
      high.set(key, Math.max(high.get(key) ?? 0, lane.safeThrough));
    }
  }
  const next: ReceiptState = {
    ledgerEpoch: receipt.ledgerEpoch,
    generation: receipt.generation,
    journals: receipt.ledgerEpoch === state.ledgerEpoch ? risen(state, receipt) : receipt.journals,
    safeHighWater: [...high].map(([key, through]) => ({ key, through })),
    backupIntervalMs: receipt.backupIntervalMs ?? 0,
  };
  const isNew = state.ledgerEpoch !== 0 && receipt.ledgerEpoch > state.ledgerEpoch;
  return { state: next, verdict: isNew ? 'new_epoch' : 'applied' };
}

/** Within an epoch a lower mark is stale, whatever number its receipt has (PROTOCOL: receipts). */
function risen(state: ReceiptState, receipt: SiteReceipt): JournalReceipt[] {
  return receipt.journals.map((journal) => {
    const { relayId, incarnation } = journal;
    const lanes = journal.lanes.map((lane) => {
      const before = marksOf(state, relayId, incarnation, lane.lane);
      const committedThrough = Math.max(before.committedThrough, lane.committedThrough);
      const safeThrough = Math.max(before.safeThrough, lane.safeThrough);
      const gaps = lane.gaps.filter(({ last }) => last > committedThrough);
      return { ...lane, committedThrough, safeThrough, gaps };
    });
    return { ...journal, lanes };
  });
}

/** Marks of one journal's lane; zeros when the hub has not spoken of it. */
export function marksOf(
  state: ReceiptState,
  relayId: RelayId,
  incarnation: Incarnation,
  lane: Lane,
): LaneReceipt {
  const journal = state.journals.find(
    (known) => known.relayId === relayId && known.incarnation === incarnation,
  );
  const found = journal?.lanes.find((known) => known.lane === lane);
  return found ?? { lane, committedThrough: 0, safeThrough: 0, gaps: [], windowBytes: 0 };
}

/**
 * How far a relay may truncate by the receipts: what is safe now, and never while a restored hub is
 * still below what an earlier epoch had called safe.
 */
export function truncatableThrough(
  state: ReceiptState,
  relayId: RelayId,
  incarnation: Incarnation,
  lane: Lane,
): number {
  const { safeThrough } = marksOf(state, relayId, incarnation, lane);
  const key = `${relayId}/${incarnation}/${lane}`;
  const high = state.safeHighWater.find((known) => known.key === key)?.through ?? 0;
  return safeThrough >= high ? safeThrough : 0;
}

/** What the hub has of one device's lane: a leaf of the tree whose root a receipt carries. */
export interface DeviceStreamMark {
  readonly deviceId: DeviceId;
  readonly incarnation: Incarnation;
  readonly lane: Lane;
  readonly through: number;
}

/** Leaf hash of a device mark. Leaves are sorted by (device id, incarnation, lane number). */
export function deviceMarkLeaf(mark: DeviceStreamMark): Uint8Array {
  return merkleLeaf(
    DeviceMark.encode({
      deviceId: idToBytes(mark.deviceId),
      incarnation: idToBytes(mark.incarnation),
      lane: laneNumber(mark.lane),
      through: mark.through,
    }).finish(),
  );
}
