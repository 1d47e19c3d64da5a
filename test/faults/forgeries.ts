import { sealSegment, type Lane, type SegmentDraft } from '@eucora/protocol';
import {
  anchorFor,
  deviceFor,
  heartbeats,
  keyFor,
  relayFor,
  type TestDevice,
  type TestRelay,
} from '@eucora/protocol/testing';

import type { TrafficSegment } from './traffic.ts';

/** Bytes that are not what they say, and the code under which the hub must refuse them. */
export interface Forgery {
  readonly what: string;
  readonly code: string;
  readonly lane: Lane;
  readonly bytes: Uint8Array;
}

/**
 * What somebody can make who holds the broker password of a relay but not its keys, or who holds
 * another relay's. `genuine` is a segment that the relay has sealed; `round` keeps copies apart.
 */
export function forgeries(
  relay: TestRelay,
  site: string,
  genuine: Pick<TrafficSegment, 'lane' | 'bytes'>,
  round: number,
): readonly Forgery[] {
  const device = deviceFor(`forger of ${site} ${round}`);
  const segmentBy = (name: TestRelay) => name.seal([device.next(heartbeats(1))]).bytes;
  return [
    {
      what: 'the body of a genuine segment, one bit changed',
      code: 'wrong_hash',
      lane: genuine.lane,
      bytes: flipped(genuine.bytes, genuine.bytes.length - 5 - round),
    },
    {
      what: 'by a relay that nobody admitted',
      code: 'unknown_relay',
      lane: 'ledger',
      bytes: segmentBy(relayFor(site, `stranger ${site} ${round}`)),
    },
    {
      what: "another site's segment on this site's subject",
      code: 'wrong_site',
      lane: 'ledger',
      bytes: segmentBy(relayFor(`elsewhere-${round}`, `elsewhere ${site}`)),
    },
    {
      what: "in the relay's name, signed with another key",
      code: 'wrong_signature',
      lane: 'ledger',
      bytes: sealSegment(inTheNameOf(relay, site, device, round), keyFor('thief')).bytes,
    },
  ];
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0x10;
  return copy;
}

function inTheNameOf(
  relay: TestRelay,
  site: string,
  device: TestDevice,
  round: number,
): SegmentDraft {
  return {
    site,
    relayId: relay.relayId,
    incarnation: relay.incarnation,
    lane: 'ledger',
    seq: 3 + round,
    prevHash: new Uint8Array(32),
    parent: null,
    enrolments: [],
    batches: [device.next(heartbeats(1)).bytes],
    lost: [],
    refusals: [],
    events: 1,
    firstPosition: 3 + round,
    lastPosition: 3 + round,
    sealed: anchorFor(site),
  };
}
