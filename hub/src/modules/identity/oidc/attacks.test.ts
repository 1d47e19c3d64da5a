import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportSPKI, importJWK } from 'jose';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { TestBrowser } from '../../../testing/browser.ts';
import { startPeopleWorld, type PeopleWorld } from '../../../testing/people-world.ts';
import { newKey, StrangeProvider } from '../../../testing/strange-provider.ts';
import { externalProvider } from './settings.ts';

// What a provider, or somebody between it and the hub, could send: each refused by name.

let world: PeopleWorld;
let provider: StrangeProvider;
beforeAll(async () => {
  provider = await StrangeProvider.start();
  const external = externalProvider(
    {
      id: 'corp',
      name: 'Corporate sign-in',
      issuer: provider.issuer,
      client_id: provider.clientId,
      roles: { Auditors: 'auditor', Admins: 'platform_admin' },
    },
    undefined,
  );
  world = await startPeopleWorld(({ identity }) => ({ identity: { ...identity, external } }));
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await provider[Symbol.asyncDispose]();
});
afterEach(() => {
  provider.idToken = (it) => it.sign({});
  vi.useRealTimers();
  world.resetClock();
});

/** Goes to the provider and comes back with a code; where the browser ends. */
async function signIn(browser = new TestBrowser(world.app)): Promise<string> {
  return (await browser.open(await callback(browser))).path;
}

async function callback(browser: TestBrowser, next?: string): Promise<string> {
  const query = new URLSearchParams({ provider: 'corp', ...(next === undefined ? {} : { next }) });
  const begun = await browser.get(`/api/session/begin/?${query.toString()}`);
  const asked = new URL(String(begun.headers.location));
  provider.nonce = asked.searchParams.get('nonce') ?? '';
  expect(asked.searchParams.get('code_challenge_method')).toBe('S256');
  return `/api/session/callback/?code=abc&state=${asked.searchParams.get('state') ?? ''}`;
}

const actorOf = async (browser: TestBrowser): Promise<unknown> =>
  (await browser.get('/api/session/')).json();

test('an honest provider signs in, with the role that a group gives', async () => {
  const browser = new TestBrowser(world.app);
  expect(await signIn(browser)).toBe('/');
  expect(await actorOf(browser)).toMatchObject({ actor: 'priya@corp', roles: ['auditor'] });
});

test('keys that the provider rotated are followed', async () => {
  expect(await signIn()).toBe('/');
  const asked = provider.keyRequests;
  expect(await signIn()).toBe('/');
  expect(provider.keyRequests).toBe(asked);

  await provider.rotate();
  // Unknown keys are looked up once in a while only, or forged ones would load the provider.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11_000 });
  expect(await signIn()).toBe('/');
  expect(provider.keyRequests).toBe(asked + 1);
});

test('JWT alg none: a token without a signature', async () => {
  provider.idToken = (it) => {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return Promise.resolve(`${part({ alg: 'none' })}.${part(it.claims())}.`);
  };
  expect(await signIn()).toMatch(/^\/sign-in\?fault=(?:oidc_response|id_token_algorithm)$/);
});

