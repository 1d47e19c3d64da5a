import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  intervalAt,
  randomId,
  type Moment,
  type SecurityBody,
  type SiteId,
} from '@eucora/protocol';
import {
  leaseStateOf,
  type DesiredManifest,
  type Lease,
  type LocalTime,
  type OpenedSlice,
} from '@eucora/protocol/desired';
import type { TimeKeeper } from '../clock/time-keeper.ts';
import { takeTimeReset } from '../clock/time-reset.ts';
import type { Logger } from '../log.ts';
import { acts, type Hands } from './acts.ts';
import { BookFile } from './book-file.ts';
import { isUnderWay, neededFiles, say, trimmed, withEntry, type Writer } from './book.ts';
import { abilitiesOf, type Executors } from './contract.ts';
import { Fetches, type ArtifactSource } from './fetches.ts';
import { keyOf } from './intent.ts';
import { ImageCache, lookAt } from './look.ts';
import { deployNote, type DeployNote } from './note.ts';
import { sayAll, sayOfSecurity, type EventSink } from './outbox.ts';
import { plan, type Step } from './plan.ts';
import { runProgram, type RunProgram } from './program.ts';
import { Staging } from './staging.ts';
import type { FirstRoot, RefreshOutcome, TrustSource } from './trust/trust-store.ts';
import { TrustStore } from './trust/trust-store.ts';

export interface DeployerOptions {
  /** Where the book, the trust files and what is to be installed are kept. */
  readonly folder: string;
  /** Null: this device only observes; what it believes is kept up to date all the same. */
  readonly executors: ((folder: string, run: RunProgram) => Promise<Executors>) | null;
  readonly first: FirstRoot;
  /** Whose resets of the time are for this device; absent: only those for all sites. */
  readonly site?: SiteId;
  readonly artifacts: ArtifactSource;
  readonly sink: EventSink;
  readonly keeper: TimeKeeper;
  readonly logger: Logger;
  readonly run?: RunProgram;
  /** How long a check after an installation may take to be satisfied. */
  readonly patienceMs?: number;
  /** What is under way gets so long when the agent stops. */
  readonly stopMs?: number;
  /** How long to rest after a fault of the disk or of a program of ours. */
  readonly troubleMs?: number;
}
/** A document that was verified, as far as it is about this device. */
export interface Desired {
  readonly slice: Pick<OpenedSlice, 'items' | 'unread'>;
  readonly manifest: Pick<DesiredManifest, 'generation' | 'issuedMs' | 'issuedHiMs' | 'lease'>;
  readonly approved: boolean;
}

const deployLimits = {
  busyMs: 15_000, // between looks while something is to be done
  idleMs: 900_000, // while all is as ordered: what others change is put right
  troubleMs: 60_000,
  patienceMs: 30_000,
  stopMs: 5_000,
  actsMax: 1_000, // in one turn
} as const;

const noLease: Lease = { state: 'safe', possiblyLater: false };

/**
 * Makes this device what its site's document says: read reality, plan, do one step, report, repeat. All
 * that must outlive a crash is in the book (`book.ts`); nothing of it is believed that the document's
 * and the publisher's signatures do not cover.
 */
export class Deployer {
  readonly #options: DeployerOptions;
  readonly #file: BookFile;
  readonly #staging: Staging;
  readonly #cache = new ImageCache();
  readonly #processId = randomId();
  readonly trust: TrustStore;
  #desired: Desired | null = null;
  #source: TrustSource | null = null;
  #executors: Executors | null = null;
  #fetches: Fetches | null = null;
  #wake = Promise.withResolvers<void>();
  #trouble: string | null = null;

  private constructor(
    options: DeployerOptions,
    parts: { readonly file: BookFile; readonly staging: Staging; readonly trust: TrustStore },
  ) {
    this.#options = options;
    this.#file = parts.file;
    this.#staging = parts.staging;
    this.trust = parts.trust;
  }

  /** @throws UsageError when its folder or the first root can't be used */
  static async open(options: DeployerOptions): Promise<Deployer> {
    const { folder, first, logger, sink, keeper } = options;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const tell = (body: SecurityBody): Promise<void> => sayOfSecurity(sink, keeper, body);
    const file = await BookFile.open(join(folder, 'book'));
    const staging = await Staging.open(join(folder, 'staging'));
    await staging.sweep(neededFiles(file.book));
    const trust = await TrustStore.open({ folder: join(folder, 'trust'), first, logger, tell });
    return new Deployer(options, { file, staging, trust });
  }

