import { expect, test } from 'vitest';
import { silentLogger } from '../log.ts';
import { startNats } from '../testing/nats.ts';
import { connectRelay } from './connection.ts';

test('after a loss waits for a random point of the window, before the first try too', async () => {
  await using nats = await startNats('hq');
  const events: { what: 'lost' | 'back'; atMs: number }[] = [];
  const back = Promise.withResolvers<void>();
  const connection = await connectRelay(
    {
      address: { urls: [nats.url], natsSeed: nats.deviceSeed, tls: null },
      logger: silentLogger,
      random: () => 0.5,
      reconnectWindowMs: 600,
      onConnected: () => {
        events.push({ what: 'back', atMs: performance.now() });
        if (events.length > 1) back.resolve();
      },
      onDisconnected: () => events.push({ what: 'lost', atMs: performance.now() }),
    },
    new AbortController().signal,
  );
  try {
    // The broker is there again at once: only the window keeps this device away.
    await nats.stop();
    await nats.start();
    await back.promise;
    const [, lost, again] = events;
    expect([lost?.what, again?.what]).toEqual(['lost', 'back']);
    expect((again?.atMs ?? 0) - (lost?.atMs ?? 0)).toBeGreaterThanOrEqual(299);
  } finally {
    await connection.close();
  }
});
