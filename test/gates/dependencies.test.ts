import { expect, test } from 'vitest';
import { inexact, lockFaults, readAdvice, type DependencyPolicy } from './dependencies.ts';

const policy: DependencyPolicy = {
  licenses: ['MIT', 'ISC'],
  licenseOf: { old: 'MIT' },
  scripts: ['node', '@db'],
  advisories: { 'GHSA-known': 'we never call it' },
};
const sound = { integrity: 'sha512-x', license: 'MIT' };

test('versions are exact', () => {
  const wanted = { a: '1.2.3', b: '1.2.3-beta.4', c: '^1.2.3', d: 'latest', e: '1.2', f: 'git:x' };
  expect(inexact([{ path: 'p', wanted }]).map((line) => line.split(' ')[2])).toEqual([
    'c',
    'd',
    'e',
    'f',
  ]);
});

test.each([
  [{}, []],
  [{ license: '(MIT OR GPL-3.0)' }, []],
  [{ license: 'MIT AND ISC' }, []],
  [{ license: 'MIT AND GPL-3.0' }, ['a has the license MIT AND GPL-3.0']],
  [{ license: 'AGPL-3.0' }, ['a has the license AGPL-3.0']],
  [{ integrity: 'sha1-x' }, ['a has no SHA-512 in the lock']],
  [{ hasInstallScript: true }, ['a runs a script when it is installed']],
  [{ link: true, license: 'none of yours' }, []],
])('a locked package with %j: %j', (change, faults) => {
  expect(lockFaults({ 'node_modules/b/node_modules/a': { ...sound, ...change } }, policy)).toEqual(
    faults,
  );
});

test('what is known of a package stands in for its lock entry, and scopes may run scripts', () => {
  const packages = {
    'node_modules/old': { integrity: 'sha512-x' },
    'node_modules/@db/linux': { ...sound, hasInstallScript: true },
    'node_modules/node': { ...sound, hasInstallScript: true },
    'node_modules/nodelike': { ...sound, hasInstallScript: true },
    hub: { license: 'Apache-2.0' },
  };
  expect(lockFaults(packages, policy)).toEqual(['nodelike runs a script when it is installed']);
});

test('high and critical advisories count, unless they are explained', () => {
  const via = (severity: string, id: string) => {
    return { severity, title: 'a hole', url: `https://advisories.example/${id}` };
  };
  const vulnerabilities = {
    a: { via: [via('critical', 'GHSA-1'), via('low', 'GHSA-2')] },
    b: { via: ['a', via('high', 'GHSA-known')] },
  };
  expect(readAdvice(JSON.stringify({ vulnerabilities }), policy)).toEqual({
    asked: true,
    faults: ['a: a hole (GHSA-1)'],
  });
});

test.each([
  ['{"message":"405 Method Not Allowed","error":{}}', '405 Method Not Allowed'],
  ['{}', 'no answer'],
  ['', expect.stringMatching(/JSON/)],
])('a registry that cannot be asked is told: %s', (output, why) => {
  expect(readAdvice(output, policy)).toEqual({ asked: false, why });
});
