import { limits as wire } from '@eucora/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anchorAt } from '../../test-kit/device.ts';
import { limits } from '../limits.ts';
import { GrantPool } from './grant-pool.ts';
import { judgeBatch, judgeOffer, type DoorState } from './judge.ts';
import { RefusalLog } from './refusals.ts';

const hash = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const relayId = 'aa'.repeat(16);
const incarnation = 'bb'.repeat(16);
const offer = {
  deviceId: 'cc'.repeat(16),
  incarnation: 'dd'.repeat(16),
  lane: 'ledger' as const,
  first: 1,
  last: 3,
  bytes: 500,
  seen: null,
};
const door: DoorState = {
  relayId,
  incarnation,
  headPosition: 10,
  deviceKnown: true,
  disk: 'ok',
  burdenBytes: 0,
  switching: false,
};

describe('offers', () => {
  test('are granted to a known device', () => {
    expect(judgeOffer(offer, door)).toEqual({ verdict: 'grant' });
  });
  test('of a position at the head are fine, beyond it reopen the journal', () => {
    const seen = { relayId, incarnation, position: 10 };
    expect(judgeOffer({ ...offer, seen }, door).verdict).toBe('grant');
    const beyond = { ...offer, seen: { ...seen, position: 11 } };
    expect(judgeOffer(beyond, door).verdict).toBe('reopen');
    // Also when the disk refuses: nothing may be promised in a journal that forgot.
    expect(judgeOffer(beyond, { ...door, disk: 'full' }).verdict).toBe('reopen');
  });
  test('of another relay or an earlier journal say nothing about this one', () => {
    const elsewhere = { relayId, incarnation: 'ee'.repeat(16), position: 99 };
    expect(judgeOffer({ ...offer, seen: elsewhere }, door).verdict).toBe('grant');
  });
  test('wait while the disk, the sealer or a new journal is behind', () => {
    for (const part of [
      { disk: 'failing' as const },
      { burdenBytes: limits.unsealedBytesMax + 1 },
      { switching: true },
    ]) {
      expect(judgeOffer(offer, { ...door, ...part })).toMatchObject({ verdict: 'busy' });
    }
  });
  test('of strangers and of impossible sizes are refused', () => {
    const stranger = judgeOffer(offer, { ...door, deviceKnown: false });
    expect(stranger).toMatchObject({ verdict: 'refuse', code: 'unknown_device' });
    for (const bytes of [0, wire.batchBytesMax + 1]) {
      expect(judgeOffer({ ...offer, bytes }, door)).toMatchObject({ code: 'oversized' });
    }
  });
});

describe('batches', () => {
  const stream = {
    mark: { through: 6, lastHash: hash(2) },
    recent: [
      { first: 1, last: 3, hash: hash(1) },
      { first: 4, last: 6, hash: hash(2) },
    ],
    evidenceKept: 0,
  };
  test.each([
    ['continue', { first: 7, last: 9, hash: hash(3), prevHash: hash(2) }, { action: 'append' }],
    ['repeat', { first: 4, last: 6, hash: hash(2), prevHash: hash(1) }, { action: 'acknowledge' }],
    ['leave a hole', { first: 8, last: 9, hash: hash(3), prevHash: hash(2) }, { code: 'gap' }],
    [
      'differ from what is here',
      { first: 4, last: 6, hash: hash(9), prevHash: hash(1) },
      { action: 'keep_and_refuse', code: 'conflict' },
    ],
    [
      'overlap otherwise',
      { first: 5, last: 8, hash: hash(9), prevHash: hash(1) },
      { action: 'keep_and_refuse', code: 'conflict' },
    ],
    [
      'follow another history',
      { first: 7, last: 9, hash: hash(3), prevHash: hash(8) },
      { action: 'keep_and_refuse', code: 'fork' },
    ],
  ])('that %s', (_name, batch, expected) => {
    expect(judgeBatch(batch, stream)).toMatchObject(expected);
  });
  test('of nothing but voids contradict nothing that came before, and go on behind it', () => {
    const content = { reason: 'spool_full' as const, replacedLastHash: hash(5), kinds: [] };
    const dropped = { hash: hash(9), prevHash: hash(1), void: content };
    expect(judgeBatch({ ...dropped, first: 4, last: 9 }, stream)).toEqual({ action: 'append' });
    expect(judgeBatch({ ...dropped, first: 4, last: 6 }, stream)).toEqual({
      action: 'acknowledge',
    });
    // Where it only follows, it must follow this history.
    expect(judgeBatch({ ...dropped, first: 7, last: 9 }, stream)).toMatchObject({ code: 'fork' });
    expect(judgeBatch({ ...dropped, first: 8, last: 9 }, stream)).toMatchObject({ code: 'gap' });
  });
  test('older than what is remembered are left for the hub to judge', () => {
    const old = { first: 1, last: 3, hash: hash(1), prevHash: hash(0) };
    const forgetful = { ...stream, recent: stream.recent.slice(1) };
    expect(judgeBatch(old, forgetful)).toEqual({ action: 'keep' });
  });
  test('in endless conflict are no longer kept, only refused', () => {
    const conflict = { first: 4, last: 6, hash: hash(9), prevHash: hash(1) };
    const evidenceKept = limits.evidencePerStreamPerHour;
    expect(judgeBatch(conflict, { ...stream, evidenceKept })).toEqual({
      action: 'refuse',
      code: 'conflict',
    });
  });
  test('begin a stream wherever they begin', () => {
    const batch = { first: 50, last: 51, hash: hash(1), prevHash: hash(0) };
    expect(judgeBatch(batch, undefined)).toEqual({ action: 'append' });
  });
});

