import type { BoxKeys } from '../../platform/box-keys.ts';
import type { Database } from '../../platform/db.ts';
import type { Logger } from '../../platform/logger.ts';
import { audit } from '../audit/index.ts';
import { nextBoxStep } from './box-rules.ts';
import type { Erased, ErasureBook } from './erasure-book.ts';
import {
  boxBegunAt,
  boxesOfErasures,
  boxNoMax,
  boxSaidByAll,
  confirmErasures,
  noteBox,
} from './site-store.ts';

export interface BoxDeps {
  readonly db: Pick<Database, 'query' | 'transaction'>;
  readonly box: BoxKeys;
  readonly book: ErasureBook;
  readonly now: () => Date;
  readonly logger: Logger;
}

const actor = 'hub';
const stepsMax = 20;

/**
 * Begins and destroys box keys as erasures ask for it, and confirms the erasures that are done
 * everywhere. Whatever stops it, the next turn goes on.
 */
export async function boxTurn(deps: BoxDeps): Promise<void> {
  for (let step = 0; step < stepsMax && (await oneStep(deps)); step += 1);
  const { db, box, now } = deps;
  const oldest = box.held.at(-1) ?? box.no;
  await db.transaction(async (tx) => {
    for (const id of await confirmErasures(tx, oldest, now())) {
      await audit(tx, { actor, action: 'erasure.confirm', subject: id });
    }
  });
}

async function oneStep(deps: BoxDeps): Promise<boolean> {
  const { db, box, book, now, logger } = deps;
  const newest = { no: box.no, begunAt: await boxBegunAt(db, box.no) };
  const erasures = await boxesOfErasures(db);
  const saidByAll = await boxSaidByAll(db);
  const step = nextBoxStep({ held: box.held, newest, erasures, saidByAll }, now());
  if (step.act === 'none') return false;
  const at = now();
  if (step.act === 'begin') {
    const no = await box.begin(await boxNoMax(db));
    await db.transaction(async (tx) => {
      await noteBox(tx, no, 'begun', at);
      await audit(tx, { actor, action: 'box_key.begin', subject: `box:${no}` });
    });
    logger.info({ no }, 'devices wrap the keys of names for a new key of the hub');
    return true;
  }
  const { no } = step;
  // On the list first: a backup of the keys must not bring it back.
  await book.add([{ box: no, at: at.toISOString() }]);
  await box.destroy(no);
  await db.transaction(async (tx) => {
    await noteBox(tx, no, 'destroyed', at);
    await audit(tx, { actor, action: 'box_key.destroy', subject: `box:${no}` });
  });
  logger.info({ no }, 'a key of the hub is destroyed: what was wrapped for it opens no more');
  return true;
}

/** Destroys again the keys that the list says were: a backup of the hub's home brought them back. */
export async function destroyBoxes(
  { db, box, logger }: Pick<BoxDeps, 'db' | 'box' | 'logger'>,
  list: readonly Erased[],
): Promise<void> {
  const gone = list.flatMap((each) => ('box' in each ? [each.box] : []));
  const back = box.held.filter((no) => gone.includes(no));
  if (back.length === 0) return;
  // A hub whose newest key is one of them has lost the one in use: devices learn of a fresh one.
  if (back.includes(box.no)) await box.begin(Math.max(...gone, await boxNoMax(db)));
  for (const no of back) await box.destroy(no);
  logger.warn({ boxes: back }, 'keys that were destroyed had come back: destroyed again');
}
