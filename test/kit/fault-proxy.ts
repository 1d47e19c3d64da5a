import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { noFaults, takeTokens, transitMs, type Bucket, type LinkFaults } from './link-faults.ts';
import type { Random } from './random.ts';

/** A TCP link that can be broken while it is used. Listens on 127.0.0.1. */
export interface FaultProxy extends AsyncDisposable {
  readonly port: number;
  readonly faults: LinkFaults;
  /** Connections that have not ended, those that vanished included. */
  readonly connections: number;
  /** All that were ever accepted. */
  readonly accepted: number;
  /** Bytes that have passed, both ways. */
  readonly bytes: number;
  /** Changes how the link behaves from now on; what is not named stays. */
  change(faults: Partial<LinkFaults>): void;
  /** The link is good again; connections that nobody answered are reset. */
  heal(): void;
  /** Resets every connection, as a router that forgets them does. */
  reset(): void;
  /** The peers of all connections are gone without a word; new connections are good. */
  vanish(): void;
}
export interface FaultProxyOptions {
  /** Asked for each connection, since ports are chosen late and change. */
  readonly target: () => number | Promise<number>;
  readonly random: Random;
  readonly faults?: Partial<LinkFaults>;
}

/** What waits in one direction of one connection before its source is no longer read. */
const queuedBytesMax = 256 * 1024;
const pieceBytesMax = 16 * 1024;
const resetEveryMs = 250;
const partitionPollMs = 50;

interface Pair {
  readonly client: Socket;
  readonly upstream: Socket;
  /** Bytes are swallowed and nobody is told of an end. */
  isGone: boolean;
}

/** Starts the link in front of `target`, a port of this machine. */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const link = new Link(options);
  // Ends are passed on by the link, later or never.
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) =>
    link.accept(client),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP port');
  return {
    port: address.port,
    get faults() {
      return link.faults;
    },
    get connections() {
      return link.connections;
    },
    get accepted() {
      return link.accepted;
    },
    get bytes() {
      return link.bytes;
    },
    change: (faults) => link.change(faults),
    heal: () => link.heal(),
    reset: () => link.reset(),
    vanish: () => link.vanish(),
    async [Symbol.asyncDispose]() {
      link.close();
      server.close();
      await once(server, 'close');
    },
  };
}

