import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBroker, type TestBroker } from './testing/nats-server.ts';
import { ensureStreams } from './uplink-stream.ts';

let broker: TestBroker;
let manager: JetStreamManager;
beforeAll(async () => {
  broker = await startBroker();
  manager = await jetstreamManager(await broker.connect());
});
afterAll(() => broker[Symbol.asyncDispose]());

test('what another version of this program made is brought to these settings', async () => {
  const before = { uplinkBytesMax: 1_000_000, replicas: 1, ackWaitMs: 30_000 };
  await ensureStreams(manager, before);
  await ensureStreams(manager, { ...before, uplinkBytesMax: 2_000_000, ackWaitMs: 15_000 });
  const stream = await manager.streams.info('UPLINK');
  expect(stream.config.max_bytes).toBe(2_000_000);
  const consumer = await manager.consumers.info('UPLINK', 'ingest-ledger');
  expect(consumer.config).toMatchObject({
    ack_wait: 15_000_000_000,
    filter_subject: 'uplink.ledger.*',
    ack_policy: 'explicit',
    deliver_policy: 'all',
  });
});
