import { Gauge } from 'prom-client';
import type { Database, Queryable } from '../../platform/db.ts';
import type { Logger } from '../../platform/logger.ts';
import { Loop } from '../../platform/loop.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { ObjectStore } from '../../platform/objects/store.ts';
import { duties, whileOwner } from '../../platform/ownership.ts';
import { audit } from '../audit/index.ts';
import { planCollection } from './collect.ts';
import { objectFault } from './scrub.ts';
import {
  deleteObject,
  insertStranger,
  lockObject,
  selectObjects,
  selectToScrub,
  selectTotals,
  setUnwanted,
  updateScrubbed,
} from './store.ts';

/** Says which of some objects are needed, in the caller's transaction. */
export type Roots = (db: Queryable, sha256s: readonly string[], now: Date) => Promise<string[]>;

export interface KeeperDeps {
  readonly db: Database;
  readonly objects: ObjectStore;
  readonly roots: readonly Roots[];
  readonly logger: Logger;
  readonly now: () => Date;
}

/** For how long nothing may need an object before it is removed. */
export const graceMs = 7 * 86_400_000;
const collectEveryMs = 3_600_000;
const scrubEveryMs = 30 * 86_400_000; // each object
const turnMs = 60_000;
const pageObjects = 1_000;

async function neededOf(
  { roots, now }: KeeperDeps,
  db: Queryable,
  sha256s: readonly string[],
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const root of roots) for (const sha256 of await root(db, sha256s, now())) found.add(sha256);
  return found;
}

/** Marks what nothing needs, and removes what nothing has needed for the grace; how many went. */
export async function collectTurn(deps: KeeperDeps): Promise<number> {
  const { db, now } = deps;
  let removed = 0;
  for (let after = ''; ;) {
    const objects = await selectObjects(db, after, pageObjects);
    const needed = await neededOf(
      deps,
      db,
      objects.map(({ sha256 }) => sha256),
    );
    const plan = planCollection(objects, needed, { now: now(), graceMs });
    await setUnwanted(db, plan.mark, now());
    await setUnwanted(db, plan.unmark, null);
    for (const sha256 of plan.remove) if (await removeOne(deps, sha256)) removed += 1;
    const last = objects.at(-1);
    if (last === undefined || objects.length < pageObjects) return removed;
    after = last.sha256;
  }
}

/**
 * Removes an object while its row is locked: whoever wants it meanwhile waits, and then finds it
 * gone and brings it again. What is decided is decided again, by what is there now.
 */
async function removeOne(deps: KeeperDeps, sha256: string): Promise<boolean> {
  const { db, objects, now, logger } = deps;
  return db.transaction(async (tx) => {
    const found = await lockObject(tx, sha256);
    if (!found) return false;
    const needed = await neededOf(deps, tx, [sha256]);
    const plan = planCollection([found], needed, { now: now(), graceMs });
    if (plan.remove.length === 0) return false;
    await objects.delete(sha256);
    await deleteObject(tx, sha256);
    const detail = { unwanted_since: found.unwantedSince?.toISOString() };
    await audit(tx, { actor: 'hub', action: 'object.remove', subject: sha256, detail });
    logger.info({ sha256 }, 'removed an object that nothing needs');
    return true;
  });
}

/** Takes in what the store has and no table knows, so that it is collected like the rest. */
export async function noteStrangers(deps: KeeperDeps): Promise<number> {
  const { db, objects, now } = deps;
  let strangers = 0;
  for await (const found of objects.list()) {
    if (await insertStranger(db, found, now())) strangers += 1;
  }
  return strangers;
}

/** Reads the object that was not read for longest, if it is time; whether there was one. */
export async function scrubTurn(deps: KeeperDeps): Promise<boolean> {
  const { db, objects, now, logger } = deps;
  const due = await selectToScrub(db, new Date(now().getTime() - scrubEveryMs));
  if (!due) return false;
  const fault = (await objectFault(objects, due)) ?? null;
  await db.transaction(async (tx) => {
    await updateScrubbed(tx, due.sha256, fault, now());
    if (fault === null || fault === due.fault) return;
    const detail = { fault };
    await audit(tx, { actor: 'hub', action: 'object.damaged', subject: due.sha256, detail });
  });
  if (fault !== null) logger.error({ sha256: due.sha256 }, `an object is damaged: ${fault}`);
  return true;
}

/** Collects each hour and reads an object a minute again. Disposing finishes what is under way. */
export function startObjectKeeper(deps: KeeperDeps, metrics: Metrics): AsyncDisposable {
  const registers = [metrics];
  const bytes = new Gauge({ name: 'eucora_objects_bytes', help: 'Bytes of objects', registers });
  const damaged = new Gauge({
    name: 'eucora_objects_damaged',
    help: 'Objects that were damaged when they were last read',
    registers,
  });
  let collectAt = 0;
  return new Loop({
    name: 'objects',
    everyMs: turnMs,
    logger: deps.logger,
    turn: async (signal) => {
      await whileOwner(deps.db, duties.objects, async (owned) => {
        const stop = AbortSignal.any([signal, owned]);
        if (collectAt <= performance.now()) {
          await deps.objects.tidy();
          await noteStrangers(deps);
          await collectTurn(deps);
          collectAt = performance.now() + collectEveryMs;
        }
        if (!stop.aborted) await scrubTurn(deps);
        const totals = await selectTotals(deps.db);
        bytes.set(totals.bytes);
        damaged.set(totals.damaged);
      });
    },
  });
}
