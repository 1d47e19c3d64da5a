import { expect, test } from 'vitest';
import type { CollectionItem } from '../api/types.ts';
import { changeWords, enforcementWords, offReason } from './collection.ts';

const item: CollectionItem = {
  item: 'network',
  title: 'Network addresses',
  collects: 'addresses of each interface',
  when_off: 'No address is told any more.',
  when_minimised: 'Network addresses are left away.',
  class: 'P0',
  purpose: 'which device is which',
  basis: 'legitimate_interests',
  needs_consent: false,
  choices: ['on', 'minimised', 'off'],
  choice: 'on',
  wanted: 'on',
  source: 'product',
  off_because: null,
  consent: null,
};

test('a change says what stops, or what begins', () => {
  expect(changeWords(item, 'off')).toBe('No address is told any more.');
  expect(changeWords(item, 'minimised')).toBe('Network addresses are left away.');
  expect(changeWords(item, 'on')).toBe('Collected from then on: addresses of each interface.');
});

test('what is off without being switched off says why', () => {
  expect(offReason(item)).toBeNull();
  expect(offReason({ ...item, choice: 'off', off_because: 'no_consent' })).toMatch(/consent/);
  expect(offReason({ ...item, choice: 'off', off_because: 'depends' })).toMatch(/hangs on/);
});

test('devices are counted as a part of all, or not at all', () => {
  expect(enforcementWords({ devices_enforcing: 12 }, 14)).toBe('12 of 14 devices');
  expect(enforcementWords({ devices_enforcing: 0 }, 0)).toBe('no devices yet');
});
