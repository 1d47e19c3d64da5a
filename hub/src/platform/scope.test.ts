import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { covers, everything, hullOf, isEverything, isWithin, type Extent } from './scope.ts';

const words = ['a', 'b', 'c'];
const extent: fc.Arbitrary<Extent> = fc.oneof(
  fc.constant('all' as const),
  fc.uniqueArray(fc.constantFrom(...words)),
);
const scope = fc.record({
  sites: extent,
  businessUnits: extent,
  deviceGroups: extent,
  environments: extent,
});
const attribute = fc.option(fc.constantFrom(...words));
const place = fc.record({
  site: attribute,
  businessUnit: attribute,
  environment: attribute,
  deviceGroups: fc.uniqueArray(fc.constantFrom(...words)),
});

test.each([
  [{ sites: ['hq'] }, { site: 'hq' }, true],
  [{ sites: ['hq'] }, { site: 'vault' }, false],
  [{ sites: ['hq'] }, {}, false],
  [{ sites: [] }, { site: 'hq' }, false],
  [{ businessUnits: ['retail'] }, { site: 'hq', businessUnit: null }, false],
  [{ deviceGroups: ['kiosks'] }, { site: 'hq' }, false],
  [{ deviceGroups: ['kiosks'] }, { site: 'hq', deviceGroups: ['kiosks', 'tills'] }, true],
  [{ sites: ['hq'], environments: ['staging'] }, { site: 'hq', environment: 'live' }, false],
  [{}, {}, true],
] as const)('%j covers %j: %s', (limits, where, expected) => {
  expect(covers({ ...everything, ...limits }, where)).toBe(expected);
});

test('a scope within another covers nothing that the other does not', () => {
  fc.assert(
    fc.property(scope, scope, place, (inner, outer, where) => {
      fc.pre(isWithin(inner, outer));
      expect(covers(inner, where) && !covers(outer, where)).toBe(false);
    }),
  );
});

test('a hull holds each of its scopes', () => {
  fc.assert(
    fc.property(fc.array(scope, { minLength: 1 }), (scopes) => {
      const hull = hullOf(scopes);
      expect(scopes.every((one) => isWithin(one, hull))).toBe(true);
    }),
  );
});

test('only what limits nothing is everything', () => {
  expect(isEverything(everything)).toBe(true);
  expect(isEverything({ ...everything, deviceGroups: [] })).toBe(false);
});
