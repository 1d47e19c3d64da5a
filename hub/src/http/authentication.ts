import type { FastifyInstance, FastifyRequest } from 'fastify';
import { placeOf, visibleTo } from '../modules/devices/index.ts';
import {
  authenticate,
  cookieOptions,
  holds,
  reachOf,
  sessionCookie,
  type RecogniseDeps,
} from '../modules/identity/index.ts';
import { ForbiddenError, NotFoundError, UnauthenticatedError } from '../platform/errors.ts';
import { isEverything, type ScopeKey } from '../platform/scope.ts';
import { addressKey, classOf, type RateLimits } from './rate-limits.ts';

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

export interface AuthenticationDeps extends RecogniseDeps {
  readonly publicOrigin: string | undefined;
  readonly limits: RateLimits;
  /** Cookies travel over TLS only. */
  readonly secureCookies: boolean;
}

/**
 * Before every handler: who calls, do they call too often, do they hold what the route asks for,
 * and does it reach what the request is about?
 */
export function addAuthentication(app: FastifyInstance, deps: AuthenticationDeps): void {
  app.decorateRequest('actor');
  app.decorateRequest('visible');
  app.decorateRequest('place');
  app.decorateRequest('isOutOfScope', false);
  app.decorateRequest('sessionExpiresAt', null);
  app.decorateRequest('session', null);
  const cookie = cookieOptions(deps.secureCookies);
  app.addHook('onRequest', async (request, reply) => {
    // Asked before anything else, so that a stranger learns not even which paths exist.
    const { permission, loopbackOpen } = request.routeOptions.config;
    const address = addressKey(request.ip);
    const origin = request.headers.origin;
    if (permission === 'anonymous') {
      deps.limits.take(address, classOf(request));
      if (origin !== undefined) {
        checkOrigin(request.method, origin, originsOf(request, deps.publicOrigin));
      }
      return;
    }
    if (loopbackOpen === true && bearerOf(request) === undefined && isLocal(request)) return;
    deps.limits.checkRefused(address);
    const newSecret = await recognise(request, deps, address);
    if (newSecret !== undefined) {
      const { sessionExpiresAt } = request;
      const expires = sessionExpiresAt === null ? {} : { expires: sessionExpiresAt };
      reply.setCookie(sessionCookie, newSecret, { ...cookie, ...expires });
    }
    deps.limits.take(request.actor.subject, classOf(request));
    checkPermission(request);
  });
  app.addHook('preHandler', (request) => checkScope(request, deps));
}

/**
 * Finds out who calls.
 * @returns a new secret for the session's cookie, when one is due
 * @throws UnauthenticatedError, ForbiddenError for a page of another site
 */
async function recognise(
  request: FastifyRequest,
  deps: AuthenticationDeps,
  address: string,
): Promise<string | undefined> {
  const bearer = bearerOf(request);
  const session = request.cookies[sessionCookie];
  if (bearer === undefined && session === undefined) {
    throw new UnauthenticatedError('Sign in first: send a bearer token or a session cookie.');
  }
  if (bearer === undefined) {
    const allowed = originsOf(request, deps.publicOrigin);
    checkOrigin(request.method, request.headers.origin, allowed);
  }
  const credentials = bearer === undefined ? { session: session ?? '' } : { bearer };
  try {
    const found = await authenticate(deps, credentials);
    const { expiresAt, session: opened, newSecret, ...actor } = found;
    request.actor = actor;
    request.session = opened;
    request.sessionExpiresAt = expiresAt;
    return newSecret;
  } catch (error) {
    if (error instanceof UnauthenticatedError) deps.limits.noteRefused(address);
    throw error;
  }
}

/**
 * Does what the caller showed still give the same as when the request began? A stream asks again
 * and again: it ends with the session or token, and begins anew when a grant came or went, or when
 * something lies elsewhere by now.
 */
export async function isStillPermitted(
  request: FastifyRequest,
  deps: RecogniseDeps,
): Promise<boolean> {
  const bearer = bearerOf(request);
  const credentials =
    bearer === undefined ? { session: request.cookies[sessionCookie] ?? '' } : { bearer };
  try {
    const actor = await authenticate(deps, credentials, 'peek');
    const { permission } = request.routeOptions.config;
    if (permission === undefined) return false;
    if (JSON.stringify(actor.grants) !== JSON.stringify(request.actor.grants)) return false;
    const visible = await visibleTo(deps.db, reachOf(actor, permission));
    return JSON.stringify(visible) === JSON.stringify(request.visible);
  } catch (error) {
    if (error instanceof UnauthenticatedError) return false;
    throw error;
  }
}

function checkPermission({ actor, routeOptions, session }: FastifyRequest): void {
  const { permission, scope = 'fleet' } = routeOptions.config;
  if (permission === 'signed_in') return;
  if (permission === undefined || !holds(actor, permission)) {
    const [withheld] = session?.withheld ?? [];
    if (withheld !== undefined) {
      throw new ForbiddenError(
        `Your role ${withheld} asks for a second factor, and you signed in without one; sign out ` +
          'and in again.',
        'second_factor_missing',
      );
    }
    throw new ForbiddenError(
      `Your role ${actor.role} does not hold ${permission ?? 'any permission for this'}.`,
    );
  }
  if (scope === 'fleet' && !reachOf(actor, permission).some(isEverything)) {
    throw new ForbiddenError(
      `This is about the whole fleet, and your ${permission} reaches a part of it.`,
      'out_of_scope',
    );
  }
}

const words: Readonly<Record<ScopeKey['kind'], string>> = {
  site: 'site',
  device: 'device',
  conflict: 'identity conflict',
  quarantined: 'quarantined item',
  device_group: 'device group',
};

/**
 * Does the permission reach the object? What lies elsewhere is not there at all, so that ids of
 * other sites can't be found out by asking.
 */
async function checkScope(request: FastifyRequest, { db }: AuthenticationDeps): Promise<void> {
  const { permission, scope } = request.routeOptions.config;
  const { actor } = request;
  if (permission === undefined || actor === undefined) return;
  if (scope === 'filtered') {
    request.visible = await visibleTo(db, reachOf(actor, permission));
  } else if (typeof scope === 'function') {
    const key = scope(request);
    const place = await placeOf(db, key);
    const isWithin = place !== undefined && holds(actor, permission, place);
    if (!isWithin) {
      request.isOutOfScope = place !== undefined;
      throw new NotFoundError(words[key.kind], key.id);
    }
    request.place = place;
  }
}
