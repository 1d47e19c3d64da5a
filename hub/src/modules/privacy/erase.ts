import type { Database, Queryable, Tx } from '../../platform/db.ts';
import type { BoxKeys } from '../../platform/box-keys.ts';
import type { Logger } from '../../platform/logger.ts';
import { Loop } from '../../platform/loop.ts';
import { audit } from '../audit/index.ts';
import { erasedAmong, eraseSubjects } from '../devices/index.ts';
import { eraseAccount } from '../identity/index.ts';
import { forgetRecipient } from '../notifications/index.ts';
import { boxTurn, destroyBoxes } from './boxes.ts';
import type { Erased, ErasureBook } from './erasure-book.ts';
import {
  lockErasure,
  selectApproved,
  selectErasure,
  selectSubjects,
  setExecuted,
  type Erasure,
} from './erasure-store.ts';
import { siteTurn } from './relay-words.ts';
import { insertSites } from './site-store.ts';

export interface EraseDeps {
  readonly db: Pick<Database, 'query' | 'transaction'>;
  readonly book: ErasureBook;
  /** What devices wrapped the keys of names for. */
  readonly box: BoxKeys;
  readonly now: () => Date;
  readonly logger: Logger;
}

const atOnceMax = 20;
const actor = 'hub';

/**
 * Carries out approved erasures, each in one transaction with its audit entry. The list outside the
 * database is written before: whatever stops the hub in between, the next turn does it again, and a
 * backup from before is held against the list.
 * @returns how many were carried out
 */
export async function eraseTurn(deps: EraseDeps): Promise<number> {
  let done = 0;
  for (const id of await selectApproved(deps.db, atOnceMax)) {
    if (await execute(deps, id)) done += 1;
  }
  return done;
}

async function execute({ db, book, box, now, logger }: EraseDeps, id: string): Promise<boolean> {
  const planned = await selectErasure(db, id);
  if (planned?.state !== 'approved') return false;
  const at = now();
  await book.add(await erasedBy(db, planned, at));
  return db.transaction(async (tx) => {
    const erasure = await lockErasure(tx, id);
    // Somebody took it back, or another hub was faster.
    if (erasure?.state !== 'approved') return false;
    const subjects = (await selectSubjects(tx, id)).map(({ subjectId }) => subjectId);
    await eraseSubjects(tx, subjects, at);
    if (erasure.accountId !== null) await forgetAccount(tx, erasure.accountId, at);
    await setExecuted(tx, id, at);
    await insertSites(tx, id, box.no);
    const detail = { subjects, account: erasure.accountId };
    await audit(tx, { actor, action: 'erasure.execute', subject: id, detail });
    logger.info({ erasure: id, subjects: subjects.length }, 'a person is erased');
    return true;
  });
}

async function erasedBy(db: Queryable, erasure: Erasure, at: Date): Promise<Erased[]> {
  const moment = at.toISOString();
  const subjects = (await selectSubjects(db, erasure.id)).map(({ subjectId }) => {
    return { subject: subjectId, at: moment };
  });
  const { accountId } = erasure;
  return accountId === null ? subjects : [...subjects, { account: accountId, at: moment }];
}

async function forgetAccount(tx: Tx, id: string, at: Date): Promise<boolean> {
  const erased = await eraseAccount(tx, id, at, actor);
  if (erased && erased.email !== null) await forgetRecipient(tx, erased.email);
  return erased !== undefined;
}

/**
 * Erases again what the list says and the database does not: it was restored from a backup that is
 * older than the erasure, or rebuilt.
 * @returns how many subjects and accounts came back and are erased again
 */
export async function eraseAgain(
  db: Pick<Database, 'query' | 'transaction'>,
  erased: readonly Erased[],
  now: Date,
): Promise<number> {
  return db.transaction(async (tx) => {
    const subjects = erased.flatMap((each) => ('subject' in each ? [each] : []));
    const known = await erasedAmong(
      tx,
      subjects.map(({ subject }) => subject),
    );
    const back = subjects.filter(({ subject }) => !known.has(subject));
    const byMoment = Map.groupBy(back, ({ at }) => at);
    for (const [at, group] of byMoment) {
      await eraseSubjects(
        tx,
        group.map(({ subject }) => subject),
        new Date(at),
      );
    }
    const accounts: string[] = [];
    for (const each of erased) {
      if (!('account' in each)) continue;
      if (await forgetAccount(tx, each.account, new Date(each.at))) accounts.push(each.account);
    }
    const count = back.length + accounts.length;
    if (count === 0) return 0;
    const detail = {
      subjects: back.map(({ subject }) => subject),
      accounts,
      at: now.toISOString(),
    };
    await audit(tx, { actor, action: 'erasure.repeat', subject: 'erasures', detail });
    return count;
  });
}

/** The loop: what the list says, what is approved, what sites and the hub's keys still owe. */
export interface ErasureWork extends AsyncDisposable {
  /** An erasure was approved. */
  wake(): void;
}

const everyMs = 5_000;
const listEveryMs = 3_600_000;

/** Starts carrying out erasures. The list is compared at the start and every hour. */
export function startErasures(deps: EraseDeps): ErasureWork {
  let compareAtMs = Number.NEGATIVE_INFINITY;
  return new Loop({
    name: 'erasures',
    everyMs,
    logger: deps.logger,
    turn: async () => {
      if (performance.now() >= compareAtMs) {
        const list = await deps.book.read();
        await destroyBoxes(deps, list);
        const count = await eraseAgain(deps.db, list, deps.now());
        if (count > 0) deps.logger.warn({ count }, 'what was erased had come back: erased again');
        compareAtMs = performance.now() + listEveryMs;
      }
      await eraseTurn(deps);
      await siteTurn(deps.db, deps.now());
      await boxTurn(deps);
    },
  });
}
