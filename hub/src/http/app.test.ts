import { readFile } from 'node:fs/promises';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createSignInLink,
  createToken,
  roleNames,
  type IdentityDeps,
} from '../modules/identity/index.ts';
import { DeviceDirectory, Fleet } from '../modules/devices/index.ts';
import { createSite } from '../modules/sites/index.ts';
import { startTestDatabase, type TestDatabase } from '../platform/testing.ts';
import { createApp, type AppDeps } from './app.ts';
import { checkOrigin } from './authentication.ts';
import { noLedger, offlineDeps } from './offline.ts';

let postgres: TestDatabase;
let app: FastifyInstance;
let deps: AppDeps & IdentityDeps;
let admin: string;
const routes: RouteOptions[] = [];

beforeAll(async () => {
  postgres = await startTestDatabase();
  const { db } = postgres;
  const now = (): Date => new Date();
  deps = {
    ...offlineDeps(),
    db,
    fleet: new Fleet({ db, now }),
    directory: new DeviceDirectory({ db, now, namesKey: new Uint8Array(32) }),
    ledger: {
      ...noLedger,
      sites: () => Promise.resolve(new Map()),
      quarantinedOpen: () => Promise.resolve(0),
    },
    checks: [{ name: 'broker', check: () => Promise.resolve('not connected') }],
  };
  app = await createApp(deps, (route) => routes.push(route));
  await app.ready();
  await createSite(deps, { id: 'hq', siteClass: 'online' }, 'test');
  admin = await createToken(deps, { role: 'platform_admin', name: 'anna' }, 'test');
});
afterAll(async () => {
  await app.close();
  await postgres[Symbol.asyncDispose]();
});

interface Contract {
  paths: Record<string, Record<string, { parameters?: { schema: Record<string, unknown> }[] }>>;
}
async function committedContract(): Promise<Contract> {
  return JSON.parse(await readFile(new URL('../../openapi.json', import.meta.url), 'utf8'));
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

test('every route says what it takes and who may call it', () => {
  expect(routes.length).toBeGreaterThan(20);
  const lacking = routes.filter(
    (route) => route.schema === undefined || route.config?.permission === undefined,
  );
  expect(lacking.map((route) => route.url)).toEqual([]);
});

test('only these are open to strangers', () => {
  const open = routes
    .filter((route) => route.config?.permission === 'anonymous' && route.method !== 'HEAD')
    .map((route) => `${String(route.method)} ${route.url}`);
  expect(open).toEqual([
    'GET /healthz',
    'GET /readyz',
    'POST /api/session/',
    'GET /api/session/options/',
    'GET /api/session/begin/',
    'GET /api/session/callback/',
    'GET /api/sign-in/:uid/',
    'GET /api/sign-in/:uid/state/',
    'POST /api/sign-in/:uid/password/',
    'POST /api/sign-in/:uid/totp/',
    'POST /api/sign-in/:uid/recovery/',
    'POST /api/sign-in/:uid/passkey/options/',
    'POST /api/sign-in/:uid/passkey/',
    'POST /api/sign-in/:uid/finish/',
    'POST /api/sign-in/:uid/enrol/totp/',
    'POST /api/sign-in/:uid/enrol/totp/confirm/',
    'POST /api/sign-in/:uid/enrol/passkey/options/',
    'POST /api/sign-in/:uid/enrol/passkey/',
    'POST /api/set-up/',
    'POST /api/set-up/password/',
    'GET /oidc/*',
    'GET /*',
  ]);
});

test('every parameter that is read from outside is bounded', async () => {
  const { paths } = await committedContract();
  const parameters = Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .flatMap((operation) => operation.parameters ?? []);
  const bounds = ['maxLength', 'maximum', 'pattern', 'enum', 'format', 'minimum'];
  const unbounded = parameters.filter(
    ({ schema }) => schema['type'] !== 'boolean' && !bounds.some((bound) => bound in schema),
  );
  expect(unbounded).toEqual([]);
});

test('the committed contract is the one that is served', async () => {
  const committed = await committedContract();
  const served = await app.inject({ url: '/api/schema/', headers: bearer(admin) });
  expect(served.json()).toEqual(committed);
});

test.each([
  ['no credentials', {}, 401, 'unauthenticated'],
  ['an unknown token', bearer('eucora_token_nope'), 401, 'unauthenticated'],
] as const)('%s: %s', async (_, headers, status, code) => {
  const answer = await app.inject({ url: '/api/sites/', headers });
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json()).toMatchObject({ code, status });
});

test('roles reach what they hold and nothing else', async () => {
  const paths = ['/api/sites/', '/api/devices/', '/api/applications/', '/api/audit/'];
  const reached: Record<string, number[]> = {};
  for (const role of roleNames) {
    const headers = bearer(await createToken(deps, { role }, 'test'));
    const answers = await Promise.all(paths.map((url) => app.inject({ url, headers })));
    reached[role] = answers.map((answer) => answer.statusCode);
  }
  expect(reached).toEqual({
    platform_admin: [200, 200, 200, 200],
    packaging_engineer: [403, 403, 403, 403],
    publisher: [403, 403, 403, 403],
    cab_approver: [403, 403, 403, 403],
    security_reviewer: [403, 403, 403, 403],
    license_admin: [200, 200, 200, 403],
    endpoint_ops: [200, 200, 403, 403],
    auditor: [200, 200, 200, 200],
    end_user: [403, 403, 403, 403],
  });
});

