import type { Role } from '../roles.ts';

/** Roles that sign in with two factors, or with a passkey that checked its owner. */
export type MfaPolicy = 'everybody' | readonly Role[];

/** Approvers and administrators: whose single word moves something (the specification's 8.3). */
export const defaultMfaRoles: readonly Role[] = [
  'platform_admin',
  'publisher',
  'cab_approver',
  'security_reviewer',
  'license_admin',
];

/** Must somebody with these roles show a second factor? */
export function requireMfa(roles: readonly string[], policy: MfaPolicy): boolean {
  return policy === 'everybody' || policy.some((role) => roles.includes(role));
}

/**
 * What of somebody's roles counts in a session that was opened by these methods: without a second
 * factor, what asks for one counts for nothing, also when it was given after they signed in.
 */
export function countsInSession(role: string, amr: readonly string[], policy: MfaPolicy): boolean {
  return amr.includes('mfa') || !requireMfa([role], policy);
}

/** Methods (RFC 8176) that are a second factor beside a password, or two in one. */
const strongMethods = new Set(['mfa', 'otp', 'hwk', 'swk', 'sc', 'fpt', 'face', 'iris']);

/** What an external provider has to say for its sign-in to count as two factors. */
export interface SecondFactorWords {
  readonly amr?: readonly string[] | undefined;
  readonly acr?: readonly string[] | undefined;
}

/** Do a provider's words for how somebody signed in speak of a second factor? */
export function provesSecondFactor(
  said: { readonly amr: readonly string[]; readonly acr: string | undefined },
  words: SecondFactorWords = {},
): boolean {
  const accepted = words.amr === undefined ? strongMethods : new Set(words.amr);
  if (said.amr.some((method) => accepted.has(method))) return true;
  return said.acr !== undefined && words.acr?.includes(said.acr) === true;
}