  /** Takes what the site's newest verified document says of this device: it is that late, at least. */
  onDesired(slice: Desired['slice'], manifest: Desired['manifest'], approved: boolean): void {
    this.#options.keeper.anchor({ loMs: manifest.issuedMs });
    this.#desired = { slice, manifest, approved };
    this.wake();
  }

  /** Brings what is believed of artifacts up to date; a source that is in reach is kept for look-ups. */
  async refreshTrust(source: TrustSource): Promise<RefreshOutcome> {
    this.#source = source;
    const before = this.trust.state;
    let outcome = await this.trust.refresh(source, this.#now().interval);
    if (await this.#takeTimeReset(source)) {
      outcome = await this.trust.refresh(source, this.#now().interval);
    }
    if (this.trust.state !== before) this.wake();
    return outcome;
  }

  /** What seems to have expired may be a clock that a thief's signature moved (EUCORA D11). */
  async #takeTimeReset(source: TrustSource): Promise<boolean> {
    const { root } = this.trust;
    if (!root) return false;
    const { site = '', keeper, logger, sink } = this.#options;
    const tell = (body: SecurityBody): Promise<void> => sayOfSecurity(sink, keeper, body);
    try {
      return await takeTimeReset(source, root, { site, keeper, logger, tell });
    } catch (error) {
      logger.debug({ err: error }, 'no reset of the time could be asked for');
      return false;
    }
  }

  /** The relay is away: look-ups go by what is kept. */
  sourceGone(): void {
    this.#source = null;
  }

  get note(): DeployNote {
    return deployNote({
      isOn: this.#options.executors !== null,
      trouble: this.#trouble,
      trust: this.trust.note,
      lease: this.#desired ? this.#lease(this.#desired) : null,
      generation: this.#desired?.manifest.generation ?? null,
      book: this.#file.book,
    });
  }

  /** Looks at once. */
  wake(): void {
    this.#wake.resolve();
  }

  /** Resolves after an abort when no step is under way, or when one takes too long to end. */
  async run(signal: AbortSignal): Promise<void> {
    const { logger, executors, artifacts, sink, keeper } = this.#options;
    const { stopMs = deployLimits.stopMs } = this.#options;
    if (this.#file.isDamaged) {
      const code = 'deploy_book_damaged';
      const detail = 'attempts count from zero';
      logger.warn({}, 'the book of deployments was damaged; it is begun anew');
      const body: SecurityBody = { kind: 'security', code, severity: 'warning', detail };
      await sayOfSecurity(sink, keeper, body).catch((error: unknown) => {
        logger.warn({ err: error }, 'that could not be told');
      });
    }
    if (!executors) return;
    const fetches = new Fetches(artifacts, signal, () => this.wake());
    this.#fetches = fetches;
    const stopped = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    while (!signal.aborted) {
      this.#wake = Promise.withResolvers<void>();
      const turn = this.#turn(signal).catch((error: unknown) => this.#say(error));
      const patience = stopped.then(() => delay(stopMs, 0, { ref: false }));
      const restMs = await Promise.race([turn, patience]);
      if (signal.aborted) return;
      const timer = new AbortController();
      const rest = delay(restMs, undefined, { signal: timer.signal }).catch(() => undefined);
      await Promise.race([rest, this.#wake.promise, stopped]);
      timer.abort();
    }
  }

  /** One step after the other until none is left; answers how long to rest. */
  async #turn(signal: AbortSignal): Promise<number> {
    if (!this.#desired && !Object.values(this.#file.book.entries).some(isUnderWay)) {
      await this.#sayAll();
      return deployLimits.idleMs;
    }
    const hands = await this.#hands();
    for (let done = 0; done < deployLimits.actsMax && !signal.aborted; done += 1) {
      const steps = await this.#plan(hands);
      await this.#sayThese(steps);
      const step = steps.find((each) => each.do !== 'say');
      if (!step) break;
      const { key, entry } = step;
      const { packageName, version, format } = entry.item;
      this.#options.logger.info({ step: step.do, packageName, version, format }, 'deploying');
      await acts[step.do](hands, key, entry);
      await this.#sayAll();
    }
    this.#trouble = null;
    if (!this.#isSettled()) return deployLimits.busyMs;
    // What leads back lies in the staging folder; nothing else is needed any more.
    await this.#staging.sweep(neededFiles(this.#file.book));
    await this.#fetchesOf().keep([]);
    return deployLimits.idleMs;
  }

  async #plan(hands: Hands): Promise<readonly Step[]> {
    const { slice, manifest, approved } = this.#desired ?? {
      slice: { items: [], unread: [] },
      manifest: null,
      approved: false,
    };
    const { executors, staging, logger } = hands;
    const now = this.#now();
    const current = await lookAt({
      items: slice.items,
      book: this.#file.book,
      executors,
      staging,
      logger,
      trust: this.trust,
      source: this.#source,
      now: now.interval,
      cache: this.#cache,
      fetches: this.#fetchesOf(),
    });
    return plan({
      items: slice.items,
      unread: slice.unread,
      approved,
      current,
      generation: manifest?.generation ?? 1,
      lease: this.#desired ? this.#lease(this.#desired) : noLease,
      now: now.local,
      moment: now.moment,
      run: this.#processId,
      book: this.#file.book,
      can: abilitiesOf(executors),
    });
  }

  /** All that is to be said, in one write. */
  async #sayThese(steps: readonly Step[]): Promise<void> {
    const { at } = this.#writer();
    let { book } = this.#file;
    for (const step of steps) {
      if (step.do !== 'say') continue;
      // Two words about one order: the second goes on from the first.
      const said = book.entries[step.key]?.intent === step.entry.intent;
      const entry = { ...step.entry, ...(said && { said: book.entries[step.key]?.said ?? '' }) };
      book = step.saying
        ? say(book, step.key, entry, step.saying, at)
        : withEntry(book, step.key, entry);
    }
    const wanted = new Set(this.#desired?.slice.items.map(keyOf));
    await this.#file.write(trimmed(book, wanted));
    await this.#sayAll();
  }

  async #sayAll(): Promise<void> {
    const { sink, keeper, logger } = this.#options;
    try {
      await sayAll(this.#file, sink, keeper);
    } catch (error) {
      logger.warn({ err: error }, 'reports of deployments wait: they could not be made durable');
    }
  }

  async #hands(): Promise<Hands> {
    const { executors, folder, run = runProgram, sink, keeper, logger } = this.#options;
    if (!executors) throw new TypeError('a device that only observes has no hands');
    this.#executors ??= await executors(join(folder, 'staging'), run);
    return {
      executors: this.#executors,
      file: this.#file,
      staging: this.#staging,
      run,
      logger,
      fetching: this.#fetchesOf(),
      who: () => this.#writer(),
      tell: (body) => sayOfSecurity(sink, keeper, body),
      sayAll: () => this.#sayAll(),
      patienceMs: this.#options.patienceMs ?? deployLimits.patienceMs,
    };
  }

