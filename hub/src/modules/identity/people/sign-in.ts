import type { Queryable } from '../../../platform/db.ts';
import { UnauthenticatedError } from '../../../platform/errors.ts';
import { hashSecret } from '../secrets.ts';
import { rolesOf } from '../session-access.ts';
import { factorsOf } from './credential-store.ts';
import { requireMfa } from './mfa-policy.ts';
import type { PeopleDeps } from './settings.ts';
import { nextStep, type Step } from './sign-in-steps.ts';
import { findUser, type User } from './user-store.ts';

const signInMs = 900_000;

/** A sign-in under way at the embedded provider. */
export interface SignIn {
  readonly uid: string;
  readonly user: User | undefined;
  readonly amr: readonly string[];
}

/** What was proved so far in a sign-in; nothing, before its first proof. */
export async function readSignIn(db: Queryable, uid: string, now: Date): Promise<SignIn> {
  const sql = `SELECT user_id AS "userId", amr FROM identity.sign_ins
                WHERE uid_hash = $1 AND expires_at > $2`;
  type Row = { userId: string | null; amr: string[] };
  const [row] = (await db.query<Row>(sql, [hashSecret(uid), now])).rows;
  const user = row?.userId ? await findUser(db, row.userId) : undefined;
  if (user === undefined || user.disabledAt !== null) return { uid, user: undefined, amr: [] };
  return { uid, user, amr: row?.amr ?? [] };
}

/** Notes what was proved: of another user than before it begins anew. */
export async function noteProof(
  deps: PeopleDeps,
  { uid, user: before, amr: proved }: SignIn,
  user: User,
  methods: readonly string[],
): Promise<SignIn> {
  const kept = before?.id === user.id ? proved : [];
  const amr = [...new Set([...kept, ...methods])];
  const sql = `INSERT INTO identity.sign_ins (uid_hash, user_id, amr, expires_at)
               VALUES ($1, $2, $3, $4)
               ON CONFLICT (uid_hash) DO UPDATE SET user_id = $2, amr = $3`;
  const expiresAt = new Date(deps.now().getTime() + signInMs);
  await deps.db.query(sql, [hashSecret(uid), user.id, amr, expiresAt]);
  return { uid, user, amr };
}

/** Ends a sign-in: what was proved in it counts once. */
export async function forgetSignIn(db: Queryable, uid: string): Promise<void> {
  await db.query('DELETE FROM identity.sign_ins WHERE uid_hash = $1', [hashSecret(uid)]);
}

/** What a sign-in needs next. `rpId`: for which host its passkeys count. */
export async function stepOf(
  deps: PeopleDeps,
  { user, amr }: SignIn,
  rpId: string | undefined,
): Promise<Step> {
  if (user === undefined) return { step: 'identify' };
  const roles = await rolesOf(deps.db, user, deps.now());
  // Where the browser can't show passkeys, they are no way in; an authenticator app is.
  const factors = await factorsOf(deps.db, user.id, rpId ?? '');
  const progress = { identified: true, amr, factors };
  return nextStep({ ...progress, mustUseMfa: requireMfa(roles, deps.settings.mfa) });
}

/**
 * The user of a sign-in that has all it needs.
 * @throws UnauthenticatedError when something is missing
 */
export async function completed(
  deps: PeopleDeps,
  signIn: SignIn,
  rpId: string | undefined,
): Promise<User> {
  const { step } = await stepOf(deps, signIn, rpId);
  if (step === 'done' && signIn.user !== undefined) return signIn.user;
  throw new UnauthenticatedError('Something is still missing; sign in step by step.', 'incomplete');
}
