import { describe, expect, it } from 'vitest';
import {
  bytes,
  count,
  percent,
  plural,
  rate,
  shortCount,
  shortId,
  withShortIds,
} from './numbers.ts';

describe('numbers', () => {
  it('never rounds up to a whole hundred per cent', () => {
    expect(percent(9999 / 10_000)).toBe('99.9 %');
    expect(percent(1)).toBe('100 %');
    expect(percent(0.87)).toBe('87 %');
    expect(percent(0.29)).toBe('29 %');
  });

  it('counts in full, and shortly where room is short', () => {
    expect(count(1_204_331)).toBe('1,204,331');
    expect(shortCount(9_999)).toBe('9,999');
    expect(shortCount(18_410)).toBe('18.4K');
  });

  it('shows a trickle as more than nothing', () => {
    expect(rate(0)).toBe('0/s');
    expect(rate(0.04)).toBe('< 0.1/s');
    expect(rate(3.25)).toBe('3.3/s');
    expect(rate(1897.4)).toBe('1,897/s');
  });

  it('writes bytes in binary units', () => {
    expect(bytes(0)).toBe('0 B');
    expect(bytes(1023)).toBe('1,023 B');
    expect(bytes(8 * 2 ** 30)).toBe('8 GiB');
    expect(bytes(1_000_204_886_016)).toBe('932 GiB');
    expect(bytes(2 ** 60)).toBe('1,024 PiB');
  });

  it('chooses the singular for one only', () => {
    expect(plural(1, 'device')).toBe('1 device');
    expect(plural(0, 'device')).toBe('0 devices');
    expect(plural(2, 'entry', 'entries')).toBe('2 entries');
  });

  it('shortens ids within a text and leaves words alone', () => {
    expect(withShortIds('relay:f4de6ff195d78d692d6bdc4fe8e44f79, site hq')).toBe(
      'relay:f4de6ff195d7…, site hq',
    );
    expect(withShortIds('counterrevolutionaries unanimously')).toBe(
      'counterrevolutionaries unanimously',
    );
  });

  it('shortens ids only when they are longer', () => {
    expect(shortId('abc', 8)).toBe('abc');
    expect(shortId('0123456789', 4)).toBe('0123');
  });
});