  #fetchesOf(): Fetches {
    if (!this.#fetches) throw new TypeError('nothing is fetched before the loop runs');
    return this.#fetches;
  }

  #writer(): Writer {
    return { at: this.#options.keeper.now(), run: this.#processId };
  }

  #now(): {
    readonly moment: Moment;
    readonly interval: ReturnType<typeof intervalAt>;
    readonly local: LocalTime;
  } {
    const { keeper } = this.#options;
    const moment = keeper.now();
    const interval = intervalAt(keeper.book().current, moment.boottimeMs);
    const utcOffsetMinutes = -new Date(moment.wallMs).getTimezoneOffset();
    return { moment, interval, local: { ...interval, wallMs: moment.wallMs, utcOffsetMinutes } };
  }

  #lease({ manifest }: Desired): Lease {
    const issued = { loMs: manifest.issuedMs, hiMs: manifest.issuedHiMs };
    return leaseStateOf(manifest.lease, issued, this.#now().local);
  }

  #isSettled(): boolean {
    const { entries } = this.#file.book;
    const ordered = this.#desired?.slice.items.map(keyOf) ?? [];
    const isOver = (phase: string | undefined): boolean => phase === 'done' || phase === 'given_up';
    const isIdle = !Object.values(entries).some(isUnderWay);
    return isIdle && ordered.every((key) => isOver(entries[key]?.phase));
  }

  /** A fault of the disk or of a program of ours: nothing is lost, and it is tried again. */
  #say(error: unknown): number {
    this.#trouble = error instanceof Error ? error.message : String(error);
    this.#options.logger.error({ err: error }, 'deploying broke off; it goes on later');
    return this.#options.troubleMs ?? deployLimits.troubleMs;
  }
}
