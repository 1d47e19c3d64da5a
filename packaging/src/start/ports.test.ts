import { anything, assert, integer, option, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { parsePorts, portCandidates, portNames } from './ports.ts';

test('the port of the last start comes first, the others are valid and repeatable', () => {
  const port = option(integer({ min: 1, max: 65_535 }), { nil: undefined });
  assert(
    property(string(), port, (dataDir, kept) => {
      const candidates = portCandidates('hub-nats', kept, dataDir);
      expect(candidates).toEqual(portCandidates('hub-nats', kept, dataDir));
      const first = kept === undefined ? [] : [kept];
      expect(candidates.slice(0, first.length)).toEqual(first);
      const own = candidates.slice(first.length);
      expect(own.every((candidate) => candidate >= 20_000 && candidate < 32_000)).toBe(true);
      expect(new Set(own).size).toBe(own.length);
    }),
  );
});

test('the names of one data directory do not fight for the same ports', () => {
  const firsts = portNames.map((name) => portCandidates(name, undefined, '/data')[0]);
  expect(new Set(firsts).size).toBe(portNames.length);
});

test('a ports.json of any content is read without harm', () => {
  expect(parsePorts(undefined)).toEqual({});
  expect(parsePorts('{"console":80')).toEqual({});
  expect(parsePorts('{"console":8080,"hub-nats":"1","other":5,"hub-postgres":70000}')).toEqual({
    console: 8080,
  });
  assert(
    property(anything(), (value) => {
      const ports = parsePorts(JSON.stringify(value) ?? '');
      expect(Object.values(ports).every((port) => port > 0 && port < 65_536)).toBe(true);
    }),
  );
});
