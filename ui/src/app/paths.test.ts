import { describe, expect, it } from 'vitest';
import { paths } from './paths.ts';
import { matchRoute, safeNext } from './routes.ts';

const PURL = 'pkg:deb/debian/libc6?arch=amd64#x/y';
const BUILT = {
  overview: paths.overview(),
  signIn: paths.signIn(),
  signInWithNext: paths.signIn('/devices?site=hq'),
  sites: paths.sites(),
  site: paths.site('hq'),
  devices: paths.devices(),
  devicesFiltered: paths.devices({
    site: 'hq',
    search: 'a b&c',
    simulated: 'no',
    sort: 'last_event_at',
  }),
  device: paths.device('0a1b'),
  deviceUsage: paths.device('0a1b', 'usage'),
  applications: paths.applications(),
  applicationsFound: paths.applications('lib c'),
  application: paths.application(PURL),
  audit: paths.audit(),
  auditFiltered: paths.audit({ actor: 'ingest', action: 'segment.refused' }),
  auditEntry: paths.audit({ outcome: 'failed', from: '2026-01-01T00:00:00.000Z' }, 12),
  auditProof: paths.auditProof(),
  auditExport: paths.auditExport({ site: 'hq' }, 'csv'),
  quarantine: paths.quarantine(),
  conflicts: paths.conflicts(),
  conflictsResolved: paths.conflicts('resolved'),
  conflict: paths.conflict(7),
  access: paths.access(),
  accessGrants: paths.access('grants'),
  group: paths.group('line controllers'),
  keys: paths.keys(),
  trust: paths.trust(),
  notifications: paths.notifications(),
  mailTarget: paths.mailTarget('m'),
  privacyPersons: paths.privacy('persons'),
  erasure: paths.erasure('e 1'),
  webhook: paths.webhook('w 1'),
  apiDocs: paths.apiDocs(),
  eventStream: paths.eventStream(),
};

describe('paths', () => {
  it('builds exactly these addresses', () => {
    expect(BUILT).toMatchInlineSnapshot(`
      {
        "access": "/access/tokens",
        "accessGrants": "/access/grants",
        "apiDocs": "/api/docs/",
        "application": "/applications/pkg%3Adeb%2Fdebian%2Flibc6%3Farch%3Damd64%23x%2Fy",
        "applications": "/applications",
        "applicationsFound": "/applications?search=lib+c",
        "audit": "/audit",
        "auditEntry": "/audit?outcome=failed&from=2026-01-01T00%3A00%3A00.000Z&entry=12",
        "auditExport": "/api/audit/export/?site=hq&format=csv",
        "auditFiltered": "/audit?actor=ingest&action=segment.refused",
        "auditProof": "/audit/proof",
        "conflict": "/conflicts/7",
        "conflicts": "/conflicts",
        "conflictsResolved": "/conflicts?state=resolved",
        "device": "/devices/0a1b",
        "deviceUsage": "/devices/0a1b/usage",
        "devices": "/devices",
        "devicesFiltered": "/devices?site=hq&search=a+b%26c&simulated=no&sort=last_event_at",
        "erasure": "/privacy/persons/e%201",
        "eventStream": "/api/events/stream/",
        "group": "/access/groups/line%20controllers",
        "keys": "/system/keys",
        "mailTarget": "/notifications/mail/m",
        "notifications": "/notifications/alerts",
        "overview": "/",
        "privacyPersons": "/privacy/persons",
        "quarantine": "/quarantine",
        "signIn": "/sign-in",
        "signInWithNext": "/sign-in?next=%2Fdevices%3Fsite%3Dhq",
        "site": "/sites/hq",
        "sites": "/sites",
        "trust": "/trust",
        "webhook": "/notifications/webhooks/w%201",
      }
    `);
  });

  it('leaves no trace of an empty filter', () => {
    expect(paths.devices({ search: '' })).toBe('/devices');
  });
});

