import { expect, test } from 'vitest';
import { BenchUsageError, readBenchOptions } from './options.ts';

const names = ['wire', 'ingest'];

test('a bench with what it is told', () => {
  const { bench, json, options } = readBenchOptions(['ingest', '--seconds', '5', '--json'], names);
  expect({ bench, json, seconds: options.seconds, devices: options.devices }).toEqual({
    bench: 'ingest',
    json: true,
    seconds: 5,
    devices: undefined,
  });
});

test('agents are devices', () => {
  const { options } = readBenchOptions(['wire', '--agents', '9', '--plain'], names);
  expect(options).toMatchObject({ devices: 9, plain: true });
});

test.each([[[]], [['tea']], [['wire', 'ingest']], [['wire', '--seconds', '0']], [['wire', '--x']]])(
  '%j is refused with the usage',
  (args) => {
    expect(() => readBenchOptions(args, names)).toThrow(BenchUsageError);
    expect(() => readBenchOptions(args, names)).toThrow(/usage: npm run bench -- wire\|ingest/);
  },
);

test('files come in pairs, as often as one likes', () => {
  const args = ['wire', '--files', 'a', 'b', '--json', '--files', 'c', 'd'];
  const { bench, options } = readBenchOptions(args, names);
  expect({ bench, files: options.files }).toEqual({
    bench: 'wire',
    files: [
      ['a', 'b'],
      ['c', 'd'],
    ],
  });
  expect(() => readBenchOptions(['wire', '--files', 'a'], names)).toThrow(BenchUsageError);
});
