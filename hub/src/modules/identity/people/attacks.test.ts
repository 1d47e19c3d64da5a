import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { TestBrowser } from '../../../testing/browser.ts';
import {
  beginSignIn,
  bootstrapBrowser,
  finishSignIn,
  fromBase32,
  goodPassword,
  person,
  signInWithEnrolment,
  startPeopleWorld,
  type PeopleWorld,
} from '../../../testing/people-world.ts';
import { createSignInLink } from '../service.ts';
import { sessionCookie } from '../session-cookie.ts';
import { hotp, stepAt } from './totp.ts';

// Attacks on accounts and sessions, each a test by its name.

let world: PeopleWorld;
beforeAll(async () => {
  world = await startPeopleWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
afterEach(() => world.resetClock());

async function signedIn(name: string): Promise<TestBrowser> {
  const browser = new TestBrowser(world.app);
  await signInAgain(browser, name);
  return browser;
}
async function signInAgain(browser: TestBrowser, name: string): Promise<void> {
  const steps = await beginSignIn(browser);
  await browser.post(`${steps}password/`, { name, password: goodPassword });
  await finishSignIn(browser, steps);
}
const statusOf = async (browser: TestBrowser): Promise<number> =>
  (await browser.get('/api/session/')).statusCode;
function withSession(value: string | undefined): TestBrowser {
  const browser = new TestBrowser(world.app);
  browser.cookies = [{ name: sessionCookie, value: value ?? '', path: '/' }];
  return browser;
}

test('session fixation: a planted session is not the one that a sign-in opens', async () => {
  await person(world, 'fiona', 'endpoint_ops');
  await person(world, 'mallory', 'end_user');
  const mallory = await signedIn('mallory');
  const planted = mallory.cookie(sessionCookie);

  const victim = withSession(planted);
  await signInAgain(victim, 'fiona');
  expect(victim.cookie(sessionCookie)).not.toBe(planted);
  expect((await victim.get('/api/session/')).json()).toMatchObject({ actor: 'fiona' });
  // What the attacker planted has ended: they can't even see what it was.
  expect(await statusOf(withSession(planted))).toBe(401);
});

test('session fixation by the bootstrap link: the session before ends', async () => {
  const first = await bootstrapBrowser(world);
  const before = first.cookie(sessionCookie);
  await first.post('/api/session/', { link: await createSignInLink(world.deps, 'test') });
  expect(first.cookie(sessionCookie)).not.toBe(before);
  expect(await statusOf(withSession(before))).toBe(401);
});

test('token replay after logout: a signed-out session is worth nothing', async () => {
  await person(world, 'lou', 'endpoint_ops');
  const browser = await signedIn('lou');
  const stolen = browser.cookie(sessionCookie);
  expect(await statusOf(withSession(stolen))).toBe(200);
  expect((await browser.delete('/api/session/')).statusCode).toBe(204);
  expect(await statusOf(withSession(stolen))).toBe(401);
});

test('a finished sign-in can’t be finished again, nor in another browser', async () => {
  await person(world, 'nora', 'endpoint_ops');
  const browser = new TestBrowser(world.app);
  const steps = await beginSignIn(browser);
  const cookies = [...browser.cookies];
  await browser.post(`${steps}password/`, { name: 'nora', password: goodPassword });
  const other = new TestBrowser(world.app);
  expect((await other.post(`${steps}finish/`)).json()).toMatchObject({ code: 'sign_in_over' });
  await finishSignIn(browser, steps);
  const replay = new TestBrowser(world.app);
  replay.cookies = cookies;
  expect((await replay.post(`${steps}finish/`)).statusCode).toBe(401);
});

test('brute force: each wrong password makes the next wait longer, at last the right one too', async () => {
  await person(world, 'bruno', 'endpoint_ops');
  world.freeze();
  const browser = new TestBrowser(world.app);
  const steps = await beginSignIn(browser);
  const guess = (password: string) =>
    browser.post(`${steps}password/`, { name: 'bruno', password });
  for (let i = 0; i < 5; i += 1) {
    expect((await guess(`wrong ${i}`)).json()).toMatchObject({ code: 'wrong_credentials' });
  }
  const waits: number[] = [];
  for (let i = 0; i < 3; i += 1) {
    const refused = await guess(goodPassword);
    expect(refused.json()).toMatchObject({ status: 429, code: 'too_many_attempts' });
    waits.push(Number(refused.headers['retry-after']));
    world.advance(Number(refused.headers['retry-after']) * 1_000);
    if (i < 2) expect((await guess('wrong again')).json()).toMatchObject({ status: 401 });
  }
  expect(waits).toEqual([15, 30, 60]);
  expect((await guess(goodPassword)).json()).toMatchObject({ step: 'done' });
});

test('brute force in parallel: guesses sent at once count each', async () => {
  await person(world, 'petra', 'endpoint_ops');
  const browser = new TestBrowser(world.app);
  const steps = await beginSignIn(browser);
  const guesses = Array.from({ length: 12 }, (_, i) =>
    browser.post(`${steps}password/`, { name: 'petra', password: `guess ${i}` }),
  );
  const codes = (await Promise.all(guesses)).map((answer) => answer.json<{ code: string }>().code);
  expect(codes.toSorted()).toEqual([
    ...Array.from({ length: 7 }, () => 'too_many_attempts'),
    ...Array.from({ length: 5 }, () => 'wrong_credentials'),
  ]);
});

test('brute force of the second factor: codes are counted too', async () => {
  await person(world, 'tim', 'cab_approver');
  const { secret } = await signInWithEnrolment(world, 'tim');
  world.advance(60_000);
  const browser = new TestBrowser(world.app);
  const steps = await beginSignIn(browser);
  await browser.post(`${steps}password/`, { name: 'tim', password: goodPassword });
  const right = hotp(secret, stepAt(world.now()));
  const wrong = right === '000000' ? '000001' : '000000';
  for (let i = 0; i < 5; i += 1) await browser.post(`${steps}totp/`, { code: wrong });
  expect((await browser.post(`${steps}totp/`, { code: right })).json()).toMatchObject({
    code: 'too_many_attempts',
  });
});

test('which accounts exist can’t be told from the answers', async () => {
  await person(world, 'known', 'endpoint_ops');
  const browser = new TestBrowser(world.app);
  const steps = await beginSignIn(browser);
  const answers: unknown[] = [];
  for (const name of ['known', 'unknown']) {
    const answer = await browser.post(`${steps}password/`, { name, password: 'wrong password' });
    const { instance: _, ...said } = answer.json<Record<string, unknown>>();
    answers.push(said);
  }
  expect(answers[0]).toEqual(answers[1]);
});

test('a password alone does not pass for a role that needs a second factor', async () => {
  const { id } = await person(world, 'gina', 'endpoint_ops');
  const browser = new TestBrowser(world.app);
  const steps = await beginSignIn(browser);
  await browser.post(`${steps}password/`, { name: 'gina', password: goodPassword });
  // The role comes between the last proof and the end.
  const everything = {
    sites: 'all',
    business_units: 'all',
    device_groups: 'all',
    environments: 'all',
  };
  await world.postgres.db.query(
    `INSERT INTO identity.grants (subject, role, scope, granted_by, granted_at)
     VALUES ($1, 'platform_admin', $2, 'test', now())`,
    [`user:${id}`, JSON.stringify(everything)],
  );
  expect((await browser.post(`${steps}finish/`)).json()).toMatchObject({ code: 'incomplete' });
});

test('a session gets a new secret when its privileges change; the old one ends soon', async () => {
  const { id } = await person(world, 'rita', 'endpoint_ops');
  const browser = await signedIn('rita');
  const before = browser.cookie(sessionCookie);
  const scope = { sites: 'all', business_units: 'all', device_groups: 'all', environments: 'all' };
  await world.postgres.db.query(
    `INSERT INTO identity.grants (subject, role, scope, granted_by, granted_at)
     VALUES ($1, 'auditor', $2, 'test', now() - interval '1 minute')`,
    [`user:${id}`, JSON.stringify(scope)],
  );
  expect((await browser.get('/api/session/')).json()).toMatchObject({
    roles: expect.arrayContaining(['auditor', 'endpoint_ops']),
  });
  expect(browser.cookie(sessionCookie)).not.toBe(before);
  expect(await statusOf(withSession(before))).toBe(200); // a request that was under way
  world.advance(31_000);
  expect(await statusOf(withSession(before))).toBe(401);
  expect(await statusOf(browser)).toBe(200);
});

test('a new factor changes the secret and ends all other sessions', async () => {
  await person(world, 'flo', 'endpoint_ops');
  const [here, there] = [await signedIn('flo'), await signedIn('flo')];
  const before = here.cookie(sessionCookie);
  const offer = await here.post('/api/profile/totp/');
  const secret = fromBase32(offer.json<{ secret: string }>().secret);
  const code = hotp(secret, stepAt(world.now()));
  const confirmed = await here.post('/api/profile/totp/confirm/', { code });
  expect(confirmed.json<{ recovery_codes: string[] }>().recovery_codes).toHaveLength(10);
  expect(here.cookie(sessionCookie)).not.toBe(before);
  expect(await statusOf(withSession(before))).toBe(401);
  expect([await statusOf(here), await statusOf(there)]).toEqual([200, 401]);
});

test('how one signs in is changed only soon after signing in', async () => {
  await person(world, 'sam', 'endpoint_ops');
  const browser = await signedIn('sam');
  world.advance(16 * 60_000);
  expect((await browser.post('/api/profile/totp/')).json()).toMatchObject({
    code: 'sign_in_again',
  });
});

test('a session ends when nobody uses it, and in the end even then', async () => {
  await person(world, 'ida', 'endpoint_ops');
  const idle = await signedIn('ida');
  const busy = await signedIn('ida');
  for (let minutes = 0; minutes < 12 * 60 - 30; minutes += 30) {
    world.advance(30 * 60_000);
    expect(await statusOf(busy)).toBe(200);
  }
  expect(await statusOf(idle)).toBe(401);
  world.advance(31 * 60_000);
  expect(await statusOf(busy)).toBe(401);
});

test('a stream of live events ends with its session', async () => {
  await person(world, 'vera', 'endpoint_ops');
  const browser = await signedIn('vera');
  const address = await world.app.listen({ host: '127.0.0.1', port: 0 });
  const cookie = `${sessionCookie}=${browser.cookie(sessionCookie) ?? ''}`;
  const { promise: answered, resolve } = Promise.withResolvers<IncomingMessage>();
  get(new URL('/api/events/stream/', address), { headers: { cookie } }, resolve);
  const stream = await answered;
  expect(stream.statusCode).toBe(200);
  stream.resume();
  await world.deps.sessionWatch.check();
  expect(stream.complete).toBe(false);
  const ended = once(stream, 'end');
  await browser.delete('/api/session/');
  await world.deps.sessionWatch.check();
  await ended;
});

test('nobody disables or resets an account that holds more than they do', async () => {
  const { id } = await person(world, 'boss', 'platform_admin');
  await person(world, 'helper', 'auditor');
  const steps = new TestBrowser(world.app);
  await signInAgain(steps, 'helper');
  for (const action of ['disable', 'set-up-link', 'end-sessions']) {
    expect((await steps.post(`/api/users/${id}/${action}/`)).statusCode).toBe(403);
  }
});
