import { readFile } from 'node:fs/promises';
import { generateKeyPair, sealAuditCheckpoint } from '@eucora/protocol';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createToken, type IdentityDeps } from '../modules/identity/index.ts';
import { startTestDatabase, type TestDatabase } from '../platform/testing.ts';
import { createApp, type AppDeps } from './app.ts';
import { isRefusal } from './refusal-audit.ts';
import { examples, type Ingredients } from './testing/examples.ts';
import { ingredientsOf } from './testing/ingredients.ts';
import { appDeps } from './testing/seed.ts';

/*
 * Every route that writes leaves an entry, and every refusal does. A new route needs an example in
 * testing/examples.ts, which the matrix of access asks for, too.
 */

let postgres: TestDatabase;
let app: FastifyInstance;
let deps: AppDeps & IdentityDeps;
let admin: string;
let ingredients: Ingredients;
const routes: RouteOptions[] = [];

/** Steps of a sign-in and of one's own account: tests of identity take them in a browser. */
const proofs = 'hub/src/modules/identity/people/proofs.ts';
const enrolment = 'hub/src/modules/identity/people/enrolment.ts';
const sessions = 'hub/src/modules/identity/sessions.ts';
const ofPeople = {
  'POST /api/sign-in/:uid/password/': ['sign_in.refused', proofs],
  'POST /api/sign-in/:uid/totp/': ['sign_in.refused', proofs],
  'POST /api/sign-in/:uid/recovery/': ['recovery_code.use', proofs],
  'POST /api/sign-in/:uid/passkey/options/': ['session.open', sessions],
  'POST /api/sign-in/:uid/passkey/': ['sign_in.refused', proofs],
  'POST /api/sign-in/:uid/enrol/totp/': ['totp.enrol', enrolment],
  'POST /api/sign-in/:uid/enrol/totp/confirm/': ['totp.enrol', enrolment],
  'POST /api/sign-in/:uid/enrol/passkey/options/': ['passkey.enrol', enrolment],
  'POST /api/sign-in/:uid/enrol/passkey/': ['passkey.enrol', enrolment],
  'POST /api/sign-in/:uid/finish/': ['session.open', sessions],
  'POST /api/set-up/': ['password.set', 'hub/src/modules/identity/people/users.ts'],
  'POST /api/profile/password/': ['password.change', enrolment],
  'POST /api/profile/totp/': ['totp.enrol', enrolment],
  'POST /api/profile/totp/confirm/': ['totp.enrol', enrolment],
  'DELETE /api/profile/totp/': ['totp.remove', enrolment],
  'POST /api/profile/passkeys/options/': ['passkey.enrol', enrolment],
  'POST /api/profile/passkeys/': ['passkey.enrol', enrolment],
  'DELETE /api/profile/passkeys/:id/': ['passkey.remove', enrolment],
  'POST /api/profile/recovery-codes/': ['recovery_codes.make', enrolment],
  'DELETE /api/profile/sessions/': ['session.end_all', sessions],
  'DELETE /api/profile/sessions/:id/': ['session.end', sessions],
} as const;

/** What those routes leave whose effect is not made here: the file that leaves it. */
const elsewhere: Readonly<Record<string, readonly [action: string, file: string]>> = {
  'POST /api/quarantine/:id/release/': ['quarantine.release', 'hub/src/ingest/release.ts'],
  'POST /api/devices/conflicts/:id/resolve/': [
    'device.identity_resolved',
    'hub/src/modules/devices/decide.ts',
  ],
  // Only a person explains, and signs in as one.
  'POST /api/audit/witnesses/:relay/acknowledgement/': [
    'audit.acknowledged',
    'hub/src/modules/audit/witnesses.ts',
  ],
  // Its maker alone adds to an upload; what it turned out to be is told at its end.
  'PATCH /api/package-uploads/:id/': ['package.create', 'hub/src/modules/packages/intake.ts'],
  // With a bearer token there is no session to end; the test below has one.
  'DELETE /api/session/': ['session.close', 'hub/src/modules/identity/sessions.ts'],
  ...ofPeople,
};

const root = new URL('../../../', import.meta.url);
const safe = new Set(['GET', 'HEAD', 'OPTIONS']);
const writing = (): string[] =>
  routes
    .filter((route) => ![route.method].flat().every((method) => safe.has(method)))
    .map((route) => `${String(route.method)} ${route.url}`);

beforeAll(async () => {
  postgres = await startTestDatabase();
  const { db } = postgres;
  const now = (): Date => new Date();
  deps = appDeps(db, now);
  app = await createApp(deps, (route) => routes.push(route));
  await app.ready();
  ingredients = await ingredientsOf(db, now);
  admin = await createToken(deps, { role: 'platform_admin', name: 'anna' }, 'test');
});
afterAll(async () => {
  await app.close();
  await postgres[Symbol.asyncDispose]();
});

