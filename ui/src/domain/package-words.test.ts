import { expect, test } from 'vitest';
import { packageTitle, signatureWords, uploadWords } from './package-words.ts';

const signer = { subject: null, issuer: null, key: null };
const signature = { presence: 'present', scheme: 'openpgp', verified: false } as const;

test.each([
  [[{ ...signer, subject: 'CN=Till' }], 'CN=Till — present, not verified'],
  [[{ ...signer, key: '12ab' }], 'key 12ab — present, not verified'],
  [[], 'of nobody it names — present, not verified'],
])('a signature says whom it names, and that it was not checked', (signers, words) => {
  expect(signatureWords({ signature: { ...signature, signers } })).toBe(words);
});

test('a package without a name goes by its file', () => {
  expect(packageTitle({ name: null, title: null, file_name: 'till.dmg' })).toBe('till.dmg');
  expect(packageTitle({ name: 'till', title: 'Till', file_name: 'x' })).toBe('till');
});

test('a refusal says why', () => {
  const upload = { state: 'refused', reason: 'truncated', detail: 'It ends early.' } as const;
  expect(uploadWords(upload)).toBe('refused: It ends early.');
  expect(uploadWords({ state: 'done', reason: 'known', detail: null })).toBe('was there already');
});
