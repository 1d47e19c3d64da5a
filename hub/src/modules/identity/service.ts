import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
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
import { recogniseSession, type RecogniseDeps, type SignedIn } from './sessions.ts';
import { insertLink } from './store.ts';
import { insertToken } from './token-store.ts';

const linkMs = 3_600_000;

/** What a caller showed. */
export type Credentials =
  | { readonly bearer: string; readonly session?: undefined }
  | { readonly session: string; readonly bearer?: undefined };
/** What subjects (`user:<uuid>`, `token:<id>`, `group:<claim value>`) hold together now. */
export async function grantsOf(
  db: Queryable,
  subjects: readonly string[],
  now: Date,
): Promise<Access> {
  return accessOf(await selectHeld(db, subjects, now));
}

/**
 * Finds out who calls. `peek` neither counts as use nor changes a secret: a stream asks so.
 * @throws UnauthenticatedError when the token or session is unknown, revoked or expired
 */
export async function authenticate(
  deps: RecogniseDeps,
  credentials: Credentials,
  manner: 'use' | 'peek' = 'use',
): Promise<SignedIn & { readonly newSecret?: string }> {
  if (credentials.bearer !== undefined) {
    const token = await recogniseToken(deps.db, credentials.bearer, deps.now());
    if (token) return { ...tokenActor(token), expiresAt: token.expiresAt, session: null };
    throw new UnauthenticatedError(
      'This token is unknown, revoked or expired; make one with eucora-hub token create.',
    );
  }
  const found = await recogniseSession(deps, credentials.session, manner);
  if (found) return found;
  throw new UnauthenticatedError('This session has ended; sign in again.');
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
