import {
  diffInventory,
  fullInventory,
  limits,
  type DeviceId,
  type InventoryBody,
  type InventoryState,
} from '@eucora/protocol';
import type { InventorySlice } from '../collectors/contract.ts';
import { estimateBytes } from '../spool/estimate.ts';

/** What is known of the machine, by collector, and what of it was told. */
export interface InventoryBook {
  readonly slices: Readonly<Record<string, InventorySlice>>;
  readonly reported: InventoryState | null; // null: the next report is a full one
  readonly fullAtMs: number; // wall clock of the last full report
}
export const emptyBook: InventoryBook = { slices: {}, reported: null, fullAtMs: 0 };

export interface InventoryReport {
  readonly bodies: readonly InventoryBody[];
  readonly full: boolean;
  readonly next: InventoryBook; // in force once the bodies are durable
}

/** Takes a collector's new slice. */
export function withSlice(book: InventoryBook, name: string, slice: InventorySlice): InventoryBook {
  return { ...book, slices: { ...book.slices, [name]: slice } };
}

/** Everything known, as one state. */
export function stateOf(book: InventoryBook): InventoryState {
  const slices = Object.values(book.slices);
  return {
    facts: slices.flatMap((slice) => slice.facts),
    software: slices.flatMap((slice) => slice.software),
  };
}

/**
 * What to tell now: nothing, the difference from what was told, or everything. Everything is due at
 * first, every `periodMs`, after a clock that jumped back, and when the difference is as large.
 */
export function nextReport(
  book: InventoryBook,
  nowMs: number,
  periodMs: number,
): InventoryReport | null {
  const state = stateOf(book);
  const age = nowMs - book.fullAtMs;
  if (book.reported && age >= 0 && age < periodMs) {
    const delta = diffInventory(book.reported, state);
    if (!delta) return null;
    const bytes = estimateBytes({ at: { bootId: '', boottimeMs: 0, wallMs: 0 }, body: delta });
    if (bytes <= limits.inventoryPartBytesMax) {
      return { bodies: [delta], full: false, next: { ...book, reported: state } };
    }
  }
  const bodies = fullInventory(state, limits.inventoryPartBytesMax);
  return { bodies, full: true, next: { ...book, reported: state, fullAtMs: nowMs } };
}

/** 24 h, less or more by up to a tenth, fixed by the device's id, so that a fleet spreads out. */
export function fullEveryMs(deviceId: DeviceId): number {
  const share = Number.parseInt(deviceId.slice(0, 8), 16) / 0xffff_ffff;
  return Math.round(86_400_000 * (0.9 + 0.2 * share));
}
