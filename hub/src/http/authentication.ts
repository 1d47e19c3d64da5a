import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  authenticate,
  holds,
  sessionCookie,
  type IdentityDeps,
} from '../modules/identity/index.ts';
import { ForbiddenError, UnauthenticatedError } from '../platform/errors.ts';

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A caller on this machine, and not somebody elsewhere whom a proxy on this machine lets through.
 */
function isLocal(request: FastifyRequest): boolean {
  const forwarded = request.headers['x-forwarded-for'] ?? request.headers.forwarded;
  return forwarded === undefined && loopback.has(request.socket.remoteAddress ?? '');
}

function bearerOf(request: FastifyRequest): string | undefined {
  const [scheme, secret] = request.headers.authorization?.split(' ', 2) ?? [];
  return scheme?.toLowerCase() === 'bearer' && secret ? secret : undefined;
}

/**
 * Refuses a write that a browser sends from another site's page. The cookie is SameSite=Strict;
 * this also holds where a browser does not honour that, and against pages on another port of this
 * host.
 */
export function checkOrigin(
  method: string,
  origin: string | undefined,
  allowedOrigins: readonly string[],
): void {
  if (safeMethods.has(method)) return;
  if (origin !== undefined && allowedOrigins.includes(origin)) return;
  throw new ForbiddenError(
    'Writes with a session must come from the console itself; scripts send a bearer token.',
    'foreign_origin',
  );
}

function originsOf(request: FastifyRequest, publicOrigin: string | undefined): string[] {
  const own = new URL(`${request.protocol}://${request.host}`).origin;
  return publicOrigin === undefined ? [own] : [own, publicOrigin];
}

export interface AuthenticationDeps extends IdentityDeps {
  readonly publicOrigin: string | undefined;
}

/** Before every handler: who calls, and does their role hold what the route asks for? */
export function addAuthentication(app: FastifyInstance, deps: AuthenticationDeps): void {
  app.decorateRequest('actor');
  app.decorateRequest('sessionExpiresAt', null);
  app.addHook('onRequest', async (request) => {
    // Asked before anything else, so that a stranger learns not even which paths exist.
    const { permission, loopbackOpen } = request.routeOptions.config;
    const origin = request.headers.origin;
    if (permission === 'anonymous') {
      if (origin !== undefined) {
        checkOrigin(request.method, origin, originsOf(request, deps.publicOrigin));
      }
      return;
    }
    const bearer = bearerOf(request);
    if (loopbackOpen === true && bearer === undefined && isLocal(request)) return;
    const session = request.cookies[sessionCookie];
    if (bearer === undefined && session === undefined) {
      throw new UnauthenticatedError('Sign in first: send a bearer token or a session cookie.');
    }
    if (bearer === undefined) {
      checkOrigin(request.method, origin, originsOf(request, deps.publicOrigin));
    }
    const credentials = bearer === undefined ? { session: session ?? '' } : { bearer };
    const { expiresAt, ...actor } = await authenticate(deps, credentials);
    request.actor = actor;
    request.sessionExpiresAt = expiresAt;
    if (permission === 'signed_in') return;
    if (permission === undefined || !holds(actor, permission)) {
      throw new ForbiddenError(
        `Your role ${actor.role} does not hold ${permission ?? 'any permission for this'}.`,
      );
    }
  });
}
