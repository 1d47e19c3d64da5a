import type { TimeInterval } from '@eucora/protocol';
import type { DesiredItem, ImageSide } from '@eucora/protocol/desired';
import type { Logger } from '../log.ts';
import { isUnderWay, type Book } from './book.ts';
import type { Executors } from './contract.ts';
import type { Fetches } from './fetches.ts';
import { itemOf, keyOf } from './intent.ts';
import type { Known } from './plan.ts';
import type { Staging } from './staging.ts';
import type { TrustSource, TrustStore } from './trust/trust-store.ts';

export interface Looking {
  readonly items: readonly DesiredItem[];
  readonly book: Book;
  readonly executors: Executors;
  readonly fetches: Fetches;
  readonly staging: Staging;
  readonly trust: TrustStore;
  readonly source: TrustSource | null;
  readonly now: TimeInterval;
  readonly cache: ImageCache;
  readonly logger: Logger;
}

/** What was looked up in the metadata, as long as nothing else is believed and no clock says more. */
export class ImageCache {
  readonly #sides = new Map<string, ImageSide>();
  #state = -1;

  async find(path: string, { trust, now, source }: Looking): Promise<ImageSide> {
    if (this.#state !== trust.state) this.#sides.clear();
    this.#state = trust.state;
    const known = this.#sides.get(path);
    if (known) return known;
    const side = await trust.find(path, now, source);
    // A refusal may be one of the moment (a file that is not here yet), and expiry comes by itself.
    if (!('clause' in side)) this.#sides.set(path, side);
    return side;
  }

  forget(): void {
    this.#sides.clear();
  }
}

/**
 * Reads reality: what the package managers say of each ordered package and of what is under way, what
 * the image side says of its artifact, and whether its bytes are here. What can't be read is left out.
 */
export async function lookAt(looking: Looking): Promise<ReadonlyMap<string, Known>> {
  const { items, book, executors, logger } = looking;
  const underWay = Object.entries(book.entries)
    .filter(([, entry]) => isUnderWay(entry))
    .map(([key, entry]) => [key, itemOf(entry.item)] as const);
  const ordered = items
    .filter(({ plane }) => plane === 'agent')
    .map((item) => [keyOf(item), item] as const);
  const known = new Map<string, Known>();
  // What is under way counts before what is ordered by now.
  for (const [key, item] of new Map([...ordered, ...underWay])) {
    const executor = executors[item.format];
    if (!executor) continue;
    try {
      const installed = await executor.look(item.packageName);
      known.set(key, { installed, ...(await artifactOf(item, executor.suffix, looking)) });
    } catch (error) {
      logger.warn({ err: error, package: item.packageName }, 'a package could not be looked at');
    }
  }
  return known;
}

async function artifactOf(
  { artifact }: DesiredItem,
  suffix: string,
  looking: Looking,
): Promise<Omit<Known, 'installed'>> {
  if (!artifact) return { imageSide: null, bytes: 'away' };
  const imageSide = await looking.cache.find(artifact.targetPath, looking);
  const fetched = looking.fetches.stateOf(artifact);
  const isStaged = fetched !== 'here' && (await looking.staging.has(artifact, suffix));
  return { imageSide, bytes: isStaged ? 'here' : fetched };
}
