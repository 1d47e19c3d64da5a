import type { Ingredients, Make } from './examples.ts';

const get =
  (url: (from: Ingredients) => string): Make =>
  (from) => ({ method: 'GET', url: url(from) });

/** Of everything about who is told of what. */
export const notifyExamples: Readonly<Record<string, Make>> = {
  'GET /api/webhooks/': get(() => '/api/webhooks/'),
  'POST /api/webhooks/': ({ fresh }) => ({
    method: 'POST',
    url: '/api/webhooks/',
    payload: { name: fresh(), url: 'https://192.0.2.1/hook', actions: ['site'] },
  }),
  'GET /api/webhooks/:id/': get(({ webhook }) => `/api/webhooks/${webhook}/`),
  'PATCH /api/webhooks/:id/': ({ webhook }) => ({
    method: 'PATCH',
    url: `/api/webhooks/${webhook}/`,
    payload: { name: 'Renamed' },
  }),
  'DELETE /api/webhooks/:id/': async ({ freshWebhook }) => ({
    method: 'DELETE',
    url: `/api/webhooks/${(await freshWebhook()).id}/`,
  }),
  'POST /api/webhooks/:id/secret/': ({ webhook }) => ({
    method: 'POST',
    url: `/api/webhooks/${webhook}/secret/`,
  }),
  'POST /api/webhooks/:id/test/': ({ webhook }) => ({
    method: 'POST',
    url: `/api/webhooks/${webhook}/test/`,
  }),
  'GET /api/webhooks/:id/deliveries/': get(({ webhook }) => `/api/webhooks/${webhook}/deliveries/`),
  'POST /api/webhooks/:id/replays/': ({ webhook }) => ({
    method: 'POST',
    url: `/api/webhooks/${webhook}/replays/`,
    payload: { from_position: 1, through_position: 5 },
  }),
  'POST /api/webhooks/:id/deliveries/:delivery/again/': async ({ freshWebhook }) => {
    const { id, delivery } = await freshWebhook();
    return { method: 'POST', url: `/api/webhooks/${id}/deliveries/${delivery}/again/` };
  },
  'GET /api/mail-server/': get(() => '/api/mail-server/'),
  'PUT /api/mail-server/': () => ({
    method: 'PUT',
    url: '/api/mail-server/',
    payload: {
      host: '192.0.2.1',
      port: 587,
      security: 'starttls',
      sender: 'eucora@example.org',
      username: '',
    },
  }),
  'DELETE /api/mail-server/': async ({ mailServer }) => {
    await mailServer();
    return { method: 'DELETE', url: '/api/mail-server/' };
  },
  'GET /api/mail-targets/': get(() => '/api/mail-targets/'),
  'POST /api/mail-targets/': ({ fresh }) => ({
    method: 'POST',
    url: '/api/mail-targets/',
    payload: { name: fresh(), recipients: ['anna@example.org'] },
  }),
  'PATCH /api/mail-targets/:id/': async ({ freshMailTarget }) => ({
    method: 'PATCH',
    url: `/api/mail-targets/${(await freshMailTarget()).id}/`,
    payload: { name: 'Renamed' },
  }),
  'DELETE /api/mail-targets/:id/': async ({ freshMailTarget }) => ({
    method: 'DELETE',
    url: `/api/mail-targets/${(await freshMailTarget()).id}/`,
  }),
  'POST /api/mail-targets/:id/test/': async ({ freshMailTarget }) => ({
    method: 'POST',
    url: `/api/mail-targets/${(await freshMailTarget()).id}/test/`,
  }),
  'GET /api/mail-targets/:id/deliveries/': async ({ freshMailTarget }) => ({
    method: 'GET',
    url: `/api/mail-targets/${(await freshMailTarget()).id}/deliveries/`,
  }),
  'POST /api/mail-targets/:id/deliveries/:delivery/again/': async ({ freshMailTarget }) => {
    const { id, delivery } = await freshMailTarget();
    return { method: 'POST', url: `/api/mail-targets/${id}/deliveries/${delivery}/again/` };
  },
  'GET /api/alerts/': get(() => '/api/alerts/'),
  'POST /api/alerts/:id/acknowledge/': async ({ freshAlert }) => ({
    method: 'POST',
    url: `/api/alerts/${await freshAlert()}/acknowledge/`,
  }),
  'GET /api/alert-rules/': get(() => '/api/alert-rules/'),
  'POST /api/alert-rules/': ({ fresh, webhook }) => ({
    method: 'POST',
    url: '/api/alert-rules/',
    payload: { name: fresh(), targets: [webhook], lasting_minutes: 240 },
  }),
  'GET /api/alert-rules/:id/': async ({ freshRule }) => ({
    method: 'GET',
    url: `/api/alert-rules/${await freshRule()}/`,
  }),
  'PATCH /api/alert-rules/:id/': async ({ freshRule }) => ({
    method: 'PATCH',
    url: `/api/alert-rules/${await freshRule()}/`,
    payload: { enabled: false },
  }),
  'DELETE /api/alert-rules/:id/': async ({ freshRule }) => ({
    method: 'DELETE',
    url: `/api/alert-rules/${await freshRule()}/`,
  }),
  'POST /api/alert-rules/:id/test/': async ({ freshRule }) => ({
    method: 'POST',
    url: `/api/alert-rules/${await freshRule()}/test/`,
  }),
};
