import { toHex } from '@eucora/protocol';
import { storedBytes } from './artifact-file.ts';
import type { Entry, WantedArtifact } from './store.ts';

/** What is known when it is decided what the cache does next. Bytes are those of the disk. */
export interface CacheSituation {
  /** What the site's desired state names, most urgent first. */
  readonly wanted: readonly WantedArtifact[];
  readonly entries: readonly Entry[];
  /** Artifacts that can't be fetched at the moment, until when; process clock. */
  readonly heldBack: ReadonlyMap<string, number>;
  readonly freeBytes: number;
  /** So much stays free for the journal. */
  readonly floorBytes: number;
  /** The cache grows no larger; 0: as the disk allows. */
  readonly bytesMax: number;
  readonly nowMs: number;
}
export interface CachePlan {
  readonly evict: readonly string[];
  /** Undefined: nothing can be fetched now. */
  readonly next: WantedArtifact | undefined;
  /** Wanted, and there is no room for it. */
  readonly noRoom: readonly { readonly sha256: string; readonly needBytes: number }[];
}

/**
 * Decides what is fetched next and what goes for it. What the site needs is pinned: only what nobody
 * names any more goes, and of that what was asked for longest ago. An artifact for which there is no room
 * does not stand in the way of a smaller one.
 */
export function planCache(situation: CacheSituation): CachePlan {
  const { wanted, entries, heldBack, nowMs } = situation;
  const pinned = new Set(wanted.map(({ sha256 }) => toHex(sha256)));
  const loose = entries
    .filter(({ ref }) => !pinned.has(toHex(ref.sha256)))
    .toSorted((a, b) => a.usedMs - b.usedMs);
  const known = new Map(entries.map((entry) => [toHex(entry.ref.sha256), entry]));
  const noRoom: { sha256: string; needBytes: number }[] = [];
  // What is over the bounds goes first, whether anything is fetched or not.
  const over = Math.max(0, -roomOf(situation));
  const first = over > 0 ? evictionOf(loose, over) : [];
  for (const ref of wanted) {
    const sha256 = toHex(ref.sha256);
    const entry = known.get(sha256);
    if (entry?.isWhole || (heldBack.get(sha256) ?? 0) > nowMs) continue;
    const missing = storedBytes(ref.bytes) - (entry ? storedBytes(entry.heldBytes) : 0);
    const lacking = missing - roomOf(situation);
    const evict = lacking > 0 ? evictionOf(loose, lacking) : first;
    const freed = evict.reduce((sum, name) => sum + storedBytes(known.get(name)!.heldBytes), 0);
    if (freed >= lacking) return { evict, next: ref, noRoom };
    noRoom.push({ sha256, needBytes: lacking - freed });
  }
  return { evict: first, next: undefined, noRoom };
}

/** How much may still be written; negative: the cache is over its bounds. */
function roomOf({ entries, freeBytes, floorBytes, bytesMax }: CacheSituation): number {
  const used = entries.reduce((sum, { heldBytes }) => sum + storedBytes(heldBytes), 0);
  const byDisk = freeBytes - floorBytes;
  return bytesMax > 0 ? Math.min(byDisk, bytesMax - used) : byDisk;
}

/** As many as are needed to free so much, the longest unused first; all, when that is not enough. */
function evictionOf(loose: readonly Entry[], bytes: number): string[] {
  const evict: string[] = [];
  let freed = 0;
  for (const { ref, heldBytes } of loose) {
    if (freed >= bytes) break;
    freed += storedBytes(heldBytes);
    evict.push(toHex(ref.sha256));
  }
  return evict;
}

/**
 * The artifact that a delta most likely pays from: of the same folder and the same name up to its
 * version, the one that was used last. Undefined: none is.
 */
export function baseFor(target: WantedArtifact, entries: readonly Entry[]): Entry | undefined {
  const stem = stemOf(target.targetPath);
  const own = toHex(target.sha256);
  return entries
    .filter(({ ref, isWhole }) => isWhole && toHex(ref.sha256) !== own)
    .filter(({ ref }) => stemOf(ref.targetPath) === stem)
    .toSorted((a, b) => b.usedMs - a.usedMs)[0];
}

/** `linux/retail/hello_1.0_amd64.deb` → `linux/retail/hello*.deb`. */
function stemOf(targetPath: string): string {
  const slash = targetPath.lastIndexOf('/') + 1;
  const name = targetPath.slice(slash);
  const stem = /^(.*?)[-_. ]?v?\d/.exec(name)?.[1] ?? name;
  const extension = /\.[a-z]+$/i.exec(name)?.[0] ?? '';
  return `${targetPath.slice(0, slash)}${stem}*${extension}`.toLowerCase();
}
