import type { Tx } from '../../platform/db.ts';
import { upsertWanted } from './store.ts';

export {
  collectTurn,
  graceMs,
  noteStrangers,
  scrubTurn,
  startObjectKeeper,
  type KeeperDeps,
  type Roots,
} from './keeper.ts';
export { selectFault as faultOfObject } from './store.ts';

/**
 * Says that an object is needed from now on. Say it, commit, and then look whether the store has
 * the bytes: what is being removed at this moment is gone by then.
 */
export function wantObject(
  tx: Tx,
  object: { readonly sha256: string; readonly bytes: number },
  now: Date,
): Promise<void> {
  return upsertWanted(tx, object, now);
}
