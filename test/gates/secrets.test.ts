import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { entropy, findSecrets, judgeSecrets } from './secrets.ts';

// Made here, so that this file holds none of them.
const random = (bytes: number): string => randomBytes(bytes).toString('hex');
const key = 'KEY';
const upper = (length: number): string => 'A2'.repeat(length / 2);

test.each([
  ['private key', `-----BEGIN EC PRIVATE ${key}-----`],
  ['private key', `-----BEGIN PRIVATE ${key}-----`],
  ['token of ours', `eucora_token_${'x'.repeat(43)}`],
  ['nkey seed', `SU${upper(56)}`],
  ['AWS access key', `AKIA${upper(16)}`],
  ['GitHub token', `ghp_${random(18)}`],
  ['npm token', `npm_${random(18)}`],
  ['Vault token', `hvs.${random(16)}`],
  ['JSON web token', ['eyJ', 'eyJ', ''].map((head) => head + random(16)).join('.')],
  ['password in an address', `postgres://hub:${random(8)}@db.example/eucora`],
  ['value of a secret', `password: '${random(32)}'`],
  ['value of a secret', `"api_key": "${random(32)}"`],
])('finds a %s', (what, line) => {
  const found = findSecrets('a.ts', `first\n  const x = ${line};\n`);
  expect(found).toContainEqual({ path: 'a.ts', line: 2, what });
});

test.each([
  `const secret = newSecret('token');`,
  `password: 'correct-horse-battery-staple'`,
  `secret: '\${secret}-and-more-of-it'`,
  'postgres://127.0.0.1:5432/eucora',
  'https://host.example/path:with@signs',
  'eucora_token_nope',
])('leaves %s alone', (line) => {
  expect(findSecrets('a.ts', line)).toEqual([]);
});

test('random text has more entropy than words', () => {
  expect(entropy('aaaaaaaa')).toBe(0);
  expect(entropy('abababab')).toBe(1);
  expect(entropy(random(32))).toBeGreaterThan(entropy('please-say-so-please'));
});

test('an explanation covers its file alone, and one that is not needed is named', () => {
  const finding = { path: 'a.ts', line: 3, what: 'nkey seed' };
  const known = { path: 'a.ts', what: 'nkey seed', reason: 'of a test' };
  const other = { ...known, path: 'b.ts' };
  expect(judgeSecrets([finding], [known])).toEqual({ open: [], stale: [] });
  expect(judgeSecrets([finding], [other])).toEqual({ open: [finding], stale: [other] });
});
