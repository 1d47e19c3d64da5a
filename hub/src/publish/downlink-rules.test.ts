import { describe, expect, it } from 'vitest';
import { downlinkStep, paceMs } from './downlink-rules.ts';

const at = (epoch: number, generation: number) => ({ epoch, generation });

describe('what the broker should hold', () => {
  it.each([
    [undefined, undefined, 'none'],
    [at(1, 4), undefined, 'publish'],
    [at(1, 4), at(1, 3), 'publish'],
    [at(1, 4), at(1, 4), 'none'],
    [at(1, 4), at(1, 5), 'behind'],
    [at(2, 1), at(1, 9), 'publish'],
    [at(1, 9), at(2, 1), 'behind'],
    [undefined, at(1, 1), 'behind'],
  ])('own %j, broker %j: %s', (own, broker, step) => {
    expect(downlinkStep(own, broker)).toBe(step);
  });

  it('tells a site at most four times a second, less often when that is work', () => {
    expect(paceMs(1, false)).toBe(250);
    expect(paceMs(300, false)).toBe(3_000);
    expect(paceMs(1, true)).toBe(3_000);
  });
});
