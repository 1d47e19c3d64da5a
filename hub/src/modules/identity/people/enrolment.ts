import { randomBytes } from 'node:crypto';
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Tx } from '../../../platform/db.ts';
import {
  ConflictError,
  ForbiddenError,
  NotFoundError,
  UnauthenticatedError,
} from '../../../platform/errors.ts';
import { audit } from '../../audit/index.ts';
import { totpContext } from '../sealed-contexts.ts';
import { countAttempt, forgive } from './attempts.ts';
import {
  acceptTotp,
  deletePasskey,
  deleteTotp,
  factorsOf,
  insertPasskey,
  lockTotp,
  offerTotp,
  replaceRecoveryCodes,
} from './credential-store.ts';
import { checkNewPassword } from './password.ts';
import { readRegistration, registrationOptions, type Ceremony } from './passkeys.ts';
import { provePassword } from './proofs.ts';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.ts';
import type { PeopleDeps } from './settings.ts';
import { mayRemove } from './sign-in-steps.ts';
import { acceptedStep, base32, otpauthUri, totp } from './totp.ts';
import { updatePassword, type User } from './user-store.ts';

const product = 'EUCORA edge';

const told = (tx: Tx, user: User, action: string, detail = {}): Promise<void> =>
  audit(tx, { actor: user.handle, action, subject: user.handle, detail });

/** A secret for an authenticator app; it counts only once its first code was shown. */
export async function offerAuthenticator(
  deps: PeopleDeps,
  user: User,
): Promise<{ readonly secret: string; readonly uri: string }> {
  const secret = randomBytes(totp.secretBytes);
  const sealed = await deps.keys.seal(secret, totpContext(user.id));
  if (!(await deps.db.transaction((tx) => offerTotp(tx, user.id, sealed)))) {
    throw new ConflictError('An authenticator app is set up already; remove it first.');
  }
  return { secret: base32(secret), uri: otpauthUri(secret, user.handle, product) };
}

/**
 * Takes the offered authenticator into use by its first code.
 * @returns recovery codes when this is the first second factor, to be shown once
 * @throws UnauthenticatedError for a wrong code
 */
export async function confirmAuthenticator(
  deps: PeopleDeps,
  user: User,
  code: string,
  address: string,
): Promise<readonly string[]> {
  const account = `code:${user.id}`;
  await countAttempt(deps, account, address);
  const now = deps.now();
  const codes = await deps.db.transaction(async (tx) => {
    const offered = await lockTotp(tx, user.id);
    if (!offered || offered.confirmedAt !== null) return undefined;
    const secret = await deps.keys.open(offered.secret, totpContext(user.id));
    const step = acceptedStep(secret, code, now, offered.lastStep);
    if (step === undefined) return undefined;
    await acceptTotp(tx, user.id, step, now);
    await told(tx, user, 'totp.enrol');
    return firstRecoveryCodes(tx, user);
  });
  if (codes) {
    await forgive(deps, account, address);
    return codes;
  }
  throw new UnauthenticatedError(
    'This code is not right; check that the clock of the device is, and type the newest code.',
    'wrong_code',
  );
}

async function firstRecoveryCodes(tx: Tx, user: User): Promise<readonly string[]> {
  const { recoveryCodes } = await factorsOf(tx, user.id, undefined);
  return recoveryCodes > 0 ? [] : makeRecoveryCodes(tx, user);
}

async function makeRecoveryCodes(tx: Tx, user: User): Promise<readonly string[]> {
  const codes = newRecoveryCodes();
  const hashes = codes.map((code) => hashRecoveryCode(user.id, code));
  await replaceRecoveryCodes(tx, user.id, hashes);
  await told(tx, user, 'recovery_codes.make');
  return codes;
}

/** New recovery codes; those before are worth nothing any more. */
export function renewRecoveryCodes(deps: PeopleDeps, user: User): Promise<readonly string[]> {
  return deps.db.transaction((tx) => makeRecoveryCodes(tx, user));
}

/** @throws ForbiddenError when it is the last second factor of somebody who must have one */
export async function removeAuthenticator(
  deps: PeopleDeps,
  user: User,
  mustUseMfa: boolean,
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    await lockTotp(tx, user.id);
    const factors = await factorsOf(tx, user.id, undefined);
    if (!mayRemove(factors, 'totp', mustUseMfa)) throw lastFactor();
    if (await deleteTotp(tx, user.id)) await told(tx, user, 'totp.remove');
  });
}

const lastFactor = () =>
  new ForbiddenError(
    'Your role asks for a second factor, and this is the only one; set up another first.',
    'last_factor',
  );

export function offerPasskey(deps: PeopleDeps, user: User, ceremony: Ceremony) {
  return registrationOptions(deps.db, user, ceremony, deps.now());
}

/** @returns recovery codes when this is the first second factor, to be shown once */
export async function addPasskey(
  deps: PeopleDeps,
  user: User,
  request: Ceremony & { readonly name: string; readonly response: RegistrationResponseJSON },
): Promise<readonly string[]> {
  const passkey = await readRegistration(deps.db, user, request, deps.now());
  return deps.db.transaction(async (tx) => {
    if (!(await insertPasskey(tx, passkey))) {
      throw new ConflictError('This passkey is registered already.');
    }
    await told(tx, user, 'passkey.enrol', { name: passkey.name });
    return firstRecoveryCodes(tx, user);
  });
}

/** @throws NotFoundError; ForbiddenError for the last factor of somebody who must have one */
export async function removePasskey(
  deps: PeopleDeps,
  user: User,
  id: string,
  mustUseMfa: boolean,
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    await tx.query('SELECT 1 FROM identity.users WHERE id = $1 FOR UPDATE', [user.id]);
    const factors = await factorsOf(tx, user.id, undefined);
    if (!mayRemove(factors, 'passkey', mustUseMfa)) throw lastFactor();
    if (!(await deletePasskey(tx, user.id, id))) throw new NotFoundError('passkey', id);
    await told(tx, user, 'passkey.remove');
  });
}

/**
 * Changes a password by the one before.
 * @throws UnauthenticatedError for a wrong one; InvalidError for a weak new one
 */
export async function changePassword(
  deps: PeopleDeps,
  user: User,
  request: { readonly current: string; readonly password: string },
  address: string,
): Promise<void> {
  checkNewPassword(request.password, [user.handle, user.displayName]);
  await provePassword(deps, { name: user.handle, password: request.current }, address);
  const hash = await deps.passwords.hash(request.password);
  await deps.db.transaction(async (tx) => {
    await updatePassword(tx, user.id, hash, deps.now());
    await told(tx, user, 'password.change');
  });
}
