import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { TestBrowser } from '../../../testing/browser.ts';
import {
  beginSignIn,
  bootstrapBrowser,
  finishSignIn,
  goodPassword,
  person,
  signInWithEnrolment,
  startPeopleWorld,
  type PeopleWorld,
} from '../../../testing/people-world.ts';
import { hotp, stepAt } from './totp.ts';

// Whole sign-ins against the embedded provider, by HTTP and a real database.

let world: PeopleWorld;
beforeAll(async () => {
  world = await startPeopleWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
afterEach(() => {
  world.resetClock();
  vi.useRealTimers();
});

test('the first person comes in by the bootstrap link, makes an account and signs in with it', async () => {
  const stranger = new TestBrowser(world.app);
  expect((await stranger.get('/api/session/options/')).json()).toMatchObject({ first_time: true });
  await person(world, 'ops', 'endpoint_ops');
  expect((await stranger.get('/api/session/options/')).json()).toEqual({
    providers: [{ id: 'local', name: 'EUCORA account' }],
    first_time: false,
  });

  const steps = await beginSignIn(stranger, '/devices?site=hq');
  expect((await stranger.get(`${steps}state/`)).json()).toMatchObject({ step: 'identify' });
  const answer = await stranger.post(`${steps}password/`, { name: 'Ops', password: goodPassword });
  expect(answer.json()).toMatchObject({ step: 'done', display_name: 'ops' });
  expect(await finishSignIn(stranger, steps)).toBe('/devices?site=hq');
  expect((await stranger.get('/api/session/')).json()).toMatchObject({
    actor: 'ops',
    role: 'endpoint_ops',
    methods: ['pwd'],
  });
});

test('an administrator without a second factor makes one at the first sign-in', async () => {
  // A code made here is the one that the enrolment took, however slow this is. The whole process has
  // this clock: the hub takes the word of a provider within seconds only.
  vi.useFakeTimers({ toFake: ['Date'] });
  await person(world, 'anna', 'platform_admin');
  const browser = new TestBrowser(world.app);
  const steps = await beginSignIn(browser);
  const first = await browser.post(`${steps}password/`, { name: 'anna', password: goodPassword });
  expect(first.json()).toMatchObject({ step: 'enrol' });
  expect((await browser.post(`${steps}finish/`)).json()).toMatchObject({ code: 'incomplete' });

  const { secret, codes, browser: enrolled } = await signInWithEnrolment(world, 'anna');
  expect(codes).toHaveLength(10);
  expect((await enrolled.get('/api/session/')).json()).toMatchObject({
    actor: 'anna',
    methods: ['pwd', 'otp', 'mfa'],
  });

  // From now on the second factor is asked for, and each code counts once.
  const again = new TestBrowser(world.app);
  const second = await beginSignIn(again);
  const asked = await again.post(`${second}password/`, { name: 'anna', password: goodPassword });
  expect(asked.json()).toMatchObject({ step: 'second_factor', methods: ['totp', 'recovery'] });
  const used = hotp(secret, stepAt(world.now()));
  expect((await again.post(`${second}totp/`, { code: used })).json()).toMatchObject({
    code: 'wrong_code',
  });
  world.advance(30_000);
  const fresh = hotp(secret, stepAt(world.now()));
  expect((await again.post(`${second}totp/`, { code: fresh })).json()).toMatchObject({
    step: 'done',
  });
  expect(await finishSignIn(again, second)).toBe('/');
});

test('a recovery code signs in once', async () => {
  await person(world, 'rosa', 'cab_approver');
  const { codes } = await signInWithEnrolment(world, 'rosa');
  const browser = new TestBrowser(world.app);
  const tries: unknown[] = [];
  for (let i = 0; i < 2; i += 1) {
    const steps = await beginSignIn(browser);
    await browser.post(`${steps}password/`, { name: 'rosa', password: goodPassword });
    const code = (codes[0] ?? '').toUpperCase().replaceAll('-', ' ');
    tries.push((await browser.post(`${steps}recovery/`, { code })).json());
  }
  expect(tries).toMatchObject([{ step: 'done' }, { code: 'wrong_code' }]);
});

test('a disabled account is out at once, and can’t come in', async () => {
  const { id } = await person(world, 'dora', 'endpoint_ops');
  const browser = new TestBrowser(world.app);
  const steps = await beginSignIn(browser);
  await browser.post(`${steps}password/`, { name: 'dora', password: goodPassword });
  await finishSignIn(browser, steps);
  expect((await browser.get('/api/session/')).statusCode).toBe(200);

  const admin = await bootstrapBrowser(world);
  expect((await admin.post(`/api/users/${id}/disable/`)).json()).toMatchObject({ sessions: 0 });
  expect((await browser.get('/api/session/')).statusCode).toBe(401);
  const later = await beginSignIn(browser);
  const refused = await browser.post(`${later}password/`, { name: 'dora', password: goodPassword });
  expect(refused.json()).toMatchObject({ code: 'wrong_credentials' });
});

test('a set-up link works once', async () => {
  const admin = await bootstrapBrowser(world);
  const made = await admin.post('/api/users/', {
    name: 'lena',
    display_name: 'Lena',
    role: 'auditor',
  });
  const secret = new URL(made.json<{ set_up_link: string }>().set_up_link).hash.slice(6);
  const set = (password: string) =>
    new TestBrowser(world.app).post('/api/set-up/password/', { link: secret, password });
  expect((await set('lena-lena-lena')).json()).toMatchObject({ code: 'weak_password' });
  expect((await set(goodPassword)).statusCode).toBe(200);
  expect((await set(goodPassword)).json()).toMatchObject({ code: 'dead_link' });
});