test('a link signs in once; the session works, and writes only from the console', async () => {
  const link = await createSignInLink(deps, 'test');
  const signIn = () => app.inject({ method: 'POST', url: '/api/session/', payload: { link } });
  const first = await signIn();
  expect(first.statusCode).toBe(200);
  expect(first.json()).toMatchObject({ actor: 'admin', permissions: ['*'] });
  expect((await signIn()).json()).toMatchObject({ status: 401, code: 'link_used' });

  const [setCookie] = first.cookies;
  expect(setCookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
  const cookies = { [setCookie?.name ?? '']: setCookie?.value ?? '' };
  const session = await app.inject({ url: '/api/session', cookies });
  expect(session.json()).toMatchObject({ actor: 'admin', role: 'platform_admin' });

  const end = (origin: string) =>
    app.inject({ method: 'DELETE', url: '/api/session/', cookies, headers: { origin } });
  expect((await end('http://evil.example')).json()).toMatchObject({ code: 'foreign_origin' });
  expect((await end('http://localhost')).statusCode).toBe(204);
  expect((await app.inject({ url: '/api/session/', cookies })).statusCode).toBe(401);
});

test.each([
  ['GET', undefined, true],
  ['POST', 'http://hub.example', true],
  ['POST', undefined, false],
  ['POST', 'null', false],
  ['DELETE', 'http://hub.example:81', false],
] as const)('a session %s with origin %s passes: %s', (method, origin, passes) => {
  const check = () => checkOrigin(method, origin, ['http://hub.example']);
  expect(check).toSatisfy(() => {
    try {
      check();
      return passes;
    } catch (error) {
      return !passes && error instanceof Error && error.name === 'ForbiddenError';
    }
  });
});

test.each([
  ['/api/devices/?limit=0', 400, 'invalid'],
  ['/api/devices/?limit=9999', 400, 'invalid'],
  ['/api/devices/?cursor=nonsense', 400, 'invalid_cursor'],
  ['/api/devices/?site=nowhere', 404, 'not_found'],
  ['/api/devices/xyz/', 400, 'invalid'],
  [`/api/devices/${'0'.repeat(32)}/`, 404, 'not_found'],
  ['/api/sites/nowhere/', 404, 'not_found'],
  ['/api/applications/pkg%3Adeb%2Fdebian%2Fnope/', 404, 'not_found'],
  ['/api/nothing/', 404, 'not_found'],
] as const)('%s is %d %s', async (url, status, code) => {
  const answer = await app.inject({ url, headers: bearer(admin) });
  expect(answer.json()).toMatchObject({ status, code });
});

test('what fails inside says nothing about the inside', async () => {
  const answer = await app.inject({ url: '/api/telemetry/rates/', headers: bearer(admin) });
  expect(answer.json()).toMatchObject({ status: 503, code: 'unavailable' });
});

test("values that no table can hold are refused as the caller's", async () => {
  const endless = Buffer.from('[1e400]').toString('base64url');
  for (const url of [`/api/audit/?cursor=${endless}`, '/api/applications/?search=%00']) {
    const answer = await app.inject({ method: 'GET', url, headers: bearer(admin) });

    expect(answer.json()).toMatchObject({ status: 400, code: 'invalid' });
  }
});

test('lists carry their horizon, and the slash is optional', async () => {
  const [canonical, bare] = await Promise.all([
    app.inject({ url: '/api/sites/', headers: bearer(admin) }),
    app.inject({ url: '/api/sites', headers: bearer(admin) }),
  ]);
  expect(canonical.json()).toEqual(bare.json());
  expect(canonical.json()).toMatchObject({
    items: [{ id: 'hq', class: 'online', freshness: 'never', lease: { state: 'FRESH' } }],
    next_cursor: null,
    as_of: null,
    coverage: { sites_total: 1, sites_fresh: 0, devices_total: 0, ratio: null },
  });
});

test('the sites list pages by id', async () => {
  await createSite(deps, { id: 'vault', siteClass: 'air_gapped' }, 'test');
  const headers = bearer(admin);
  const first = await app.inject({ url: '/api/sites/?limit=1', headers });
  const { next_cursor: cursor } = first.json<{ next_cursor: string }>();
  const second = await app.inject({ url: `/api/sites/?limit=1&cursor=${cursor}`, headers });
  expect(second.json()).toMatchObject({ items: [{ id: 'vault' }], next_cursor: null });
});

test('readiness names what is missing', async () => {
  const answer = await app.inject({ url: '/readyz' });
  expect(answer.statusCode).toBe(503);
  expect(answer.json()).toEqual({
    ready: false,
    checks: [{ name: 'broker', ready: false, reason: 'not connected' }],
  });
});

test('metrics are open on this machine, and not through a proxy', async () => {
  const local = await app.inject({ url: '/metrics', remoteAddress: '127.0.0.1' });
  expect(local.body).toContain('eucora_http_request_duration_seconds_count');
  const far = await app.inject({ url: '/metrics', remoteAddress: '192.0.2.1' });
  expect(far.statusCode).toBe(401);
  const headers = { 'x-forwarded-for': '192.0.2.1' };
  const proxied = await app.inject({ url: '/metrics', headers, remoteAddress: '127.0.0.1' });
  expect(proxied.statusCode).toBe(401);
});

test('pages carry a policy that lets no foreign or inline script run', async () => {
  const answer = await app.inject({ url: '/healthz' });
  const policy = String(answer.headers['content-security-policy']);
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe');
});
