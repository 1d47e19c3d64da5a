import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { deeds, separateDuties, type Deed, type Done } from './duties.ts';

const anna = { id: 'anna', answersTo: null };
const robot = { id: 'service:builder', answersTo: 'anna' };
const did = (deed: Deed, ...by: string[]): Done => ({ deed, by });

test.each([
  ['package.publish', 'package.create'],
  ['package.publish', 'package.test'],
  ['approval.approve', 'approval.request'],
  ['approval.approve', 'deployment.create'],
  ['approval.approve', 'package.publish'],
  ['approval.reject', 'approval.request'],
  ['exception.approve', 'exception.request'],
] as const)('who may not %s: who did %s', (deed, before) => {
  const history = [did('package.create', 'bert'), did(before, 'anna')];
  expect(separateDuties(deed, anna, history)).toEqual({
    allowed: false,
    because: before,
    code: 'separation_of_duties',
  });
  expect(separateDuties(deed, { id: 'cleo', answersTo: null }, history).allowed).toBe(true);
});

test('nobody approves twice', () => {
  const history = [did('approval.request', 'bert'), did('approval.approve', 'anna')];
  expect(separateDuties('approval.approve', anna, history).allowed).toBe(false);
});

test('a service token is no second person, in either direction', () => {
  const byRobot = [did('package.create', robot.id, robot.answersTo)];
  expect(separateDuties('package.publish', anna, byRobot).allowed).toBe(false);
  const byAnna = [did('package.create', 'anna')];
  expect(separateDuties('package.publish', robot, byAnna).allowed).toBe(false);
  const other = { id: 'service:other', answersTo: 'anna' };
  expect(separateDuties('package.publish', other, byRobot).allowed).toBe(false);
});

test('what others did bars nobody', () => {
  const deed = fc.constantFrom(...deeds);
  const history = fc.array(fc.record({ deed, by: fc.constant(['bert', 'service:b']) }));
  fc.assert(
    fc.property(deed, history, (next, before) => {
      expect(separateDuties(next, anna, before)).toEqual({ allowed: true });
    }),
  );
});

test('an entry more never allows what was refused', () => {
  const deed = fc.constantFrom(...deeds);
  const entry = fc.record({ deed, by: fc.subarray(['anna', 'bert'], { minLength: 1 }) });
  fc.assert(
    fc.property(deed, fc.array(entry), entry, (next, before, more) => {
      fc.pre(!separateDuties(next, anna, before).allowed);
      expect(separateDuties(next, anna, [...before, more]).allowed).toBe(false);
    }),
  );
});
