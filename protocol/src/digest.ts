import { createHash } from 'node:crypto';
import { idToBytes, type DeviceId, type Incarnation } from './ids.ts';
import { laneNumber, type Lane } from './lanes.ts';

const mask = (1n << 64n) - 1n;

/**
 * Order-independent digest of a set of event ids: the sum, modulo 2^64, of the first 8 bytes
 * (big-endian) of SHA-256(device id, incarnation, lane byte, sequence number as 8 bytes). A lost, a
 * doubled or a foreign event changes it.
 */
export interface EventDigest {
  add(lane: Lane, first: number, last: number): void;
  readonly value: bigint;
}

/** A digest over the events of one incarnation of one device. */
export function createDigest(deviceId: DeviceId, incarnation: Incarnation): EventDigest {
  const id = Buffer.alloc(41);
  id.set(idToBytes(deviceId), 0);
  id.set(idToBytes(incarnation), 16);
  let sum = 0n;
  return {
    add(lane, first, last) {
      id[32] = laneNumber(lane);
      for (let seq = first; seq <= last; seq += 1) {
        id.writeBigUInt64BE(BigInt(seq), 33);
        sum = (sum + createHash('sha256').update(id).digest().readBigUInt64BE(0)) & mask;
      }
    },
    get value() {
      return sum;
    },
  };
}

/** Sum of digests, and its text: 16 hex digits. */
export function digestText(...values: readonly bigint[]): string {
  const sum = values.reduce((total, value) => (total + value) & mask, 0n);
  return sum.toString(16).padStart(16, '0');
}
