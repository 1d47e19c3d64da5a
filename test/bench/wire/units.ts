import { zstdCompressSync } from 'node:zlib';
import { limits, type Lane } from '@eucora/protocol';

/** Compressed units of one lane: whole ones where there are any, else the one that never filled. */
export interface Units {
  readonly units: number;
  readonly bytes: number;
  readonly events: number;
}
/** Collects parts until they compress to one unit's size, like a relay that seals segments. */
export interface UnitMeter {
  add(lane: Lane, part: Uint8Array, events: number): void;
  read(lane: Lane): Units;
}

interface Filling {
  parts: Uint8Array[];
  rawBytes: number;
  events: number;
  ratio: number;
  full: Units;
}

const aimedBytes = 0.9 * limits.segmentCompressedBytesSeal;
const none: Units = { units: 0, bytes: 0, events: 0 };

/** A meter that compresses exactly as segments are compressed: zstd at its default level. */
export function createUnitMeter(): UnitMeter {
  const lanes = new Map<Lane, Filling>();
  const fillingOf = (lane: Lane): Filling => {
    const fresh = { parts: [], rawBytes: 0, events: 0, ratio: 0.15, full: none };
    const filling = lanes.get(lane) ?? fresh;
    lanes.set(lane, filling);
    return filling;
  };
  return {
    add(lane, part, events) {
      const filling = fillingOf(lane);
      filling.parts.push(part);
      filling.rawBytes += part.length;
      filling.events += events;
      if (filling.rawBytes * filling.ratio < aimedBytes) return;
      const bytes = zstdCompressSync(Buffer.concat(filling.parts)).length;
      filling.ratio = bytes / filling.rawBytes;
      // The first guess may be far off: then the unit goes on filling.
      if (bytes < 0.9 * aimedBytes) return;
      filling.full = plus(filling.full, { units: 1, bytes, events: filling.events });
      Object.assign(filling, { parts: [], rawBytes: 0, events: 0 });
    },
    read(lane) {
      const { full, parts, events } = fillingOf(lane);
      if (full.units > 0 || parts.length === 0) return full;
      return { units: 1, bytes: zstdCompressSync(Buffer.concat(parts)).length, events };
    },
  };
}

export function plus(a: Units, b: Units): Units {
  return { units: a.units + b.units, bytes: a.bytes + b.bytes, events: a.events + b.events };
}
