export { accessRoutes } from './access-routes.ts';
export { separateDuties, type Deed, type Done, type DutyVerdict } from './duties.ts';
export {
  accessOf,
  grantFault,
  holds,
  reachOf,
  type Access,
  type GrantFault,
  type RoleInScope,
} from './grants.ts';
export { isRole, permits, roleNames, roles, type Role } from './roles.ts';
export { readExternalProvider, type ExternalProvider } from './oidc/settings.ts';
export {
  accountRecord,
  eraseAccount,
  findAccount,
  searchAccounts,
  type FoundAccount,
} from './people/account-data.ts';
export {
  cookieKeyName,
  IdentityKeys,
  sealingKeyName,
  type IdentityKeysDeps,
} from './identity-keys.ts';
export { addPeopleRoutes, startIdentityUpkeep, tokenSigningKey } from './people-door.ts';
export type { PeopleRoutesDeps } from './people-routes.ts';
export { defaultMfaRoles, requireMfa, type MfaPolicy } from './people/mfa-policy.ts';
export { PasswordWork } from './people/password.ts';
export { hotp, stepAt } from './people/totp.ts';
export type { IdentitySettings, PeopleDeps } from './people/settings.ts';
export { cookieOptions, sessionCookie, type CookieOptions } from './session-cookie.ts';
export { SessionWatch, startSessionWatch, type Basis } from './session-watch.ts';
export {
  closeSession,
  defaultLimits,
  openPersonSession,
  openSession,
  type RecogniseDeps,
  type SessionLimits,
  type SignedIn,
} from './sessions.ts';
export type { MissingPlaces } from './scope-places.ts';
export { scopeFrom, scopeJson, ScopeJson } from './scope.ts';
export {
  authenticate,
  bootstrapAdmin,
  createSignInLink,
  grantsOf,
  type Credentials,
} from './service.ts';
export {
  bootstrapActor,
  createToken,
  createTokenAs,
  listTokens,
  revokeServiceToken,
  tokenDaysMax,
  type CreatedToken,
  type GrantingDeps,
  type IdentityDeps,
  type TokenRequest,
} from './service-tokens.ts';
export { tokenRoutes } from './token-routes.ts';
export type { TokenRow } from './token-store.ts';
