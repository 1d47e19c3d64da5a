import type { Lane } from '@eucora/protocol';
import { expect, test } from 'vitest';
import { perLane } from '../per-lane.ts';
import { testDevice } from '../testing/builders.ts';
import type { Checkpoint, StreamMarks } from './model.ts';
import { nobodySeen, recover, type FoundEntry, type FoundFile } from './recover.ts';

const older = '01'.repeat(16);
const current = '02'.repeat(16);
const lane: Lane = 'ledger';
const noHash = new Uint8Array(0);

/** A batch in a file, as it was found. */
function entry(incarnation: string, first: number, last: number): FoundEntry {
  const prevHash = first === 1 ? noHash : Buffer.alloc(32, first - 1);
  const chainHash = Buffer.alloc(32, last);
  const place = { offset: 100 * first, end: 100 * first + 100 };
  return { place, tag: 'batch', incarnation, lane, first, last, prevHash, chainHash };
}

function file(no: number, entries: readonly FoundEntry[]): FoundFile {
  return { no, path: `file-${no}`, end: 1_000, entries, anchors: [] };
}

function checkpoint(streams: readonly StreamMarks[], next: number): Checkpoint {
  const tip = (of: Lane) =>
    of === lane && next > 1
      ? { parent: null, next, lastHash: Buffer.alloc(32, next - 1) }
      : { parent: null, next: 1, lastHash: noHash };
  return {
    deviceId: testDevice,
    incarnation: current,
    tips: perLane(tip),
    marks: { streams, seen: nobodySeen },
  };
}

const marks = (part: Partial<StreamMarks>): StreamMarks => ({
  incarnation: current,
  lane,
  closedThrough: null,
  committed: 0,
  forwarded: 0,
  ...part,
});

test("what lies behind the end of a closed history is its successor's and is not sent from there", () => {
  const closed = marks({ incarnation: older, closedThrough: 3 });
  const found = [file(1, [entry(older, 1, 3), entry(older, 4, 6)])];
  const record = { type: 'checkpoint', checkpoint: checkpoint([closed, marks({})], 1) } as const;
  const { streams, gaps } = recover([record], found);
  const history = streams.find(({ incarnation }) => incarnation === older)!;
  expect(history.files.map(({ first, last }) => [first, last])).toEqual([[1, 3]]);
  expect(gaps).toEqual([]);
});

test('marks that run ahead of what was ever cut are brought back to it', () => {
  const ahead = marks({ committed: 9, forwarded: 9 });
  const record = { type: 'checkpoint', checkpoint: checkpoint([ahead], 4) } as const;
  const { streams } = recover([record], [file(1, [entry(current, 1, 3)])]);
  const stream = streams.find((each) => each.incarnation === current && each.lane === lane)!;
  expect([stream.committed, stream.forwarded]).toEqual([3, 3]);
});
