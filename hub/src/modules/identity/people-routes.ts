import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { HorizonOf } from '../../platform/api.ts';
import { callbackPath, SignInService } from './oidc/sign-in-service.ts';
import {
  profileAuthenticatorRoutes,
  profilePasskeyRoutes,
  profileRoutes,
} from './people/profile-routes.ts';
import type { PeopleDeps } from './people/settings.ts';
import { enrolRoutes, passkeySignInRoutes, signInRoutes } from './people/sign-in-routes.ts';
import {
  accountRoutes,
  invitationRoutes,
  setUpRoutes,
  usersRoutes,
} from './people/users-routes.ts';
import { EmbeddedProvider } from './provider/provider.ts';
import { fetchWithin, mountProvider } from './provider/routes.ts';
import { sessionRoutes } from './routes.ts';
import type { MissingPlaces } from './scope-places.ts';
import type { CookieOptions } from './session-cookie.ts';

export interface PeopleRoutesDeps extends PeopleDeps {
  readonly cookie: CookieOptions;
  readonly horizonOf: HorizonOf;
  readonly missingPlaces: MissingPlaces;
}

/** Everything by which people sign in, and their accounts. */
export async function peopleRoutes(app: FastifyInstance, deps: PeopleRoutesDeps): Promise<void> {
  // Codes are exchanged within this process: what it authenticates with is nowhere else.
  const clientSecret = randomBytes(32).toString('base64url');
  const embedded = new EmbeddedProvider(deps, callbackPath, clientSecret);
  const signIns = new SignInService(deps, { fetch: fetchWithin(embedded), clientSecret });
  await app.register(sessionRoutes, { ...deps, signIns });
  await app.register(profileRoutes, deps);
  await app.register(profileAuthenticatorRoutes, deps);
  await app.register(profilePasskeyRoutes, deps);
  await app.register(usersRoutes, deps);
  await app.register(invitationRoutes, deps);
  await app.register(accountRoutes, deps);
  if (!deps.settings.localUsers) return;
  const desk = { ...deps, embedded };
  await app.register(signInRoutes, desk);
  await app.register(passkeySignInRoutes, desk);
  await app.register(enrolRoutes, desk);
  await app.register(setUpRoutes, deps);
  mountProvider(app, { embedded, publicUrl: deps.settings.publicUrl });
}
