import type { LaneReceipt } from '@eucora/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '../limits.ts';
import {
  newFlight,
  noteReceipt,
  noteRefused,
  noteSent,
  planLane,
  resendAfterMs,
  rewind,
  type LaneFlight,
} from './plan.ts';

const receipt = (part: Partial<LaneReceipt> = {}): LaneReceipt => ({
  lane: 'ledger',
  committedThrough: 0,
  safeThrough: 0,
  gaps: [],
  windowBytes: 1_000,
  ...part,
});

function plan(
  flight: LaneFlight,
  sealedThrough: number,
  nowMs: number,
  said: LaneReceipt | undefined = receipt(),
) {
  const lane = said?.lane ?? 'ledger';
  return planLane({ lane, sealedThrough, bytesOf: () => 100, receipt: said, flight }, nowMs, 100);
}

/** A lane whose hub has spoken on this connection. */
function told(): LaneFlight {
  return { ...newFlight(), toldMs: 0 };
}

function sendAll(flight: LaneFlight, seqs: readonly number[], nowMs: number): void {
  for (const seq of seqs) noteSent(flight, seq, 100, nowMs);
}

describe('what goes out', () => {
  test('new segments in order, within the window', () => {
    const flight = told();
    const first = plan(flight, 30, 0);
    expect(first.send).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    sendAll(flight, first.send, 0);
    expect(plan(flight, 30, 1).send).toEqual([]);
    noteReceipt(flight, receipt({ committedThrough: 4 }), 50);
    expect(plan(flight, 30, 51, receipt({ committedThrough: 4 })).send).toEqual([11, 12, 13, 14]);
  });

  test('one segment at least, however small the window', () => {
    expect(plan(told(), 3, 0, receipt({ windowBytes: 1 })).send).toEqual([1]);
  });
  test('a window of 0 is not now, and is asked again after a long while', () => {
    const flight = told();
    const closed = receipt({ windowBytes: 0 });
    const { zeroWindowProbeMs: probeMs } = limits;
    expect(plan(flight, 3, 1, closed)).toEqual({ send: [], againMs: probeMs });
    expect(plan(flight, 3, probeMs, closed).send).toEqual([1]);
    sendAll(flight, [1], probeMs);
    expect(plan(flight, 3, probeMs + 1, closed).send).toEqual([]);
  });
  test('what is urgent waits for no turn', () => {
    const urgent = receipt({ lane: 'urgent', windowBytes: 0 });
    expect(plan(newFlight(), 3, 0, urgent).send).toEqual([1]);
    expect(plan(newFlight(), 3, 0, { ...urgent, windowBytes: 200 }).send).toEqual([1, 2]);
  });
  test('on a new connection a backlog opens with one segment until the hub has spoken', () => {
    const flight = told();
    rewind(flight, 0);
    const bytes = limits.windowBytesOpening / 4;
    const view = { lane: 'ledger', sealedThrough: 30, bytesOf: () => bytes, flight } as const;
    const generous = receipt({ windowBytes: 10 * bytes });
    expect(planLane({ ...view, receipt: generous }, 0, 100).send).toEqual([1]);
    const few = { ...view, sealedThrough: 4, receipt: generous };
    expect(planLane(few, 0, 100).send).toEqual([1, 2, 3, 4]);
    noteReceipt(flight, generous, 50);
    expect(planLane({ ...view, receipt: generous }, 51, 100).send).toHaveLength(10);
  });
  test('a hub with a long queue is not sent all of it again', () => {
    const flight = told();
    sendAll(flight, [1, 2, 3, 4, 5], 0);
    expect(plan(flight, 5, 10_000).send).toEqual([1]);
    // It gets on, slowly: the clock starts anew.
    const said = receipt({ committedThrough: 2 });
    noteReceipt(flight, said, 10_000);
    expect(plan(flight, 5, 19_999, said).send).toEqual([]);
    expect(plan(flight, 5, 20_000, said).send).toEqual([3]);
  });

  test('what stays unreceipted goes again, with growing pauses', () => {
    const flight = newFlight();
    sendAll(flight, [1], 0);
    expect(plan(flight, 1, 9_999)).toEqual({ send: [], againMs: 10_000 });
    expect(plan(flight, 1, 10_000).send).toEqual([1]);
    noteSent(flight, 1, 100, 10_000);
    expect(plan(flight, 1, 29_999)).toEqual({ send: [], againMs: 30_000 });
    expect(flight.bytes).toBe(100);
  });

  test('a slow hub is given four times its delay', () => {
    expect(resendAfterMs(100)).toBe(10_000);
    expect(resendAfterMs(60_000)).toBe(240_000);
  });

  test('exactly a named gap goes again, and what lies between gaps is received', () => {
    const flight = newFlight();
    sendAll(flight, [1, 2, 3, 4, 5], 0);
    const said = receipt({
      committedThrough: 1,
      gaps: [
        { first: 2, last: 2 },
        { first: 4, last: 4 },
      ],
    });
    noteReceipt(flight, said, 500);
    expect([...flight.sent.keys()]).toEqual([2, 4, 5]);
    expect(plan(flight, 5, 1_000, said).send).toEqual([2, 4]);
  });

  test('after the broker refused, everything from there on goes again in order, later', () => {
    const flight = newFlight();
    sendAll(flight, [1, 2, 3], 0);
    noteRefused(flight, 2, 0);
    expect(plan(flight, 3, 100).send).toEqual([]);
    expect(plan(flight, 3, flight.heldUntilMs).send).toEqual([2, 3]);
    expect(flight.bytes).toBe(100);
  });

  test('a new connection begins at the first segment without a receipt', () => {
    const flight = newFlight();
    sendAll(flight, [1, 2, 3], 0);
    rewind(flight, 1);
    expect(plan(flight, 3, 1, receipt({ committedThrough: 1 })).send).toEqual([2, 3]);
  });

  test('measures the delay only of what was sent once', () => {
    const flight = newFlight();
    sendAll(flight, [1, 1, 2], 0);
    expect(noteReceipt(flight, receipt({ committedThrough: 1 }), 700)).toBeUndefined();
    expect(noteReceipt(flight, receipt({ committedThrough: 2 }), 900)).toBe(900);
  });

  test('under any loss and order everything is received in the end', () => {
    const losses = fc.array(fc.boolean(), { minLength: 200, maxLength: 200 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), losses, (sealed, lost) => {
        const flight = newFlight();
        const got = new Set<number>();
        let said = receipt();
        let attempt = 0;
        let nowMs = 0;
        for (let turn = 0; turn < 600 && got.size < sealed; turn += 1) {
          const { send, againMs } = plan(flight, sealed, nowMs, said);
          for (const seq of send) {
            noteSent(flight, seq, 100, nowMs);
            if (!lost[attempt]) got.add(seq);
            attempt += 1;
          }
          said = receiptOf(got);
          noteReceipt(flight, said, nowMs);
          nowMs = Math.max(nowMs + 100, againMs < Infinity ? againMs : 0);
        }
        expect(got.size).toBe(sealed);
      }),
    );
  });
});

/** What a hub says that received exactly these. */
function receiptOf(got: ReadonlySet<number>): LaneReceipt {
  let committedThrough = 0;
  while (got.has(committedThrough + 1)) committedThrough += 1;
  const gaps = [];
  for (let seq = committedThrough + 1; seq < Math.max(0, ...got); seq += 1) {
    if (!got.has(seq)) gaps.push({ first: seq, last: seq });
  }
  return receipt({ committedThrough, gaps });
}