class Link {
  faults: LinkFaults;
  accepted = 0;
  bytes = 0;
  readonly #options: FaultProxyOptions;
  readonly #pairs = new Set<Pair>();
  /** Accepted and never answered. */
  readonly #unanswered = new Set<Socket>();
  readonly #buckets: Record<'up' | 'down', Bucket> = {
    up: { tokens: 0, atMs: 0 },
    down: { tokens: 0, atMs: 0 },
  };
  readonly #closed = new AbortController();
  readonly #resetter: NodeJS.Timeout;

  constructor(options: FaultProxyOptions) {
    this.#options = options;
    this.faults = { ...noFaults, ...options.faults };
    this.#resetter = setInterval(() => this.#resetSome(), resetEveryMs);
  }

  get connections(): number {
    return this.#pairs.size + this.#unanswered.size;
  }

  accept(client: Socket): void {
    this.accepted += 1;
    // A broken connection is what this is for; its end is seen by 'close'.
    client.on('error', () => undefined);
    if (this.faults.route !== 'open') {
      client.resume();
      this.#unanswered.add(client);
      client.once('close', () => this.#unanswered.delete(client));
      return;
    }
    void this.#connect(client);
  }

  async #connect(client: Socket): Promise<void> {
    const port = await Promise.resolve(this.#options.target()).catch(() => 0);
    if (port === 0 || client.destroyed || this.#closed.signal.aborted) {
      client.resetAndDestroy();
      return;
    }
    const upstream = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    upstream.on('error', () => undefined);
    const pair: Pair = { client, upstream, isGone: false };
    this.#pairs.add(pair);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.once('close', (hadError) => {
        if (!pair.isGone && hadError) other.resetAndDestroy();
        else if (!pair.isGone && !one.readableEnded) other.destroy();
        if (client.destroyed && upstream.destroyed) this.#pairs.delete(pair);
      });
    }
    void this.#pump(pair, client, upstream, 'up');
    void this.#pump(pair, upstream, client, 'down');
  }

  /** Passes on what comes in, each piece when its time has come, in order. */
  async #pump(pair: Pair, from: Socket, to: Socket, way: 'up' | 'down'): Promise<void> {
    let queued = 0;
    let last: Promise<void> = Promise.resolve();
    const pass = async (piece: Buffer, dueMs: number): Promise<void> => {
      await this.#until(dueMs);
      await this.#passable(pair);
      const room = await this.#pay(way, piece.length);
      if (pair.isGone || to.destroyed || !room) return;
      this.bytes += piece.length;
      if (!to.write(piece)) await Promise.race([once(to, 'drain'), once(to, 'close')]);
    };
    const forward = (piece: Buffer): void => {
      const transit = transitMs(this.faults, piece.length, this.#options.random);
      const dueMs = performance.now() + transit;
      queued += piece.length;
      if (queued > queuedBytesMax) from.pause();
      last = last
        .then(() => pass(piece, dueMs))
        // Cut short because the link was closed or an end broke, which both ends are told.
        .catch(() => undefined)
        .finally(() => {
          queued -= piece.length;
          if (queued <= queuedBytesMax && !from.destroyed) from.resume();
        });
    };
    from.on('data', (chunk: Buffer) => {
      if (pair.isGone) return;
      for (let at = 0; at < chunk.length; at += pieceBytesMax) {
        forward(chunk.subarray(at, at + pieceBytesMax));
      }
    });
    from.once('end', () => {
      const dueMs = performance.now() + this.faults.delayMs;
      last = last
        .then(() => this.#until(dueMs))
        .then(() => this.#passable(pair))
        .then(() => void (pair.isGone || to.end()))
        .catch(() => undefined);
    });
  }

  async #until(dueMs: number): Promise<void> {
    const waitMs = dueMs - performance.now();
    if (waitMs > 0) await delay(waitMs, undefined, { signal: this.#closed.signal });
  }

  async #passable(pair: Pair): Promise<void> {
    while (this.faults.route === 'partition' && !pair.isGone) {
      await delay(partitionPollMs, undefined, { signal: this.#closed.signal });
    }
  }

  /** Waits for the bytes' turn; false when the link was closed meanwhile. */
  async #pay(way: 'up' | 'down', bytes: number): Promise<boolean> {
    const now = performance.now();
    const paid = takeTokens(this.#buckets[way], bytes, this.faults.bytesPerSecond, now);
    this.#buckets[way] = paid.bucket;
    await this.#until(now + paid.waitMs);
    return !this.#closed.signal.aborted;
  }

  change(faults: Partial<LinkFaults>): void {
    this.faults = { ...this.faults, ...faults };
  }

  heal(): void {
    this.faults = noFaults;
    for (const socket of this.#unanswered) socket.resetAndDestroy();
    for (const pair of this.#pairs) if (pair.isGone) this.#destroy(pair);
  }

  reset(): void {
    for (const pair of this.#pairs) this.#destroy(pair);
  }

  vanish(): void {
    for (const pair of this.#pairs) {
      pair.isGone = true;
      pair.client.resume();
      pair.upstream.resume();
    }
  }

  close(): void {
    clearInterval(this.#resetter);
    this.#closed.abort();
    for (const socket of this.#unanswered) socket.destroy();
    for (const pair of this.#pairs) this.#destroy(pair);
  }

  #resetSome(): void {
    const chance = (this.faults.resetChancePerSecond * resetEveryMs) / 1_000;
    for (const pair of this.#pairs) {
      if (!pair.isGone && this.#options.random.chance(chance)) this.#destroy(pair);
    }
  }

  #destroy(pair: Pair): void {
    pair.isGone = true;
    pair.client.resetAndDestroy();
    pair.upstream.resetAndDestroy();
  }
}
