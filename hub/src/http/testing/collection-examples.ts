import type { Make } from './examples.ts';

const all = '/api/privacy/collection/defaults/';
const ofSite = (site: string): string => `/api/privacy/collection/sites/${site}/`;

/** One for each route about what is collected. */
export const collectionExamples: Readonly<Record<string, Make>> = {
  'GET /api/privacy/collection/sites/': () => ({
    method: 'GET',
    url: '/api/privacy/collection/sites/',
  }),
  'GET /api/privacy/collection/sites/:site/': ({ site }) => ({ method: 'GET', url: ofSite(site) }),
  'GET /api/privacy/collection/defaults/': () => ({ method: 'GET', url: all }),
  'PUT /api/privacy/collection/sites/:site/:item/': ({ site }) => ({
    method: 'PUT',
    url: `${ofSite(site)}disks/`,
    payload: { choice: 'off' },
  }),
  'DELETE /api/privacy/collection/sites/:site/:item/': ({ site }) => ({
    method: 'DELETE',
    url: `${ofSite(site)}disks/`,
  }),
  'PUT /api/privacy/collection/defaults/:item/': () => ({
    method: 'PUT',
    url: `${all}network/`,
    payload: { choice: 'minimised' },
  }),
  'POST /api/privacy/collection/sites/:site/:item/consent/': async ({ site, consents }) => {
    await consents(false);
    const payload = { ground: 'works agreement of 3 May' };
    return { method: 'POST', url: `${ofSite(site)}user-names/consent/`, payload };
  },
  'DELETE /api/privacy/collection/sites/:site/:item/consent/': async ({ site, consents }) => {
    await consents(true);
    return { method: 'DELETE', url: `${ofSite(site)}user-names/consent/` };
  },
  'POST /api/privacy/collection/defaults/:item/consent/': async ({ consents }) => {
    await consents(false);
    const payload = { ground: 'works agreement of 3 May' };
    return { method: 'POST', url: `${all}user-names/consent/`, payload };
  },
  'DELETE /api/privacy/collection/defaults/:item/consent/': async ({ consents }) => {
    await consents(true);
    return { method: 'DELETE', url: `${all}user-names/consent/` };
  },
};
