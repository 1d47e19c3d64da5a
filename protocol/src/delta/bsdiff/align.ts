import {
  FarSeeds,
  farWindow,
  NearSeeds,
  nearWindow,
  shortOldBytesMax,
  shortWindow,
  wordAt,
} from './seeds.ts';

/** From here on the new bytes at `at` go with the old bytes at `from`. */
export interface Alignment {
  readonly at: number;
  readonly from: number;
}

/** As long as this many of the next `glanceBytes` agree, nothing better is looked for. */
const glanceBytes = 24;
const glanceGood = 18;
/** Another alignment has to agree in this many more of the next `judgedBytes`. */
const judgedBytes = 128;
const judgedMore = 12;
/** After this many equal bytes in a row the old alignment is looked at again. */
const recovered = 8;
const recentMax = 4;
const nearEvery = 1024;

/**
 * Follows the new bytes and says where the old ones that belong to them lie. Code that was moved
 * agrees but for the addresses in it, so alignments are judged by how much of a stretch agrees, not
 * by how long it agrees without a gap (Percival, "Matching with Mismatches and Assorted
 * Applications", 2006). Linear in both lengths.
 */
export function* align(old: Uint8Array, fresh: Uint8Array): Generator<Alignment> {
  const search = new Search(old, fresh);
  let shift = 0;
  let at = 0;
  while (at < fresh.length) {
    at = firstDifference(old, fresh, at, shift);
    if (at >= fresh.length) return;
    if (agreeing(old, fresh, at, shift, glanceBytes) >= glanceGood) {
      at += 1;
      continue;
    }
    at = search.from(at, shift);
    if (search.found === undefined) {
      at += 1;
      continue;
    }
    shift = search.found;
    yield { at, from: at + shift };
  }
}

function firstDifference(old: Uint8Array, fresh: Uint8Array, from: number, shift: number): number {
  const end = Math.min(fresh.length, old.length - shift);
  let at = from;
  while (at < end && fresh[at] === old[at + shift]) at += 1;
  return at;
}

/** How many of the next `most` bytes agree under this shift. */
function agreeing(
  old: Uint8Array,
  fresh: Uint8Array,
  at: number,
  shift: number,
  most: number,
): number {
  const from = at + shift;
  if (from < 0) return 0;
  const length = Math.min(most, fresh.length - at, old.length - from);
  let count = 0;
  for (let i = 0; i < length; i += 1) if (fresh[at + i] === old[from + i]) count += 1;
  return count;
}

/** Looks for a better alignment from a place on where the current one does not do. */
class Search {
  /** Shift of the alignment that was found; undefined: the current one does again, or the end. */
  found: number | undefined;
  private readonly old: Uint8Array;
  private readonly fresh: Uint8Array;
  private readonly far: FarSeeds;
  private readonly short: FarSeeds | undefined;
  private readonly near: NearSeeds;
  private readonly recent: number[] = [];

  constructor(old: Uint8Array, fresh: Uint8Array) {
    this.old = old;
    this.fresh = fresh;
    this.far = new FarSeeds(old, farWindow);
    const isSmall = old.length <= shortOldBytesMax;
    this.short = isSmall ? new FarSeeds(old, shortWindow) : undefined;
    this.near = new NearSeeds(old);
  }

  /** Gives where it stopped; `found` says why. */
  from(start: number, shift: number): number {
    const { old, fresh } = this;
    const end = fresh.length - farWindow;
    let equal = 0;
    this.found = undefined;
    for (let at = start; at <= end; at += 1) {
      if (at > start) {
        equal = fresh[at] === old[at + shift] ? equal + 1 : 0;
        if (equal >= recovered && agreeing(old, fresh, at, shift, glanceBytes) >= glanceGood) {
          return at;
        }
      }
      if ((at - start) % nearEvery === 0) this.near.moveTo(at + shift);
      this.found = this.bestAt(at, shift);
      if (this.found === undefined) continue;
      this.remember(shift);
      return at;
    }
    return fresh.length;
  }

  private bestAt(at: number, shift: number): number | undefined {
    const { fresh } = this;
    const a = wordAt(fresh, at);
    const b = wordAt(fresh, at + 4);
    const c = wordAt(fresh, at + 8);
    if (a === b && b === c) return undefined;
    const near = this.near.find(a, b);
    const far = this.far.find(a, b, c, wordAt(fresh, at + 12));
    const short = this.short === undefined ? -1 : this.short.find(a, b, 0, 0);
    let best: number | undefined;
    let most = -1;
    for (let i = -3; i < this.recent.length; i += 1) {
      let place = near;
      if (i === -2) place = far;
      else if (i === -1) place = short;
      else if (i >= 0) place = at + this.recent[i]!;
      if (place - at === shift || !this.begins(place, a, b)) continue;
      if (most < 0) most = this.judge(at, shift) + judgedMore - 1;
      const count = this.judge(at, place - at);
      if (count <= most) continue;
      most = count;
      best = place - at;
    }
    return best;
  }

  private begins(place: number, a: number, b: number): boolean {
    if (place < 0 || place + nearWindow > this.old.length) return false;
    return wordAt(this.old, place) === a && wordAt(this.old, place + 4) === b;
  }

  private judge(at: number, shift: number): number {
    return agreeing(this.old, this.fresh, at, shift, judgedBytes);
  }

  private remember(shift: number): void {
    if (this.recent.includes(shift)) return;
    if (this.recent.length === recentMax) this.recent.pop();
    this.recent.unshift(shift);
  }
}
