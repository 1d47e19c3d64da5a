import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Actor } from '../../platform/api.ts';
import type { Database } from '../../platform/db.ts';
import { InvalidError, UnauthenticatedError } from '../../platform/errors.ts';
import { audit } from '../audit/index.ts';
import { isRole, roleNames, roles } from './roles.ts';
import { hashSecret, newSecret } from './secrets.ts';
import {
  deleteSession,
  findSession,
  findToken,
  insertLink,
  insertSession,
  insertToken,
  linkState,
  takeLink,
  type Identity,
} from './store.ts';

const sessionMs = 12 * 3_600_000;
const linkMs = 3_600_000;
/** Who `admin-token` speaks for. */
export const bootstrapActor = 'admin';

export interface IdentityDeps {
  readonly db: Database;
  readonly now: () => Date;
}
/** What a caller showed. */
export type Credentials =
  | { readonly bearer: string; readonly session?: undefined }
  | { readonly session: string; readonly bearer?: undefined };
export interface SignedIn extends Actor {
  readonly expiresAt: Date | null;
}

function actorOf(identity: Identity, expiresAt: Date | null): SignedIn {
  const { actor, role } = identity;
  return { id: actor, role, permissions: isRole(role) ? roles[role] : [], expiresAt };
}

/**
 * Finds out who calls.
 * @throws UnauthenticatedError when the token or session is unknown, revoked or expired
 */
export async function authenticate(
  deps: IdentityDeps,
  credentials: Credentials,
): Promise<SignedIn> {
  const now = deps.now();
  const found =
    credentials.bearer === undefined
      ? await findSession(deps.db, hashSecret(credentials.session), now)
      : await findToken(deps.db, hashSecret(credentials.bearer), now);
  if (found) return actorOf(found, found.expiresAt);
  throw new UnauthenticatedError(
    credentials.bearer === undefined
      ? 'This session has ended; sign in again.'
      : 'This token is unknown, revoked or expired; make one with eucora-hub token create.',
  );
}

/**
 * Opens a session of 12 hours for a token or a one-time link.
 * @throws UnauthenticatedError when it is not valid (any more)
 */
export async function openSession(
  deps: IdentityDeps,
  proof: { readonly token?: string | undefined; readonly link?: string | undefined },
): Promise<{ readonly secret: string; readonly actor: SignedIn; readonly expiresAt: Date }> {
  const now = deps.now();
  const expiresAt = new Date(now.getTime() + sessionMs);
  const secret = newSecret('session');
  const actor = await deps.db.transaction(async (tx) => {
    const token = proof.token && (await findToken(tx, hashSecret(proof.token), now));
    const identity = token || (proof.link && (await takeLink(tx, hashSecret(proof.link), now)));
    if (!identity) return undefined;
    const tokenId = token ? token.tokenId : null;
    await insertSession(tx, hashSecret(secret), { ...identity, tokenId }, now, expiresAt);
    const detail = { with: token ? 'token' : 'link', role: identity.role };
    await audit(tx, {
      actor: identity.actor,
      action: 'session.open',
      subject: identity.actor,
      detail,
    });
    return actorOf(identity, expiresAt);
  });
  if (actor) return { secret, actor, expiresAt };
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

/**
 * Makes an API token for a role. Its text is shown once and kept nowhere.
 * @throws InvalidError for an unknown role
 */
export async function createToken(
  deps: IdentityDeps,
  request: { readonly role: string; readonly name?: string | undefined; readonly days?: number },
  actor: string,
): Promise<string> {
  if (!isRole(request.role)) {
    throw new InvalidError(`"${request.role}" is no role; use ${roleNames.join(', ')}.`);
  }
  const { role } = request;
  const secret = newSecret('token');
  const now = deps.now();
  const expiresAt =
    request.days === undefined ? null : new Date(now.getTime() + request.days * 86_400_000);
  const name = request.name ?? `${role}-${randomBytes(3).toString('hex')}`;
  await deps.db.transaction(async (tx) => {
    await insertToken(tx, hashSecret(secret), { actor: name, role }, now, expiresAt);
    await audit(tx, { actor, action: 'token.create', subject: name, detail: { role } });
  });
  return secret;
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
  await deps.db.transaction(async (tx) => {
    const identity = { actor: bootstrapActor, role: 'platform_admin' };
    if (!(await insertToken(tx, hashSecret(secret), identity, deps.now(), null))) return;
    const detail = { role: identity.role, bootstrap: true };
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
