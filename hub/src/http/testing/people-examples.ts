import { goodPassword } from '../../testing/people-world.ts';
import type { TestBrowser } from '../../testing/browser.ts';
import type { Account, Visitor } from './accounts.ts';
import type { Example, Ingredients, Make } from './examples.ts';

const noSignIn = '/api/sign-in/no-such-sign-in-at-all/';
const credential = { id: 'a', rawId: 'a', type: 'public-key', response: {} };
const noSession = '018f3a2b-7c4d-7e5f-8a6b-9c0d1e2f3a4b';

type Method = Example['method'];
const asked =
  (method: Method, url: string, payload?: object): Make =>
  () => ({ method, url, ...(payload === undefined ? {} : { payload }) });
const onUser =
  (action: string, payload: object = {}): Make =>
  async ({ freshUser }) => ({
    method: 'POST',
    url: `/api/users/${await freshUser()}/${action}/`,
    payload,
  });

type Prepared = Partial<Pick<Example, 'url' | 'payload'>>;
/** Of one's own profile: who has an account gets what the request needs, others ask in vain. */
const ofAccount =
  (
    method: Method,
    url: string,
    payload: object | undefined,
    prepare: (account: Account, from: Ingredients) => Promise<Prepared>,
  ): Make =>
  async (from, { account }) => {
    const prepared = account && (await prepare(account, from));
    return { method, url, ...(payload === undefined ? {} : { payload }), ...prepared };
  };
const nothing = (): Promise<Prepared> => Promise.resolve({});

interface Step {
  readonly browser: TestBrowser;
  readonly steps: string;
}
/** A step of a sign-in: who is at the page is as far as the step needs, others have no sign-in. */
const ofVisitor =
  (
    method: Method,
    step: string,
    payload: object | undefined,
    prepare: (visitor: Visitor) => Promise<Step & { readonly payload?: object }>,
  ): Make =>
  async (_from, { visitor }) => {
    const sent = payload === undefined ? {} : { payload };
    if (visitor === undefined) return { method, url: `${noSignIn}${step}`, ...sent };
    const { browser, steps, ...own } = await prepare(visitor);
    const url = `${steps}${step}`;
    return { method, url, ...sent, ...own, cookies: browser.sentTo(url) };
  };

const profileExamples: Readonly<Record<string, Make>> = {
  'GET /api/profile/': ofAccount('GET', '/api/profile/', undefined, nothing),
  'POST /api/profile/password/': ofAccount(
    'POST',
    '/api/profile/password/',
    { current: 'x', password: 'y' },
    (account) => Promise.resolve({ payload: account.passwordChange() }),
  ),
  'POST /api/profile/totp/': ofAccount('POST', '/api/profile/totp/', {}, async (account) => {
    await account.withoutAuthenticator();
    return {};
  }),
  'POST /api/profile/totp/confirm/': ofAccount(
    'POST',
    '/api/profile/totp/confirm/',
    { code: '123456' },
    async (account) => ({ payload: await account.offeredCode() }),
  ),
  'DELETE /api/profile/totp/': ofAccount(
    'DELETE',
    '/api/profile/totp/',
    undefined,
    async (account) => {
      await account.twoFactors();
      return {};
    },
  ),
  'POST /api/profile/passkeys/options/': ofAccount(
    'POST',
    '/api/profile/passkeys/options/',
    {},
    nothing,
  ),
  'POST /api/profile/passkeys/': ofAccount(
    'POST',
    '/api/profile/passkeys/',
    { name: 'Laptop', response: credential },
    async (account) => ({ payload: { name: 'Laptop', response: await account.newPasskey() } }),
  ),
  'DELETE /api/profile/passkeys/:id/': ofAccount(
    'DELETE',
    '/api/profile/passkeys/abc/',
    undefined,
    async (account) => ({ url: `/api/profile/passkeys/${await account.twoFactors()}/` }),
  ),
  'POST /api/profile/recovery-codes/': ofAccount(
    'POST',
    '/api/profile/recovery-codes/',
    {},
    nothing,
  ),
  'DELETE /api/profile/sessions/': ofAccount(
    'DELETE',
    '/api/profile/sessions/',
    undefined,
    nothing,
  ),
  'DELETE /api/profile/sessions/:id/': ofAccount(
    'DELETE',
    `/api/profile/sessions/${noSession}/`,
    undefined,
    async (account, { deps }) => ({
      url: `/api/profile/sessions/${await account.otherSession(deps)}/`,
    }),
  ),
};

