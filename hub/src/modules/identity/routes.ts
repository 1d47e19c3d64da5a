import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { iso, NullableString, NullableTimestamp } from '../../platform/api.ts';
import { HubError } from '../../platform/errors.ts';
import { callbackPath, flowIdOf, type SignInService } from './oidc/sign-in-service.ts';
import { originFor } from './oidc/origins.ts';
import type { PeopleDeps, Whence } from './people/settings.ts';
import { anyLocalUser } from './people/user-store.ts';
import { providerPath, providerSessionCookie } from './provider/names.ts';
import { originOf } from './provider/routes.ts';
import { ScopeJson, scopeJson } from './scope.ts';
import { sessionCookie, type CookieOptions } from './session-cookie.ts';
import { closeSession, openSession, type SignedIn } from './sessions.ts';

export interface SessionRoutesDeps extends PeopleDeps {
  readonly cookie: CookieOptions;
  readonly signIns: SignInService;
}

const Session = Type.Object({
  actor: Type.String(),
  /** The account; null for tokens and the bootstrap administrator. */
  user_id: NullableString,
  display_name: Type.String(),
  role: Type.String(),
  roles: Type.Array(Type.String()),
  permissions: Type.Array(Type.String()),
  scope: ScopeJson,
  /** How they signed in, as RFC 8176 says it. */
  methods: Type.Array(Type.String()),
  expires_at: NullableTimestamp,
});
const Options = Type.Object({
  providers: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
  /** Nobody has an account yet: the first comes in by the administrator's token or link. */
  first_time: Type.Boolean(),
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
  summary: 'Signs out; says where to go on when an external provider has a session to end',
  response: { 200: Type.Object({ location: Type.String() }), 204: Type.Null() },
};
const options = {
  tags: ['session'],
  summary: 'The ways to sign in here',
  response: { 200: Options },
};
const beginning = {
  tags: ['session'],
  summary: 'Begins to sign in at a provider: answers with where the browser goes',
  querystring: Type.Object({
    provider: Type.String({ pattern: '^[a-z][a-z0-9-]{1,30}$' }),
    next: Type.Optional(Type.String({ maxLength: 2_048 })),
  }),
};

const sessionOf = (actor: SignedIn) => ({
  actor: actor.id,
  user_id: actor.session?.userId ?? null,
  display_name: actor.session?.displayName ?? actor.id,
  role: actor.role,
  roles: [...actor.roles],
  permissions: [...actor.permissions],
  scope: scopeJson(actor.scope),
  methods: [...(actor.session?.amr ?? [])],
  expires_at: iso(actor.expiresAt),
});

const whenceOf = (request: FastifyRequest): Whence => ({
  address: request.ip,
  userAgent: request.headers['user-agent'] ?? '',
});

const anonymous = {
  permission: 'anonymous',
  scope: 'own',
  limit: 'sign_in',
} as const;
/** The way to a provider and back proves nothing by itself. */
const way = { ...anonymous, limit: 'read' } as const;
const own = { permission: 'signed_in', scope: 'own' } as const;
const flowCookie = (id: string): string => `eucora_flow_${id}`;
const flowSeconds = 900;

export const sessionRoutes: FastifyPluginAsyncTypebox<SessionRoutesDeps> = async (app, deps) => {
  const { cookie, signIns, settings } = deps;
  const limits = { ...deps, limits: settings.limits };
  // Providers send the browser here from another site, so this one cookie has to be Lax.
  const flowOptions = { ...cookie, path: callbackPath, sameSite: 'lax' } as const;

  app.post('/api/session/', { schema: create, config: anonymous }, async (request, reply) => {
    const replaces = request.cookies[sessionCookie];
    const proof = request.body;
    const opened = await openSession(limits, proof, { whence: whenceOf(request), replaces });
    reply.setCookie(sessionCookie, opened.secret, { ...cookie, expires: opened.expiresAt });
    return sessionOf(opened.actor);
  });
  app.get('/api/session/', { schema: read, config: own }, async (request) =>
    sessionOf({
      ...request.actor,
      expiresAt: request.sessionExpiresAt,
      session: request.session,
    }),
  );
  app.delete('/api/session/', { schema: end, config: own }, async (request, reply) => {
    const secret = request.cookies[sessionCookie];
    const origin = originFor(request, settings.publicUrl);
    const isKnown = secret !== undefined && origin !== undefined;
    const location = isKnown ? await signIns.signOutAt(secret, origin) : undefined;
    if (secret !== undefined) await closeSession(deps, secret);
    reply.clearCookie(sessionCookie, cookie);
    if (location === undefined) return reply.code(204).send(null);
    return reply.code(200).send({ location: location.href });
  });
  app.get('/api/session/options/', { schema: options, config: way }, async () => {
    const providers = signIns.providers();
    const hasExternal = settings.external !== undefined;
    return { providers, first_time: !hasExternal && !(await anyLocalUser(deps.db)) };
  });
  app.get('/api/session/begin/', { schema: beginning, config: way }, async (request, reply) => {
    const { provider, next } = request.query;
    const origin = originOf(request, settings.publicUrl);
    const begun = await signIns.begin(provider, origin, next);
    reply.setCookie(flowCookie(begun.flowId), begun.secret, {
      ...flowOptions,
      maxAge: flowSeconds,
    });
    // Whoever signed in to the embedded provider before is nobody's business now.
    for (const name of [providerSessionCookie, `${providerSessionCookie}.sig`]) {
      reply.clearCookie(name, { path: providerPath });
    }
    return reply.redirect(begun.location.href, 303);
  });
  app.get(callbackPath, { schema: { hide: true }, config: way }, async (request, reply) => {
    const origin = originOf(request, settings.publicUrl);
    const callback = new URL(request.url, origin);
    const name = flowCookie(flowIdOf(callback.searchParams.get('state') ?? ''));
    reply.clearCookie(name, flowOptions).header('cache-control', 'no-store');
    try {
      const opened = await signIns.complete(callback, request.cookies[name], {
        whence: whenceOf(request),
        replaces: request.cookies[sessionCookie],
      });
      reply.setCookie(sessionCookie, opened.secret, { ...cookie, expires: opened.expiresAt });
      return await reply.redirect(opened.next, 303);
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      request.log.info({ err: error, code: error.code }, 'a sign-in was refused');
      return reply.redirect(`/sign-in?fault=${encodeURIComponent(error.code)}`, 303);
    }
  });
};
