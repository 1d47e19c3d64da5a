import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts';
import { noFaults, takeTokens, transitMs } from './link-faults.ts';
import { createRandom } from './random.ts';
import { until } from './until.ts';

describe('what a link does, decided', () => {
  it('waits as long as a lost packet takes to be sent again, and never without loss', () => {
    const random = createRandom('transit');
    expect(transitMs({ ...noFaults, delayMs: 30 }, 10_000, random)).toBe(30);
    // Every try is lost up to the bound: 200 + 400 + 800 + 1,600 + 3,200.
    expect(transitMs({ ...noFaults, lossChance: 1 }, 10, random)).toBe(6_200);
  });

  it('lets no more bytes through than the rate and one burst', () => {
    let bucket = { tokens: 0, atMs: 0 };
    let nowMs = 0;
    for (let sent = 0; sent < 100_000; sent += 1_000) {
      const taken = takeTokens(bucket, 1_000, 32_000, nowMs);
      bucket = taken.bucket;
      nowMs += taken.waitMs;
    }
    expect(nowMs).toBeCloseTo((100_000 / 32_000) * 1_000, 3);
    expect(takeTokens(bucket, 1e9, 0, nowMs).waitMs).toBe(0);
  });
});

describe('a link that can be broken', () => {
  const state = { sockets: new Array<Socket>(), closed: new Array<() => Promise<void>>() };
  let proxy: FaultProxy;

  /** Says everything back; ends when the other does. */
  beforeEach(async () => {
    const server = createServer((socket) => {
      state.sockets.push(socket);
      socket.on('error', () => undefined).pipe(socket);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    proxy = await startFaultProxy({ target: () => port, random: createRandom('proxy') });
    state.closed.push(async () => {
      await proxy[Symbol.asyncDispose]();
      for (const socket of state.sockets.splice(0)) socket.destroy();
      server.close();
      await once(server, 'close');
    });
  });
  afterEach(async () => {
    for (const close of state.closed.splice(0)) await close();
  });

  const dial = async () => {
    const socket = connect({ port: proxy.port, host: '127.0.0.1' });
    const seen = { bytes: 0, ended: false, error: '' };
    socket.on('data', (chunk) => (seen.bytes += chunk.length));
    socket.on('end', () => (seen.ended = true));
    socket.on('error', (error: NodeJS.ErrnoException) => (seen.error = error.code ?? ''));
    await once(socket, 'connect');
    state.closed.push(() => Promise.resolve(void socket.destroy()));
    return { socket, seen };
  };
  const echoed = async (bytes: number): Promise<number> => {
    const { socket, seen } = await dial();
    const beganMs = performance.now();
    socket.write(Buffer.alloc(bytes, 1));
    await until('all bytes are back', () => seen.bytes === bytes, { everyMs: 5 });
    const tookMs = performance.now() - beganMs;
    socket.end();
    await until('the end is passed on', () => seen.ended, { everyMs: 5 });
    return tookMs;
  };

  it('passes bytes and ends on, a megabyte as well', async () => {
    await echoed(1_000_000);
    expect(proxy.bytes).toBe(2_000_000);
    await until('the connection is forgotten', () => proxy.connections === 0);
  });

  it('delays each way', async () => {
    proxy.change({ delayMs: 60 });
    expect(await echoed(100)).toBeGreaterThanOrEqual(118);
  });

  it('keeps to a bandwidth', async () => {
    proxy.change({ bytesPerSecond: 100_000 });
    // A tenth of a second may pass at once.
    expect(await echoed(50_000)).toBeGreaterThan(350);
  });

  it('holds everything in a partition, and lets it go on afterwards', async () => {
    const { socket, seen } = await dial();
    await until('it is connected through', () => state.sockets.length === 1);
    proxy.change({ route: 'partition' });
    const fresh = await dial();
    socket.write('hello');
    fresh.socket.write('anybody?');
    await expect(
      until('a byte passes', () => seen.bytes + fresh.seen.bytes > 0, { withinMs: 300 }),
    ).rejects.toThrow('a byte passes');
    expect([seen.ended, fresh.seen.ended]).toEqual([false, false]);
    proxy.heal();
    await until('the held bytes arrive', () => seen.bytes === 5);
    await until('the unanswered one is reset', () => fresh.seen.error === 'ECONNRESET');
  });

  it('accepts and never answers when half-open, while others go on', async () => {
    const before = await dial();
    await until('it is connected through', () => state.sockets.length === 1);
    proxy.change({ route: 'half-open' });
    const after = await dial();
    for (const { socket } of [before, after]) socket.write('x');
    await until('the connection before goes on', () => before.seen.bytes === 1);
    expect(after.seen).toEqual({ bytes: 0, ended: false, error: '' });
    expect(state.sockets).toHaveLength(1);
  });

  it('lets peers vanish without a word, and new connections are good', async () => {
    const { socket, seen } = await dial();
    await until('it is connected through', () => state.sockets.length === 1);
    proxy.vanish();
    socket.write('x');
    await echoed(10);
    expect(seen).toEqual({ bytes: 0, ended: false, error: '' });
  });

  it('resets connections at once, or by chance', async () => {
    const first = await dial();
    await until('it is connected through', () => state.sockets.length === 1);
    proxy.reset();
    await until('it is reset', () => first.seen.error === 'ECONNRESET');
    proxy.change({ resetChancePerSecond: 4 });
    const second = await dial();
    await until('the other is reset in time', () => second.seen.error !== '');
    expect(second.seen.error).toBe('ECONNRESET');
  });
});
