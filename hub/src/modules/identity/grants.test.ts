import { expect, test } from 'vitest';
import { everything, type Scope } from '../../platform/scope.ts';
import { accessOf, grantEnd, grantFault, holds, reachOf, type RoleInScope } from './grants.ts';
import { scopeFrom, scopeJson } from './scope.ts';

const at = (...sites: string[]): Scope => ({ ...everything, sites });
const person = (...held: RoleInScope[]) => ({ subject: 'user:1', ...accessOf(held) });

test('what one grant holds at one site, another does not open at its own', () => {
  const actor = person(
    { role: 'endpoint_ops', scope: at('hq') },
    { role: 'license_admin', scope: at('vault') },
  );
  expect(holds(actor, 'telemetry.read', { site: 'hq' })).toBe(true);
  expect(holds(actor, 'telemetry.read', { site: 'vault' })).toBe(false);
  expect(holds(actor, 'device.read', { site: 'vault' })).toBe(true);
  expect(holds(actor, 'license.write')).toBe(true);
  expect(holds(actor, 'audit.read')).toBe(false);
  expect(actor.roles).toEqual(['license_admin', 'endpoint_ops']);
});

test('a role of a newer version, and a scope that is none, hold nothing', () => {
  expect(accessOf([{ role: 'emperor', scope: everything }])).toMatchObject({
    role: 'emperor',
    permissions: [],
  });
  const damaged = person({ role: 'auditor', scope: scopeFrom({ sites: 7 }) });
  expect(holds(damaged, 'audit.read', { site: 'hq' })).toBe(false);
  expect(holds(damaged, 'audit.read', {})).toBe(false);
});

test('a grant without limits makes the others needless', () => {
  const actor = person(
    { role: 'auditor', scope: at('hq') },
    { role: 'auditor', scope: everything },
  );
  expect(reachOf(actor, 'site.read')).toEqual([everything]);
});

test('a scope comes back from its JSON as it went', () => {
  const scope = { ...everything, sites: ['hq'], environments: [] };
  expect(scopeFrom(JSON.parse(JSON.stringify(scopeJson(scope))))).toEqual(scope);
});

test.each([
  [
    'more permissions than one holds',
    'auditor',
    everything,
    'user:2',
    'platform_admin',
    everything,
  ],
  [
    'a reading role from a writing one',
    'endpoint_ops',
    everything,
    'user:2',
    'auditor',
    everything,
  ],
  ['a wider scope', 'platform_admin', at('hq'), 'user:2', 'auditor', at('hq', 'vault')],
  ['everything from a part', 'platform_admin', at('hq'), 'user:2', 'end_user', everything],
  ['something to oneself', 'platform_admin', everything, 'user:1', 'end_user', at('hq')],
] as const)('nobody hands out %s', (_, role, scope, subject, given, reach) => {
  const wanted = { role: given, scope: reach, expiresAt: null };
  const fault = grantFault(person({ role, scope }), subject, wanted);
  expect(fault).toMatch(/^(own_grant|beyond_own_permissions|beyond_own_scope)$/);
});

test('an administrator of a site hands out roles there', () => {
  const actor = person({ role: 'platform_admin', scope: at('hq', 'vault') });
  const wanted = { role: 'endpoint_ops', scope: at('hq'), expiresAt: null } as const;
  expect(grantFault(actor, 'user:2', wanted)).toBeUndefined();
});

test('nobody hands out a role for longer than they hold one that may', () => {
  const day = (n: number) => new Date(Date.UTC(2026, 10, n));
  const forAWeek = { role: 'platform_admin', scope: everything, expiresAt: day(7) };
  const actor = person(forAWeek, { role: 'platform_admin', scope: at('hq') });
  const wish = (scope: Scope, expiresAt: Date | null) =>
    grantFault(actor, 'user:2', { role: 'auditor', scope, expiresAt });
  expect(wish(everything, null)).toBe('beyond_own_time');
  expect(wish(everything, day(8))).toBe('beyond_own_time');
  expect(wish(everything, day(7))).toBeUndefined();
  // At the site it is held for good by another grant.
  expect(wish(at('hq'), null)).toBeUndefined();
  expect(grantEnd(actor, { role: 'auditor', scope: everything })).toEqual(day(7));
  expect(grantEnd(actor, { role: 'auditor', scope: at('hq') })).toBeNull();
});
