import type { Actor } from '../../platform/api.ts';
import type { Database, Tx } from '../../platform/db.ts';
import {
  ConflictError,
  ForbiddenError,
  InvalidError,
  NotFoundError,
} from '../../platform/errors.ts';
import { audit } from '../audit/index.ts';
import { namesOf } from '../devices/index.ts';
import { findAccount } from '../identity/index.ts';
import {
  afterAct,
  behind,
  dueAt,
  mayDecide,
  nameIn,
  type ErasureAct,
  type ErasureGround,
  type ErasureState,
} from './erasure-rules.ts';
import {
  insertErasure,
  lockErasure,
  openErasureOf,
  setCancelled,
  setDecided,
  type Erasure,
} from './erasure-store.ts';

export interface ErasuresDeps {
  readonly db: Database;
  readonly now: () => Date;
  readonly namesKey: Uint8Array;
}
export interface ErasureWish {
  readonly subjects: readonly string[];
  readonly account: string | null;
  readonly ground: ErasureGround;
  readonly reason: string;
}
type Who = Pick<Actor, 'id' | 'answersTo'>;

/**
 * Asks for the erasure of a person: what devices call them, and their account. Nothing happens until
 * somebody else approves it.
 * @throws InvalidError for nobody, or a reason that names them; NotFoundError for an unknown or erased
 * subject or account; ConflictError when it is asked for already
 */
export async function requestErasure(
  { db, now, namesKey }: ErasuresDeps,
  wish: ErasureWish,
  actor: Who,
): Promise<string> {
  const { subjects, account, ground, reason } = wish;
  if (subjects.length === 0 && account === null) {
    throw new InvalidError('Say who is to be erased: subjects, an account, or both.');
  }
  const requestedAt = now();
  return db.transaction(async (tx) => {
    const named = await knownSubjects(tx, namesKey, subjects);
    const owner = account === null ? undefined : await findAccount(tx, account);
    if (account !== null && !owner) throw new NotFoundError('account', account);
    const names = [...named.map(({ name }) => name), owner?.handle, owner?.displayName];
    refuseNames(
      reason,
      [...names, owner?.email].map((name) => name ?? null),
    );
    const open = await openErasureOf(tx, subjects, account);
    if (open !== undefined) {
      throw new ConflictError(
        `The erasure ${open} is about the same person and not over; see it first.`,
        'erasure_open',
      );
    }
    const due = dueAt(requestedAt);
    const id = await insertErasure(tx, {
      accountId: account,
      ground,
      reason,
      requestedBy: actor.id,
      requestedBehind: behind(actor),
      requestedAt,
      dueAt: due,
      subjects: named,
    });
    const detail = { subjects: [...subjects], account, ground, due_at: due.toISOString() };
    await audit(tx, { actor: actor.id, action: 'erasure.request', subject: id, detail });
    return id;
  });
}

async function knownSubjects(tx: Tx, namesKey: Uint8Array, ids: readonly string[]) {
  const known = new Map(
    (await namesOf(tx, namesKey, ids)).map((subject) => [subject.subjectId, subject]),
  );
  return [...new Set(ids)].map((id) => {
    const subject = known.get(id);
    if (subject && subject.erasedAt === null) return subject;
    throw new NotFoundError('subject that is not erased', id);
  });
}

function refuseNames(reason: string, names: readonly (string | null)[]): void {
  if (nameIn(reason, names) === undefined) return;
  throw new InvalidError(
    'The reason names the person, and it stays after them; refer to a ticket instead.',
    { code: 'names_the_person' },
  );
}

/**
 * Approves or rejects an erasure that somebody else asked for.
 * @throws NotFoundError; ForbiddenError for who asked; ConflictError when it was decided before
 */
export async function decideErasure(
  { db, now }: Pick<ErasuresDeps, 'db' | 'now'>,
  id: string,
  act: 'approve' | 'reject',
  actor: Who,
): Promise<void> {
  await db.transaction(async (tx) => {
    const erasure = await locked(tx, id);
    const state = next(erasure, act);
    const verdict = mayDecide(act, actor, erasure.requestedBehind);
    if (!verdict.allowed) {
      throw new ForbiddenError(
        'Who asks for an erasure does not decide about it; somebody else has to.',
        verdict.code,
      );
    }
    await setDecided(tx, id, state, actor.id, now());
    const detail = { requested_by: erasure.requestedBy };
    await audit(tx, { actor: actor.id, action: `erasure.${act}`, subject: id, detail });
  });
}

/**
 * Takes an erasure back, as long as it is not carried out.
 * @throws NotFoundError | ConflictError
 */
export async function cancelErasure(
  { db, now }: Pick<ErasuresDeps, 'db' | 'now'>,
  id: string,
  actor: Who,
): Promise<void> {
  await db.transaction(async (tx) => {
    const erasure = await locked(tx, id);
    next(erasure, 'cancel');
    await setCancelled(tx, id, actor.id, now());
    const detail = { was: erasure.state, requested_by: erasure.requestedBy };
    await audit(tx, { actor: actor.id, action: 'erasure.cancel', subject: id, detail });
  });
}

async function locked(tx: Tx, id: string): Promise<Erasure> {
  const erasure = await lockErasure(tx, id);
  if (erasure) return erasure;
  throw new NotFoundError('erasure', id);
}

function next({ state }: Erasure, act: ErasureAct): ErasureState {
  const after = afterAct(state, act);
  if (after !== undefined) return after;
  throw new ConflictError(`The erasure is ${state}; ${act} is not possible any more.`, 'decided');
}
