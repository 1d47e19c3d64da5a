import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { UnauthenticatedError } from '../../../platform/errors.ts';

/** Signatures that only the provider's private key can make. No `none`, nothing symmetric. */
export const idTokenAlgorithms = [
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
] as const;

/** A token of a sign-in that just happened is minutes old. */
const ageMax = '10 minutes';

export interface IdTokenExpectation {
  readonly issuer: string;
  readonly clientId: string;
  readonly nonce: string;
  readonly toleranceS: number;
  readonly now: Date;
}

/**
 * Verifies an ID token: signature by a key of the provider, issuer, audience, times, nonce (OpenID
 * Connect Core 3.1.3.7).
 * @throws UnauthenticatedError whose code names what is wrong
 */
export async function verifyIdToken(
  token: string,
  keyFor: JWTVerifyGetKey,
  expected: IdTokenExpectation,
): Promise<JWTPayload & { readonly sub: string }> {
  try {
    const { payload } = await jwtVerify(token, keyFor, {
      algorithms: [...idTokenAlgorithms],
      issuer: expected.issuer,
      audience: expected.clientId,
      clockTolerance: expected.toleranceS,
      currentDate: expected.now,
      maxTokenAge: ageMax,
      requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat'],
    });
    const { sub, aud, azp, nonce } = payload;
    if (typeof sub !== 'string' || sub === '') throw refusal('subject');
    if (nonce !== expected.nonce) throw refusal('nonce');
    const isShared = Array.isArray(aud) && aud.length > 1;
    if ((isShared || azp !== undefined) && azp !== expected.clientId) throw refusal('audience');
    return { ...payload, sub };
  } catch (error) {
    if (error instanceof UnauthenticatedError) throw error;
    throw refusal(reasonOf(error), error);
  }
}

type Reason = 'algorithm' | 'signature' | 'key' | 'times' | 'shape' | ClaimReason;
type ClaimReason = 'issuer' | 'audience' | 'nonce' | 'subject';

function refusal(reason: Reason, cause?: unknown): UnauthenticatedError {
  return new UnauthenticatedError(
    `The provider's ID token was refused: its ${reason} is not right. Compare the provider's ` +
      'settings and clock with the hub’s.',
    `id_token_${reason}`,
    { cause },
  );
}

function reasonOf(error: unknown): Reason {
  if (error instanceof errors.JOSEAlgNotAllowed) return 'algorithm';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (error instanceof errors.JWKSNoMatchingKey) return 'key';
  if (error instanceof errors.JWTExpired) return 'times';
  if (error instanceof errors.JWTClaimValidationFailed) return claimReason(error.claim);
  if (error instanceof errors.JOSENotSupported) return 'algorithm';
  if (error instanceof errors.JWTInvalid || error instanceof errors.JWSInvalid) return 'shape';
  throw error;
}

function claimReason(claim: string): Reason {
  if (claim === 'iss') return 'issuer';
  if (claim === 'aud') return 'audience';
  return claim === 'sub' ? 'subject' : 'times';
}
