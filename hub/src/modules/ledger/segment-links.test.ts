import { describe, expect, it } from 'vitest';
import { judgeLink } from './segment-links.ts';
import type { StoredSegment } from './store-journals.ts';

const hash = (text: string): Buffer => Buffer.from(text.padEnd(32, '.'));
const segment = (seq: number, own: string, prev: string) => ({
  seq,
  headerHash: hash(own),
  prevHash: seq === 1 ? Buffer.alloc(0) : hash(prev),
});
const stored = (
  seq: number,
  own: string,
  prev: string,
  state: StoredSegment['state'] = 'committed',
): StoredSegment => ({
  ...segment(seq, own, prev),
  segmentNo: seq * 10,
  branch: 0,
  state,
  sealedAt: new Date(0),
});

describe('how a segment joins its journal', () => {
  it('links to its predecessor, and the first one to nothing', () => {
    expect(judgeLink(segment(1, 'a', ''), [])).toMatchObject({ kind: 'new', link: 'linked' });
    expect(judgeLink(segment(2, 'b', 'a'), [stored(1, 'a', '')])).toMatchObject({
      link: 'linked',
      branch: 0,
    });
  });

  it('is taken unlinked without its predecessor, which proves it when it comes', () => {
    expect(judgeLink(segment(3, 'c', 'b'), [])).toMatchObject({ link: 'unlinked' });
    const late = judgeLink(segment(2, 'b', 'a'), [stored(1, 'a', ''), stored(3, 'c', 'b')]);
    expect(late).toMatchObject({ kind: 'new', link: 'linked', proves: [30] });
  });

  it('is a fork when a neighbour does not fit or its place is taken', () => {
    expect(judgeLink(segment(2, 'b', 'x'), [stored(1, 'a', '')]).link).toBe('forked');
    expect(judgeLink(segment(2, 'b', 'a'), [stored(3, 'c', 'x')]).link).toBe('forked');
    const second = judgeLink(segment(2, 'other', 'a'), [stored(1, 'a', ''), stored(2, 'b', 'a')]);
    expect(second).toMatchObject({ kind: 'new', link: 'forked', branch: 1 });
  });

  it('is a duplicate when it is there, and tried again when it was set aside', () => {
    expect(judgeLink(segment(1, 'a', ''), [stored(1, 'a', '')]).kind).toBe('duplicate');
    const aside = [stored(1, 'a', '', 'poison')];
    expect(judgeLink(segment(1, 'a', ''), aside)).toMatchObject({ kind: 'retry', branch: 0 });
  });
});
