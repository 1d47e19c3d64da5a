import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createUser } from '@nats-io/nkeys';
import type { NatsConnection } from '@nats-io/transport-node';
import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { HubConnection } from './hub-connection.ts';

const info = {
  server_id: 'x',
  version: '2.12.0',
  max_payload: 1_048_576,
  headers: true,
  nonce: 'n',
};

/** A broker that greets, answers the first ping, and then neither reads nor says anything. */
async function brokerThatFallsSilent() {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => socket.destroy());
    socket.write(`INFO ${JSON.stringify(info)}\r\n`);
    socket.on('data', (data) => {
      if (!data.includes('PING')) return;
      socket.write('PONG\r\n');
      socket.pause();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `nats://127.0.0.1:${address.port}`,
    sockets,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

test('a broker that reads no more is left, with all that was written to it', async () => {
  await using broker = await brokerThatFallsSilent();
  const stop = new AbortController();
  const connections: NatsConnection[] = [];
  const hub = new HubConnection({
    site: 'hq',
    url: broker.url,
    seed: new TextDecoder().decode(createUser().getSeed()),
    log: pino({ level: 'silent' }),
    signal: stop.signal,
    prepare: async () => {},
    onConnected: (connection) => connections.push(connection),
    pingEveryMs: 100,
  });
  const running = hub.run();
  await vi.waitUntil(() => connections.length === 1, { timeout: 5_000 });
  const segment = new Uint8Array(524_288);
  // More than a kernel takes for a socket that nobody reads.
  for (let i = 0; i < 40; i += 1) connections[0]!.publish('uplink.bulk.hq', segment);
  await vi.waitUntil(() => connections[0]!.isClosed(), { timeout: 5_000 });
  await vi.waitUntil(() => connections.length === 2, { timeout: 5_000 });
  expect(broker.sockets).toHaveLength(2);
  stop.abort();
  await running;
});
