import { expect, test } from 'vitest';
import { isRole, permits, roleNames, roles } from './roles.ts';

test.each([
  [['*'], 'device.read', true],
  [['device.read'], 'device.read', true],
  [['device.read'], 'device.reads', false],
  [['license.*'], 'license.pool.write', true],
  [['license.*'], 'licenses.read', false],
  [['license.*'], 'license', false],
  [['*.read'], 'audit.read', true],
  [['*.read'], 'audit.read.write', false],
  [['*.read'], 'quarantine.release', false],
  [[], 'device.read', false],
] as const)('%j cover %s: %s', (held, needed, expected) => {
  expect(permits(held, needed)).toBe(expected);
});

test('only the administrator may release quarantined bytes', () => {
  const able = roleNames.filter((role) => permits(roles[role], 'quarantine.release'));
  expect(able).toEqual(['platform_admin']);
});

test('names of persons are for the administrator and the auditor', () => {
  const able = roleNames.filter((role) => permits(roles[role], 'person.read'));
  expect(able).toEqual(['platform_admin', 'auditor']);
});

test('no inherited property is a role', () => {
  expect(isRole('toString')).toBe(false);
});
