// The way of an event: events become durable, and then batches.
// Next: endpoint-agent/src/spool/cutter.ts

import { laneOfKind, lanes, type DeviceEvent, type Lane } from '@eucora/protocol';
import { SpoolUnavailableError, systemCode } from '../errors.ts';
import { cutNext, dueToCut, type OpenEvent } from './cutter.ts';
import { estimateBytes } from './estimate.ts';
import type { NewEntry } from './lane-store.ts';
import { Linger } from './linger.ts';
import { currentStream, nextSeq } from './model.ts';
import { writeOpen } from './records.ts';
import type { SpoolParts, Upkeep } from './upkeep.ts';

interface Request {
  readonly lane: Lane;
  readonly events: readonly DeviceEvent[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}
export interface AcceptorHooks {
  /** A lane's linger is over: `cutDue` is due, in a turn. */
  readonly onLingered: () => void;
  /** A lane has a batch more. */
  readonly onBatch: (lane: Lane) => void;
}

/**
 * The way into the spool: events become durable in the log of open events, and batches (`cutter.ts`)
 * in the files of their lane (`lane-store.ts`). From there on they are `outgoing.ts`'s.
 */
export class Acceptor implements Disposable {
  readonly #parts: SpoolParts;
  readonly #upkeep: Upkeep;
  readonly #hooks: AcceptorHooks;
  readonly #linger: Linger;
  #requests: Request[] = [];

  constructor(parts: SpoolParts, upkeep: Upkeep, hooks: AcceptorHooks) {
    this.#parts = parts;
    this.#upkeep = upkeep;
    this.#hooks = hooks;
    this.#linger = new Linger(() => parts.keeper.now().boottimeMs, hooks.onLingered);
    for (const lane of lanes) {
      if (parts.state.open[lane].length > 0) this.#linger.began(lane);
    }
  }

  setConnected(connected: boolean): void {
    this.#linger.setConnected(connected);
  }

  /** Queues events for the next turn; one promise a lane, kept once its events are durable. */
  queue(events: readonly DeviceEvent[]): Promise<void>[] {
    const byLane = Map.groupBy(events, (event) => laneOfKind(event.body.kind));
    return [...byLane].map(([lane, some]) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      this.#requests.push({ lane, events: some, resolve, reject });
      return promise;
    });
  }

  /** One turn: everything queued shares one write and one sync; then what is due is cut. */
  async acceptQueued(): Promise<void> {
    const requests = this.#requests;
    this.#requests = [];
    if (requests.length === 0) return; // the turn before had them too
    const staged = this.#stage(requests);
    try {
      if (staged.records.length > 0) await this.#upkeep.writeLog(staged.records);
    } catch (error) {
      for (const { request } of staged.accepted) request.reject(error);
      return;
    }
    const { open } = this.#parts.state;
    for (const { request, events } of staged.accepted) {
      if (open[request.lane].length === 0) this.#linger.began(request.lane);
      open[request.lane].push(...events);
    }
    if (staged.accepted.length > 0) await this.#upkeep.writeStated();
    for (const { request } of staged.accepted) request.resolve();
    await this.cutDue(false);
  }

  #stage(requests: readonly Request[]) {
    const { state, keeper, bounds } = this.#parts;
    const next = { urgent: 0, ledger: 0, bulk: 0 };
    for (const lane of lanes) next[lane] = nextSeq(state, lane);
    const records: Buffer[] = [];
    const accepted: { request: Request; events: OpenEvent[] }[] = [];
    const book = keeper.book();
    for (const request of requests) {
      const { lane, events } = request;
      const first = next[lane];
      try {
        const waiting = state.open[lane].reduce((sum, one) => sum + one.bytes, 0);
        if (waiting > bounds.openBytesMax) {
          const why = this.#upkeep.trouble?.message ?? 'no batch can be written';
          throw new SpoolUnavailableError('FULL', `the ${lane} lane is full: ${why}`);
        }
        records.push(...writeOpen(state.tips[lane], first, events, book));
        next[lane] += events.length;
        const numbered = events.map((event, i) => {
          return { seq: first + i, event, bytes: estimateBytes(event) };
        });
        accepted.push({ request, events: numbered });
      } catch (error) {
        request.reject(error);
      }
    }
    return { records, accepted };
  }

  /** One turn: cuts what fills a batch or has lingered; with `force` all that is open. */
  async cutDue(force: boolean): Promise<void> {
    const { state, keeper, key, store } = this.#parts;
    const book = keeper.book();
    for (const lane of lanes) {
      const entries: NewEntry[] = [];
      let tip = state.tips[lane];
      let open = state.open[lane];
      const isDue = force ? () => true : () => this.#due(lane, open);
      while (open.length > 0 && isDue()) {
        const cut = cutNext(tip, open, book, key);
        const tag = cut.taken === 0 ? 'void' : 'batch';
        entries.push({ tag, first: cut.first, last: cut.last, batch: cut.batch });
        open = open.slice(cut.taken);
        tip = cut.tip;
      }
      if (entries.length === 0) continue;
      try {
        await store.append(currentStream(state, lane), entries);
      } catch (error) {
        await this.#cutFailed(lane, error);
        continue;
      }
      state.tips[lane] = tip;
      state.open[lane] = open;
      this.#linger.ended(lane, open.length > 0);
      this.#hooks.onBatch(lane);
    }
    await this.#upkeep.shortenLog();
    await this.#upkeep.keepBound();
  }

  #due(lane: Lane, open: readonly OpenEvent[]): boolean {
    const bytes = open.reduce((sum, one) => sum + one.bytes, 0);
    const waitedMs = this.#linger.waitedMs(lane);
    return dueToCut(lane, { count: open.length, bytes, waitedMs }, this.#linger.connected);
  }

  async #cutFailed(lane: Lane, error: unknown): Promise<void> {
    const code = systemCode(error);
    this.#parts.logger.error({ lane, code, err: error }, 'no batch can be written; events wait');
    await this.#upkeep.makeRoom(error);
    this.#linger.began(lane); // tried again after another linger
  }
  [Symbol.dispose](): void {
    this.#linger[Symbol.dispose]();
  }
}
