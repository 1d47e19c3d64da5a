import type { Actor, OpenSession } from '../../platform/api.ts';
import type { Tx } from '../../platform/db.ts';
import { NotFoundError, UnauthenticatedError } from '../../platform/errors.ts';
import { audit } from '../audit/index.ts';
import type { MfaPolicy } from './people/mfa-policy.ts';
import type { Whence } from './people/settings.ts';
import { noteSignIn, type User } from './people/user-store.ts';
import { hashSecret, newSecret } from './secrets.ts';
import { recogniseToken, tokenActor, type IdentityDeps } from './service-tokens.ts';
import { bootstrapOf, rolesOf, sessionActor } from './session-access.ts';
import {
  changeSecret,
  deleteEndedSessions,
  deleteSession,
  deleteSessionById,
  deleteSessionsOf,
  findSession,
  insertSession,
  touchSession,
  type SessionIdentity,
} from './session-store.ts';
import { linkState, takeLink } from './store.ts';

/** How long a session lasts. */
export interface SessionLimits {
  readonly absoluteMs: number;
  /** Without a request for so long it is over. */
  readonly idleMs: number;
}
export const defaultLimits: SessionLimits = { absoluteMs: 12 * 3_600_000, idleMs: 3_600_000 };

const touchEveryMs = 60_000;
/** Requests that were under way when the secret changed may still show the old one. */
const oldSecretMs = 30_000;

export interface SignedIn extends Actor {
  readonly expiresAt: Date | null;
  /** Null for a bearer token. */
  readonly session: OpenSession | null;
}
/** A session that was opened, and the secret that its cookie holds. */
export interface Opened {
  readonly secret: string;
  readonly actor: SignedIn;
  readonly expiresAt: Date;
}
/** What finding out who calls needs. */
export interface RecogniseDeps extends IdentityDeps {
  /** Which roles count only in sessions that showed a second factor. */
  readonly mfa: MfaPolicy;
}
interface SessionDeps extends IdentityDeps {
  readonly limits?: SessionLimits;
}
interface OpenOptions {
  readonly whence?: Whence;
  /** The secret of the session before: it ends, so that none is carried over a sign-in. */
  readonly replaces?: string | undefined;
  /** What else is kept of it, in the same transaction. */
  readonly keep?: (tx: Tx, sessionId: string) => Promise<void>;
}
const nowhere: Whence = { address: '', userAgent: '' };
const bounded = ({ address, userAgent }: Whence): Whence => ({
  address: address.slice(0, 64),
  userAgent: userAgent.slice(0, 256),
});

/**
 * Opens a session for a token or a one-time link, no longer than the token lives.
 * @throws UnauthenticatedError when it is not valid (any more)
 */
export async function openSession(
  deps: SessionDeps,
  proof: { readonly token?: string | undefined; readonly link?: string | undefined },
  options: OpenOptions = {},
): Promise<Opened> {
  const now = deps.now();
  const { absoluteMs, idleMs } = deps.limits ?? defaultLimits;
  const secret = newSecret('session');
  const opened = await deps.db.transaction(async (tx) => {
    const token = proof.token && (await recogniseToken(tx, proof.token, now));
    const link = !token && proof.link && (await takeLink(tx, hashSecret(proof.link), now));
    if (!token && !link) return undefined;
    const actor = token
      ? tokenActor(token)
      : bootstrapOf(link ? link.actor : '', link ? link.role : '');
    const tokenEnd = (token && token.expiresAt?.getTime()) || Number.POSITIVE_INFINITY;
    const expiresAt = new Date(Math.min(now.getTime() + absoluteMs, tokenEnd));
    const amr = [token ? 'token' : 'link'];
    if (options.replaces !== undefined) await deleteSession(tx, hashSecret(options.replaces));
    const id = await insertSession(tx, hashSecret(secret), {
      actor: actor.id,
      role: actor.role,
      tokenId: token ? token.tokenId : null,
      userId: null,
      amr,
      createdAt: now,
      expiresAt,
      idleMs,
      ...bounded(options.whence ?? nowhere),
    });
    const detail = { with: token ? 'token' : 'link', role: actor.role };
    await audit(tx, { actor: actor.id, action: 'session.open', subject: actor.id, detail });
    const session = { id, userId: null, displayName: null, openedAt: now, amr, withheld: [] };
    return { secret, actor: { ...actor, expiresAt, session }, expiresAt };
  });
  if (opened) return opened;
  throw await signInRefusal(deps, proof.link);
}

