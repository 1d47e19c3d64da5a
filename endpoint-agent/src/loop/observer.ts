// The way of an event: runs the collectors and hands what they state to the spool.
// Next: endpoint-agent/src/spool/spool.ts

import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  ProtocolError,
  type CollectorCostBody,
  type DeviceEvent,
  type DeviceId,
  type EventBody,
  type InventoryBody,
  type SiteCredential,
} from '@eucora/protocol';
import type { TimeKeeper } from '../clock/time-keeper.ts';
import type { Collector, CollectResult, InventorySlice } from '../collectors/contract.ts';
import { readJson, writeWhole } from '../files/atomic.ts';
import type { Logger } from '../log.ts';
import type { SubjectStore } from '../names/subject-store.ts';
import { CollectorRunner, Gate } from './collector-runner.ts';
import {
  emptyBook,
  fullEveryMs,
  nextReport,
  withSlice,
  type InventoryBook,
} from './inventory-book.ts';

/** Where events go: durable when `append` resolves. */
export interface EventSink {
  append(events: readonly DeviceEvent[]): Promise<void>;
  flush(): Promise<void>;
  stats(): { readonly waiting: number; readonly bytes: number };
}
export interface ObserverOptions {
  readonly deviceId: DeviceId;
  readonly collectors: readonly Collector[];
  readonly sink: EventSink;
  readonly subjects: SubjectStore;
  readonly credential: () => SiteCredential;
  readonly keeper: TimeKeeper;
  readonly stateDirectory: string;
  readonly logger: Logger;
  /** The process before was killed: what it told last is not known exactly, so all is told anew. */
  readonly afterCrash: boolean;
  readonly hostName?: () => string;
}

const heartbeatEveryMs = 60_000;
const costEveryMs = 900_000;
const clockEveryMs = 600_000;
const firstLookPatienceMs = 20_000;

/** Looks at the machine through its collectors and states what it sees, until aborted. */
export class Observer {
  readonly #options: ObserverOptions;
  readonly #attempted = new Set<string>();
  readonly #states = new Map<string, unknown>();
  #runners: readonly CollectorRunner[] = [];
  #book: InventoryBook = emptyBook;
  #reporting: Promise<void> = Promise.resolve();
  #subjectsChanged = false;
  #onHeartbeat: () => Promise<void> = async () => undefined;

  constructor(options: ObserverOptions) {
    this.#options = options;
  }

  get costs(): readonly CollectorCostBody[] {
    return this.#runners.map((runner) => runner.cost);
  }

