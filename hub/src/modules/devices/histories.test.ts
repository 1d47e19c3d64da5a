import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concurrentOf, historiesOf, type Contradiction, type Life } from './histories.ts';

const minute = 60_000;

/** A life with one lane: `from` … `to` in minutes, `last` numbers, what came after a child's fork. */
function life(
  incarnation: string,
  parent: string | null,
  over: Partial<Omit<Life, 'lanes'>> & {
    from: number;
    to: number;
    last?: number;
    fork?: number;
    beyond?: number;
    parentLast?: number;
    parentBranch?: string;
  },
): Life {
  const { from, to, last = 10, fork = null, beyond, parentLast = null, parentBranch = null } = over;
  const beyondMs = beyond === undefined ? null : beyond * minute;
  const marks = { last, lastMs: to * minute, fork, beyondMs, parentLast, parentBranch };
  const bootId = over.bootId ?? `boot ${incarnation}`;
  return { incarnation, parent, beganMs: from * minute, bootId, lanes: [{ lane: 2, ...marks }] };
}

const contradiction = (branch: string, over: Partial<Contradiction>): Contradiction => ({
  branch,
  incarnation: 'a',
  beganMs: 50 * minute,
  lastMs: 60 * minute,
  boots: [`boot ${branch}`],
  lanes: [{ lane: 2, first: 11 }],
  waiting: 1,
  ...over,
});

const idsOf = (histories: readonly { id: string }[]) => histories.map(({ id }) => id);

describe('the histories of a device', () => {
  it('is one, however often its spool was made anew', () => {
    const lives = [
      life('a', null, { from: 0, to: 10, fork: 10 }),
      life('b', 'a', { from: 11, to: 20, parentLast: 10, fork: 10 }),
      life('c', 'b', { from: 21, to: 30, parentLast: 10 }),
    ];
    expect(historiesOf(lives, [])).toMatchObject([
      { id: 'a', kind: 'incarnation', incarnations: ['a', 'b', 'c'] },
    ]);
  });

  it('are two after a restore from an old image, and that is no conflict', () => {
    const lives = [
      life('a', null, { from: 0, to: 100, last: 100, fork: 50, beyond: 51 }),
      life('b', 'a', { from: 200, to: 210, parentLast: 50 }),
    ];
    const histories = historiesOf(lives, []);
    expect(histories).toMatchObject([
      { id: 'a', kind: 'continued', beganMs: 51 * minute, lastMs: 100 * minute },
      { id: 'b', kind: 'incarnation' },
    ]);
    expect(concurrentOf(histories)).toEqual([]);
  });

  it('of one image restored again and again follow each other', () => {
    const lives = [
      life('a', null, { from: 0, to: 50, fork: 10 }),
      ...[1, 2, 3].map((n) =>
        life(`b${n}`, 'a', { from: 100 * n, to: 100 * n + 50, parentLast: 10 }),
      ),
    ];
    expect(idsOf(historiesOf(lives, []))).toEqual(['b1', 'b2', 'b3']);
    expect(concurrentOf(historiesOf(lives, []))).toEqual([]);
  });

  it('of five clones are five, each with what was refused of it', () => {
    const lives = [
      life('a', null, { from: 0, to: 90, last: 90, fork: 10, beyond: 11 }),
      ...[1, 2, 3].map((n) => life(`b${n}`, 'a', { from: 12, to: 90, parentLast: 10 })),
    ];
    const refused = [1, 2, 3].map((n) => contradiction(`q${n}`, { boots: [`boot b${n}`] }));
    const other = contradiction('elsewhere', { beganMs: 12 * minute, lastMs: 80 * minute });
    const histories = historiesOf(lives, [...refused, other]);
    expect(idsOf(histories)).toEqual(['a', 'b1', 'b2', 'b3', 'elsewhere']);
    expect(histories[2]).toMatchObject({ contradictions: [], sentAgain: ['q2'], waiting: 0 });
    expect(concurrentOf(histories)).toHaveLength(5);
  });

  it('join a contradicting branch with what goes on from it by hash', () => {
    const lives = [
      life('a', null, { from: 0, to: 90, last: 90, fork: 40, beyond: 41 }),
      life('b', 'a', { from: 70, to: 90, parentLast: 40, parentBranch: 'q' }),
    ];
    const histories = historiesOf(lives, [contradiction('q', { beganMs: 20 * minute })]);
    expect(histories).toMatchObject([
      { id: 'a' },
      { id: 'b', beganMs: 20 * minute, contradictions: ['q'], waiting: 1 },
    ]);
  });

  it('do not join a branch of another boot, or one that was not sent again', () => {
    const child = life('b', 'a', { from: 12, to: 90, parentLast: 20 });
    const lives = [life('a', null, { from: 0, to: 90, last: 90, fork: 20, beyond: 21 }), child];
    const branch = contradiction('q', { boots: ['boot b'], lanes: [{ lane: 2, first: 15 }] });
    expect(idsOf(historiesOf(lives, [branch]))).toEqual(['a', 'b', 'q']);
  });

  it('end for any tree, circles too, and name each incarnation in at most one', () => {
    const tree = fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(tree, (parents) => {
        const lives = parents.map((parent, i) =>
          life(String(i), parent < parents.length ? String(parent) : null, { from: i, to: i + 5 }),
        );
        const named = historiesOf(lives, []).flatMap(({ incarnations }) => incarnations);
        expect(new Set(named).size).toBe(named.length);
      }),
    );
  });
});
