import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { originFor, passkeyHost } from './origins.ts';
import { safeReturnPath } from './return-path.ts';
import { groupsOf, mappedRoles } from './role-mapping.ts';
import { externalProvider } from './settings.ts';

describe('where the console goes after sign-in', () => {
  test.each([
    ['/devices?site=hq', '/devices?site=hq'],
    ['/sites/hq', '/sites/hq'],
    [undefined, '/'],
    ['', '/'],
    ['devices', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/a\\..\\evil', '/'],
    ['/\n/evil.example', '/'],
    ['/./ /x', '/'],
    ['/sign-in?next=/x', '/'],
    ['/api/session/', '/'],
    ['/oidc/auth', '/'],
  ])('%j: %s', (next, expected) => {
    expect(safeReturnPath(next)).toBe(expected);
  });

  test('never another origin, whatever is asked', () => {
    const piece = fc.constantFrom('/', '\\', '.', '..', '@', ':', 'evil.example', '%2f', '\t', 'x');
    const crafted = fc.array(piece, { maxLength: 8 }).map((parts) => `/${parts.join('')}`);
    fc.assert(
      fc.property(fc.oneof(crafted, fc.string(), fc.webUrl()), (next) => {
        const url = new URL(safeReturnPath(next), 'https://hub.example/api/session/callback/');
        expect(url.origin).toBe('https://hub.example');
        expect(url.pathname.startsWith('//')).toBe(false);
      }),
    );
  });
});

describe('the address under which a browser came', () => {
  const publicUrl = new URL('https://hub.example');
  const local = new URL('http://127.0.0.1:8080');
  test.each([
    ['evil.example', undefined, undefined],
    ['localhost:8080', undefined, 'http://localhost:8080'],
    ['evil.example', publicUrl, 'https://hub.example'],
    ['hub.example', publicUrl, 'https://hub.example'],
    // Behind a proxy on this machine the host may be a loopback one.
    ['127.0.0.1:9000', publicUrl, 'https://hub.example'],
    ['localhost:8080', local, 'http://localhost:8080'],
    ['[::1]:8080', local, 'http://[::1]:8080'],
    ['localhost:9999', local, 'http://127.0.0.1:8080'],
    ['evil.example:8080', local, 'http://127.0.0.1:8080'],
    ['not a host', local, 'http://127.0.0.1:8080'],
  ] as const)('host %s with %s: %s', (host, at, expected) => {
    expect(originFor({ protocol: 'http', host }, at)).toBe(expected);
  });

  test('passkeys need a host name', () => {
    expect(passkeyHost('http://127.0.0.1:8080')).toBeUndefined();
    expect(passkeyHost('http://[::1]:8080')).toBeUndefined();
    expect(passkeyHost('http://localhost:8080')).toBe('localhost');
  });
});

describe('roles from groups', () => {
  test.each([
    [{ groups: ['a', 'b', 7] }, 'groups', ['a', 'b']],
    [{ groups: 'a' }, 'groups', ['a']],
    [{ realm_access: { roles: ['x'] } }, 'realm_access.roles', ['x']],
    [{ 'https://x.example/groups': ['y'] }, 'https://x.example/groups', ['y']],
    [{}, 'groups', []],
    [{ groups: { a: 1 } }, 'groups', []],
    [{}, '__proto__.toString', []],
  ])('%j at %s: %j', (claims, claim, expected) => {
    expect(groupsOf(claims, claim)).toEqual(expected);
  });

  test('the configuration’s order decides, each role once; the default is for the rest', () => {
    const roles = new Map([
      ['ops', 'endpoint_ops'],
      ['admins', 'platform_admin'],
      ['field', 'endpoint_ops'],
    ] as const);
    const mapping = { groupsClaim: 'groups', roles, defaultRole: undefined };
    expect(mappedRoles(['field', 'admins', 'ops'], mapping)).toEqual([
      'endpoint_ops',
      'platform_admin',
    ]);
    expect(mappedRoles(['none'], mapping)).toEqual([]);
    expect(mappedRoles([], { ...mapping, defaultRole: 'end_user' })).toEqual(['end_user']);
  });
});

test.each([
  ['a role that does not exist', { roles: { a: 'root' } }, /no role/],
  ['an issuer without TLS', { issuer: 'http://login.example' }, /https/],
  ['the name of the hub’s own', { id: 'local' }, /local/],
] as const)('settings with %s are refused', (_, over, message) => {
  const good = { id: 'corp', name: 'Corp', issuer: 'https://x.example', client_id: 'c', roles: {} };
  expect(() => externalProvider({ ...good, ...over }, undefined)).toThrow(message);
});