const signInExamples: Readonly<Record<string, Make>> = {
  'GET /api/sign-in/:uid/': ofVisitor('GET', '', undefined, (it) => it.fresh()),
  'GET /api/sign-in/:uid/state/': ofVisitor('GET', 'state/', undefined, (it) => it.fresh()),
  'POST /api/sign-in/:uid/password/': ofVisitor(
    'POST',
    'password/',
    { name: 'visitor-plain', password: goodPassword },
    (it) => it.fresh(),
  ),
  'POST /api/sign-in/:uid/totp/': ofVisitor('POST', 'totp/', { code: '123456' }, async (it) => ({
    ...(await it.known('guarded')),
    payload: it.code(),
  })),
  'POST /api/sign-in/:uid/recovery/': ofVisitor(
    'POST',
    'recovery/',
    { code: '123456' },
    async (it) => ({ ...(await it.known('guarded')), payload: it.recoveryCode() }),
  ),
  'POST /api/sign-in/:uid/passkey/options/': ofVisitor('POST', 'passkey/options/', {}, (it) =>
    it.fresh(),
  ),
  'POST /api/sign-in/:uid/passkey/': ofVisitor(
    'POST',
    'passkey/',
    { response: credential },
    async (it) => {
      const begun = await it.fresh();
      const response = await it.shownPasskey(begun.browser, begun.steps);
      return { ...begun, payload: { response } };
    },
  ),
  'POST /api/sign-in/:uid/enrol/totp/': ofVisitor('POST', 'enrol/totp/', {}, (it) =>
    it.known('bare'),
  ),
  'POST /api/sign-in/:uid/enrol/totp/confirm/': ofVisitor(
    'POST',
    'enrol/totp/confirm/',
    { code: '123456' },
    async (it) => {
      await it.accounts.bare.forgetFactors();
      const begun = await it.known('bare');
      return { ...begun, payload: await it.offeredCode(begun.browser, begun.steps) };
    },
  ),
  'POST /api/sign-in/:uid/enrol/passkey/options/': ofVisitor(
    'POST',
    'enrol/passkey/options/',
    {},
    async (it) => {
      await it.accounts.bare.forgetFactors();
      return it.known('bare');
    },
  ),
  'POST /api/sign-in/:uid/enrol/passkey/': ofVisitor(
    'POST',
    'enrol/passkey/',
    { name: 'Laptop', response: credential },
    async (it) => {
      await it.accounts.bare.forgetFactors();
      const begun = await it.known('bare');
      const response = await it.madePasskey(begun.browser, begun.steps);
      return { ...begun, payload: { name: 'Laptop', response } };
    },
  ),
  'POST /api/sign-in/:uid/finish/': ofVisitor('POST', 'finish/', {}, (it) => it.known('plain')),
};

/** The provider's answer to a sign-in that was completed, as the browser brings it. */
async function realCallback(visitor: Visitor): Promise<Example> {
  const { browser, steps } = await visitor.known('plain');
  const finish = await browser.post(`${steps}finish/`);
  const { location } = finish.json<{ location: string }>();
  const there = new URL(location, browser.origin);
  const answer = await browser.get(`${there.pathname}${there.search}`);
  const back = new URL(String(answer.headers.location), browser.origin);
  const url = `${back.pathname}${back.search}`;
  return { method: 'GET', url, cookies: browser.sentTo(url) };
}

/**
 * Of routes about people. A profile is its owner's alone and a sign-in its browser's: both turn
 * everybody away who comes with a token, or with somebody else's session.
 */
export const peopleExamples: Readonly<Record<string, Make>> = {
  'GET /api/session/callback/': (_from, { visitor }) =>
    visitor === undefined
      ? { method: 'GET', url: '/api/session/callback/?code=x&state=y' }
      : realCallback(visitor),
  'GET /api/users/': asked('GET', '/api/users/'),
  'GET /api/users/:id/': async ({ freshUser }) => ({
    method: 'GET',
    url: `/api/users/${await freshUser()}/`,
  }),
  'POST /api/users/': ({ fresh }) => ({
    method: 'POST',
    url: '/api/users/',
    payload: { name: fresh(), display_name: 'Fresh', role: 'endpoint_ops' },
  }),
  'POST /api/users/:id/set-up-link/': onUser('set-up-link'),
  'POST /api/users/:id/disable/': onUser('disable'),
  'POST /api/users/:id/enable/': async ({ freshUser }) => ({
    method: 'POST',
    url: `/api/users/${await freshUser('disabled')}/enable/`,
    payload: {},
  }),
  'POST /api/users/:id/end-sessions/': onUser('end-sessions'),
  'POST /api/set-up/': async ({ setUpLink }) => ({
    method: 'POST',
    url: '/api/set-up/',
    payload: { link: await setUpLink() },
  }),
  'POST /api/set-up/password/': async ({ setUpLink }) => ({
    method: 'POST',
    url: '/api/set-up/password/',
    payload: { link: await setUpLink(), password: 'correct horse battery staple' },
  }),
  ...profileExamples,
  ...signInExamples,
};
