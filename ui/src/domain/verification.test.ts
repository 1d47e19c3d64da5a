import { describe, expect, it } from 'vitest';
import type { PartQuery } from '../api/audit.ts';
import type { AuditPart } from '../api/types.ts';
import { verifyRecord, type Progress } from './verification.ts';

const AT = '2026-11-03T12:00:00Z';
const part = (rest: Partial<AuditPart>): AuditPart => ({
  whole: true,
  through: 0,
  is_last: false,
  sealed_through: 120,
  checkpoints: 1,
  held: 0,
  dated_back: 0,
  dated_back_at: null,
  broken_at: null,
  broken_id: null,
  reason: null,
  verified_at: AT,
  ...rest,
});

function hub(parts: readonly AuditPart[]) {
  const asked: PartQuery[] = [];
  const seen: Progress[] = [];
  const stop = new AbortController();
  const verifyPart = (query: PartQuery): Promise<AuditPart> => {
    asked.push(query);
    const answer = parts[asked.length - 1];
    return answer === undefined
      ? Promise.reject(new Error('asked too often'))
      : Promise.resolve(answer);
  };
  const onProgress = (progress: Progress): void => void seen.push(progress);
  return { asked, seen, stop, verifyPart, wish: { signal: stop.signal, onProgress } };
}

describe('verifyRecord', () => {
  it('goes on where the part before ended, and adds up', async () => {
    const { asked, seen, verifyPart, wish } = hub([
      part({ through: 50 }),
      part({ through: 100, held: 2, dated_back: 1, dated_back_at: 61 }),
      part({ through: 123, is_last: true, checkpoints: 0, dated_back: 2, dated_back_at: 110 }),
    ]);
    const verdict = await verifyRecord(verifyPart, { ...wish, against: 'abc' });
    const counted = { entries: 123, checkpoints: 2, held: 2, datedBack: 3, datedBackAt: 61 };
    expect(verdict).toEqual({ whole: true, ...counted, at: AT });
    expect(asked.map(({ after }) => after)).toEqual([0, 50, 100]);
    expect(asked.every(({ against }) => against === 'abc')).toBe(true);
    expect(seen.at(-1)).toEqual({ through: 123, total: 123 });
  });

  it('names the first bad entry, and what is proven before it', async () => {
    const bad = { whole: false, broken_at: 77, broken_id: 9_077, reason: 'an entry was changed' };
    const { verifyPart, wish } = hub([part({ through: 50 }), part(bad)]);
    expect(await verifyRecord(verifyPart, wish)).toEqual({
      whole: false,
      proven: 50,
      position: 77,
      entryId: 9_077,
      reason: 'an entry was changed',
      at: AT,
    });
  });

  it('stops between two parts, and goes on later', async () => {
    const first = hub([part({ through: 50 })]);
    const onProgress = (): void => first.stop.abort();
    const stopped = verifyRecord(first.verifyPart, { ...first.wish, onProgress });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    const second = hub([part({ through: 120, is_last: true })]);
    await verifyRecord(second.verifyPart, { ...second.wish, after: 50 });
    expect(second.asked).toEqual([{ after: 50 }]);
  });

  it('does not ask for ever when the hub does not get on', async () => {
    const { verifyPart, wish } = hub([part({ through: 0 }), part({ through: 0 })]);
    await expect(verifyRecord(verifyPart, wish)).rejects.toThrow('verified nothing');
  });
});
