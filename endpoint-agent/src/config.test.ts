import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const places = { home: '/a/home', keys: '/a/keys' };

test('process accounting is turned on where permitted, unless it is said otherwise', () => {
  expect(readConfig(places, {}).accounting).toBe('enable');
  expect(readConfig(places, { EUCORA_AGENT_ACCOUNTING: 'off' }).accounting).toBe('off');
  expect(() => readConfig(places, { EUCORA_AGENT_ACCOUNTING: 'no' })).toThrow(
    /EUCORA_AGENT_ACCOUNTING is "no": use off, use or enable/,
  );
});

test('it installs as root, or where it is told to', () => {
  const isRoot = process.getuid?.() === 0;
  expect(readConfig(places, {}).deploys).toBe(isRoot);
  expect(readConfig(places, { EUCORA_AGENT_DEPLOY: 'off' }).deploys).toBe(false);
  expect(readConfig(places, { EUCORA_AGENT_DEPLOY: 'on' }).deploys).toBe(true);
  expect(() => readConfig(places, { EUCORA_AGENT_DEPLOY: 'yes' })).toThrow(/use on or off/);
});
