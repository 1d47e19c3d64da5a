import { expect, test } from 'vitest';
import { importWords, keyWords, scopeWords, thresholdWords } from './trust-words.ts';

const key = (holder: string | null) => ({
  id: 'abcdef0123456789',
  holder,
  type: 'ed25519',
  hub: false,
});
const file = (result: 'accepted' | 'known' | 'passed_over' | 'refused') => {
  return { name: 'x.json', result, role: null, version: null, clause: null, detail: '' };
};

test('keys and thresholds are said as people say them', () => {
  expect(keyWords(key('Alice'))).toBe('Alice (abcdef01)');
  expect(keyWords(key(null))).toBe('somebody unnamed (abcdef01)');
  const keys = [key('Alice'), key('Bob')];
  expect(thresholdWords({ threshold: 1, keys: keys.slice(1) })).toBe('');
  expect(thresholdWords({ threshold: 1, keys })).toBe('any 1 of');
  expect(thresholdWords({ threshold: 2, keys })).toBe('all of');
  expect(thresholdWords({ threshold: 3, keys })).toBe('3 have to sign, and there are 2');
  expect(thresholdWords({ threshold: 1, keys: [] })).toBe('nobody yet');
  expect(scopeWords({ platforms: ['linux'], business_units: [] })).toBe(
    'linux · every business unit',
  );
});

test('an import is one line', () => {
  const publication = { snapshot: 3, timestamp: 4, because: 'first' };
  expect(importWords({ results: [file('accepted'), file('refused')], publication })).toBe(
    '1 file taken, 1 file refused; timestamp 4 is served.',
  );
  expect(importWords({ results: [file('known'), file('passed_over')], publication: null })).toBe(
    'Nothing new in 2 files.',
  );
});
