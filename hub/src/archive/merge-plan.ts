/** What a plan needs to know of a pack. */
export interface PlannedPack {
  readonly name: string;
  readonly bytes: number;
  readonly segments: number;
}
/** How large packs become. */
export interface MergeLimits {
  /** A pack of this size is finished: 64 MiB in production. */
  readonly bytesMin: number;
  /** No merge makes a larger one: 256 MiB in production. */
  readonly bytesMax: number;
  /** Nor one with more segments: its index is read whole. */
  readonly segmentsMax: number;
  /** Packs that are far from finished are merged when so many of one magnitude lie together. */
  readonly fanIn: number;
}

/**
 * Which packs to merge next: neighbours in the order in which they were made, so that the merged
 * pack replays in the same order. Enough of them for a finished pack come first; else many of one
 * magnitude, so that each byte is written again only a few times (once per magnitude).
 */
export function nextMerge<P extends PlannedPack>(packs: readonly P[], limits: MergeLimits): P[] {
  const isOpen = (pack: P): boolean =>
    pack.bytes < limits.bytesMin && pack.segments < limits.segmentsMax;
  const runs = runsOf(packs, isOpen);
  for (const run of runs) {
    const finished = takeFinished(run, limits);
    if (finished.length > 1) return finished;
  }
  for (let magnitude = 0; magnitude <= magnitudeOf(limits.bytesMin, limits); magnitude += 1) {
    for (const run of runs) {
      const alike = runsOf(run, (pack) => magnitudeOf(pack.bytes, limits) <= magnitude);
      const found = alike.find(({ length }) => length >= limits.fanIn);
      if (found) return fitting(found, limits);
    }
  }
  return [];
}

/** From the front: as few as make a finished pack. None when there are not enough. */
function takeFinished<P extends PlannedPack>(run: readonly P[], limits: MergeLimits): P[] {
  let bytes = 0;
  let segments = 0;
  for (const [i, pack] of run.entries()) {
    bytes += pack.bytes;
    segments += pack.segments;
    if (bytes >= limits.bytesMin || segments >= limits.segmentsMax) {
      return fitting(run.slice(0, i + 1), limits);
    }
  }
  return [];
}

/** As many from the front as one pack may hold. */
function fitting<P extends PlannedPack>(run: readonly P[], limits: MergeLimits): P[] {
  let bytes = 0;
  let segments = 0;
  const end = run.findIndex((pack) => {
    bytes += pack.bytes;
    segments += pack.segments;
    return bytes > limits.bytesMax || segments > limits.segmentsMax;
  });
  return end < 0 ? [...run] : run.slice(0, end);
}

const magnitudeBytes = 16_384;

function magnitudeOf(bytes: number, { fanIn }: MergeLimits): number {
  return Math.max(0, Math.floor(Math.log(bytes / magnitudeBytes) / Math.log(fanIn)) + 1);
}

function runsOf<P>(packs: readonly P[], belongs: (pack: P) => boolean): P[][] {
  const runs: P[][] = [];
  let isOpen = false;
  for (const pack of packs) {
    if (!belongs(pack)) isOpen = false;
    else if (isOpen) runs.at(-1)!.push(pack);
    else {
      runs.push([pack]);
      isOpen = true;
    }
  }
  return runs;
}
