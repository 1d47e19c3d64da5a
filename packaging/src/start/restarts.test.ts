import { array, assert, boolean, nat, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterDeath,
  noRestarts,
  restartLimits,
  type Life,
  type RestartDecision,
} from './restarts.ts';

function live(lives: readonly Life[]): RestartDecision[] {
  const decisions: RestartDecision[] = [];
  for (const life of lives) {
    decisions.push(afterDeath(decisions.at(-1)?.restarts ?? noRestarts, life));
  }
  return decisions;
}
const stillborn: Life = { wasReady: false, livedMs: 300 };
const served: Life = { wasReady: true, livedMs: 60_000 };

describe('a process that ended is started again', () => {
  test('at once when it had served, however often that happens', () => {
    const waits = live(Array.from({ length: 200 }, () => served)).map(({ waitMs }) => waitMs);
    expect(new Set(waits)).toEqual(new Set([restartLimits.firstWaitMs]));
  });

  test('ever later while it dies early, and reported once when it never comes up', () => {
    const decisions = live(Array.from({ length: 12 }, () => stillborn));
    expect(decisions.slice(0, 5).map(({ waitMs }) => waitMs)).toEqual([200, 400, 800, 1600, 2000]);
    expect(decisions.map(({ isHopeless }) => isHopeless).indexOf(true)).toBe(9);
    expect(decisions.filter(({ isHopeless }) => isHopeless)).toHaveLength(1);
    expect(decisions.at(-1)?.waitMs).toBe(restartLimits.hopelessWaitMs);
  });

  test('a crash loop after readiness slows down but is not called hopeless', () => {
    const decisions = live(Array.from({ length: 30 }, () => ({ wasReady: true, livedMs: 50 })));
    expect(decisions.at(-1)?.waitMs).toBe(restartLimits.waitMsMax);
    expect(decisions.some(({ isHopeless }) => isHopeless)).toBe(false);
  });

  test('one good life forgives all earlier ones', () => {
    assert(
      property(array(record({ wasReady: boolean(), livedMs: nat(100_000) })), (lives) => {
        expect(live([...lives, served]).at(-1)).toEqual({
          restarts: noRestarts,
          waitMs: restartLimits.firstWaitMs,
          isHopeless: false,
        });
      }),
    );
  });
});
