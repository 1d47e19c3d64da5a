export { holds, isRole, roleNames, roles, type Role } from './roles.ts';
export { sessionCookie, sessionRoutes, type SessionRoutesDeps } from './routes.ts';
export {
  authenticate,
  bootstrapActor,
  bootstrapAdmin,
  closeSession,
  createSignInLink,
  createToken,
  openSession,
  type Credentials,
  type IdentityDeps,
  type SignedIn,
} from './service.ts';
