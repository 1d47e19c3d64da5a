import { readSegment } from '@eucora/protocol';
import { deviceFor, heartbeats, relayFor } from '@eucora/protocol/testing';
import { expect, test } from 'vitest';
import { openArrived, readArrived } from './judge.ts';

const relay = relayFor('judge');
const device = deviceFor('judge');

test('a segment is taken on the subject of its own site and lane only', () => {
  const { bytes } = relay.seal([device.next(heartbeats(1))]);
  expect(readArrived(bytes, { site: 'judge', lane: 'ledger' }).seq).toBe(1);
  const elsewhere = () => readArrived(bytes, { site: 'other', lane: 'ledger' });
  expect(elsewhere).toThrow(expect.objectContaining({ code: 'wrong_site' }));
  const otherLane = () => readArrived(bytes, { site: 'judge', lane: 'urgent' });
  expect(otherLane).toThrow(expect.objectContaining({ code: 'malformed' }));
});

test('a batch of another lane than its segment is named and fails no other', () => {
  const [own, foreign] = [device.next(heartbeats(1)), device.next(heartbeats(1), 'urgent')];
  const segment = readSegment(relay.seal([own, foreign], { lane: 'ledger' }).bytes);
  const { parts } = openArrived(segment, relay.key.publicKey);
  expect(parts[0]).toMatchObject({ batch: { first: own.first } });
  expect(parts[1]).toMatchObject({ fault: { code: 'malformed' } });
});
