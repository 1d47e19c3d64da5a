import { countUnheld, currentPacks, packNames } from '../modules/ledger/index.ts';
import { messageOf } from '../platform/errors.ts';
import { openStored, type StoreDeps } from './packs.ts';
import { scrubPack } from './scrub.ts';

/** Where archive and ledger did not agree. */
export interface Swept {
  readonly removed: readonly string[];
  readonly kept: readonly { readonly name: string; readonly reason: string }[];
  /** Packs that the ledger names and that are not there: noted as damaged, and audited. */
  readonly lost: readonly string[];
}

const hashesAtOnce = 5_000;

/**
 * Removes packs that no row of the ledger names and whose every segment the ledger holds elsewhere:
 * what a stopped archiver or merge left behind. A pack with anything that is held nowhere else
 * stays and is named: it is newer than a restored database, or of another hub. Only whoever holds
 * the archive's duty may call this.
 */
export async function sweep(deps: StoreDeps): Promise<Swept> {
  // Names first: what is entered between the two readings is then no stranger.
  const stored = await deps.files.list();
  const known = await packNames(deps.db);
  const removed: string[] = [];
  const kept: { name: string; reason: string }[] = [];
  for (const name of stored.filter((each) => !known.has(each)).toSorted()) {
    const reason = await reasonToKeep(deps, name);
    if (reason === undefined) {
      await deps.files.remove(name);
      removed.push(name);
    } else {
      kept.push({ name, reason });
    }
  }
  return { removed, kept, lost: await lostPacks(deps, new Set(stored)) };
}

/** Each is looked for by itself: it may have been made since the archive was listed. */
async function lostPacks(deps: StoreDeps, stored: ReadonlySet<string>): Promise<string[]> {
  const lost: string[] = [];
  for (const pack of await currentPacks(deps.db)) {
    if (stored.has(pack.name)) continue;
    const { fault } = await scrubPack(deps, pack);
    if (fault !== undefined) lost.push(pack.name);
  }
  return lost;
}

async function reasonToKeep(deps: StoreDeps, name: string): Promise<string | undefined> {
  try {
    await using pack = await openStored(deps, name);
    const hashes = pack.index.segments.map((entry) => entry.header_hash);
    let unheld = 0;
    for (let at = 0; at < hashes.length; at += hashesAtOnce) {
      unheld += await countUnheld(deps.db, hashes.slice(at, at + hashesAtOnce));
    }
    if (unheld === 0) return undefined;
    return `${unheld} of its segments are nowhere else; run eucora-hub ledger rebuild`;
  } catch (error) {
    return `it can't be read: ${messageOf(error)}`;
  }
}
