import { describe, expect, test } from 'vitest';
import { itemFor, idle } from '../testing/desired-site.ts';
import { TrustError } from '../trust/refusal.ts';
import { dangersOf, dangerWords } from './dangers.ts';
import { itemRemedies, judgeItem, type ImageSide, type ItemFacts } from './judge.ts';
import type { MaintenanceWindow } from './model.ts';
import { windowStateAt, type LocalTime } from './windows.ts';

const bytes = Buffer.from('app');
const item = itemFor('linux/retail/app_2.0.deb', bytes);
const note = {
  package: 'app',
  version: '2.0',
  platform: 'linux',
  businessUnit: undefined,
  minVersion: undefined,
};
const vouched: Exclude<ImageSide, { clause: string }> = {
  sha256: item.artifact!.sha256,
  bytes: bytes.length,
  note,
  minVersion: null,
};
const minute = 60_000;
const monday = Date.UTC(2026, 10, 23); // a Monday, 00:00 UTC
const at = (ms: number, width = 0): LocalTime => ({ loMs: ms, hiMs: ms + width });
const facts = (over: Partial<ItemFacts> = {}): ItemFacts => ({
  item,
  approved: false,
  imageSide: vouched,
  lease: { state: 'fresh', possiblyLater: false },
  installed: null,
  now: at(monday),
  ...over,
});

describe('an item', () => {
  test('is done as what it means to what is there', () => {
    const act = (installed: string | null, over = {}) => {
      const verdict = judgeItem(facts({ installed, item: { ...item, ...over } }));
      return 'act' in verdict ? verdict.act : verdict.code;
    };
    expect(act(null)).toBe('install');
    expect(act('1.9')).toBe('upgrade');
    expect(act('2.0')).toBe('none');
    expect(act('2.1')).toBe('goes_back');
    expect(act('2.1', { rollback: true })).toBe('rollback');
    expect(act('2.0', idle('pin', '2.0'))).toBe('pin');
    expect(act('2.1', idle('pin', '2.0'))).toBe('nothing_to_pin');
    expect(act(null, idle('pin', '2.0'))).toBe('nothing_to_pin');
    expect(act(null, idle('remove', ''))).toBe('none');
  });

  test('what is so already needs nobody’s word, and what is refused changes nothing', () => {
    const done = facts({ installed: '2.0', imageSide: null, item: { ...item, ring: 4 } });
    expect(judgeItem(done)).toEqual({ verdict: 'do', act: 'none' });
    expect(judgeItem(facts({ imageSide: null }))).toMatchObject({ code: 'not_looked_up' });
    const refusal = new TrustError('expired', { clause: 'TUF 5.6.5', role: 'linux' }, 'expired');
    expect(judgeItem(facts({ imageSide: refusal }))).toEqual({
      verdict: 'refuse',
      code: 'expired',
      clause: 'TUF 5.6.5',
      saw: 'expired',
      remedy: refusal.remedy,
    });
  });

  test.each<[string, Partial<typeof vouched>]>([
    ['sides_disagree', { sha256: new Uint8Array(32) }],
    ['sides_disagree', { bytes: bytes.length + 1 }],
    ['wrong_package', { note: { ...note, package: 'other' } }],
    ['wrong_package', { note: { ...note, version: '1.0' } }],
    ['wrong_package', { note: { ...note, package: undefined } }],
    ['wrong_package', { note: { ...note, version: undefined } }],
  ])('both sides have to agree: %s', (code, over) => {
    const verdict = judgeItem(facts({ imageSide: { ...vouched, ...over } }));
    expect(verdict).toMatchObject({ verdict: 'refuse', code, clause: 'EUCORA D5' });
  });

  test('each refusal says what the operator does next, in a sentence', () => {
    for (const remedy of Object.values(itemRemedies)) expect(remedy).toMatch(/^[A-Z].{20,}\.$/s);
    for (const words of Object.values(dangerWords)) expect(words).toMatch(/^[a-z].{10,}$/);
  });

  test('begins when it may: not before, and then by the hint where nothing bounds the time', () => {
    const later = { ...item, notBeforeMs: monday + 1 };
    const judged = (now: LocalTime) => judgeItem(facts({ item: later, now }));
    expect(judged(at(monday))).toMatchObject({
      verdict: 'wait',
      code: 'not_yet',
      untilMs: monday + 1,
    });
    expect(judged(at(monday + 1)).verdict).toBe('do');
    expect(judged({ loMs: 0, hiMs: null, wallMs: monday + 1 }).verdict).toBe('do');
    expect(judged({ loMs: 0, hiMs: monday, wallMs: monday + 1 }).verdict).toBe('wait');
  });

  test('waits for its window until its deadline is certainly past', () => {
    const windows = [{ days: [1], fromMinute: 60, minutes: 120 }]; // Tuesday, 01:00 to 03:00
    const held = { ...item, windows, deadlineMs: monday + 100 };
    const judged = (now: LocalTime) => judgeItem(facts({ item: held, now }));
    expect(judged(at(monday))).toMatchObject({
      code: 'window_closed',
      untilMs: monday + 25 * 60 * minute,
    });
    expect(judged({ loMs: monday + 99, hiMs: null, wallMs: monday + 1_000 }).verdict).toBe('wait');
    expect(judged(at(monday + 100)).verdict).toBe('do');
  });
});

