import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { idFor } from '@eucora/protocol/testing';
import {
  dealCredit,
  hasBacklog,
  nextPoolBytes,
  shareBytesMin,
  withWindows,
  type Claim,
} from './credit.ts';

const claimOf = (siteId: string, over: Partial<Claim> = {}): Claim => ({
  siteId,
  outstandingBytes: 0,
  segmentBytes: 2_000,
  servedAs: 0,
  ...over,
});
const pools = fc.integer({ min: 262_144, max: 64_000_000 });
const claims = fc
  .array(
    fc.record({
      outstandingBytes: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1_000_000 })),
      segmentBytes: fc.integer({ min: 1, max: 983_040 }),
      servedAs: fc.nat({ max: 20 }),
    }),
    { maxLength: 60 },
  )
  .map((list) => list.map((claim, i) => ({ siteId: `s${String(i).padStart(2, '0')}`, ...claim })));
const outstandingOf = (list: readonly Claim[]): number =>
  list.reduce((sum, claim) => sum + claim.outstandingBytes, 0);

/** Claims after their deals. */
function dealt(poolBytes: number, list: readonly Claim[], turn: number): Claim[] {
  const deals = dealCredit(poolBytes, list);
  return list.map((claim) => {
    const at = deals.findIndex(({ siteId }) => siteId === claim.siteId);
    if (at < 0) return claim;
    return { ...claim, outstandingBytes: deals[at]!.bytes, servedAs: 1_000 * turn + at };
  });
}