/** Opens a session for a person who was signed in by a provider, by the methods `amr`. */
export async function openPersonSession(
  deps: SessionDeps,
  user: User,
  amr: readonly string[],
  options: OpenOptions = {},
): Promise<{ readonly secret: string; readonly expiresAt: Date }> {
  const now = deps.now();
  const { absoluteMs, idleMs } = deps.limits ?? defaultLimits;
  const secret = newSecret('session');
  const expiresAt = new Date(now.getTime() + absoluteMs);
  await deps.db.transaction(async (tx) => {
    const [role = 'none'] = await rolesOf(tx, user, now);
    if (options.replaces !== undefined) await deleteSession(tx, hashSecret(options.replaces));
    await noteSignIn(tx, user.id, now);
    const id = await insertSession(tx, hashSecret(secret), {
      actor: user.handle,
      role,
      tokenId: null,
      userId: user.id,
      amr,
      createdAt: now,
      expiresAt,
      idleMs,
      ...bounded(options.whence ?? nowhere),
    });
    await options.keep?.(tx, id);
    await audit(tx, {
      actor: user.handle,
      action: 'session.open',
      subject: user.handle,
      detail: { with: user.provider, methods: amr, role },
    });
  });
  return { secret, expiresAt };
}

/**
 * Finds whom a session's secret speaks for. When its privileges changed, it comes with a new
 * secret, to be set as the cookie.
 */
export async function recogniseSession(
  deps: RecogniseDeps,
  secret: string,
  manner: 'use' | 'peek' = 'use',
): Promise<(SignedIn & { readonly newSecret?: string }) | undefined> {
  const now = deps.now();
  const found = await findSession(deps.db, hashSecret(secret), now);
  if (!found) return undefined;
  if (manner === 'use' && now.getTime() - found.seenAt.getTime() >= touchEveryMs) {
    await touchSession(deps.db, found.id, now);
  }
  const { actor, withheld } = await sessionActor(deps.db, found, now, deps.mfa);
  const { expiresAt } = found;
  const signedIn = { ...actor, expiresAt, session: { ...sessionOf(found), withheld } };
  if (!found.rotate || found.isOld || manner === 'peek') return signedIn;
  const fresh = newSecret('session');
  const oldUntil = new Date(now.getTime() + oldSecretMs);
  const isMine = await changeSecret(deps.db, found.id, hashSecret(fresh), oldUntil, true);
  return isMine ? { ...signedIn, newSecret: fresh } : signedIn;
}

function sessionOf(found: SessionIdentity): Omit<OpenSession, 'withheld'> {
  const { id, userId, displayName, createdAt, amr } = found;
  return { id, userId, displayName, openedAt: createdAt, amr };
}

/**
 * A new secret for a session whose owner changed how they sign in; all their other sessions end.
 */
export async function renewSession(
  deps: IdentityDeps,
  session: { readonly id: string; readonly userId: string },
): Promise<string> {
  const secret = newSecret('session');
  await deps.db.transaction(async (tx) => {
    await changeSecret(tx, session.id, hashSecret(secret), null, false);
    await deleteSessionsOf(tx, session.userId, session.id);
  });
  return secret;
}

const linkRemedy = 'make a new one with eucora-hub sign-in-link.';

async function signInRefusal(
  deps: IdentityDeps,
  link: string | undefined,
): Promise<UnauthenticatedError> {
  const state = link === undefined ? 'unknown' : await linkState(deps.db, hashSecret(link));
  if (state === 'used') {
    return new UnauthenticatedError(`This link was used already; ${linkRemedy}`, 'link_used');
  }
  if (state === 'expired') {
    return new UnauthenticatedError(`This link has expired; ${linkRemedy}`, 'link_expired');
  }
  const what = link === undefined ? 'token' : 'link';
  return new UnauthenticatedError(`This ${what} is not known here, or not any more; ${linkRemedy}`);
}

/** Ends a session; one that has ended already is no fault. */
export async function closeSession(deps: IdentityDeps, secret: string): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const identity = await deleteSession(tx, hashSecret(secret));
    if (!identity) return;
    const { actor } = identity;
    await audit(tx, { actor, action: 'session.close', subject: actor });
  });
}

/** Ends one of a person's own sessions. @throws NotFoundError */
export async function endOwnSession(deps: IdentityDeps, user: User, id: string): Promise<void> {
  await deps.db.transaction(async (tx) => {
    if (!(await deleteSessionById(tx, user.id, id))) throw new NotFoundError('session', id);
    const { handle } = user;
    await audit(tx, { actor: handle, action: 'session.end', subject: handle, detail: { id } });
  });
}

/** Ends a person's sessions except the one that asks. */
export async function endOtherSessions(deps: IdentityDeps, user: User, own: string): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const sessions = await deleteSessionsOf(tx, user.id, own);
    const { handle } = user;
    const detail = { sessions };
    await audit(tx, { actor: handle, action: 'session.end_all', subject: handle, detail });
  });
}

/** Removes what ended by itself. */
export function sweepSessions(deps: IdentityDeps): Promise<void> {
  return deleteEndedSessions(deps.db, deps.now());
}
