import { readSegment } from '@eucora/protocol';
import { relayFor } from '@eucora/protocol/testing';
import { expect, it } from 'vitest';
import { createRandom } from '../kit/random.ts';
import { forgeries } from './forgeries.ts';
import { drawTraffic } from './traffic.ts';

it('makes forgeries that read as segments, each another, and none like the genuine one', () => {
  const relay = relayFor('lab');
  const { segments } = drawTraffic(createRandom('f'), 'lab', relay, 6);
  const made = segments.flatMap((genuine, round) => forgeries(relay, 'lab', genuine, round));
  const texts = [...made, ...segments].map(({ bytes }) => Buffer.from(bytes).toString('base64'));
  expect(new Set(texts).size).toBe(texts.length);
  for (const { bytes, lane } of made) expect(readSegment(bytes).lane).toBe(lane);
});