describe('credit', () => {
  test('one site alone has all of the pool', () => {
    expect(dealCredit(4_000_000, [claimOf('a')])).toEqual([{ siteId: 'a', bytes: 4_000_000 }]);
  });

  test('a thousand sites take turns, the longest unserved first', () => {
    const list = Array.from({ length: 1_000 }, (_, i) =>
      claimOf(`site-${i}`, { servedAs: i < 500 ? 2 : 1 }),
    );
    const deals = dealCredit(10 * shareBytesMin, list);
    expect(deals).toHaveLength(10);
    for (const { siteId } of deals) expect(Number(siteId.slice(5))).toBeGreaterThanOrEqual(500);
  });

  test('together they never have more than the pool, but for one segment larger than it', () => {
    fc.assert(
      fc.property(pools, claims, (pool, list) => {
        const before = outstandingOf(list);
        const after = outstandingOf(dealt(pool, list, 21));
        const largest = Math.max(0, ...list.map(({ segmentBytes }) => segmentBytes));
        expect(after).toBeLessThanOrEqual(Math.max(pool, before, largest));
      }),
    );
  });

  test('nothing lies idle: whoever is next in turn does not fit any more', () => {
    fc.assert(
      fc.property(pools, claims, (pool, list) => {
        const after = dealt(pool, list, 21);
        // Dealing again finds nothing: had there been room for anybody in turn, it was dealt.
        expect(dealCredit(pool, after).filter(({ siteId }) => isHungry(after, siteId))).toEqual([]);
        if (list.length > 0 && outstandingOf(list) === 0) {
          expect(outstandingOf(after)).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('nobody starves, whoever is served and whoever is slow', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 983_040 }), { minLength: 1, maxLength: 40 });
    const speeds = fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(pools, sizes, speeds, (pool, segments, speed) => {
        let list = segments.map((segmentBytes, i) => claimOf(`s${i}`, { segmentBytes }));
        const roundsMax = 10 * (list.length + 1) * 11;
        let turn = 1;
        for (; turn <= roundsMax && list.some((claim) => claim.servedAs === 0); turn += 1) {
          list = dealt(pool, list, turn).map((claim, i) => {
            // Some commit all of it at once, some a tenth of a share.
            const tenth = Math.ceil((Math.max(pool, claim.segmentBytes) * speed[i]!) / 10);
            const outstandingBytes = Math.max(0, claim.outstandingBytes - tenth);
            return { ...claim, outstandingBytes };
          });
        }
        expect(list.filter((claim) => claim.servedAs === 0)).toEqual([]);
      }),
    );
  });

  test('equals get equally many turns', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 50 }),
        fc.integer({ min: 1, max: 400 }),
        (n, rounds) => {
          let list = Array.from({ length: n }, (_, i) => claimOf(`s${i}`));
          const turns = new Map<string, number>();
          for (let turn = 1; turn <= rounds; turn += 1) {
            const next = dealt(3 * shareBytesMin, list, turn);
            for (const { siteId, servedAs } of next) {
              if (servedAs === turn) turns.set(siteId, (turns.get(siteId) ?? 0) + 1);
            }
            list = next.map((claim) => ({ ...claim, outstandingBytes: 0 }));
          }
          const counts = list.map(({ siteId }) => turns.get(siteId) ?? 0);
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

function isHungry(list: readonly Claim[], siteId: string): boolean {
  return list.some((claim) => claim.siteId === siteId && claim.outstandingBytes === 0);
}

describe('the pool', () => {
  const calm = { queuedBytes: 0, committedBytesPerSecond: 1e6, isWanted: false, roomBytes: 1e9 };

  test('shrinks behind a long queue and grows when sites wait beside a dry one', () => {
    expect(nextPoolBytes(4e6, { ...calm, queuedBytes: 3e6 })).toBe(2e6);
    expect(nextPoolBytes(4e6, { ...calm, isWanted: true })).toBe(5e6);
    expect(nextPoolBytes(4e6, calm)).toBe(4e6);
  });

  test('never takes more than half of the room at the broker', () => {
    const seen = fc.record({
      queuedBytes: fc.integer({ min: 0, max: 2 ** 40 }),
      committedBytesPerSecond: fc.integer({ min: 0, max: 2 ** 30 }),
      isWanted: fc.boolean(),
      roomBytes: fc.integer({ min: 1_048_576, max: 2 ** 40 }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 40 }), seen, (pool, all) => {
        const next = nextPoolBytes(pool, all);
        expect(next).toBeGreaterThanOrEqual(262_144);
        expect(next).toBeLessThanOrEqual(all.roomBytes / 2);
      }),
    );
  });
});

describe('the windows of a receipt', () => {
  const incarnation = idFor('journal');
  const laneOf = (lane: 'urgent' | 'ledger' | 'bulk') => {
    const marks = { committedThrough: 1, safeThrough: 0, gaps: [], windowBytes: 0 };
    return { lane, ...marks };
  };
  const journals = [
    {
      relayId: idFor('relay'),
      incarnation,
      lanes: [laneOf('urgent'), laneOf('ledger'), laneOf('bulk')],
    },
  ];
  const windows = (missing: ReadonlyMap<string, number>, dealtBytes: number): number[] =>
    withWindows(journals, missing, {
      openBytes: 500,
      dealtBytes,
      segmentBytes: 10_000,
    })[0]!.lanes.map(({ windowBytes }) => windowBytes);

  test('lanes with a backlog share what was dealt, the others are open', () => {
    const both = new Map([
      [`${incarnation}/ledger`, 9],
      [`${incarnation}/bulk`, 9],
    ]);
    expect(windows(both, 100)).toEqual([500, 50, 50]);
    expect(windows(both, 0)).toEqual([500, 0, 0]);
    expect(windows(new Map([[`${incarnation}/bulk`, 9]]), 100)).toEqual([500, 500, 100]);
    expect(hasBacklog(both, 10_000)).toBe(true);
  });

  test('what is urgent never waits, and a few segments are no backlog', () => {
    const few = new Map([
      [`${incarnation}/urgent`, 99],
      [`${incarnation}/ledger`, 3],
    ]);
    expect(windows(few, 0)).toEqual([500, 500, 500]);
    expect(hasBacklog(few, 10_000)).toBe(false);
    expect(hasBacklog(new Map([[`${incarnation}/ledger`, 50]]), 300)).toBe(false);
  });
});
