// The way of an event: runs the collectors and hands what they state to the spool.
// Next: endpoint-agent/src/spool/spool.ts

import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  attestCollection,
  ProtocolError,
  type CollectorCostBody,
  type DeviceEvent,
  type DeviceId,
  type EventBody,
  type InventoryBody,
  type SiteCredential,
} from '@eucora/protocol';
import type { TimeKeeper } from '../clock/time-keeper.ts';
import type { CollectionRule } from '../collection/policy.ts';
import { allowedResult, allowedSlice, mayLook, mayName } from '../collection/rules.ts';
import type { Collector, CollectResult, InventorySlice } from '../collectors/contract.ts';
import { readJson, removeFile, writeWhole } from '../files/atomic.ts';
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
  /** What keys of names are wrapped for at the hub, where that is not the certificate's. */
  readonly hubBox?: () => Uint8Array | undefined;
  readonly keeper: TimeKeeper;
  /** What the site's settings allow. */
  readonly rule: CollectionRule;
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
const hurryMs = 30_000; // after other settings, what follows from them does not wait for its batch

/** Looks at the machine through its collectors and states what it sees, until aborted. */
export class Observer {
  readonly #options: ObserverOptions;
  readonly #attempted = new Set<string>();
  readonly #states = new Map<string, unknown>();
  #runners: readonly CollectorRunner[] = [];
  #book: InventoryBook = emptyBook;
  #reporting: Promise<void> = Promise.resolve();
  #naming: Promise<void> = Promise.resolve();
  #obeying: Promise<void> = Promise.resolve();
  #subjectsChanged = false;
  #hurriesUntilMs = -Infinity; // of the process's clock
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
    const { collectors, logger, keeper, subjects, rule } = this.#options;
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
        rule,
        take: (from, result) => this.#take(from, result),
        drop: (from) => this.#drop(from),
        attempted: (from) => this.#afterAttempt(from),
        tell: (cost) => this.#state([cost]),
      });
    });
    const patience = this.#lookAnyway(signal);
    rule.onChange(() => {
      this.#obeying = this.#obeying
        .then(() => this.#obey(signal))
        .catch((error: unknown) => this.#say(error));
    });
    await this.#attest().catch((error: unknown) => this.#say(error));
    await this.#beat().catch((error: unknown) => this.#say(error));
    const beating = this.#every(heartbeatEveryMs, signal, () => this.#beat());
    const costing = this.#every(costEveryMs, signal, () => this.#state(this.costs));
    const timing = this.#every(clockEveryMs, signal, () => keeper.save());
    await Promise.all([beating, costing, timing, patience, ...this.#runners.map((r) => r.run())]);
    await this.#obeying;
    for (const collector of collectors) await this.#stop(collector);
  }

  /** Something else is allowed: what is not any more is forgotten, then all look again. */
  async #obey(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    this.#book = this.#allowedBook();
    this.#hurriesUntilMs = performance.now() + hurryMs;
    for (const runner of this.#runners) runner.wake();
    await this.#attest();
    await this.#beat();
    await this.#options.sink.flush(); // whoever changed it sees what follows within seconds
  }

  /** What was seen before, as far as it is still allowed. */
  #allowedBook(): InventoryBook {
    const { settings } = this.#options.rule;
    const slices = Object.entries(this.#book.slices).map(([name, slice]) => {
      return [name, allowedSlice(settings, name, slice)] as const;
    });
    return { ...this.#book, slices: Object.fromEntries(slices) };
  }

  /** Tells the hub by which document this device goes, so that it need not be believed. */
  async #attest(): Promise<void> {
    const { document } = this.#options.rule;
    if (document) await this.#state([attestCollection(document)]);
  }

  /** A collector is switched off: what it kept goes, and that nothing is measured is said. */
  async #drop(collector: Collector): Promise<void> {
    const { name } = collector;
    await this.#stop(collector);
    this.#states.delete(name);
    await removeFile(this.#statePath(name));
    if (this.#book.slices[name]) {
      this.#book = withSlice(this.#book, name, { facts: [], software: [] });
    }
    if (name === 'usage') await this.#state(unmeasured);
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
    const { keeper, sink } = this.#options;
    const at = keeper.now();
    await this.#tellNames();
    await sink.append(bodies.map((body) => ({ at, body })));
  }

  /** Each name is told once, however many state something at the same time. */
  #tellNames(): Promise<void> {
    const turn = this.#naming.then(() => this.#tellNamesNow());
    this.#naming = turn.catch(() => undefined); // the caller hears of it
    return turn;
  }

  async #tellNamesNow(): Promise<void> {
    const { keeper, sink, subjects, credential, hubBox, rule } = this.#options;
    const mayTell = (role: 'device_user' | 'device_host'): boolean => mayName(rule.settings, role);
    const names = subjects.untold(credential(), mayTell, hubBox?.());
    if (this.#subjectsChanged || names.bodies.length > 0) await subjects.save();
    this.#subjectsChanged = false;
    if (names.bodies.length === 0) return;
    const at = keeper.now();
    await sink.append(names.bodies.map((body) => ({ at, body })));
    names.announced();
    await subjects.save();
  }

  async #beat(): Promise<void> {
    const { sink, subjects, rule } = this.#options;
    if (mayName(rule.settings, 'device_host')) {
      subjects.setHostName((this.#options.hostName ?? hostname)());
    }
    const { waiting, bytes } = sink.stats();
    await this.#state([{ kind: 'heartbeat', spoolEvents: waiting, spoolBytes: bytes }]);
    await this.#report();
    await this.#onHeartbeat();
  }

  /** Asks the settings again: they may have changed while the collector looked. */
  async #take(collector: Collector, seen: CollectResult): Promise<void> {
    const { settings } = this.#options.rule;
    if (!mayLook(settings, collector.name)) return;
    const result = allowedResult(settings, collector.name, seen);
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
    if (!first) {
      if (performance.now() < this.#hurriesUntilMs) await sink.flush();
      return;
    }
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
    // What was told stays what was told: the first report says what of it is not collected any more.
    this.#book = this.#allowedBook();
    if (afterCrash) this.#book = { ...this.#book, reported: null };
  }

  // What was told, not what was seen since: the next delta's base must be what the hub has.
  async #keepBook({ slices, fullAtMs }: InventoryBook): Promise<void> {
    const path = join(this.#options.stateDirectory, 'inventory.json');
    await writeWhole(path, JSON.stringify({ slices, fullAtMs }));
  }
}

const switchedOff = 'switched off by the site’s settings';
const unmeasured: readonly EventBody[] = ['usage', 'short_programs'].map((what) => ({
  kind: 'measurement',
  what,
  state: 'unmeasured',
  reason: switchedOff,
}));

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
