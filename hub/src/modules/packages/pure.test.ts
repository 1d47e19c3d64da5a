import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { attachment, readRange } from './content.ts';
import { moved, needsBytes, siteMemoryMs, versionStates } from './lifecycle.ts';
import {
  freeBytesMin,
  judgeAppend,
  missingRoom,
  readUploadMetadata,
  shownFileName,
} from './uploads/rules.ts';

test('a version moves only as the table says', () => {
  const moves = ['describe', 'stage', 'publish', 'withdraw'] as const;
  const table = versionStates.map(
    (state) => `${state}: ${moves.map((move) => moved(state, move) ?? '-').join(' ')}`,
  );
  expect(table).toEqual([
    'uploaded: inspected - - withdrawn',
    'inspected: - staged - withdrawn',
    'staged: - - published withdrawn',
    'published: - - - withdrawn',
    'withdrawn: - - - -',
  ]);
});

test('bytes stay for as long as a site may act on what it was told', () => {
  const now = new Date('2026-11-25T12:00:00Z');
  const withdrawn = (ms: number) => ({
    state: 'withdrawn' as const,
    changedAt: new Date(now.getTime() - ms),
  });
  expect(needsBytes(withdrawn(siteMemoryMs - 1), now)).toBe(true);
  expect(needsBytes(withdrawn(siteMemoryMs), now)).toBe(false);
  expect(needsBytes({ state: 'staged', changedAt: new Date(0) }, now)).toBe(true);
});

const upload = { state: 'receiving', bytes: 100, received: 40, offset: 40 } as const;
test.each([
  [{ length: 60 }, 'ok'],
  [{ length: undefined }, 'ok'],
  [{ length: 61 }, 'too_long'],
  [{ offset: 39, length: 1 }, 'wrong_offset'],
  [{ offset: 41, length: 1 }, 'wrong_offset'],
  [{ state: 'done', length: 1 }, 'ended'],
] as const)('adding %o is %s', (change, expected) => {
  const verdict = judgeAppend({ ...upload, ...change });
  expect(verdict.ok ? 'ok' : verdict.fault).toBe(expected);
});

test('room is what is free beside what others were promised and what stays free', () => {
  const room = { freeBytes: freeBytesMin + 100, promisedBytes: 30, wantedBytes: 70 };
  expect(missingRoom(room)).toBe(0);
  expect(missingRoom({ ...room, wantedBytes: 71 })).toBe(1);
  expect(missingRoom({ ...room, freeBytes: 0 })).toBeGreaterThan(freeBytesMin);
});

test.each([
  ['../../etc/passwd', 'passwd'],
  [String.raw`C:\Users\x\till.msi`, 'till.msi'],
  ['a\u0000b\u202Ec\n.deb', 'abc.deb'],
  ['..', 'unnamed'],
  [undefined, 'unnamed'],
  [`${'x'.repeat(300)}.deb`, 'x'.repeat(200)],
])('a file named %j is shown as %s', (name, shown) => {
  expect(shownFileName(name)).toBe(shown);
});

test('upload metadata is names with base64, or none', () => {
  const text = `filename ${Buffer.from('till ä.deb').toString('base64')},is_confidential`;
  expect([...readUploadMetadata(text)!]).toEqual([
    ['filename', 'till ä.deb'],
    ['is_confidential', ''],
  ]);
  for (const bad of ['filename not-base64!', 'a YQ== b', 'a YQ==,a YQ==', 'x'.repeat(5_000)]) {
    expect(readUploadMetadata(bad)).toBeUndefined();
  }
});

test('a range lies within the bytes', () => {
  expect(readRange('bytes=2-3', 10)).toEqual({ from: 2, length: 2 });
  expect(readRange('bytes=2-', 10)).toEqual({ from: 2, length: 8 });
  expect(readRange('bytes=-4', 10)).toEqual({ from: 6, length: 4 });
  expect(readRange('bytes=10-', 10)).toBe('unsatisfiable');
  expect(readRange('bytes=3-2', 10)).toBeUndefined();
  expect(readRange('bytes=0-1,3-4', 10)).toBeUndefined();
  fc.assert(
    fc.property(fc.nat(50), fc.nat(50), fc.integer({ min: 1, max: 40 }), (a, b, size) => {
      const range = readRange(`bytes=${a}-${b}`, size);
      if (range === undefined || range === 'unsatisfiable') return;
      expect(range.length).toBeGreaterThan(0);
      expect(range.from + range.length).toBeLessThanOrEqual(size);
    }),
  );
});

test('a file’s name ends no header', () => {
  const header = attachment('a"b\r\nset-cookie: x\u{1F600}.deb');
  expect(header).toMatch(/^attachment; filename="[\w.+ -]*"; filename\*=UTF-8''[\w.%~!-]*$/);
});
