/**
 * Where in the old bytes a place of the new may come from: two indexes that answer with at most one
 * position each, which the caller looks at. An index over everything would be a suffix array of four
 * times the file; these are a sample of the whole and a window about where the old should go on.
 */

/** Windows of the far index, in bytes; of the short one, which small files have beside it. */
export const farWindow = 16;
export const shortWindow = 8;
/** Where the short windows of larger files are, the last place of each would say too little. */
export const shortOldBytesMax = 1 << 24;
/** Windows of the near index, in bytes. */
export const nearWindow = 8;

const farEntriesMax = 1 << 24;
const nearReach = 4096;
const nearBits = 13;

/** Four bytes, the lowest first. */
export function wordAt(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
}

/** Every `step`th window of the old bytes, wherever it is; short windows are the first two words. */
export class FarSeeds {
  private readonly slots: Int32Array;
  private readonly mask: number;

  constructor(old: Uint8Array, window: typeof farWindow | typeof shortWindow) {
    const isShort = window === shortWindow;
    let step = 1;
    while (old.length / step > farEntriesMax) step *= 2;
    let bits = 10;
    while (2 ** bits < (old.length / step) * 1.2 && 2 ** bits < farEntriesMax * 2) bits += 1;
    this.slots = new Int32Array(2 ** bits).fill(-1);
    this.mask = 2 ** bits - 1;
    for (let at = 0; at + window <= old.length; at += step) {
      const a = wordAt(old, at);
      const b = wordAt(old, at + 4);
      const c = isShort ? 0 : wordAt(old, at + 8);
      const d = isShort ? 0 : wordAt(old, at + 12);
      // Padding says nothing about a place.
      if (a === b && b === c && c === d) continue;
      this.slots[mixed(a, b, c, d) & this.mask] = at;
    }
  }

  /** A position whose window may be these four words, or −1. */
  find(a: number, b: number, c: number, d: number): number {
    return this.slots[mixed(a, b, c, d) & this.mask]!;
  }
}

function mixed(a: number, b: number, c: number, d: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca77);
  h = (h << 13) | (h >>> 19);
  h = Math.imul(h ^ Math.imul(c, 0xc2b2ae3d) ^ Math.imul(d, 0x27d4eb2f), 0x165667b1);
  return h ^ (h >>> 15);
}

/** All windows about a centre that moves mostly forward. */
export class NearSeeds {
  private readonly old: Uint8Array;
  private readonly slots = new Int32Array(1 << nearBits).fill(-1);
  private end = 0;

  constructor(old: Uint8Array) {
    this.old = old;
  }

  /**
   * Takes up what lies within reach of `centre` and was not. Of equal windows the nearest ahead of
   * the centre stays.
   */
  moveTo(centre: number): void {
    const { old, slots } = this;
    const to = Math.min(old.length - nearWindow, centre + nearReach);
    const isAway = centre - nearReach > this.end || to < this.end - 4 * nearReach;
    const from = isAway ? Math.max(0, centre - nearReach) : this.end;
    if (from >= to) return;
    let low = wordAt(old, from);
    let high = wordAt(old, from + 4);
    for (let at = from; at < to; at += 1) {
      const slot = nearSlot(low, high);
      const held = slots[slot]!;
      if (held < centre || held >= at) slots[slot] = at;
      low = (low >>> 8) | (high << 24);
      high = (high >>> 8) | (old[at + nearWindow]! << 24);
    }
    this.end = to;
  }

  /** A position whose window may be these two words, or −1. */
  find(low: number, high: number): number {
    return this.slots[nearSlot(low, high)]!;
  }
}

function nearSlot(low: number, high: number): number {
  return Math.imul(Math.imul(low, 0x9e3779b1) ^ high, 0x85ebca77) >>> (32 - nearBits);
}
