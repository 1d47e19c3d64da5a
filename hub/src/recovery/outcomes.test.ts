import { readBatch, signBatch } from '@eucora/protocol';
import { deviceFor, heartbeats } from '@eucora/protocol/testing';
import { describe, expect, it } from 'vitest';
import { unreadable } from '../ingest/testing/ingest.ts';
import { judgePart, type JudgedBatch } from '../ingest/index.ts';
import { asRecorded, readOutcome, sameOutcome, textOf } from './outcomes.ts';

const device = deviceFor('outcomes');
const good = device.next(heartbeats(2));
const events = judgePart({ batch: good }, device.key.publicKey);
const bad = readBatch(signBatch(unreadable(good.payload), device.key));
const rejected = judgePart({ batch: bad }, device.key.publicKey);
const stranger = judgePart({ batch: good }, undefined);

describe('a batch is held to what was recorded of it', () => {
  it.each<[string, JudgedBatch, string, string | undefined, string, string | undefined]>([
    ['committed then and now', events, 'c', undefined, 'events', undefined],
    ['understood by now', events, 'r', 'malformed', 'rejected', 'malformed'],
    ['rejected for another reason', rejected, 'r', 'unstorable', 'rejected', 'unstorable'],
    ['its key is known by now', events, 'q', 'unknown_device', 'quarantined', 'unknown_device'],
    ['poison then', events, 'q', 'poison', 'quarantined', 'poison'],
    ['poison then, not understood now', rejected, 'q', 'poison', 'quarantined', 'poison'],
    ['the ledger decides it again', events, 'q', 'conflict', 'events', undefined],
    ['unknown then and now', stranger, 'q', 'unknown_device', 'quarantined', 'unknown_device'],
    [
      'committed, yet its key is missing',
      stranger,
      'c',
      undefined,
      'quarantined',
      'unknown_device',
    ],
  ])('%s', (_what, judged, letter, code, verdict, endsAs) => {
    const held = asRecorded(judged, letter, code);
    expect(held.verdict).toBe(verdict);
    expect('fault' in held ? held.fault.code : undefined).toBe(endsAs);
  });
});

describe('recorded outcomes', () => {
  const codes = [[1, 'conflict']];
  it('are the same whatever numbers the quarantine gave', () => {
    const one = readOutcome({ batches: 'cq', codes, released: [[7, 'c']] });
    const other = readOutcome({ released: [[9, 'c']], codes, batches: 'cq' });
    expect(sameOutcome(one, other)).toBe(true);
    expect(textOf(one)).toBe('cq, 1=conflict, released c');
  });

  it.each([
    [{ batches: 'cc' }, { batches: 'cd' }],
    [
      { batches: 'cq', codes },
      { batches: 'cq', codes: [[1, 'fork']] },
    ],
    [{ batches: 'c', released: [[7, 'c']] }, { batches: 'c' }],
    [{ poison: 'why' }, { batches: 'c' }],
  ])('%j is not %j', (one, other) => {
    expect(sameOutcome(readOutcome(one), readOutcome(other))).toBe(false);
  });

  it.each([null, 'c', {}, { batches: 3 }, { batches: 'q', codes: [['1', 'x']] }])(
    '%j is none',
    (value) => {
      expect(() => readOutcome(value)).toThrow(/^No recorded outcome/);
    },
  );
});
