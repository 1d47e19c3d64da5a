import { readSegment } from '@eucora/protocol';
import { relayFor } from '@eucora/protocol/testing';
import { expect, it } from 'vitest';
import { createRandom } from '../kit/random.ts';
import { disordered, drawTraffic } from './traffic.ts';

it('draws the same segments for a seed, chained lane by lane', () => {
  const draw = () => drawTraffic(createRandom('t'), 'lab', relayFor('lab'), 30);
  const traffic = draw();
  expect(draw().digest).toBe(traffic.digest);
  expect(traffic.segments.reduce((sum, { events }) => sum + events, 0)).toBe(traffic.events);
  const numbers = new Map<string, number>();
  for (const { lane, bytes } of traffic.segments) {
    const { seq } = readSegment(bytes);
    expect(seq).toBe((numbers.get(lane) ?? 0) + 1);
    numbers.set(lane, seq);
  }
});

it('loses nothing while it disorders, and moves nothing further than said', () => {
  const list = Array.from({ length: 200 }, (_, index) => index);
  const moved = disordered(createRandom('d'), list, 10);
  expect(moved.toSorted((a, b) => a - b)).toEqual(list);
  expect(moved).not.toEqual(list);
  moved.forEach((item, at) => expect(Math.abs(item - at)).toBeLessThanOrEqual(10));
});
