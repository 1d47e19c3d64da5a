import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { TestBrowser } from '../../../testing/browser.ts';
import { startPeopleWorld, type PeopleWorld } from '../../../testing/people-world.ts';
import { StrangeProvider } from '../../../testing/strange-provider.ts';
import { externalProvider } from './settings.ts';

// Signing out where somebody signed in: OpenID Connect RP-Initiated Logout 1.0.

let world: PeopleWorld;
let provider: StrangeProvider;
const places = { good: '', foreign: 'http://elsewhere.example/end', script: 'javascript:alert(1)' };

beforeAll(async () => {
  provider = await StrangeProvider.start();
  places.good = `${provider.issuer}/end?tenant=1`;
  const external = externalProvider(
    {
      id: 'corp',
      name: 'Corporate sign-in',
      issuer: provider.issuer,
      client_id: provider.clientId,
      roles: { Auditors: 'auditor' },
    },
    undefined,
  );
  world = await startPeopleWorld(({ identity }) => ({ identity: { ...identity, external } }));
});
afterEach(() => void vi.useRealTimers());
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await provider[Symbol.asyncDispose]();
});

/** Signs in at the provider by the token of the answer. */
async function signIn(): Promise<{ browser: TestBrowser; idToken: string }> {
  const browser = new TestBrowser(world.app);
  const begun = await browser.get('/api/session/begin/?provider=corp');
  const asked = new URL(String(begun.headers.location));
  provider.nonce = asked.searchParams.get('nonce') ?? '';
  let idToken = '';
  provider.idToken = async (it) => (idToken = await it.sign({}));
  const state = asked.searchParams.get('state') ?? '';
  const { path } = await browser.open(`/api/session/callback/?code=abc&state=${state}`);
  expect(path).toBe('/');
  return { browser, idToken };
}

/** What the provider's document says from now on; it is read again after an hour. */
function offers(place: string, hours: number): void {
  provider.discovery = { end_session_endpoint: place };
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + hours * 3_600_000 });
}

const kept = async (): Promise<Buffer[]> => {
  const sql = 'SELECT id_token AS bytes FROM identity.session_id_tokens';
  return (await world.postgres.db.query<{ bytes: Buffer }>(sql)).rows.map(({ bytes }) => bytes);
};

test('a provider without such a place: only the session here ends', async () => {
  const { browser } = await signIn();
  expect((await browser.delete('/api/session/')).statusCode).toBe(204);
  expect((await browser.get('/api/session/')).statusCode).toBe(401);
  expect(await kept()).toEqual([]);
});

test('the browser goes on to the provider, with the token that opened the session', async () => {
  offers(places.good, 2);
  const { browser, idToken } = await signIn();
  const [sealed] = await kept();
  expect(sealed?.includes(Buffer.from(idToken.slice(0, 20)))).toBe(false);

  const answer = await browser.delete('/api/session/');
  expect(answer.statusCode).toBe(200);
  const { location } = answer.json<{ location: string }>();
  const { origin, pathname, searchParams } = new URL(location);
  expect(`${origin}${pathname}`).toBe(`${provider.issuer}/end`);
  expect(Object.fromEntries(searchParams)).toMatchObject({
    tenant: '1',
    client_id: provider.clientId,
    id_token_hint: idToken,
    post_logout_redirect_uri: `${browser.origin}/sign-in`,
  });
  expect((await browser.get('/api/session/')).statusCode).toBe(401);
  expect(await kept()).toEqual([]);
});

test.each([
  ['foreign', 4],
  ['script', 6],
] as const)('a %s place is not gone to', async (which, hours) => {
  offers(places[which], hours);
  const { browser } = await signIn();
  expect((await browser.delete('/api/session/')).statusCode).toBe(204);
  expect((await browser.get('/api/session/')).statusCode).toBe(401);
});
