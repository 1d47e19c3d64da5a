import { createDigest, digestText, lanes, type Lane } from '@eucora/protocol';
import { deviceFor, heartbeats, type TestRelay } from '@eucora/protocol/testing';
import type { Random } from '../kit/random.ts';

/** A sealed segment and the lane it belongs on. */
export interface TrafficSegment {
  readonly lane: Lane;
  readonly bytes: Uint8Array;
  readonly events: number;
}
/** What an honest relay has sealed, and what a ledger that has all of it must say. */
export interface Traffic {
  readonly segments: readonly TrafficSegment[];
  readonly events: number;
  readonly digest: string;
}

const devicesMax = 8;
const batchesMax = 5;
const eventsMax = 40;
/** A relay repeats an enrolment, since the segment that carried it first may arrive later. */
const enrolmentRepeats = 4;

/** Draws segments of a few devices in all lanes, in the order in which a relay seals them. */
export function drawTraffic(
  random: Random,
  site: string,
  relay: TestRelay,
  count: number,
): Traffic {
  const fleet = Array.from({ length: devicesMax }, (_, index) => deviceFor(`${site} ${index}`));
  const carried = new Map<string, number>();
  const segments: TrafficSegment[] = [];
  let [events, sum] = [0, 0n];
  for (let index = 0; index < count; index += 1) {
    const lane = random.pick(lanes);
    const speakers = fleet.filter(() => random.chance(0.4)).slice(0, batchesMax);
    const batches = (speakers.length > 0 ? speakers : fleet.slice(0, 1)).map((device) => {
      const batch = device.next(heartbeats(random.between(1, eventsMax)), lane);
      const digest = createDigest(device.deviceId, device.incarnation);
      digest.add(lane, batch.first, batch.last);
      sum += digest.value;
      return { device, batch };
    });
    const strangers = batches.filter(({ device }) => {
      const key = `${device.deviceId}/${lane}`;
      const times = (carried.get(key) ?? 0) + 1;
      carried.set(key, times);
      return times <= enrolmentRepeats;
    });
    const enrolments = strangers.map(({ device }) => device.enrolment(site, relay.key));
    const sealed = relay.seal(
      batches.map(({ batch }) => batch),
      { enrolments, lane },
    );
    const counted = batches.reduce((total, { batch }) => total + batch.count, 0);
    segments.push({ lane, bytes: sealed.bytes, events: counted });
    events += counted;
  }
  return { segments, events, digest: digestText(sum) };
}

/** Each goes at most `reach` places away from where it was. */
export function disordered<T>(random: Random, list: readonly T[], reach: number): T[] {
  return list
    .map((item, index) => ({ item, at: index + random.next() * reach }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
