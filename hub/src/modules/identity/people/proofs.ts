import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { UnauthenticatedError } from '../../../platform/errors.ts';
import { audit } from '../../audit/index.ts';
import { countAttempt, forgive } from './attempts.ts';
import { acceptTotp, lockTotp, notePasskeyUse, takeRecoveryCode } from './credential-store.ts';
import { readAuthentication, type Ceremony } from './passkeys.ts';
import { totpContext } from '../sealed-contexts.ts';
import { hashRecoveryCode } from './recovery-codes.ts';
import type { PeopleDeps } from './settings.ts';
import { acceptedStep } from './totp.ts';
import { findLocalUser, findUser, type User } from './user-store.ts';

const wrongPassword = () =>
  new UnauthenticatedError('Name or password is not right; check both.', 'wrong_credentials');
const wrongCode = () =>
  new UnauthenticatedError(
    'This code is not right, or was used already; wait for the next one and check the clock.',
    'wrong_code',
  );

async function noteRefusal(deps: PeopleDeps, user: User, method: string): Promise<void> {
  const detail = { method };
  await audit(deps.db, {
    actor: user.handle,
    action: 'sign_in.refused',
    subject: user.handle,
    detail,
  });
}

/**
 * Finds the local user of a name and password. An unknown name takes as long and is counted as a
 * known one is.
 * @throws UnauthenticatedError; TooManyAttemptsError after too many wrong ones
 */
export async function provePassword(
  deps: PeopleDeps,
  given: { readonly name: string; readonly password: string },
  address: string,
): Promise<User> {
  const handle = given.name.trim().toLowerCase();
  const account = `name:${handle}`;
  await countAttempt(deps, account, address);
  const user = await findLocalUser(deps.db, handle);
  const isRight = await deps.passwords.verify(given.password, user?.password ?? null);
  if (user === undefined) throw wrongPassword();
  if (!isRight || user.disabledAt !== null) {
    await noteRefusal(deps, user, 'password');
    throw wrongPassword();
  }
  await forgive(deps, account, address);
  return user;
}

/** @throws UnauthenticatedError; TooManyAttemptsError after too many wrong ones */
export async function proveTotp(
  deps: PeopleDeps,
  user: User,
  code: string,
  address: string,
): Promise<void> {
  const account = `code:${user.id}`;
  await countAttempt(deps, account, address);
  const now = deps.now();
  const isRight = await deps.db.transaction(async (tx) => {
    const totp = await lockTotp(tx, user.id);
    if (!totp || totp.confirmedAt === null) return false;
    const secret = await deps.keys.open(totp.secret, totpContext(user.id));
    const step = acceptedStep(secret, code, now, totp.lastStep);
    if (step === undefined) return false;
    await acceptTotp(tx, user.id, step, now);
    return true;
  });
  if (!isRight) {
    await noteRefusal(deps, user, 'totp');
    throw wrongCode();
  }
  await forgive(deps, account, address);
}

/** @throws UnauthenticatedError; TooManyAttemptsError after too many wrong ones */
export async function proveRecoveryCode(
  deps: PeopleDeps,
  user: User,
  code: string,
  address: string,
): Promise<void> {
  const account = `code:${user.id}`;
  await countAttempt(deps, account, address);
  const isRight = await deps.db.transaction(async (tx) => {
    const hash = hashRecoveryCode(user.id, code);
    if (!(await takeRecoveryCode(tx, user.id, hash, deps.now()))) return false;
    const { handle } = user;
    await audit(tx, { actor: handle, action: 'recovery_code.use', subject: handle });
    return true;
  });
  if (!isRight) {
    await noteRefusal(deps, user, 'recovery');
    throw wrongCode();
  }
  await forgive(deps, account, address);
}

/**
 * Finds the local user of a passkey.
 * @throws UnauthenticatedError when it is not right, its counter went back (a copy of it was used),
 * or it is not the one of `expected`
 */
export async function provePasskey(
  deps: PeopleDeps,
  request: Ceremony & {
    readonly response: AuthenticationResponseJSON;
    readonly expected: User | undefined;
  },
): Promise<User> {
  const now = deps.now();
  const { passkey, counter } = await readAuthentication(deps.db, request, now);
  const user = await findUser(deps.db, passkey.userId);
  const isExpected = request.expected === undefined || request.expected.id === passkey.userId;
  if (user === undefined || user.disabledAt !== null || !isExpected) {
    throw new UnauthenticatedError(
      'This passkey is not of this account, or the account is disabled.',
      'passkey_refused',
    );
  }
  const isFresh = await deps.db.transaction((tx) => notePasskeyUse(tx, passkey.id, counter, now));
  if (isFresh) return user;
  await noteRefusal(deps, user, 'passkey');
  throw new UnauthenticatedError(
    'This passkey was used elsewhere with a later counter: it may have been copied. Remove it.',
    'passkey_refused',
  );
}
