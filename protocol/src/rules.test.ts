import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anchorClock, intervalAt, likelyMs, startClock } from './clock.ts';
import { createDigest, digestText } from './digest.ts';
import { toHex } from './ids.ts';
import {
  addRange,
  contiguousThrough,
  countIn,
  covers,
  gapsBelow,
  missingIn,
  overlaps,
  type Ranges,
} from './ranges.ts';
import { classifyBatch } from './streams.ts';
import { parseSubject, relayPermissions, subjects, devicePermissions } from './subjects.ts';
import { merkleLeaf, merkleProof, merkleRoot, MerkleTree, verifyMerkle } from './merkle.ts';
import { anchorFor, anyLane, deviceFor, heartbeats, idFor } from './testing/builders.ts';
import { lanes } from './lanes.ts';

const numbers = fc.array(
  fc
    .tuple(fc.integer({ min: 1, max: 60 }), fc.nat({ max: 8 }))
    .map(([a, n]) => [a, a + n] as const),
  { maxLength: 30 },
);
const build = (list: readonly (readonly [number, number])[]): Ranges =>
  list.reduce<Ranges>((ranges, [first, last]) => addRange(ranges, first, last), []);
const model = (list: readonly (readonly [number, number])[]): Set<number> =>
  new Set(list.flatMap(([a, b]) => Array.from({ length: b - a + 1 }, (_, i) => a + i)));

describe('ranges', () => {
  test('behave as the set they stand for, in any order', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 70 }), fc.nat({ max: 9 }), (list, a, n) => {
        const ranges = build(list);
        const set = model(list);
        const wanted = Array.from({ length: n + 1 }, (_, i) => a + i);
        expect(countIn(ranges)).toBe(set.size);
        expect(ranges).toEqual(build(list.toReversed()));
        expect([...model(missingIn(ranges, a, a + n).map((r) => [r.first, r.last]))]).toEqual(
          wanted.filter((x) => !set.has(x)),
        );
        expect(covers(ranges, a, a + n)).toBe(wanted.every((x) => set.has(x)));
        expect(overlaps(ranges, a, a + n)).toBe(wanted.some((x) => set.has(x)));
        let through = 0;
        while (set.has(through + 1)) through += 1;
        expect(contiguousThrough(ranges)).toBe(through);
        const highest = Math.max(0, ...set);
        expect(countIn(gapsBelow(ranges, highest))).toBe(highest - set.size);
      }),
    );
  });
});

describe('a batch is judged', () => {
  const device = deviceFor('a');
  const [first, second, third] = [1, 2, 3].map((n) => device.next(heartbeats(n)));
  const mark = { through: second!.last, lastHash: second!.hash };
  const known = (n: number) => [first!, second!].find((batch) => batch.first === n);

  test('next, duplicate, ahead, start', () => {
    expect(classifyBatch(mark, third!, known)).toBe('next');
    expect(classifyBatch(mark, second!, known)).toBe('duplicate');
    expect(classifyBatch(mark, first!, known)).toBe('duplicate');
    expect(classifyBatch({ through: 1, lastHash: first!.hash }, third!, known)).toBe('ahead');
    expect(classifyBatch(undefined, third!, known)).toBe('start');
  });

  test('another history under the same key is a fork or a conflict, never a duplicate', () => {
    const clone = deviceFor('a');
    const [one, two, three] = [1, 2, 3].map((n) => clone.next(heartbeats(n, 50)));
    expect(classifyBatch(mark, three!, known)).toBe('fork');
    expect(classifyBatch(mark, two!, known)).toBe('conflict');
    expect(classifyBatch(mark, one!, known)).toBe('conflict');
    expect(classifyBatch(mark, { ...first!, last: 3 }, known)).toBe('conflict');
    expect(classifyBatch(mark, first!, () => undefined)).toBe('conflict');
  });
});

describe('the clock', () => {
  const anchor = anchorFor('clock', { loMs: 1_000_000, hiMs: 1_000_500 });
  const { bootId, boottimeMs, wallMs } = anchor;

  test('bounds contain the truth as long as the crystal drifts less than 200 ppm', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.integer({ min: -190, max: 190 }),
        (inside, elapsed, ppm) => {
          const truth = anchor.loMs + inside + elapsed * (1 + ppm / 1e6);
          const { loMs, hiMs } = intervalAt(anchor, boottimeMs + elapsed);
          expect(loMs).toBeLessThanOrEqual(Math.max(0, truth));
          expect(hiMs).toBeGreaterThanOrEqual(Math.min(truth, hiMs!));
          if (truth > 0) expect(hiMs).toBeGreaterThanOrEqual(truth);
        },
      ),
    );
  });

  test('a restart keeps the lower bound and forgets the upper one across boots', () => {
    const later = { bootId, boottimeMs: boottimeMs + 10_000, wallMs };
    expect(startClock(anchor, later)).toMatchObject({ loMs: 1_009_998, hiMs: 1_010_502 });
    const rebooted = { bootId: idFor('other'), boottimeMs: 5, wallMs: 0 };
    expect(startClock(anchor, rebooted)).toMatchObject({ loMs: 1_000_000, hiMs: null });
    expect(startClock(undefined, rebooted)).toMatchObject({ loMs: 0, hiMs: null });
  });

  test('signed time raises the lower bound; a fresh one gives an upper bound', () => {
    const now = { bootId, boottimeMs, wallMs };
    expect(anchorClock(anchor, now, { loMs: 1_000_200 })).toMatchObject({
      loMs: 1_000_200,
      hiMs: 1_000_500,
    });
    const fresh = { loMs: 2_000_000, hiMs: 2_000_100, ageMsMax: 50 };
    const open = { ...anchor, hiMs: null };
    expect(anchorClock(open, now, fresh)).toMatchObject({ loMs: 2_000_000, hiMs: 2_000_150 });
    // Signed proof beats an estimate that contradicts it.
    expect(anchorClock(anchor, now, { loMs: 3_000_000 })).toMatchObject({ hiMs: null });
    expect(anchorClock(anchor, now, { loMs: 5 })).toMatchObject({ loMs: 1_000_000 });
  });

  test('the wall clock is believed only within the bounds', () => {
    expect(likelyMs(anchor, 1_000_100)).toBe(1_000_100);
    expect(likelyMs(anchor, 0)).toBe(1_000_000);
    expect(likelyMs(anchor, 9e12)).toBe(1_000_500);
    expect(likelyMs({ loMs: 5, hiMs: null }, 9e12)).toBe(9e12);
  });
});

