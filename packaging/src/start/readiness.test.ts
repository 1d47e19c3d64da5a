import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { isServing } from './readiness.ts';

/** A server that does this with whoever connects. */
async function serverThat(treats: (socket: Socket) => void) {
  const server = createServer(treats).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    [Symbol.dispose]: () => void server.close(),
  };
}

test('a nats-server serves when it greets', async () => {
  using greeting = await serverThat((socket) => socket.end('INFO {}\r\n'));
  expect(await isServing({ kind: 'nats', port: greeting.port }, 0)).toBe(true);
  using other = await serverThat((socket) => socket.end('HTTP/1.1 200 OK\r\n'));
  expect(await isServing({ kind: 'nats', port: other.port }, 0)).toBe(false);
});

test.each<[string, (socket: Socket) => void]>([
  ['hangs up without a word', (socket) => void socket.end()],
  ['resets the connection', (socket) => void socket.resetAndDestroy()],
  ['says nothing', (socket) => void socket.on('error', () => undefined)],
])('a nats-server that %s does not serve, and nobody waits for it for ever', async (_, treats) => {
  using server = await serverThat(treats);
  expect(await isServing({ kind: 'nats', port: server.port }, 0)).toBe(false);
});
