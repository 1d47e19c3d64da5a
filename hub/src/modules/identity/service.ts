import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Actor } from '../../platform/api.ts';
import type { Queryable } from '../../platform/db.ts';
import { InvalidError, UnauthenticatedError } from '../../platform/errors.ts';
import { everything } from '../../platform/scope.ts';
import { audit } from '../audit/index.ts';
import { accessOf, type Access } from './grants.ts';
import { selectHeld } from './grants-store.ts';
import { hashSecret, newSecret } from './secrets.ts';
import {
  bootstrapActor,
  grantTo,
  recogniseToken,
  tokenActor,
  type IdentityDeps,
} from './service-tokens.ts';
import {
  deleteSession,
  findSession,
  insertLink,
  insertSession,
  linkState,
  takeLink,
  type SessionIdentity,
} from './store.ts';
import { insertToken } from './token-store.ts';

const sessionMs = 12 * 3_600_000;
const linkMs = 3_600_000;

/** What a caller showed. */
export type Credentials =
  | { readonly bearer: string; readonly session?: undefined }
  | { readonly session: string; readonly bearer?: undefined };
export interface SignedIn extends Actor {
  readonly expiresAt: Date | null;
}

/** What subjects (`user:<uuid>`, `token:<id>`, `group:<claim value>`) hold together now. */
export async function grantsOf(
  db: Queryable,
  subjects: readonly string[],
  now: Date,
): Promise<Access> {
  return accessOf(await selectHeld(db, subjects, now));
}

/** The administrator of the first hour, whom no grant had to be made for. */
function bootstrapOf(id: string, role: string): Actor {
  const access = accessOf([{ role, scope: everything }]);
  return { id, subject: `user:${id}`, kind: 'person', answersTo: null, ...access };
}

async function sessionActor(db: Queryable, found: SessionIdentity, now: Date): Promise<Actor> {
  const { actor, role, tokenId, answersTo } = found;
  if (tokenId === null) return bootstrapOf(actor, role);
  const grants = await selectHeld(db, [`token:${tokenId}`], now);
  return tokenActor({ tokenId, actor, answersTo, grants });
}

/**
 * Finds out who calls.
 * @throws UnauthenticatedError when the token or session is unknown, revoked or expired
 */
export async function authenticate(
  deps: IdentityDeps,
  credentials: Credentials,
): Promise<SignedIn> {
  const { db } = deps;
  const now = deps.now();
  if (credentials.bearer !== undefined) {
    const token = await recogniseToken(db, credentials.bearer, now);
    if (token) return { ...tokenActor(token), expiresAt: token.expiresAt };
    throw new UnauthenticatedError(
      'This token is unknown, revoked or expired; make one with eucora-hub token create.',
    );
  }
  const found = await findSession(db, hashSecret(credentials.session), now);
  if (!found) throw new UnauthenticatedError('This session has ended; sign in again.');
  return { ...(await sessionActor(db, found, now)), expiresAt: found.expiresAt };
}

/**
 * Opens a session for a token or a one-time link: of 12 hours, or for as long as the token lives.
 * @throws UnauthenticatedError when it is not valid (any more)
 */
export async function openSession(
  deps: IdentityDeps,
  proof: { readonly token?: string | undefined; readonly link?: string | undefined },
): Promise<{ readonly secret: string; readonly actor: SignedIn; readonly expiresAt: Date }> {
  const now = deps.now();
  const secret = newSecret('session');
  const opened = await deps.db.transaction(async (tx) => {
    const token = proof.token && (await recogniseToken(tx, proof.token, now));
    const link = !token && proof.link && (await takeLink(tx, hashSecret(proof.link), now));
    if (!token && !link) return undefined;
    const actor = token
      ? tokenActor(token)
      : bootstrapOf(link ? link.actor : '', link ? link.role : '');
    const endMs = Math.min(
      now.getTime() + sessionMs,
      (token ? token.expiresAt?.getTime() : undefined) ?? Number.POSITIVE_INFINITY,
    );
    const expiresAt = new Date(endMs);
    const tokenId = token ? token.tokenId : null;
    const identity = { actor: actor.id, role: actor.role, tokenId };
    await insertSession(tx, hashSecret(secret), identity, now, expiresAt);
    const detail = { with: token ? 'token' : 'link', role: actor.role };
    await audit(tx, { actor: actor.id, action: 'session.open', subject: actor.id, detail });
    return { secret, actor: { ...actor, expiresAt }, expiresAt };
  });
  if (opened) return opened;
  throw await signInRefusal(deps, proof.link);
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

/** Makes a link that signs the administrator in once within the next hour; returns its secret. */
export async function createSignInLink(deps: IdentityDeps, actor: string): Promise<string> {
  const secret = newSecret('link');
  const now = deps.now();
  const identity = { actor: bootstrapActor, role: 'platform_admin' };
  await deps.db.transaction(async (tx) => {
    await insertLink(tx, hashSecret(secret), identity, now, new Date(now.getTime() + linkMs));
    await audit(tx, { actor, action: 'link.create', subject: bootstrapActor });
  });
  return secret;
}

/**
 * Sees to it that the token in `file` (made 0600 when missing) is an administrator's, so that the
 * first person can come in and a lost database can be set up again from the same file.
 */
export async function bootstrapAdmin(deps: IdentityDeps, file: string): Promise<void> {
  const secret = (await readIfThere(file)) ?? (await writeToken(file));
  const now = deps.now();
  await deps.db.transaction(async (tx) => {
    const token = { actor: bootstrapActor, createdBy: 'hub', answersTo: null };
    const dates = { createdAt: now, expiresAt: null };
    const id = await insertToken(tx, hashSecret(secret), { ...token, ...dates });
    if (id === undefined) return;
    const role = 'platform_admin';
    await grantTo(tx, id, { role, scope: everything }, 'hub', now);
    const detail = { role, bootstrap: true };
    await audit(tx, { actor: 'hub', action: 'token.create', subject: bootstrapActor, detail });
  });
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    const text = (await readFile(file, 'utf8')).trim();
    if (text.length >= 32) return text;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  throw new InvalidError(`${file} holds no token; remove it, and the hub makes a new one.`);
}

async function writeToken(file: string): Promise<string> {
  const secret = newSecret('token');
  await mkdir(dirname(file), { recursive: true });
  const fresh = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(fresh, `${secret}\n`, { mode: 0o600, flag: 'wx', flush: true });
  await rename(fresh, file);
  return secret;
}
