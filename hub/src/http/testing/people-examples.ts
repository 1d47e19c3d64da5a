import type { Make } from './examples.ts';

const uid = '/api/sign-in/no-such-sign-in-at-all';
const credential = { id: 'a', rawId: 'a', type: 'public-key', response: {} };
const session = '018f3a2b-7c4d-7e5f-8a6b-9c0d1e2f3a4b';

function asked(method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object): Make {
  return () => ({ method, url, ...(payload === undefined ? {} : { payload }) });
}
const onUser =
  (action: string, payload: object = {}): Make =>
  async ({ freshUser }) => ({
    method: 'POST',
    url: `/api/users/${await freshUser()}/${action}/`,
    payload,
  });

/**
 * Of routes about people. A sign-in is its browser's alone, and a profile its owner's: both turn
 * everybody away who comes with a token, and are walked in identity's own tests.
 */
export const peopleExamples: Readonly<Record<string, Make>> = {
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
  'GET /api/sign-in/:uid/': asked('GET', `${uid}/`),
  'GET /api/sign-in/:uid/state/': asked('GET', `${uid}/state/`),
  'POST /api/sign-in/:uid/password/': asked('POST', `${uid}/password/`, {
    name: 'anna',
    password: 'x',
  }),
  'POST /api/sign-in/:uid/totp/': asked('POST', `${uid}/totp/`, { code: '123456' }),
  'POST /api/sign-in/:uid/recovery/': asked('POST', `${uid}/recovery/`, { code: '123456' }),
  'POST /api/sign-in/:uid/passkey/options/': asked('POST', `${uid}/passkey/options/`, {}),
  'POST /api/sign-in/:uid/passkey/': asked('POST', `${uid}/passkey/`, { response: credential }),
  'POST /api/sign-in/:uid/enrol/totp/': asked('POST', `${uid}/enrol/totp/`, {}),
  'POST /api/sign-in/:uid/enrol/totp/confirm/': asked('POST', `${uid}/enrol/totp/confirm/`, {
    code: '123456',
  }),
  'POST /api/sign-in/:uid/enrol/passkey/options/': asked(
    'POST',
    `${uid}/enrol/passkey/options/`,
    {},
  ),
  'POST /api/sign-in/:uid/enrol/passkey/': asked('POST', `${uid}/enrol/passkey/`, {
    name: 'Laptop',
    response: credential,
  }),
  'POST /api/sign-in/:uid/finish/': asked('POST', `${uid}/finish/`, {}),
  'GET /api/profile/': asked('GET', '/api/profile/'),
  'POST /api/profile/password/': asked('POST', '/api/profile/password/', {
    current: 'x',
    password: 'y',
  }),
  'POST /api/profile/totp/': asked('POST', '/api/profile/totp/', {}),
  'POST /api/profile/totp/confirm/': asked('POST', '/api/profile/totp/confirm/', {
    code: '123456',
  }),
  'DELETE /api/profile/totp/': asked('DELETE', '/api/profile/totp/'),
  'POST /api/profile/passkeys/options/': asked('POST', '/api/profile/passkeys/options/', {}),
  'POST /api/profile/passkeys/': asked('POST', '/api/profile/passkeys/', {
    name: 'Laptop',
    response: credential,
  }),
  'DELETE /api/profile/passkeys/:id/': asked('DELETE', '/api/profile/passkeys/abc/'),
  'POST /api/profile/recovery-codes/': asked('POST', '/api/profile/recovery-codes/', {}),
  'DELETE /api/profile/sessions/': asked('DELETE', '/api/profile/sessions/'),
  'DELETE /api/profile/sessions/:id/': asked('DELETE', `/api/profile/sessions/${session}/`),
};
