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
export { sessionCookie, sessionRoutes, type SessionRoutesDeps } from './routes.ts';
export { scopeFrom, scopeJson, ScopeJson } from './scope.ts';
export {
  authenticate,
  bootstrapAdmin,
  closeSession,
  createSignInLink,
  grantsOf,
  openSession,
  type Credentials,
  type SignedIn,
} from './service.ts';
export {
  bootstrapActor,
  createToken,
  createTokenAs,
  listTokens,
  revokeServiceToken,
  tokenDaysMax,
  type CreatedToken,
  type IdentityDeps,
  type TokenRequest,
} from './service-tokens.ts';
export { tokenRoutes } from './token-routes.ts';
export type { TokenRow } from './token-store.ts';
