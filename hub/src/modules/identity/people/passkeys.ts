import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { Queryable } from '../../../platform/db.ts';
import { InvalidError, messageOf, UnauthenticatedError } from '../../../platform/errors.ts';
import { passkeyHost } from '../oidc/origins.ts';
import {
  findPasskey,
  putChallenge,
  selectPasskeys,
  takeChallenge,
  type Passkey,
} from './credential-store.ts';
import type { User } from './user-store.ts';

/** One ceremony: who asks (a session or a sign-in), and at which address of the console. */
export interface Ceremony {
  readonly scope: string;
  readonly origin: string;
}

const challengeMs = 300_000;
const product = 'EUCORA edge';

function hostOf(origin: string): string {
  const host = passkeyHost(origin);
  if (host !== undefined) return host;
  const url = new URL(origin);
  url.hostname = 'localhost';
  throw new InvalidError(
    `Browsers keep passkeys for host names only, not for addresses; open the console at ` +
      `${url.origin} (on this machine) or at the hub's name.`,
    { code: 'passkey_needs_host_name' },
  );
}

const known = ({ id, transports }: Passkey) => ({
  id,
  transports: transports.filter(isTransport),
});

const transportWords = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'];
function isTransport(word: string): word is AuthenticatorTransport {
  return transportWords.includes(word);
}

/** What the browser needs in order to make a passkey. */
export async function registrationOptions(
  db: Queryable,
  user: User,
  ceremony: Ceremony,
  now: Date,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const rpID = hostOf(ceremony.origin);
  const options = await generateRegistrationOptions({
    rpName: product,
    rpID,
    userName: user.handle,
    userDisplayName: user.displayName,
    userID: new TextEncoder().encode(user.id),
    attestationType: 'none',
    excludeCredentials: (await selectPasskeys(db, user.id)).map(known),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await putChallenge(db, ceremony.scope, options.challenge, new Date(now.getTime() + challengeMs));
  return options;
}

/**
 * Checks what the browser made.
 * @throws InvalidError when it answers no challenge of this ceremony, or is not right
 */
export async function readRegistration(
  db: Queryable,
  user: User,
  request: Ceremony & { readonly name: string; readonly response: RegistrationResponseJSON },
  now: Date,
): Promise<Passkey> {
  const rpId = hostOf(request.origin);
  const expectedChallenge = await takeChallenge(db, request.scope, now);
  if (expectedChallenge === undefined) throw stale();
  const made = await verifyRegistrationResponse({
    response: request.response,
    expectedChallenge,
    expectedOrigin: request.origin,
    expectedRPID: rpId,
    requireUserVerification: true,
  }).catch((cause: unknown) => {
    throw new InvalidError(`The passkey was not accepted: ${messageOf(cause)}.`, {
      code: 'passkey_refused',
      cause,
    });
  });
  if (!made.verified) throw stale();
  const { credential, credentialBackedUp } = made.registrationInfo;
  return {
    id: credential.id,
    userId: user.id,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: credential.transports ?? [],
    rpId,
    name: request.name,
    backedUp: credentialBackedUp,
    createdAt: now,
    usedAt: null,
  };
}

const stale = () =>
  new InvalidError('This took too long, or was answered before; begin again.', {
    code: 'passkey_stale',
  });

/** What the browser needs in order to show a passkey: any of this host, or one of a user's. */
export async function authenticationOptions(
  db: Queryable,
  userId: string | undefined,
  ceremony: Ceremony,
  now: Date,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const rpID = hostOf(ceremony.origin);
  const own = userId === undefined ? [] : await selectPasskeys(db, userId);
  const options = await generateAuthenticationOptions({
    rpID,
    userVerification: 'required',
    allowCredentials: own.filter(({ rpId }) => rpId === rpID).map(known),
  });
  await putChallenge(db, ceremony.scope, options.challenge, new Date(now.getTime() + challengeMs));
  return options;
}

/**
 * Checks what the browser showed.
 * @throws UnauthenticatedError when it is none of ours, or not right
 */
export async function readAuthentication(
  db: Queryable,
  request: Ceremony & { readonly response: AuthenticationResponseJSON },
  now: Date,
): Promise<{ readonly passkey: Passkey; readonly counter: number }> {
  const refused = (cause?: unknown): UnauthenticatedError =>
    new UnauthenticatedError(
      'This passkey is not accepted here; try again, or sign in another way.',
      'passkey_refused',
      { cause },
    );
  const rpId = hostOf(request.origin);
  const { response } = request;
  const expectedChallenge = await takeChallenge(db, request.scope, now);
  const passkey = await findPasskey(db, response.id);
  if (expectedChallenge === undefined || passkey?.rpId !== rpId) throw refused();
  const shown = await verifyAuthenticationResponse({
    response,
    expectedChallenge,
    expectedOrigin: request.origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    credential: {
      id: passkey.id,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: passkey.counter,
    },
  }).catch((cause: unknown) => {
    throw refused(cause);
  });
  if (!shown.verified) throw refused();
  return { passkey, counter: shown.authenticationInfo.newCounter };
}