describe('dangerous acts', () => {
  const known = { installed: '2.0', minVersion: '1.5' };

  test('are told by name', () => {
    expect(dangersOf({ action: 'install', version: '1.5', ring: 2 }, known)).toEqual([]);
    expect(dangersOf({ action: 'install', version: '1.4', ring: 0 }, known)).toEqual([
      'below_min_version',
    ]);
    expect(dangersOf({ action: 'pin', version: '1.4', ring: 0 }, known)).toHaveLength(1);
    expect(dangersOf({ action: 'remove', version: '', ring: 4 }, known)).toEqual([
      'removal',
      'late_ring',
    ]);
    expect(dangersOf({ action: 'install', version: '9', ring: 3 }, known)).toEqual(['late_ring']);
  });

  test('what is below the floor and there already is no act; without a floor nothing is below', () => {
    const old = { action: 'install', version: '1.4', ring: 0 } as const;
    expect(dangersOf(old, { installed: '1.4', minVersion: '1.5' })).toEqual([]);
    expect(dangersOf(old, { installed: null, minVersion: '1.5' })).toHaveLength(1);
    expect(dangersOf(old, { installed: null, minVersion: null })).toEqual([]);
  });
});

describe('maintenance windows', () => {
  const night: MaintenanceWindow = { days: [6], fromMinute: 23 * 60, minutes: 120 }; // Sunday 23:00
  const hour = 60 * minute;
  const open = (now: LocalTime, windows = [night]) => windowStateAt(windows, now).isOpen;

  test('reach over midnight and over the end of the week, to the millisecond', () => {
    expect(open(at(monday - hour - 1))).toBe(false);
    expect(open(at(monday - hour))).toBe(true);
    expect(open(at(monday + hour - 1))).toBe(true);
    expect(open(at(monday + hour))).toBe(false);
    expect(open(at(monday), [])).toBe(true);
  });

  test('are of the device’s own local time', () => {
    const local = (ms: number, utcOffsetMinutes: number) => ({ ...at(ms), utcOffsetMinutes });
    expect(open(local(monday - 2 * hour, 60))).toBe(true);
    expect(open(local(monday, -300))).toBe(false);
    expect(open(local(monday + 4 * hour, -300))).toBe(true);
  });

  test('all of the time’s interval has to be within one opening', () => {
    expect(open(at(monday - hour, 2 * hour - 1))).toBe(true);
    expect(open(at(monday - hour + 1, 2 * hour - 1))).toBe(false);
    expect(open(at(monday - hour - 1, hour))).toBe(false);
    const two = [night, { days: [0], fromMinute: 60, minutes: 60 }];
    expect(open(at(monday + 30 * minute, hour), two)).toBe(false);
  });

  test('where the time is not known that well, the clock within the bounds decides', () => {
    const wide = { loMs: monday - 90 * 24 * hour, hiMs: null };
    expect(open({ ...wide, wallMs: monday })).toBe(true);
    expect(open({ ...wide, wallMs: monday + 2 * hour })).toBe(false);
    expect(open({ loMs: monday, hiMs: monday + 90 * hour, wallMs: 0 })).toBe(true);
  });

  test('tell when the next one opens', () => {
    const opens = (now: LocalTime, windows = [night]) => {
      const state = windowStateAt(windows, now);
      return state.isOpen ? undefined : state.opensMs;
    };
    expect(opens(at(monday - 3 * hour))).toBe(monday - hour);
    expect(opens(at(monday + hour))).toBe(monday + 7 * 24 * hour - hour);
    const two = [night, { days: [2, 4], fromMinute: 0, minutes: 60 }];
    expect(opens(at(monday + hour), two)).toBe(monday + 48 * hour);
  });
});
