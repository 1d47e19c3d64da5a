import fc from 'fast-check';
import { decodeEvents, limits, readBatch, sameBytes, verifyBatch } from '@eucora/protocol';
import { expect, test } from 'vitest';
import { openBook } from '../clock/anchor-book.ts';
import { manualClock, metric, testDevice, testKey } from '../testing/builders.ts';
import { cutNext, cutVoidNext, dueToCut, type OpenEvent, type StreamTip } from './cutter.ts';
import { estimateBytes } from './estimate.ts';
import { chainHash } from './records.ts';

const book = openBook(undefined, manualClock().now());
const start: StreamTip = {
  deviceId: testDevice,
  incarnation: '11'.repeat(16),
  lane: 'bulk',
  next: 1,
  lastHash: new Uint8Array(0),
  parent: null,
};

function opened(values: readonly { seq: number; label: string }[]): OpenEvent[] {
  return values.map(({ seq, label }) => {
    const { at } = metric(seq);
    const body = { kind: 'metric', name: 'm', labels: label, value: seq } as const;
    const event = { at, body };
    return { seq, event, bytes: estimateBytes(event) };
  });
}

function cutAll(open: readonly OpenEvent[]) {
  const batches = [];
  let rest = open;
  let tip = start;
  while (rest.length > 0) {
    const cut = cutNext(tip, rest, book, testKey);
    batches.push(readBatch(cut.batch));
    rest = rest.slice(cut.taken);
    tip = cut.tip;
  }
  return { batches, tip };
}

test('every event is in exactly one batch, in order, within the limits, in one signed chain', () => {
  const label = fc.string({ maxLength: 400, unit: 'binary-ascii' });
  fc.assert(
    fc.property(fc.array(label, { minLength: 1, maxLength: 1_300 }), (labels) => {
      const open = opened(labels.map((text, i) => ({ seq: i + 1, label: text })));
      const { batches, tip } = cutAll(open);
      let hash: Uint8Array = new Uint8Array(0);
      for (const batch of batches) {
        verifyBatch(batch, testKey.publicKey);
        expect(sameBytes(batch.prevHash, hash)).toBe(true);
        expect(batch.bytes.length).toBeLessThanOrEqual(limits.batchBytesMax);
        hash = chainHash(batch);
      }
      const values = batches
        .flatMap(decodeEvents)
        .map(({ body }) => (body.kind === 'metric' ? body.value : NaN));
      expect(values).toEqual(open.map((one) => one.seq));
      expect(tip.next).toBe(open.length + 1);
    }),
    { numRuns: 25 },
  );
});

test('numbers that are missing become voids, and nothing else does', () => {
  const steps = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(steps, (gaps) => {
      let seq = 0;
      const open = opened(gaps.map((step) => ({ seq: (seq += step), label: 'x' })));
      const { batches } = cutAll(open);
      const covered = batches.flatMap((batch) =>
        Array.from({ length: batch.count }, (_, i) => [batch.first + i, batch.void !== null]),
      );
      const given = new Set(open.map((one) => one.seq));
      expect(covered).toEqual(Array.from({ length: seq }, (_, i) => [i + 1, !given.has(i + 1)]));
    }),
    { numRuns: 100 },
  );
});

test('the chain goes on from what a void stands for, or from the void where nobody knows that', () => {
  const replaced = Buffer.alloc(32, 9);
  for (const replacedLastHash of [replaced, new Uint8Array(0)]) {
    const content = { reason: 'spool_full', replacedLastHash, kinds: [] } as const;
    const gone = cutVoidNext(start, 3, content, book, testKey);
    const next = cutNext(gone.tip, opened([{ seq: 4, label: 'x' }]), book, testKey);
    const known = replacedLastHash.length > 0;
    const expected = known ? replaced : readBatch(gone.batch).hash;
    expect(Buffer.from(readBatch(next.batch).prevHash)).toEqual(Buffer.from(expected));
  }
});

test('linger counts only while a relay is in reach', () => {
  const waited = { count: 1, bytes: 20, waitedMs: limits.lingerMs.ledger };
  expect(dueToCut('ledger', waited, true)).toBe(true);
  expect(dueToCut('ledger', { ...waited, waitedMs: waited.waitedMs - 1 }, true)).toBe(false);
  expect(dueToCut('ledger', { ...waited, waitedMs: 1e9 }, false)).toBe(false);
  expect(dueToCut('ledger', { ...waited, count: limits.batchEventsMax, waitedMs: 0 }, false)).toBe(
    true,
  );
  expect(dueToCut('ledger', { count: 0, bytes: 0, waitedMs: 1e9 }, true)).toBe(false);
});