describe('the grant pool', () => {
  test('never promises more than it has, and gives back what expires', () => {
    const step = fc.record({
      bytes: fc.integer({ min: 1, max: 400 }),
      passMs: fc.integer({ min: 0, max: 60 }),
      redeem: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const pool = new GrantPool(1_000, 100, 1);
        const open = new Map<number, { bytes: number; untilMs: number }>();
        let nowMs = 0;
        for (const { bytes, passMs, redeem } of steps) {
          nowMs += passMs;
          for (const [id, grant] of open) if (grant.untilMs <= nowMs) open.delete(id);
          const [oldest] = open.keys();
          if (redeem && oldest !== undefined) {
            expect(pool.redeem(oldest, nowMs)?.bytes).toBe(open.get(oldest)?.bytes);
            open.delete(oldest);
            expect(pool.redeem(oldest, nowMs)).toBeUndefined();
          }
          const { granted } = pool.grant('key', bytes, nowMs);
          if (granted) open.set(granted.id, { bytes, untilMs: nowMs + 100 });
          const sum = [...open.values()].reduce((total, grant) => total + grant.bytes, 0);
          expect(pool.bytes).toBe(sum);
          expect(sum).toBeLessThanOrEqual(1_000);
        }
      }),
    );
  });
});

describe('refusals', () => {
  test('are counted together by code and device, and taken once', () => {
    const log = new RefusalLog();
    const device = 'cc'.repeat(16);
    for (let i = 0; i < 3; i += 1) log.note('gap', device, `n ${i}`, anchorAt(i));
    log.note('oversized', null, '', anchorAt(9));
    const taken = log.take();
    expect(taken.refusals).toMatchObject([
      { code: 'gap', deviceId: device, count: 3, detail: 'n 2', last: { boottimeMs: 2 } },
      { code: 'oversized', deviceId: null, count: 1 },
    ]);
    expect(log.take().refusals).toEqual([]);
    log.note('gap', device, 'later', anchorAt(10));
    taken.giveBack();
    expect(log.take().refusals[0]).toMatchObject({ count: 4, detail: 'later' });
  });
  test('of ever new invented devices do not grow without end', () => {
    const log = new RefusalLog();
    for (let i = 0; i < 5_000; i += 1) {
      log.note('unknown_device', i.toString(16).padStart(32, '0'), '', anchorAt(i));
    }
    const { refusals } = log.take();
    expect(refusals.length).toBeLessThanOrEqual(limits.refusalKindsMax + 1);
    expect(refusals.reduce((sum, refusal) => sum + refusal.count, 0)).toBe(5_000);
  });
});
