import { setTimeout as delay } from 'node:timers/promises';
import type { CollectorCostBody } from '@eucora/protocol';
import { mayLook, wishOf } from '../collection/rules.ts';
import type { CollectionRule } from '../collection/policy.ts';
import type { CollectContext, Collector, CollectResult } from '../collectors/contract.ts';
import type { Logger } from '../log.ts';
import { firstPace, paceAfter, type Pace } from './pace.ts';

/** Lets one collector look at a time, so that each one's CPU time is its own. */
export class Gate {
  #last: Promise<void> = Promise.resolve();

  /** Waits for its turn, but not for ever: whoever hangs must not stop the others from looking. */
  async pass<T>(work: () => Promise<T>, patienceMs: number): Promise<T> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = before.then(() => promise);
    const impatient = new AbortController();
    try {
      const patience = delay(patienceMs, undefined, { signal: impatient.signal });
      await Promise.race([before, patience.catch(() => undefined)]);
      return await work();
    } finally {
      impatient.abort();
      resolve();
    }
  }
}

export interface RunnerOptions {
  readonly collector: Collector;
  readonly gate: Gate;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly now: CollectContext['now'];
  readonly subjectOfUser: CollectContext['subjectOfUser'];
  /** What the site's settings allow, at each moment. */
  readonly rule: Pick<CollectionRule, 'settings'>;
  /** What the collector kept, also across restarts. */
  readonly readState: () => unknown;
  /** Makes a result durable. Rejects when it could not: the collector then starts from its old state. */
  readonly take: (collector: Collector, result: CollectResult) => Promise<void>;
  /** The settings switched the collector off: what it saw and kept is to be forgotten. */
  readonly drop: (collector: Collector) => Promise<void>;
  /** Told after each attempt, successful or not. */
  readonly attempted: (collector: Collector) => Promise<void>;
  /** Told of a cost that must not wait for the next report. */
  readonly tell: (cost: CollectorCostBody) => Promise<void>;
}

const patienceMs = 5_000;
const overdueFactor = 10; // a run that takes this many times its wall budget is given up

/** Runs one collector at its pace until aborted, and keeps account of its cost. */
export class CollectorRunner {
  readonly #options: RunnerOptions;
  #pace: Pace = firstPace;
  #cpuMs = 0;
  #cost: CollectorCostBody;
  #woken = new AbortController();
  #dropped = false;

  constructor(options: RunnerOptions) {
    this.#options = options;
    const { name } = options.collector;
    this.#cost = {
      kind: 'collector_cost',
      name,
      status: 'ok',
      runs: 0,
      wallMsLast: 0,
      cpuMsTotal: 0,
      items: 0,
      detail: null,
    };
  }

  /** What looking has cost since this process began. */
  get cost(): CollectorCostBody {
    return this.#cost;
  }

  async run(): Promise<void> {
    const { collector, signal, logger } = this.#options;
    while (!signal.aborted) {
      const began = performance.now();
      try {
        await this.#turn();
      } catch (error) {
        if (signal.aborted) return;
        logger.warn({ collector: collector.name, err: error }, 'a result could not be kept');
      }
      const everyMs = collector.everyMs * this.#pace.factor;
      const restMs = Math.max(everyMs / 10, everyMs - (performance.now() - began));
      await this.#rest(restMs);
    }
  }

  /** Something else is allowed now: looks, or stops looking, at once. */
  wake(): void {
    this.#woken.abort();
  }

  async #rest(ms: number): Promise<void> {
    const ended = AbortSignal.any([this.#options.signal, this.#woken.signal]);
    await delay(ms, undefined, { signal: ended }).catch((error: unknown) => {
      if (!ended.aborted) throw error;
    });
    if (this.#woken.signal.aborted) this.#woken = new AbortController();
  }

  async #turn(): Promise<void> {
    const { collector, gate, rule, drop, take, attempted } = this.#options;
    if (!mayLook(rule.settings, collector.name)) {
      if (this.#dropped) return;
      await drop(collector);
      this.#dropped = true;
      this.#cost = { ...this.#cost, items: 0, detail: 'switched off by the site’s settings' };
      await attempted(collector);
      return;
    }
    this.#dropped = false;
    const before = this.#cost.status;
    const factorBefore = this.#pace.factor;
    const result = await gate.pass(() => this.#look(), patienceMs);
    try {
      if (result) await take(collector, result);
    } finally {
      await attempted(collector);
    }
    const changed = this.#cost.status !== before || this.#pace.factor > factorBefore;
    if (changed) await this.#options.tell(this.#cost);
  }

  async #look(): Promise<CollectResult | null> {
    const { collector, signal, logger, now, subjectOfUser, rule, readState } = this.#options;
    const { name, budget } = collector;
    const overdue = AbortSignal.timeout(Math.max(1_000, budget.wallMs * overdueFactor));
    const began = performance.now();
    const cpuBefore = process.cpuUsage();
    const context: CollectContext = {
      now,
      subjectOfUser,
      wish: wishOf(rule.settings),
      state: readState(),
      signal: AbortSignal.any([signal, overdue]),
    };
    let result: CollectResult | null = null;
    let failure: string | null = null;
    try {
      result = await collector.collect(context);
    } catch (error) {
      if (signal.aborted) throw error;
      failure = error instanceof Error ? error.message : String(error);
      logger.warn({ collector: name, err: error }, 'a collector could not look');
    }
    const wallMs = performance.now() - began;
    const { user, system } = process.cpuUsage(cpuBefore);
    const cpuMs = (user + system) / 1_000 + (result?.childCpuMs ?? 0);
    this.#account({ wallMs, cpuMs, result, failure });
    return result;
  }

  #account(run: {
    readonly wallMs: number;
    readonly cpuMs: number;
    readonly result: CollectResult | null;
    readonly failure: string | null;
  }): void {
    const { collector, logger } = this.#options;
    const { wallMs, cpuMs, result, failure } = run;
    this.#cpuMs += cpuMs;
    const before = this.#pace;
    this.#pace = paceAfter(before, { cpuMs, wallMs }, collector.budget);
    const { factor } = this.#pace;
    if (factor > before.factor) {
      const fields = { collector: collector.name, cpuMs, wallMs, budget: collector.budget, factor };
      logger.warn(fields, 'a collector is over its budget: it runs more seldom');
    }
    const slowed = factor > 1;
    const slowText = slowed ? `every ${(collector.everyMs * factor) / 1_000} s` : null;
    this.#cost = {
      ...this.#cost,
      status: failure !== null ? 'failed' : slowed ? 'slowed' : 'ok',
      runs: this.#cost.runs + 1,
      wallMsLast: Math.round(wallMs),
      cpuMsTotal: Math.round(this.#cpuMs),
      items: result?.items ?? this.#cost.items,
      detail: (failure ?? result?.detail ?? slowText)?.slice(0, 500) ?? null,
    };
  }
}
