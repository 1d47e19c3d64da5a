import { once } from 'node:events';
import { get, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  createToken,
  openSession,
  sessionCookie,
  startSessionWatch,
} from '../modules/identity/index.ts';
import { silent } from '../platform/testing.ts';
import { TestBrowser } from '../testing/browser.ts';
import {
  beginSignIn,
  finishSignIn,
  goodPassword,
  person,
  signInWithEnrolment,
  startPeopleWorld,
  type PeopleWorld,
} from '../testing/people-world.ts';
import { bearer } from './testing/attacked-hub.ts';

// What somebody holds is what they hold at this moment: in their session, and in what streams to them.

let world: PeopleWorld;
let address: string;
beforeAll(async () => {
  world = await startPeopleWorld();
  address = await world.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => world[Symbol.asyncDispose]());
afterEach(() => world.resetClock());

const scopeOf = (sites: 'all' | string[]) => ({
  sites,
  business_units: 'all',
  device_groups: 'all',
  environments: 'all',
});
/** Gives a role as an administrator does; answers the grant's number. */
async function give(subject: string, role: string, more: { ms?: number; sites?: string[] } = {}) {
  const end = more.ms === undefined ? null : new Date(world.now().getTime() + more.ms);
  const sql = `INSERT INTO identity.grants (subject, role, scope, granted_by, granted_at, expires_at)
               VALUES ($1, $2, $3, 'test', $4, $5) RETURNING id`;
  const scope = JSON.stringify(scopeOf(more.sites ?? 'all'));
  const values = [subject, role, scope, world.now(), end];
  return (await world.postgres.db.query<{ id: number }>(sql, values)).rows[0]!.id;
}
const takeBack = (id: number) =>
  world.postgres.db.query('UPDATE identity.grants SET revoked_at = $2 WHERE id = $1', [
    id,
    world.now(),
  ]);
async function signedIn(name: string): Promise<TestBrowser> {
  const browser = new TestBrowser(world.app);
  const steps = await beginSignIn(browser);
  await browser.post(`${steps}password/`, { name, password: goodPassword });
  await finishSignIn(browser, steps);
  return browser;
}
const cookieOf = (secret: string | undefined) => ({ cookie: `${sessionCookie}=${secret ?? ''}` });

async function listen(headers: OutgoingHttpHeaders): Promise<IncomingMessage> {
  const { promise, resolve } = Promise.withResolvers<IncomingMessage>();
  get(new URL('/api/events/stream/', address), { headers, agent: false }, resolve);
  const stream = await promise;
  stream.resume();
  return stream;
}
async function tokenOf(name: string) {
  const { db } = world.postgres;
  const secret = await createToken(world.deps, { role: 'auditor', name }, 'test');
  const sql = `SELECT g.id FROM identity.grants g JOIN identity.tokens t
                   ON g.subject = 'token:' || t.id WHERE t.actor = $1`;
  const { rows } = await db.query<{ id: number }>(sql, [`service:${name}`]);
  return { secret, grant: rows[0]!.id };
}

type Way = () => Promise<{ headers: OutgoingHttpHeaders; end: () => unknown }>;
/** Each: who listens, and what happens to their grants while their session or token stays. */
const ways: Readonly<Record<string, Way>> = {
  'a grant of a person is taken back': async () => {
    const { id } = await person(world, 'lea', 'end_user');
    const grant = await give(`user:${id}`, 'endpoint_ops');
    const headers = cookieOf((await signedIn('lea')).cookie(sessionCookie));
    return { headers, end: () => takeBack(grant) };
  },
  'one of two sites is taken back': async () => {
    const { id } = await person(world, 'max', 'end_user');
    await give(`user:${id}`, 'endpoint_ops', { sites: ['hq'] });
    const grant = await give(`user:${id}`, 'endpoint_ops', { sites: ['vault'] });
    const headers = cookieOf((await signedIn('max')).cookie(sessionCookie));
    return { headers, end: () => takeBack(grant) };
  },
  'only the right to read the audit record is taken back': async () => {
    const { id } = await person(world, 'nils', 'endpoint_ops');
    const grant = await give(`user:${id}`, 'auditor');
    const headers = cookieOf((await signedIn('nils')).cookie(sessionCookie));
    return { headers, end: () => takeBack(grant) };
  },
  'a grant of a person ends by itself': async () => {
    const { id } = await person(world, 'olga', 'end_user');
    await give(`user:${id}`, 'endpoint_ops', { ms: 600_000 });
    const headers = cookieOf((await signedIn('olga')).cookie(sessionCookie));
    return { headers, end: () => world.advance(600_001) };
  },
  'a grant of a group is taken back': async () => {
    const { id } = await person(world, 'paul', 'end_user');
    const groups = `UPDATE identity.users SET groups = '{it}' WHERE id = $1`;
    await world.postgres.db.query(groups, [id]);
    const grant = await give('group:it', 'endpoint_ops');
    const headers = cookieOf((await signedIn('paul')).cookie(sessionCookie));
    return { headers, end: () => takeBack(grant) };
  },
  'the grant of a token is taken back': async () => {
    const { secret, grant } = await tokenOf('listener');
    return { headers: bearer(secret), end: () => takeBack(grant) };
  },
  'the grant of the token behind a session is taken back': async () => {
    const { secret, grant } = await tokenOf('console');
    const opened = await openSession(world.deps, { token: secret });
    return { headers: cookieOf(opened.secret), end: () => takeBack(grant) };
  },
};

test.each(Object.keys(ways))('live events end within two seconds when %s', async (name) => {
  const { headers, end } = await ways[name]!();
  await using _ = startSessionWatch(world.deps.sessionWatch, {
    url: world.postgres.url,
    logger: silent,
  });
  const stream = await listen(headers);
  expect(stream.statusCode).toBe(200);
  // Looked at twice, it stands: nothing has changed yet.
  await world.deps.sessionWatch.check();
  await world.deps.sessionWatch.check();
  expect(stream.complete).toBe(false);
  const ended = once(stream, 'end', { signal: AbortSignal.timeout(2_000) });
  await end();
  await ended;
});

test('a grant that went between the question and the first look ends the stream', async () => {
  const { secret, grant } = await tokenOf('quick');
  const stream = await listen(bearer(secret));
  expect(stream.statusCode).toBe(200);
  await takeBack(grant);
  const ended = once(stream, 'end', { signal: AbortSignal.timeout(2_000) });
  await world.deps.sessionWatch.check();
  await ended;
});

test('a session loses a role when its grant ends, and keeps the rest', async () => {
  const { id } = await person(world, 'quin', 'end_user');
  await give(`user:${id}`, 'auditor', { ms: 600_000 });
  const browser = await signedIn('quin');
  const statuses = async () => [
    (await browser.get('/api/audit/')).statusCode,
    (await browser.get('/api/profile/')).statusCode,
  ];
  expect(await statuses()).toEqual([200, 200]);
  world.advance(600_000);
  expect(await statuses()).toEqual([403, 200]);
  expect((await browser.get('/api/session/')).json()).toMatchObject({ roles: ['end_user'] });
});

test('a role that asks for a second factor counts only in sessions that showed one', async () => {
  const { id } = await person(world, 'rosa', 'endpoint_ops');
  const weak = await signedIn('rosa');
  await give(`user:${id}`, 'platform_admin');
  expect((await weak.get('/api/session/')).json()).toMatchObject({ roles: ['endpoint_ops'] });
  const refused = await weak.get('/api/grants/');
  expect(refused.json()).toMatchObject({
    status: 403,
    code: 'second_factor_missing',
    detail: expect.stringMatching(/platform_admin asks for a second factor.* sign out and in/),
  });
  expect((await weak.get('/api/devices/')).statusCode).toBe(200);
  const { browser } = await signInWithEnrolment(world, 'rosa');
  expect((await browser.get('/api/grants/')).statusCode).toBe(200);
});
