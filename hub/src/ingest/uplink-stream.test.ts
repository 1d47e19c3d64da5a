import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstream, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { endNats } from '../platform/nats-process.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBroker, until, type TestBroker } from './testing/nats-server.ts';
import { ensureStreams, readUplink, remakeConsumers, remakeStream } from './uplink-stream.ts';

let broker: TestBroker;
let nats: NatsConnection;
let manager: JetStreamManager;
beforeAll(async () => {
  broker = await startBroker();
  nats = await broker.connect();
  manager = await jetstreamManager(nats);
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

const options = { uplinkBytesMax: 1_000_000, replicas: 1, ackWaitMs: 15_000 };

test('consumers made anew deliver again; a stream made anew takes and delivers', async () => {
  await ensureStreams(manager, options);
  const publish = () => jetstream(nats).publish('uplink.ledger.hq', 'segment');
  const take = async () => {
    const consumer = await jetstream(nats).consumers.get('UPLINK', 'ingest-ledger');
    const message = await consumer.next({ expires: 5_000 });
    await message?.ackAck();
    return message?.seq;
  };
  const pending = async () =>
    (await readUplink(manager))?.lanes.find(({ lane }) => lane === 'ledger')?.pending;
  await publish();
  const first = await take();
  expect(first).toBeGreaterThan(0);
  expect(await pending()).toBe(0);
  await remakeConsumers(manager, options);
  expect(await pending()).toBe(1);
  expect(await take()).toBe(first);
  await remakeStream(manager, options);
  expect(await readUplink(manager)).toMatchObject({ messages: 0, lastSeq: 0 });
  await publish();
  expect(await take()).toBe(1);
});

test('a stream that nobody has made is no fault, and is made', async () => {
  await manager.streams.delete('UPLINK');
  expect(await readUplink(manager)).toBeUndefined();
  await remakeConsumers(manager, options);
  await manager.streams.delete('UPLINK');
  await remakeStream(manager, options);
  expect(await readUplink(manager)).toMatchObject({ messages: 0 });
});

test('the broker ends when it is asked to, and nobody else is', async () => {
  expect(await endNats(undefined)).toMatch(/EUCORA_NATS_PID_FILE/);
  const dir = await mkdtemp(join(tmpdir(), 'eucora-hub-test-'));
  const stale = join(dir, 'nats.pid');
  await writeFile(stale, `${process.pid}\n`);
  expect(await endNats(stale)).toContain(`process ${process.pid}`);
  await rm(dir, { recursive: true });
  const gone = nats.status()[Symbol.asyncIterator]();
  expect(await endNats(broker.pidFile)).toBeUndefined();
  await until('the broker is gone', async () => {
    const { value } = await gone.next();
    return value?.type === 'disconnect' ? true : undefined;
  });
});
