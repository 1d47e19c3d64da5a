import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createSignInLink,
  openSession,
  revokeServiceToken,
  sessionCookie,
} from '../modules/identity/index.ts';
import { everything } from '../platform/scope.ts';
import { bearer, startAttackedHub, type AttackedHub } from './testing/attacked-hub.ts';
import { enrol } from './testing/seed.ts';

// Each test is an attack by name on who may do what.

type Method = NonNullable<InjectOptions['method']>;
const dayMs = 86_400_000;
let hub: AttackedHub;

beforeAll(async () => {
  hub = await startAttackedHub();
});
afterAll(() => hub[Symbol.asyncDispose]());

describe('other sites (insecure direct object references)', () => {
  test('an object of another site answers word for word as one that does not exist', async () => {
    const nobody = { device: 'f'.repeat(32), site: 'nowhere', conflict: 99_999, item: 88_888 };
    const pairs: readonly (readonly [Method, string, string])[] = [
      ...['', 'hourly/', 'software/', 'usage/'].map(
        (rest) =>
          [
            'GET',
            `/api/devices/${hub.seeded.device}/${rest}`,
            `/api/devices/${nobody.device}/${rest}`,
          ] as const,
      ),
      ...['', 'losses/', 'journals/'].map(
        (rest) => ['GET', `/api/sites/hq/${rest}`, `/api/sites/${nobody.site}/${rest}`] as const,
      ),
      [
        'GET',
        `/api/devices/conflicts/${hub.seeded.conflict}/`,
        `/api/devices/conflicts/${nobody.conflict}/`,
      ],
      [
        'POST',
        `/api/quarantine/${hub.seeded.quarantined}/release/`,
        `/api/quarantine/${nobody.item}/release/`,
      ],
      ['GET', '/api/devices/?site=hq', `/api/devices/?site=${nobody.site}`],
    ];
    for (const [method, there, absent] of pairs) {
      const [one, other] = [
        await hub.ask(hub.ofVault, { method, url: there }),
        await hub.ask(hub.ofVault, { method, url: absent }),
      ];
      const said = ({ body, statusCode }: typeof one) => {
        const { detail, instance: _, ...rest } = JSON.parse(body) as Record<string, string>;
        return { statusCode, ...rest, detail: detail?.replace(/"[^"]+"/, '""') };
      };
      expect({ there, ...said(one) }).toEqual({ there, ...said(other), statusCode: 404 });
    }
  });

  test('a write to an object of another site changes nothing', async () => {
    const change = { environment: 'stolen' };
    const patch = await hub.ask(hub.ofVault, {
      method: 'PATCH',
      url: '/api/sites/hq/',
      payload: change,
    });
    expect(patch.statusCode).toBe(404);
    const { rows } = await hub.deps.db.query(`SELECT environment FROM sites.sites WHERE id = 'hq'`);
    expect(rows).toEqual([{ environment: 'production' }]);
  });

  test('a cursor of the whole list opens nothing of another site', async () => {
    const page = await hub.ask(hub.admin, { url: '/api/devices/?limit=1' });
    const { next_cursor: cursor } = page.json<{ next_cursor: string }>();
    const rest = await hub.ask(hub.ofVault, { url: `/api/devices/?limit=50&cursor=${cursor}` });
    const { items, total } = rest.json<{ items: { site_id: string }[]; total: number }>();
    expect(items.every((item) => item.site_id === 'vault')).toBe(true);
    expect(total).toBe(1);
  });

  test('nobody moves a site to where they hold nothing, or takes one by its label', async () => {
    const scope = { ...everything, environments: ['staging'] };
    const staging = await hub.token({ role: 'platform_admin', name: 'staging', scope });
    const url = '/api/sites/hq/';
    const take = await hub.ask(staging, {
      method: 'PATCH',
      url,
      payload: { environment: 'staging' },
    });
    expect(take.statusCode).toBe(404);
    await hub.ask(hub.admin, { method: 'PATCH', url, payload: { environment: 'staging' } });
    const away = await hub.ask(staging, { method: 'PATCH', url, payload: { environment: 'prod' } });
    expect(away.json()).toMatchObject({ status: 403, code: 'out_of_scope' });
    await hub.ask(hub.admin, { method: 'PATCH', url, payload: { environment: 'production' } });
  });

  test('who sees a group of devices sees its devices, and nothing of the rest of their site', async () => {
    const other = await enrol(hub.deps.db, 'hq');
    const scope = { ...everything, deviceGroups: ['kiosks'] };
    const kiosks = await hub.token({ role: 'endpoint_ops', name: 'kiosks', scope });
    const list = await hub.ask(kiosks, { url: '/api/devices/' });
    expect(list.json()).toMatchObject({
      total: 1,
      items: [{ id: hub.seeded.device }],
      coverage: { devices_total: 1, sites_total: 1 },
    });
    const statuses = [];
    for (const id of [hub.seeded.device, other.id]) {
      statuses.push((await hub.ask(kiosks, { url: `/api/devices/${id}/` })).statusCode);
    }
    expect(statuses).toEqual([200, 404]);
    expect((await hub.ask(kiosks, { url: '/api/sites/hq/' })).statusCode).toBe(404);
    expect((await hub.ask(kiosks, { url: '/api/sites/' })).json()).toMatchObject({ items: [] });
  });
});

describe('privileges', () => {
  const everywhere = {
    sites: 'all',
    business_units: 'all',
    device_groups: 'all',
    environments: 'all',
  };

  test.each([
    ['a wider scope', { role: 'auditor', scope: everywhere }, 'beyond_own_scope'],
    ['itself', { role: 'platform_admin', scope: { ...everywhere, sites: ['vault'] } }, 'own_grant'],
  ] as const)('a token cannot give %s', async (what, grant, code) => {
    const { rows } = await hub.deps.db.query<{ id: number }>(
      `SELECT id FROM identity.tokens WHERE actor = 'service:vault'`,
    );
    const self = `token:${rows[0]!.id}`;
    const before = await hub.countOf('identity.grants');
    const subject = what === 'itself' ? self : 'group:staff';
    const payload = { subject, ...grant };
    const answer = await hub.ask(hub.ofVault, { method: 'POST', url: '/api/grants/', payload });
    // A token is no subject of this route at all.
    expect(answer.json()).toMatchObject(
      what === 'itself' ? { status: 400 } : { status: 403, code },
    );
    expect(await hub.countOf('identity.grants')).toBe(before);
  });

  test.each([
    ['a user', 'unknown_user', { subject: `user:${randomUUID()}`, scope: everywhere }],
    ['a site', 'unknown_place', { scope: { ...everywhere, sites: ['hq', 'nowhere'] } }],
    ['a group', 'unknown_place', { scope: { ...everywhere, device_groups: ['kiosk'] } }],
  ] as const)('a grant names no %s that is not there', async (_, code, wrong) => {
    const payload = { subject: 'group:staff', role: 'auditor', ...wrong };
    const answer = await hub.ask(hub.admin, { method: 'POST', url: '/api/grants/', payload });
    expect(answer.json()).toMatchObject({ status: 400, code });
    const kiosks = { ...everywhere, device_groups: [hub.seeded.group] };
    const right = { ...payload, subject: 'group:staff', scope: kiosks };
    const given = await hub.ask(hub.admin, { method: 'POST', url: '/api/grants/', payload: right });
    expect(given.statusCode).toBe(201);
  });

  test('mass assignment: fields that are not the caller’s to set are refused', async () => {
    const scope = { ...everywhere, sites: ['vault'] };
    const good = { name: 'mass', role: 'end_user', days: 1, scope };
    const extras: readonly (readonly [Method, string, object])[] = [
      ['POST', '/api/service-tokens/', { ...good, created_by: 'root' }],
      ['POST', '/api/service-tokens/', { ...good, expires_at: '2099-01-01T00:00:00Z' }],
      [
        'POST',
        '/api/service-tokens/',
        { ...good, grants: [{ role: 'platform_admin', scope: everywhere }] },
      ],
      ['POST', '/api/service-tokens/', { ...good, scope: { ...scope, everything: true } }],
      ['POST', '/api/grants/', { subject: 'group:x', role: 'end_user', scope, granted_by: 'root' }],
      ['PATCH', '/api/sites/vault/', { environment: 'x', class: 'online' }],
      ['PATCH', '/api/sites/vault/', { environment: 'x', id: 'hq' }],
      [
        'POST',
        '/api/device-groups/',
        { id: 'mass', name: 'x', created_at: '2020-01-01T00:00:00Z' },
      ],
    ];
    const before = [await hub.countOf('identity.tokens'), await hub.countOf('identity.grants')];
    for (const [method, url, payload] of extras) {
      const answer = await hub.ask(hub.admin, { method, url, payload });
      expect({ url, payload, status: answer.statusCode }).toEqual({ url, payload, status: 400 });
    }
    expect([await hub.countOf('identity.tokens'), await hub.countOf('identity.grants')]).toEqual(
      before,
    );
  });

  test('prototype pollution: a body with __proto__ or constructor is refused', async () => {
    for (const payload of [
      '{"id":"polluted","name":"x","__proto__":{"admin":true}}',
      '{"id":"polluted","name":"x","constructor":{"prototype":{"admin":true}}}',
    ]) {
      const headers = { 'content-type': 'application/json' };
      const url = '/api/device-groups/';
      const answer = await hub.ask(hub.admin, { method: 'POST', url, payload, headers });
      expect(answer.statusCode).toBe(400);
    }
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
  });

  test('verb tampering: HEAD asks for what GET asks for, and no header overrides a method', async () => {
    const head = await hub.inject({ method: 'HEAD', url: '/api/audit/' });
    expect(head.statusCode).toBe(401);
    const auditor = await hub.token({ role: 'auditor', name: 'reader' });
    const url = `/api/device-groups/${hub.seeded.group}/`;
    for (const header of ['x-http-method-override', 'x-method-override', 'x-http-method']) {
      await hub.ask(auditor, { method: 'GET', url, headers: { [header]: 'DELETE' } });
    }
    expect((await hub.ask(auditor, { method: 'DELETE', url })).statusCode).toBe(403);
    expect(await hub.countOf('devices.groups')).toBeGreaterThan(0);
  });
});

describe('tokens', () => {
  test('an expired token is refused, and so is a session that it opened', async () => {
    const short = await hub.token({ role: 'auditor', name: 'short', days: 1 });
    const { secret } = await openSession(hub.deps, { token: short });
    const cookies = { [sessionCookie]: secret };
    expect((await hub.ask(short, { url: '/api/session/' })).statusCode).toBe(200);
    hub.pass(dayMs);
    expect((await hub.ask(short, { url: '/api/session/' })).statusCode).toBe(401);
    const session = await hub.inject({ url: '/api/session/', cookies });
    expect(session.statusCode).toBe(401);
    hub.pass(-dayMs);
  });

  test('a revoked token is refused at once, with the sessions that it opened', async () => {
    const leaked = await hub.token({ role: 'platform_admin', name: 'leaked' });
    const { secret } = await openSession(hub.deps, { token: leaked });
    await revokeServiceToken(hub.deps, { name: 'leaked' }, 'test');
    const statuses = [
      await hub.ask(leaked, { url: '/api/session/' }),
      await hub.inject({ url: '/api/session/', cookies: { [sessionCookie]: secret } }),
      await hub.inject({ method: 'POST', url: '/api/session/', payload: { token: leaked } }),
    ].map((answer) => answer.statusCode);
    expect(statuses).toEqual([401, 401, 401]);
  });

  test.each(['revoked', 'expired'] as const)(
    'live events end with the token that asked for them: %s',
    async (how) => {
      const name = `listener-${how}`;
      const held = await hub.token({ role: 'auditor', name, days: 1 });
      const { promise, resolve } = Promise.withResolvers<IncomingMessage>();
      get(new URL('/api/events/stream/', hub.origin), { headers: bearer(held) }, resolve);
      const stream = await promise;
      expect(stream.statusCode).toBe(200);
      stream.resume();
      await hub.sessionWatch.check();
      expect(stream.complete).toBe(false);
      const ended = once(stream, 'end');
      if (how === 'revoked') await revokeServiceToken(hub.deps, { name }, 'test');
      else hub.pass(dayMs);
      await hub.sessionWatch.check();
      await ended;
      if (how === 'expired') hub.pass(-dayMs);
    },
  );

  test('replay after signing out: the cookie of a session that ended opens nothing', async () => {
    const link = await createSignInLink(hub.deps, 'test');
    const { secret } = await openSession(hub.deps, { link });
    const cookies = { [sessionCookie]: secret };
    const headers = { origin: 'http://localhost' };
    const end = await hub.inject({ method: 'DELETE', url: '/api/session/', cookies, headers });
    expect(end.statusCode).toBe(204);
    expect((await hub.inject({ url: '/api/session/', cookies })).statusCode).toBe(401);
  });

  test('brute force: an address that shows wrong tokens has to wait; others do not', async () => {
    const remoteAddress = '203.0.113.9';
    const statuses = new Set<number>();
    for (let i = 0; i < 130; i += 1) {
      const headers = bearer(`eucora_token_${randomBytes(32).toString('base64url')}`);
      statuses.add((await hub.inject({ url: '/api/sites/', headers, remoteAddress })).statusCode);
    }
    expect([...statuses]).toEqual([401, 429]);
    const there = await hub.inject({
      url: '/api/sites/',
      headers: bearer(hub.admin),
      remoteAddress,
    });
    expect(there.statusCode).toBe(429);
    expect(Number(there.headers['retry-after'])).toBeGreaterThan(0);
    expect((await hub.ask(hub.admin, { url: '/api/sites/' })).statusCode).toBe(200);
  });

  test('the limit of a caller is not lifted by another address, header or cookie', async () => {
    const noisy = await hub.token({ role: 'platform_admin', name: 'noisy' });
    const refused: number[] = [];
    for (let i = 0; i < 310; i += 1) {
      const headers = {
        'x-forwarded-for': `192.0.2.${i % 250}`,
        forwarded: `for=192.0.2.${i % 250}`,
        authorization: i % 2 === 0 ? `Bearer ${noisy}` : `bearer ${noisy}`,
        cookie: `visitor=${i}`,
      };
      const url = `/api/device-groups/none-${i}/`;
      const answer = await hub.ask(noisy, { method: 'DELETE', url, headers });
      if (answer.statusCode === 429) refused.push(i);
    }
    expect(refused).toEqual([300, 301, 302, 303, 304, 305, 306, 307, 308, 309]);
    // Reading is counted apart, and so is everybody else.
    expect((await hub.ask(noisy, { url: '/api/sites/' })).statusCode).toBe(200);
  });

  test('secrets are neither stored nor listed nor logged', async () => {
    const url = '/api/service-tokens/';
    const scope = {
      sites: 'all',
      business_units: 'all',
      device_groups: 'all',
      environments: 'all',
    };
    const payload = { name: 'planted', role: 'auditor', days: 1, scope };
    const made = await hub.ask(hub.admin, { method: 'POST', url, payload });
    const { token: secret } = made.json<{ token: string }>();
    expect(made.headers['cache-control']).toBe('no-store');
    expect((await hub.ask(secret, { url: '/api/session/' })).statusCode).toBe(200);
    expect((await hub.ask(secret, { url: '/api/nowhere/' })).statusCode).toBe(404);
    expect((await hub.ask(hub.admin, { url })).body).not.toContain(secret);
    expect(hub.lines.join('\n')).not.toContain(secret.slice(-20));
    const { rows } = await hub.deps.db.query<{ text: string }>(
      `SELECT t::text || coalesce(a::text, '') AS text FROM identity.tokens t
         FULL JOIN audit.entries a ON false`,
    );
    expect(rows.map(({ text }) => text).join('\n')).not.toContain(secret.slice(-20));
  });
});

describe('other pages of the browser (cross-site request forgery)', () => {
  test.each([
    ['a page of another host', { origin: 'https://evil.example' }],
    ['another port of this host', { origin: 'http://localhost:81' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a request without an origin', {}],
    ['a host that looks alike', { origin: 'http://localhost.evil.example' }],
  ])('%s writes nothing with the visitor’s cookie', async (_, headers) => {
    const link = await createSignInLink(hub.deps, 'test');
    const { secret } = await openSession(hub.deps, { link });
    const cookies = { [sessionCookie]: secret };
    const url = `/api/device-groups/${hub.seeded.group}/`;
    const answer = await hub.inject({ method: 'DELETE', url, cookies, headers });
    expect(answer.json()).toMatchObject({ status: 403, code: 'foreign_origin' });
  });

  test('a form cannot post JSON as text, and no answer lets another origin read', async () => {
    const link = await createSignInLink(hub.deps, 'test');
    const { secret } = await openSession(hub.deps, { link });
    const cookies = { [sessionCookie]: secret };
    const headers = { origin: 'http://localhost', 'content-type': 'text/plain' };
    const payload = '{"id":"forged","name":"x"}';
    const url = '/api/device-groups/';
    const form = await hub.inject({ method: 'POST', url, cookies, headers, payload });
    expect(form.statusCode).toBe(415);
    const foreign = { origin: 'https://evil.example' };
    const read = await hub.inject({ url: '/api/sites/', cookies, headers: foreign });
    expect(read.headers).not.toHaveProperty('access-control-allow-origin');
    expect(read.headers['cross-origin-resource-policy']).toBe('same-origin');
  });
});

test('whoever reaches for another site is on record, though they are told that nothing is there', async () => {
  const caller = await hub.token({
    role: 'endpoint_ops',
    name: 'curious',
    scope: { ...everything, sites: ['vault'] },
  });
  const url = `/api/devices/${hub.seeded.device}/`;
  expect((await hub.ask(caller, { url })).json()).toMatchObject({ code: 'not_found' });
  const sql = `SELECT action, subject, detail->>'code' AS code FROM audit.entries
                WHERE actor = 'service:curious'`;
  const { rows } = await hub.deps.db.query(sql);
  expect(rows).toEqual([{ action: 'request.refused', subject: url, code: 'out_of_scope' }]);
});
