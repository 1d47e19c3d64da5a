import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { importPublicKey } from '@eucora/protocol';
import { readBacklog } from './backlog.ts';
import { openLive, type Live, type LiveSample } from './live.ts';
import { StormRelay } from './relay.ts';

/** What the process of all relays is told; it answers each with a `RelaysAnswer`. */
export type RelaysTask =
  | ({ readonly task: 'open' } & RelaysSetUp)
  | { readonly task: 'live' }
  | { readonly task: 'storm' }
  | { readonly task: 'count' }
  | { readonly task: 'report' }
  | { readonly task: 'hush' }
  | { readonly task: 'close' };
export interface RelaysSetUp {
  readonly folder: string;
  readonly natsUrl: string;
  readonly databaseUrl: string;
  readonly hubPublic: Uint8Array;
  /** NATS seeds of sites with a backlog, then of those without one. */
  readonly returning: readonly string[];
  readonly online: readonly { readonly site: string; readonly seed: string }[];
  /** So many of the returning sites speak urgently, too. */
  readonly speaking: number;
  readonly eventsPerSecond: number;
}
export interface RelaysAnswer {
  readonly fault: string | undefined;
  readonly connections: number;
  readonly published: number;
  readonly refused: number;
  readonly receipts: number;
  readonly liveSaid: number;
  readonly samples: readonly LiveSample[];
  readonly cpuSeconds: number;
}

const tickMs = 250;
const tipEveryMs = 30_000;
const connectsAtOnce = 50;

/** All sites of a storm in one process: a thousand connections, one event loop. */
class Relays {
  readonly #stack = new AsyncDisposableStack();
  readonly #relays: StormRelay[] = [];
  #returning: readonly StormRelay[] = [];
  #live: Live | undefined;

  async answer(task: RelaysTask): Promise<RelaysAnswer> {
    if (task.task === 'open') await this.#open(task);
    else if (task.task === 'live') this.#begin();
    else if (task.task === 'storm') for (const relay of this.#returning) relay.open();
    else if (task.task === 'hush') this.#live?.hush();
    else if (task.task === 'close') await this.#stack.disposeAsync();
    const sum = (of: (relay: StormRelay) => number): number =>
      this.#relays.reduce((total, relay) => total + of(relay), 0);
    const { user, system } = process.cpuUsage();
    return {
      fault: undefined,
      connections: this.#relays.length,
      published: sum((relay) => relay.published),
      refused: sum((relay) => relay.refused),
      receipts: sum((relay) => relay.receipts),
      liveSaid: this.#live?.said() ?? 0,
      samples: task.task === 'report' ? (this.#live?.samples() ?? []) : [],
      cpuSeconds: (user + system) / 1e6,
    };
  }

  async #open(setUp: RelaysSetUp): Promise<void> {
    const { folder, natsUrl, databaseUrl, eventsPerSecond, speaking } = setUp;
    const hubKey = importPublicKey(setUp.hubPublic);
    const common = { natsUrl, hubKey };
    const backlog = await readBacklog(folder, setUp.returning.length);
    const returning: StormRelay[] = [];
    for (const [index, natsSeed] of setUp.returning.entries()) {
      const { site, arrival, backlog: waiting } = backlog[index]!;
      const file = await open(join(folder, `${site}.bin`));
      const segments = [...arrival, ...waiting];
      returning.push(new StormRelay({ ...common, site, natsSeed, file, segments }));
    }
    const online = setUp.online.map(
      ({ site, seed }) =>
        new StormRelay({ ...common, site, natsSeed: seed, file: undefined, segments: [] }),
    );
    this.#relays.push(...returning, ...online);
    this.#relays.forEach((relay) => this.#stack.use(relay));
    for (let from = 0; from < this.#relays.length; from += connectsAtOnce) {
      const some = this.#relays.slice(from, from + connectsAtOnce);
      await Promise.all(some.map((relay) => relay.connect()));
    }
    online.forEach((relay) => relay.open());
    this.#returning = returning;
    const live = { databaseUrl, eventsPerSecond, online };
    this.#live = await openLive({ ...live, returning: returning.slice(0, speaking) });
    this.#stack.use(this.#live);
  }

  #begin(): void {
    this.#live?.start();
    const tick = setInterval(() => {
      const now = performance.now();
      for (const relay of this.#relays) relay.tick(now);
    }, tickMs);
    // Spread over the interval, as relays that connected at different moments are.
    let next = 0;
    const tip = setInterval(() => {
      this.#relays[next % this.#relays.length]?.sendTip();
      next += 1;
    }, tipEveryMs / this.#relays.length);
    this.#stack.defer(() => clearInterval(tick));
    this.#stack.defer(() => clearInterval(tip));
  }
}

async function respond(relays: Relays, task: RelaysTask): Promise<void> {
  try {
    process.send?.(await relays.answer(task));
  } catch (error) {
    process.send?.({
      fault: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
  if (task.task === 'close') process.disconnect?.();
}

const relays = new Relays();
process.on('message', (task: RelaysTask) => void respond(relays, task));