describe('subjects', () => {
  test('are read as they were made', () => {
    fc.assert(
      fc.property(
        anyLane,
        fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/),
        (lane, site) => {
          expect(parseSubject(subjects.uplink(lane, site))).toEqual({ type: 'uplink', lane, site });
          expect(parseSubject(subjects.tip(site))).toEqual({ type: 'tip', site });
          const receipt = subjects.downlink(site, 'receipt');
          expect(parseSubject(receipt)).toEqual({ type: 'downlink', site, kind: 'receipt' });
        },
      ),
    );
  });

  test('nothing but a site name can be in a subject', () => {
    for (const site of ['', '*', '>', 'a.b', 'A', 'a b', '-a', 'a-', 'x'.repeat(33)]) {
      expect(() => subjects.uplink('bulk', site)).toThrow(/can't name a site/);
      expect(() => parseSubject(`tip.${site}`)).toThrow(/no subject of ours/);
    }
    for (const bad of ['uplink.x.hq', 'uplink.bulk.hq.more', 'downlink.hq.x', 'what', '']) {
      expect(() => parseSubject(bad)).toThrow(/no subject of ours/);
    }
  });

  test('permissions are of the one site', () => {
    expect({ relay: relayPermissions('hq'), device: devicePermissions('hq') }).toMatchSnapshot();
  });
});

describe('a Merkle tree', () => {
  const leaves = Array.from({ length: 23 }, (_, i) => merkleLeaf(Uint8Array.of(i)));
  test('proves each leaf in its place and no other', () => {
    for (let size = 1; size <= leaves.length; size += 1) {
      const tree = leaves.slice(0, size);
      const root = merkleRoot(tree);
      for (let i = 0; i < size; i += 1) {
        const proof = merkleProof(tree, i);
        verifyMerkle(root, leaves[i]!, proof);
        const wrong = leaves[(i + 1) % leaves.length]!;
        expect(() => verifyMerkle(root, wrong, proof)).toThrow(/does not lead/);
        expect(() => verifyMerkle(root, leaves[i]!, { ...proof, index: i + size })).toThrow(
          /does not lead|too short/,
        );
        const longer = { ...proof, siblings: [...proof.siblings, leaves[0]!] };
        expect(() => verifyMerkle(root, leaves[i]!, longer)).toThrow(/does not lead/);
      }
    }
  });
  test('that is kept has the root of the leaves that it has now', () => {
    const changes = fc.array(fc.tuple(fc.nat(22), fc.nat(255)), { maxLength: 6 });
    fc.assert(
      fc.property(fc.nat(23), fc.array(changes, { maxLength: 4 }), (size, rounds) => {
        const now = leaves.slice(0, size);
        const tree = new MerkleTree(now);
        expect(toHex(tree.root)).toBe(toHex(merkleRoot(now)));
        for (const round of rounds) {
          const within = round
            .filter(([index]) => index < size)
            .map(([index, value]) => [index, merkleLeaf(Uint8Array.of(value))] as const);
          for (const [index, leaf] of within) now[index] = leaf;
          tree.replace(within);
          expect(toHex(tree.root)).toBe(toHex(merkleRoot(now)));
        }
      }),
    );
  });
  test('of nothing is the hash of nothing (RFC 6962)', () => {
    expect(toHex(new MerkleTree([]).root)).toBe(toHex(merkleRoot([])));
    expect(Buffer.from(merkleRoot([])).toString('hex')).toMatch(/^e3b0c44298fc1c14/);
  });
});

test('the digest depends on which events, not on their order', () => {
  const one = createDigest(idFor('d'), idFor('i'));
  const two = createDigest(idFor('d'), idFor('i'));
  for (const lane of lanes) one.add(lane, 1, 30);
  for (const lane of lanes.toReversed()) {
    two.add(lane, 11, 30);
    two.add(lane, 1, 10);
  }
  expect(one.value).toBe(two.value);
  two.add('bulk', 30, 30);
  expect(one.value).not.toBe(two.value);
  expect(digestText(one.value, 0n)).toMatch(/^[0-9a-f]{16}$/);
});