interface Seen {
  readonly actor: string;
  readonly action: string;
  readonly detail: Readonly<Record<string, unknown>>;
}
async function entriesAfter(id: number): Promise<Seen[]> {
  const sql = 'SELECT actor, action, detail FROM audit.entries WHERE id > $1 ORDER BY id';
  return (await postgres.db.query<Seen & { id: number }>(sql, [id])).rows;
}
async function lastId(): Promise<number> {
  const sql = 'SELECT coalesce(max(id), 0) AS id FROM audit.entries';
  return (await postgres.db.query<{ id: number }>(sql)).rows[0]!.id;
}
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('every route that writes', () => {
  test('leaves an entry of who did it', async () => {
    expect(writing().length).toBeGreaterThan(10);
    // What is done already changes nothing: a device leaves its group before it joins.
    for (const route of writing().toSorted()) {
      if (route in elsewhere) continue;
      const make = examples[route];
      if (!make)
        throw new Error(`There is no example of ${route}; add one to testing/examples.ts.`);
      const example = await make(ingredients, {});
      const before = await lastId();
      const headers = { ...example.headers, ...bearer(admin) };
      const answer = await app.inject({ ...example, headers });
      const done = answer.statusCode < 300;
      expect({ route, done, body: answer.body }).toMatchObject({ route, done: true });
      const own = (await entriesAfter(before)).filter(({ actor }) => actor !== 'hub');
      expect({ route, entries: own.length > 0 }).toEqual({ route, entries: true });
    }
  });

  test('says elsewhere what it leaves, where its effect takes more than a call', async () => {
    for (const [route, [action, file]] of Object.entries(elsewhere)) {
      const text = await readFile(new URL(file, root), 'utf8');
      expect({ route, isThere: text.includes(`'${action}'`) }).toEqual({ route, isThere: true });
    }
  });

  test('leaves an entry when a stranger is turned away, and changes nothing', async () => {
    for (const route of writing()) {
      const [method = '', path = ''] = route.split(' ');
      const url = path.replaceAll(/:\w+/g, '1');
      const before = await lastId();
      const inject = { method: method as 'POST', url, payload: {} };
      const answer = await app.inject(method === 'DELETE' ? { method, url } : inject);
      expect({ route, refused: answer.statusCode >= 400 }).toEqual({ route, refused: true });
      const refused = (await entriesAfter(before)).filter(
        ({ action }) => action === 'request.refused',
      );
      expect(refused.map(({ actor, detail }) => `${actor} ${String(detail['route'])}`)).toEqual([
        `anonymous@127.0.0.1 ${route}`,
      ]);
    }
  });
});

test('signing out leaves an entry: session.close', async () => {
  const opened = await app.inject({
    method: 'POST',
    url: '/api/session/',
    payload: { token: admin },
  });
  const cookie = String(opened.headers['set-cookie']).split(';', 1)[0] ?? '';
  const before = await lastId();
  const headers = { cookie, origin: 'http://localhost', host: 'localhost' };
  const closed = await app.inject({ method: 'DELETE', url: '/api/session/', headers });
  expect(closed.statusCode).toBe(204);
  expect((await entriesAfter(before)).map(({ action }) => action)).toEqual(['session.close']);
});

test('a flood of refusals is one entry, and a number when the minute is over', async () => {
  const before = await lastId();
  for (let i = 0; i < 20; i += 1) {
    const answer = await app.inject({ url: '/api/audit/', headers: { host: 'flood' } });
    expect(answer.statusCode).toBe(401);
  }
  const entries = await entriesAfter(before);
  // A minute may have ended in between.
  expect(entries.length).toBeGreaterThanOrEqual(1);
  expect(entries.length).toBeLessThanOrEqual(2);
  expect(entries[0]).toMatchObject({
    actor: 'anonymous@127.0.0.1',
    action: 'request.refused',
    detail: { route: 'GET /api/audit/', code: 'unauthenticated', count: 1 },
  });
});

test('the role that lacks a permission is named with the route it tried', async () => {
  const nobody = await createToken(deps, { role: 'end_user', name: 'otto' }, 'test');
  const before = await lastId();
  await app.inject({ url: '/api/audit/export/', headers: bearer(nobody) });
  expect(await entriesAfter(before)).toMatchObject([
    { actor: 'service:otto', detail: { route: 'GET /api/audit/export/', code: 'forbidden' } },
  ]);
});

test('a checkpoint of another hub is refused', async () => {
  const statement = {
    position: 1,
    hash: new Uint8Array(32),
    root: new Uint8Array(32),
    issuedMs: 0,
  };
  const foreign = sealAuditCheckpoint(statement, generateKeyPair());
  const answer = await app.inject({
    method: 'POST',
    url: '/api/audit/verifications/',
    headers: bearer(admin),
    payload: { against: Buffer.from(foreign).toString('base64') },
  });
  expect(answer.json()).toMatchObject({ status: 400, code: 'invalid_checkpoint' });
});

test.each([
  ['GET', 200, false],
  ['GET', 404, false],
  ['GET', 401, true],
  ['GET', 403, true],
  ['GET', 429, true],
  ['POST', 409, true],
  ['POST', 404, true],
  ['DELETE', 500, false],
  ['POST', 200, false],
])('%s answered with %i: refused is %s', (method, status, refused) => {
  expect(isRefusal(method, status)).toBe(refused);
});
