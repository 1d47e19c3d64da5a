import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { toHex } from '@eucora/protocol';
import { expect, test } from 'vitest';
import { storedBytes } from './artifact-file.ts';
import { baseFor, planCache, type CacheSituation } from './plan.ts';
import type { Entry, WantedArtifact } from './store.ts';

const mib = 1_048_576;

function ref(targetPath: string, bytes = mib): WantedArtifact {
  const sha256 = createHash('sha256').update(targetPath).digest();
  return { targetPath, bytes, sha256, chunkListSha256: sha256 };
}

function entry(targetPath: string, of: Partial<Entry> & { bytes?: number } = {}): Entry {
  const { bytes = mib, ...rest } = of;
  const heldBytes = bytes;
  const counted = { heldBytes, fetchedBytes: 0, savedBytes: 0, usedMs: 0, isWhole: true };
  return { ref: ref(targetPath, bytes), ...counted, ...rest };
}

const nameOf = ({ sha256 }: WantedArtifact): string => toHex(sha256);
const calm: CacheSituation = {
  wanted: [],
  entries: [],
  heldBack: new Map(),
  freeBytes: 100 * mib,
  floorBytes: 10 * mib,
  bytesMax: 0,
  nowMs: 1_000,
};

test('what is wanted comes in its order; what is here or held back is passed over', () => {
  const [a, b, c] = [ref('a'), ref('b'), ref('c')];
  const heldBack = new Map([[nameOf(b), 2_000]]);
  const plan = planCache({ ...calm, wanted: [a, b, c], entries: [entry('a')], heldBack });
  expect(plan).toEqual({ evict: [], next: c, noRoom: [] });
  const later = planCache({ ...calm, wanted: [b], heldBack, nowMs: 2_000 });
  expect(later.next).toBe(b);
});

test('room is made by what nobody names, the longest unused first, and no more than is needed', () => {
  const entries = [
    entry('old', { usedMs: 1 }),
    entry('wanted', { usedMs: 0 }),
    entry('recent', { usedMs: 3 }),
    entry('older', { usedMs: 2 }),
  ];
  const next = ref('new', 2 * mib);
  const wanted = [ref('wanted'), next];
  const short = { ...calm, freeBytes: 10.5 * mib, wanted, entries };
  expect(planCache(short)).toMatchObject({
    evict: [nameOf(ref('old')), nameOf(ref('older'))],
    next,
  });
  const bounded = { ...calm, bytesMax: storedBytes(mib) * 4 + 1, wanted, entries };
  expect(planCache(bounded).evict.length).toBe(2);
});

test('what has no room is named with what it lacks, and a smaller one is fetched', () => {
  const [large, small] = [ref('large', 200 * mib), ref('small')];
  const plan = planCache({ ...calm, wanted: [large, small] });
  expect(plan.next).toBe(small);
  const needBytes = storedBytes(200 * mib) - 90 * mib;
  expect(plan.noRoom).toEqual([{ sha256: nameOf(large), needBytes }]);
});

test('a disk that ran short takes back what nobody names, though nothing is fetched', () => {
  const entries = [entry('loose'), entry('kept')];
  const plan = planCache({ ...calm, freeBytes: 9.5 * mib, wanted: [ref('kept')], entries });
  expect(plan).toEqual({ evict: [nameOf(ref('loose'))], next: undefined, noRoom: [] });
});

test('whatever there is: nothing goes that is wanted, and what is fetched has room', () => {
  const name = fc.integer({ min: 0, max: 12 }).map(String);
  const size = fc.integer({ min: 1, max: 40 }).map((n) => n * mib);
  const sizeOf = (path: string): number => (Number(path) % 7) * 5 * mib + mib;
  fc.assert(
    fc.property(
      fc.uniqueArray(name),
      fc.uniqueArray(fc.record({ path: name, usedMs: fc.nat(), isWhole: fc.boolean() }), {
        selector: ({ path }) => path,
      }),
      size,
      (paths, held, freeBytes) => {
        const wanted = paths.map((path) => ref(path, sizeOf(path)));
        const entries = held.map(({ path, usedMs, isWhole }) => {
          const bytes = sizeOf(path);
          return entry(path, { bytes, usedMs, isWhole, heldBytes: isWhole ? bytes : mib / 2 });
        });
        const plan = planCache({ ...calm, wanted, entries, freeBytes });
        const pinned = new Set(wanted.map(nameOf));
        expect(plan.evict.some((each) => pinned.has(each))).toBe(false);
        if (!plan.next) return;
        const own = entries.find((each) => nameOf(each.ref) === nameOf(plan.next!));
        expect(own?.isWhole ?? false).toBe(false);
        const of = (each: Entry): number => storedBytes(each.heldBytes);
        const gone = entries.filter((each) => plan.evict.includes(nameOf(each.ref)));
        const freed = gone.reduce((sum, each) => sum + of(each), 0);
        const missing = storedBytes(plan.next.bytes) - (own ? of(own) : 0);
        expect(missing).toBeLessThanOrEqual(freeBytes - calm.floorBytes + freed);
      },
    ),
  );
});

test.each([
  ['linux/hello_1.1_amd64.deb', 'linux/hello_1.0_amd64.deb'],
  ['linux/node-v26.10.0.tar', 'linux/node-v26.9.0.tar'],
  ['win/7zip-24.msi', undefined],
  ['other/hello_1.1_amd64.deb', undefined],
])('%s is made from %s', (target, base) => {
  const entries = [
    entry('linux/hello_0.9_amd64.deb', { usedMs: 1 }),
    entry('linux/hello_1.0_amd64.deb', { usedMs: 2 }),
    entry('linux/hello_1.1_amd64.deb', { isWhole: false, usedMs: 3 }),
    entry('linux/node-v26.9.0.tar'),
    entry('win/7zip-24.exe'),
  ];
  expect(baseFor(ref(target), entries)?.ref.targetPath).toBe(base);
});
