import { expect, it } from 'vitest';
import { readSwarmOptions, SwarmUsageError } from './options.ts';

it('has a default for everything and takes what is given', () => {
  expect(readSwarmOptions([])).toMatchObject({ site: 'hq', devices: 200, json: false });
  const given = ['--devices', '5', '--events-per-second', '10', '--json', '--seed', 'x'];
  expect(readSwarmOptions(given)).toMatchObject({ devices: 5, eventsPerSecond: 10, json: true });
  expect(readSwarmOptions(['--rotate'])).toMatchObject({ rotate: true, verify: true });
});

it.each([
  [['--devices', '0'], /--devices is a whole number from 1/],
  [['--seconds', 'long'], /--seconds is a whole number/],
  [['--device', '5'], /usage: npm run swarm/],
])('refuses %j in a sentence', (args, sentence) => {
  expect(() => readSwarmOptions(args)).toThrow(SwarmUsageError);
  expect(() => readSwarmOptions(args)).toThrow(sentence);
});
