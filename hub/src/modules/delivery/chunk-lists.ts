import { ChunkHasher, toHex } from '@eucora/protocol';
import type { Database } from '../../platform/db.ts';
import type { Logger } from '../../platform/logger.ts';
import { Loop } from '../../platform/loop.ts';
import { ObjectMissingError, type ObjectStore } from '../../platform/objects/store.ts';
import { duties, whileOwner } from '../../platform/ownership.ts';
import { insertChunkList, selectUnlisted } from './store.ts';

export interface ChunkListsDeps {
  readonly db: Database;
  readonly objects: ObjectStore;
  readonly logger: Logger;
  readonly now: () => Date;
}

const lookEveryMs = 1_000;

/**
 * Lists the chunks of one object that has no list yet; whether there was one. The object is read as it
 * lies; bytes that are not those of its name get no list, and the scrub says so.
 */
export async function listChunksOnce(
  { db, objects, now }: Pick<ChunkListsDeps, 'db' | 'objects' | 'now'>,
  beside: readonly string[] = [],
): Promise<{ readonly sha256: string; readonly isListed: boolean } | undefined> {
  const due = await selectUnlisted(db, beside);
  if (!due) return undefined;
  const hasher = new ChunkHasher();
  try {
    for await (const piece of await objects.read(due.sha256)) {
      if (!(piece instanceof Uint8Array)) throw new TypeError('The store gave no bytes.');
      hasher.update(piece);
    }
  } catch (error) {
    if (error instanceof ObjectMissingError) return { sha256: due.sha256, isListed: false };
    throw error;
  }
  const { sha256, bytes, chunkListSha256: listSha256, hashes } = hasher.finish();
  if (toHex(sha256) !== due.sha256) return { sha256: due.sha256, isListed: false };
  await insertChunkList(db, due.sha256, { bytes, listSha256, hashes }, now());
  return { sha256: due.sha256, isListed: true };
}

/** Lists the chunks of every object that is needed, one after the other. */
export function startChunkLists(deps: ChunkListsDeps): Loop {
  const { db, logger } = deps;
  // What can't be listed is the scrub's to tell; it does not stand before the others for ever.
  const failed: string[] = [];
  return new Loop({
    name: 'chunk-lists',
    everyMs: lookEveryMs,
    logger,
    turn: async (signal) => {
      if (!(await selectUnlisted(db, failed))) return;
      await whileOwner(db, duties.chunkLists, async (owned) => {
        const stop = AbortSignal.any([signal, owned]);
        while (!stop.aborted) {
          const done = await listChunksOnce(deps, failed);
          if (!done) return;
          if (done.isListed) continue;
          failed.push(done.sha256);
          logger.error({ sha256: done.sha256 }, 'an object has no list of chunks: it is damaged');
        }
      });
    },
  });
}