test('JWT alg confusion: a token signed with the public key as an HMAC secret', async () => {
  provider.idToken = async (it) => {
    const key = await importJWK(it.key.publicJwk, 'ES256', { extractable: true });
    if (key instanceof Uint8Array) throw new TypeError('no public key');
    const secret = await exportSPKI(key);
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ alg: 'HS256', kid: it.key.kid })}.${part(it.claims())}`;
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  };
  expect(await signIn()).toMatch(/^\/sign-in\?fault=(?:oidc_response|id_token_algorithm)$/);
});

test('a token signed by another key under the known key id', async () => {
  const forger = await newKey();
  provider.idToken = (it) => it.sign({}, { ...forger, kid: it.key.kid });
  expect(await signIn()).toBe('/sign-in?fault=id_token_signature');
});

const second = (offset: number): number => Math.floor(Date.now() / 1_000) + offset;
test.each([
  ['wrong audience', { aud: 'another-client' }],
  ['an audience shared with another client, not made for this one', { aud: ['eucora', 'other'] }],
  ['made for another authorized party', { azp: 'other' }],
  ['wrong issuer', { iss: 'https://evil.example' }],
  ['expired token', { iat: second(-900), exp: second(-300) }],
  ['future token', { iat: second(900), exp: second(1_200) }],
  ['not valid yet', { nbf: second(900) }],
  ['old token, though it has not expired', { iat: second(-3_600), exp: second(3_600) }],
  ['a token of another sign-in: wrong nonce', { nonce: 'another' }],
  ['no subject', { sub: '' }],
] as const)('%s is refused', async (_, over) => {
  provider.idToken = (it) => it.sign({ ...over } as Record<string, unknown>);
  const browser = new TestBrowser(world.app);
  expect(await signIn(browser)).toMatch(/^\/sign-in\?fault=(?:oidc_response|id_token_\w+)$/);
  expect(await actorOf(browser)).toMatchObject({ status: 401 });
});

test('clocks may differ by the tolerance', async () => {
  provider.idToken = (it) => it.sign({ iat: second(20), exp: second(320) });
  expect(await signIn()).toBe('/');
});

test('somebody without a role is not let in', async () => {
  provider.idToken = (it) => it.sign({ sub: 'person-2', groups: ['Visitors'] });
  expect(await signIn()).toBe('/sign-in?fault=no_role');
});

test('an administrator’s group without a second factor is not let in', async () => {
  provider.idToken = (it) => it.sign({ sub: 'person-3', groups: ['Admins'], amr: ['pwd'] });
  expect(await signIn()).toBe('/sign-in?fault=second_factor_missing');
});

test('what a provider calls a second factor is one in the session, by whichever word', async () => {
  provider.idToken = (it) => it.sign({ sub: 'person-5', groups: ['Admins'], amr: ['pwd', 'otp'] });
  const browser = new TestBrowser(world.app);
  expect(await signIn(browser)).toBe('/');
  expect((await browser.get('/api/session/')).json()).toMatchObject({ role: 'platform_admin' });
});

test('a provider can’t take the name of a local account or of the hub', async () => {
  provider.idToken = (it) => it.sign({ sub: 'person-4', preferred_username: 'admin' });
  const browser = new TestBrowser(world.app);
  await signIn(browser);
  expect(await actorOf(browser)).toMatchObject({ actor: 'admin@corp' });
});

test('login CSRF: a callback that another browser began', async () => {
  const attacker = new TestBrowser(world.app);
  const path = await callback(attacker);
  const victim = new TestBrowser(world.app);
  expect((await victim.open(path)).path).toBe('/sign-in?fault=oidc_state');
  expect(await actorOf(victim)).toMatchObject({ status: 401 });
});

test('a callback counts once', async () => {
  const browser = new TestBrowser(world.app);
  const path = await callback(browser);
  const cookies = [...browser.cookies];
  expect((await browser.open(path)).path).toBe('/');
  const thief = new TestBrowser(world.app);
  thief.cookies = cookies;
  expect((await thief.open(path)).path).toBe('/sign-in?fault=oidc_state');
});

test('a callback that took too long', async () => {
  const browser = new TestBrowser(world.app);
  const path = await callback(browser);
  world.advance(16 * 60_000);
  expect((await browser.open(path)).path).toBe('/sign-in?fault=oidc_state');
});

test.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  'javascript:alert(1)',
  '/api/session/begin/?provider=corp',
  '/..//evil.example',
])('open redirect in login: %j goes nowhere', async (next) => {
  const browser = new TestBrowser(world.app);
  const end = await browser.open(await callback(browser, next));
  expect(end.answer.headers.location).toBe('/');
});

test('a foreign Host header names no address to send a code to', async () => {
  const browser = new TestBrowser(world.app, 'http://evil.example');
  const answer = await browser.get('/api/session/begin/?provider=corp');
  expect(answer.json()).toMatchObject({ status: 400, code: 'no_public_url' });
});

test('SSRF: a provider whose documents name an address inside sends no request there', async () => {
  let asked = 0;
  const inside = createServer((_request, response) => {
    asked += 1;
    response.end('{}');
  });
  inside.listen(0, '127.0.0.2');
  await once(inside, 'listening');
  const address = inside.address();
  if (address === null || typeof address === 'string') throw new TypeError('no TCP port');
  provider.discovery = { token_endpoint: `http://127.0.0.2:${address.port}/token` };
  world.advance(61 * 60_000); // what was discovered before holds for an hour
  try {
    expect(await signIn()).toBe('/sign-in?fault=unavailable');
    expect(asked).toBe(0);
  } finally {
    provider.discovery = {};
    inside.close();
  }
});
