import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { subjects } from '@eucora/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silent } from '../platform/testing.ts';
import { consumeOnce, Held, isEndOfFetch } from './lane-consumer.ts';
import { SegmentQueue } from './segment-queue.ts';
import type { SegmentTaker } from './take.ts';
import { startBroker, type TestBroker } from './testing/nats-server.ts';
import { ensureStreams } from './uplink-stream.ts';

let broker: TestBroker;
let nats: NatsConnection;
beforeAll(async () => {
  broker = await startBroker();
  nats = await broker.connect();
  const settings = { uplinkBytesMax: 100_000_000, replicas: 1, ackWaitMs: 15_000 };
  await ensureStreams(await jetstreamManager(nats), settings);
});
afterAll(() => broker[Symbol.asyncDispose]());

test.each([
  ['more messages', 250, 10],
  ['more bytes', 40, 500_000],
])(
  'a backlog of %s than one fetch is taken fetch by fetch, without a fault',
  async (_, count, size) => {
    const taken = new Set<number>();
    const takeGroup: SegmentTaker['takeGroup'] = (arrived) => {
      for (const { bytes } of arrived) taken.add(Buffer.from(bytes).readUInt32BE(0));
      const fault = { code: 'test', detail: '' };
      return Promise.resolve(arrived.map(() => ({ kind: 'refused', fault })));
    };
    const subject = subjects.uplink('bulk', 'hq');
    for (let i = 0; i < count; i += 1) {
      const message = Buffer.alloc(size);
      message.writeUInt32BE(i);
      await jetstream(nats).publish(subject, message);
    }
    const queue = new SegmentQueue({ taker: { takeGroup }, slots: 2, logger: silent });
    const deps = { nats, queue, onTaken: () => {} };
    const held = new Held();
    let turns = 0;
    while (taken.size < count && turns < 20) {
      await consumeOnce(deps, 'bulk', held, AbortSignal.timeout(10_000));
      turns += 1;
    }
    await held.none();
    expect(taken.size).toBe(count);
    expect(turns).toBeGreaterThan(1);
  },
);

const fault = (name: string, message: string): Error => Object.assign(new Error(message), { name });

test('a fetch that is full has ended; a broker that is away has not served it', () => {
  const full = fault('JetStreamStatusError', 'Batch Completed');
  const tooLarge = fault('JetStreamStatusError', 'Message Size Exceeds MaxBytes');
  const deleted = fault('JetStreamStatusError', 'consumer deleted');
  const silence = fault('JetStreamError', 'heartbeats missed');
  expect([full, tooLarge].map((error) => isEndOfFetch(error, 0))).toEqual([true, true]);
  expect(isEndOfFetch(deleted, 5)).toBe(false);
  expect(isEndOfFetch(silence, 5)).toBe(true);
  expect(isEndOfFetch(silence, 0)).toBe(false);
  expect(isEndOfFetch('heartbeats missed', 5)).toBe(false);
});
