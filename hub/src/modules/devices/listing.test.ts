import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparePlaces, mergeSorted, placeAfter, type Listed } from './listing.ts';

const listed = (no: number, key: string): Listed => ({
  no,
  key,
  id: String(no),
  siteId: 'hq',
  simulated: false,
  run: null,
  hostname: key,
  searchText: key,
});
const names = fc.array(fc.string({ maxLength: 3 }), { maxLength: 40 });

test('merging is sorting', () => {
  fc.assert(
    fc.property(names, names, (first, second) => {
      const all = [...first, ...second].map((key, no) => listed(no, key));
      const known = all.slice(0, first.length).toSorted(comparePlaces);
      expect(mergeSorted(known, all.slice(first.length))).toEqual(all.toSorted(comparePlaces));
    }),
  );
});

test('pages follow one another without a hole or a double', () => {
  fc.assert(
    fc.property(names, fc.integer({ min: 1, max: 7 }), (keys, limit) => {
      const sorted = keys.map((key, no) => listed(no, key)).toSorted(comparePlaces);
      const walked: Listed[] = [];
      for (let start = 0; start < sorted.length; start = placeAfter(sorted, walked.at(-1)!)) {
        walked.push(...sorted.slice(start, start + limit));
      }
      expect(walked).toEqual(sorted);
    }),
  );
});