describe('matchRoute', () => {
  it('reads back every address that paths builds', () => {
    expect(matchRoute(BUILT.overview)).toEqual({ page: 'overview' });
    expect(matchRoute(BUILT.signInWithNext)).toEqual({ page: 'sign-in', next: '/devices?site=hq' });
    expect(matchRoute(BUILT.site)).toEqual({ page: 'site', id: 'hq' });
    expect(matchRoute(BUILT.devices)).toEqual({ page: 'devices', filter: {} });
    expect(matchRoute(BUILT.devicesFiltered)).toEqual({
      page: 'devices',
      filter: { site: 'hq', search: 'a b&c', simulated: 'no', sort: 'last_event_at' },
    });
    expect(matchRoute(BUILT.device)).toEqual({ page: 'device', id: '0a1b', tab: 'summary' });
    expect(matchRoute(BUILT.deviceUsage)).toEqual({ page: 'device', id: '0a1b', tab: 'usage' });
    expect(matchRoute(BUILT.application)).toEqual({ page: 'application', id: PURL });
    expect(matchRoute(BUILT.applicationsFound)).toEqual({ page: 'applications', search: 'lib c' });
    expect(matchRoute(BUILT.auditFiltered)).toEqual({
      page: 'audit',
      filter: { actor: 'ingest', action: 'segment.refused' },
    });
    expect(matchRoute(BUILT.auditEntry)).toEqual({
      page: 'audit',
      filter: { outcome: 'failed', from: '2026-01-01T00:00:00.000Z' },
      entry: 12,
    });
    expect(matchRoute(BUILT.auditProof)).toEqual({ page: 'audit-proof' });
    expect(matchRoute('/audit?outcome=odd&from=soon&entry=x')).toEqual({
      page: 'audit',
      filter: {},
    });
    expect(matchRoute(BUILT.quarantine)).toEqual({ page: 'quarantine' });
    expect(matchRoute(BUILT.conflicts)).toEqual({ page: 'conflicts', state: 'open' });
    expect(matchRoute(BUILT.conflictsResolved)).toEqual({ page: 'conflicts', state: 'resolved' });
    expect(matchRoute(BUILT.conflict)).toEqual({ page: 'conflict', id: 7 });
    expect(matchRoute(BUILT.keys)).toEqual({ page: 'keys' });
    expect(matchRoute(BUILT.trust)).toEqual({ page: 'trust' });
    expect(matchRoute(BUILT.notifications)).toEqual({ page: 'notifications', tab: 'alerts' });
    expect(matchRoute(BUILT.mailTarget)).toEqual({ page: 'mail-target', id: 'm' });
    expect(matchRoute(BUILT.webhook)).toEqual({ page: 'webhook', id: 'w 1' });
    expect(matchRoute('/conflicts/x')).toMatchObject({ page: 'not-found' });
    expect(matchRoute(BUILT.sites)).toEqual({ page: 'sites' });
  });

  it('takes the one-time link from the fragment, where no server sees it', () => {
    expect(matchRoute('/sign-in#link=abc')).toEqual({ page: 'sign-in', link: 'abc' });
  });

  it.each([
    '/nowhere',
    '/devices/1/nothing',
    '/sites/a/b',
    '/devices/1/usage/x',
    '/sites/%E0%A4%A',
  ])('does not know %s', (path) => {
    expect(matchRoute(path).page).toBe('not-found');
  });

  it('forgives a trailing slash', () => {
    expect(matchRoute('/devices/')).toEqual({ page: 'devices', filter: {} });
  });
});

describe('safeNext', () => {
  it.each([
    [undefined, '/'],
    ['/devices?site=hq', '/devices?site=hq'],
    ['//evil.example/', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example/', '/'],
    ['/sign-in', '/'],
    ['/nowhere', '/'],
  ])('goes from %s to %s', (next, expected) => {
    expect(safeNext(next)).toBe(expected);
  });
});
