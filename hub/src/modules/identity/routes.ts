import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { iso, NullableTimestamp } from '../../platform/api.ts';
import type { IdentityDeps } from './service-tokens.ts';
import { closeSession, openSession, type SignedIn } from './service.ts';
import { ScopeJson, scopeJson } from './scope.ts';

export const sessionCookie = 'eucora_session';

export interface SessionRoutesDeps extends IdentityDeps {
  /** Cookies travel over TLS only. False for a console on plain loopback. */
  readonly secureCookies: boolean;
}

const Session = Type.Object({
  actor: Type.String(),
  role: Type.String(),
  roles: Type.Array(Type.String()),
  permissions: Type.Array(Type.String()),
  scope: ScopeJson,
  expires_at: NullableTimestamp,
});
const secretText = Type.String({ minLength: 32, maxLength: 256 });
const create = {
  tags: ['session'],
  summary: 'Signs in with an API token or a one-time link and sets the session cookie',
  body: Type.Object({ token: Type.Optional(secretText), link: Type.Optional(secretText) }),
  response: { 200: Session },
};
const read = {
  tags: ['session'],
  summary: 'Who is signed in, and what they may do',
  response: { 200: Session },
};
const end = {
  tags: ['session'],
  summary: 'Signs out',
  response: { 204: Type.Null() },
};

const sessionOf = (actor: SignedIn) => ({
  actor: actor.id,
  role: actor.role,
  roles: [...actor.roles],
  permissions: [...actor.permissions],
  scope: scopeJson(actor.scope),
  expires_at: iso(actor.expiresAt),
});

export const sessionRoutes: FastifyPluginAsyncTypebox<SessionRoutesDeps> = async (app, deps) => {
  const cookie = {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: deps.secureCookies,
  } as const;
  const signedIn = { permission: 'signed_in', scope: 'own' } as const;

  app.post(
    '/api/session/',
    { schema: create, config: { permission: 'anonymous', limit: 'sign_in' } },
    async (request, reply) => {
      const { secret, actor, expiresAt } = await openSession(deps, request.body);
      reply.setCookie(sessionCookie, secret, { ...cookie, expires: expiresAt });
      return sessionOf(actor);
    },
  );
  app.get('/api/session/', { schema: read, config: signedIn }, async (request) =>
    sessionOf({ ...request.actor, expiresAt: request.sessionExpiresAt }),
  );
  app.delete('/api/session/', { schema: end, config: signedIn }, async (request, reply) => {
    const secret = request.cookies[sessionCookie];
    if (secret !== undefined) await closeSession(deps, secret);
    return reply.clearCookie(sessionCookie, cookie).code(204).send(null);
  });
};