  /** Resolves when `signal` is aborted, every collector has ended and undone what it changed. */
  async run(signal: AbortSignal, onHeartbeat: () => Promise<void>): Promise<void> {
    this.#onHeartbeat = onHeartbeat;
    await this.#load();
    const { collectors, logger, keeper, subjects } = this.#options;
    const gate = new Gate();
    this.#runners = collectors.map((collector) => {
      return new CollectorRunner({
        collector,
        gate,
        logger,
        signal,
        now: () => keeper.now(),
        subjectOfUser: (name) => {
          this.#subjectsChanged = true;
          return subjects.ofUser(name);
        },
        readState: () => this.#states.get(collector.name),
        take: (from, result) => this.#take(from, result),
        attempted: (from) => this.#afterAttempt(from),
        tell: (cost) => this.#state([cost]),
      });
    });
    const patience = this.#lookAnyway(signal);
    await this.#beat().catch((error: unknown) => this.#say(error));
    const beating = this.#every(heartbeatEveryMs, signal, () => this.#beat());
    const costing = this.#every(costEveryMs, signal, () => this.#state(this.costs));
    const timing = this.#every(clockEveryMs, signal, () => keeper.save());
    await Promise.all([beating, costing, timing, patience, ...this.#runners.map((r) => r.run())]);
    for (const collector of collectors) await this.#stop(collector);
  }

  async #stop(collector: Collector): Promise<void> {
    try {
      await collector.stop?.();
    } catch (error) {
      this.#options.logger.warn(
        { collector: collector.name, err: error },
        'could not stop cleanly',
      );
    }
  }

  // States facts as of now; names that they need are told before them.
  async #state(bodies: readonly EventBody[]): Promise<void> {
    const { keeper, sink, subjects, credential } = this.#options;
    const at = keeper.now();
    const names = subjects.untold(credential());
    if (this.#subjectsChanged || names.bodies.length > 0) await subjects.save();
    this.#subjectsChanged = false;
    await sink.append([...names.bodies, ...bodies].map((body) => ({ at, body })));
    if (names.bodies.length === 0) return;
    names.announced();
    await subjects.save();
  }

  async #beat(): Promise<void> {
    const { sink, subjects } = this.#options;
    subjects.setHostName((this.#options.hostName ?? hostname)());
    const { waiting, bytes } = sink.stats();
    await this.#state([{ kind: 'heartbeat', spoolEvents: waiting, spoolBytes: bytes }]);
    await this.#report();
    await this.#onHeartbeat();
  }

  async #take(collector: Collector, result: CollectResult): Promise<void> {
    const { inventory, state } = result;
    await this.#tell(collector, result);
    if (state !== undefined) {
      // The events come first: a crash between the two repeats events, and never loses one.
      this.#states.set(collector.name, state);
      await writeWhole(this.#statePath(collector.name), JSON.stringify(state), { durable: false });
    }
    if (inventory) this.#book = withSlice(this.#book, collector.name, inventory);
  }

  async #tell(collector: Collector, { events = [], moments = [] }: CollectResult): Promise<void> {
    const { keeper, logger } = this.#options;
    if (events.length === 0) return;
    // Known boots stay as they are known; of the others nothing bounds the real time.
    keeper.merge(moments.map((moment) => ({ ...moment, loMs: 0, hiMs: null })));
    try {
      await this.#state(events);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      // No batch can ever carry one of them: trying again would stop this collector for good.
      const dropped = await this.#stateEach(events);
      const said = droppedEvent(collector.name, dropped, events.length, error.message);
      logger.error({ collector: collector.name, dropped, err: error }, 'events can never be told');
      await this.#state([said]);
    }
  }

  /** States events one by one; answers how many no batch can carry. */
  async #stateEach(events: readonly EventBody[]): Promise<number> {
    let dropped = 0;
    for (const event of events) {
      try {
        await this.#state([event]);
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error;
        dropped += 1;
      }
    }
    return dropped;
  }

  async #afterAttempt(collector: Collector): Promise<void> {
    this.#attempted.add(collector.name);
    await this.#report();
  }

  #report(): Promise<void> {
    const turn = this.#reporting.then(() => this.#reportNow());
    this.#reporting = turn.catch(() => undefined); // the caller hears of it
    return turn;
  }

  async #reportNow(): Promise<void> {
    const { collectors, deviceId, keeper, sink, logger } = this.#options;
    // The first inventory is whole only when everybody has looked once.
    if (!this.#book.reported && this.#attempted.size < collectors.length) return;
    const report = nextReport(this.#book, keeper.now().wallMs, fullEveryMs(deviceId));
    if (!report) return;
    const first = this.#book.reported === null;
    for (const body of report.bodies) await this.#state([body]);
    const { reported, fullAtMs } = report.next;
    this.#book = { ...this.#book, reported, fullAtMs };
    await this.#keepBook(report.next);
    logger.info(describe(report.bodies), report.full ? 'full inventory stated' : 'changes stated');
    if (!first) return;
    await this.#state(this.costs);
    await sink.flush(); // a newcomer is seen within seconds
    await this.#onHeartbeat();
  }

  async #lookAnyway(signal: AbortSignal): Promise<void> {
    await delay(firstLookPatienceMs, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    if (signal.aborted) return;
    for (const { name } of this.#options.collectors) this.#attempted.add(name);
    await this.#report().catch((error: unknown) => this.#say(error));
  }

  async #every(ms: number, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    while (!signal.aborted) {
      try {
        await delay(ms, undefined, { signal });
        await work();
      } catch (error) {
        if (signal.aborted) return;
        this.#say(error);
      }
    }
  }

  #say(error: unknown): void {
    this.#options.logger.warn(
      { err: error },
      'something seen could not be kept; it is tried again',
    );
  }

  #statePath(collector: string): string {
    return join(this.#options.stateDirectory, `collector-${collector}.json`);
  }

  async #load(): Promise<void> {
    const { collectors, stateDirectory, afterCrash } = this.#options;
    for (const { name } of collectors) {
      this.#states.set(name, (await readJson(this.#statePath(name))) ?? undefined);
    }
    const kept = parseBook(await readJson(join(stateDirectory, 'inventory.json')));
    if (!kept) return;
    const names = new Set(collectors.map(({ name }) => name));
    const known = Object.entries(kept.slices).filter(([name]) => names.has(name));
    this.#book = { ...kept, slices: Object.fromEntries(known) };
    if (afterCrash) this.#book = { ...this.#book, reported: null };
  }

  // What was told, not what was seen since: the next delta's base must be what the hub has.
  async #keepBook({ slices, fullAtMs }: InventoryBook): Promise<void> {
    const path = join(this.#options.stateDirectory, 'inventory.json');
    await writeWhole(path, JSON.stringify({ slices, fullAtMs }));
  }
}

function droppedEvent(collector: string, dropped: number, of: number, why: string): EventBody {
  const detail = `${collector}: ${dropped} of ${of} events: ${why}`.slice(0, 500);
  return { kind: 'security', code: 'events_dropped', severity: 'warning', detail };
}

function describe(bodies: readonly InventoryBody[]) {
  const count = (of: (body: InventoryBody) => number): number =>
    bodies.reduce((sum, body) => sum + of(body), 0);
  return {
    parts: bodies.length,
    facts: count((body) => body.facts.length),
    software: count((body) => body.software.length),
    removed: count((body) => body.removed.length),
  };
}

/** Kept by this program itself, when nothing but what was reported was in it. */
function parseBook(value: unknown): InventoryBook | null {
  if (typeof value !== 'object' || value === null) return null;
  const { slices, fullAtMs }: { slices?: unknown; fullAtMs?: unknown } = value;
  if (typeof slices !== 'object' || slices === null || typeof fullAtMs !== 'number') return null;
  const sound = Object.entries(slices).filter((entry): entry is [string, InventorySlice] => {
    const slice: { facts?: unknown; software?: unknown } | null = entry[1];
    return Array.isArray(slice?.facts) && Array.isArray(slice.software);
  });
  const kept = Object.fromEntries(sound);
  const all = Object.values(kept);
  const reported = {
    facts: all.flatMap((slice) => slice.facts),
    software: all.flatMap((slice) => slice.software),
  };
  return { slices: kept, reported, fullAtMs };
}
