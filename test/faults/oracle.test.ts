import { createDigest, digestText } from '@eucora/protocol';
import { describe, expect, it } from 'vitest';
import { compareSite, compareSpool, digestOfStreams, type StreamRow } from './oracle.ts';

const device = 'aa'.repeat(16);
const incarnation = 'bb'.repeat(16);
const stream = (over: Partial<StreamRow> = {}): StreamRow => ({
  incarnation,
  lane: 'ledger',
  through: 10,
  events_committed: 10,
  events_rejected: 0,
  events_void: 0,
  ...over,
});

describe('a spool against the hub', () => {
  it('agrees when the hub has all that was stated, each once', () => {
    expect(compareSpool([{ incarnation, lane: 'ledger', stated: 10 }], [stream()])).toEqual([]);
    expect(compareSpool([{ incarnation, lane: 'ledger', stated: 7 }], [stream()])).toEqual([]);
  });

  it.each([
    ['lost at the end', [{ incarnation, lane: 'ledger', stated: 11 } as const], stream()],
    ['lost whole', [{ incarnation, lane: 'bulk', stated: 1 } as const], stream()],
    ['a hole', [], stream({ events_committed: 9 })],
    ['a double', [], stream({ events_committed: 11 })],
    ['a void', [], stream({ events_committed: 9, events_void: 1 })],
  ])('names %s', (_what, spool, row) => {
    expect(compareSpool(spool, [row])).toHaveLength(1);
  });
});

describe('a site against swarms and agent', () => {
  const swarmDigest = createDigest('cc'.repeat(16), 'dd'.repeat(16));
  swarmDigest.add('bulk', 1, 5);
  const swarm = { acked: 5, digest: digestText(swarmDigest.value) };
  const agent = { deviceId: device, streams: [stream()] };
  const whole = digestText(swarmDigest.value, digestOfStreams(device, agent.streams));
  const row = {
    site_id: 'hq',
    events_committed: 15,
    events_rejected: 0,
    events_void: 0,
    devices: 2,
    gaps: 0,
    events_to_digest: 0,
    digest: whole,
  };

  it('agrees on the sum of both', () => {
    expect(compareSite(row, [swarm], agent)).toBeUndefined();
  });

  it('finds a foreign event that took the place of a lost one', () => {
    const other = digestText(swarmDigest.value, digestOfStreams('ee'.repeat(16), agent.streams));
    expect(compareSite({ ...row, digest: other }, [swarm], agent)).toMatch(/15 events, digest/);
    expect(compareSite(undefined, [swarm], agent)).toMatch(/0 events/);
  });
});
