import { limits as wireLimits, toHex, type CacheItem, type CacheReport } from '@eucora/protocol';
import { ArtifactDamagedError, RelayError } from '../errors.ts';
import type { Room } from '../home/room.ts';
import { limits } from '../limits.ts';
import type { Link } from '../link/link.ts';
import type { Logger } from '../log.ts';
import { pause, Wakeup } from '../wakeup.ts';
import type { Fetcher, Setback } from './fetcher.ts';
import { planCache, type CachePlan } from './plan.ts';
import type { ArtifactStore, WantedArtifact } from './store.ts';
import { takeFile, type FileTaken } from './take.ts';

export interface CacheDeps {
  readonly store: ArtifactStore;
  /** Undefined: no hub is ever reached; sticks bring everything. */
  readonly fetcher: Fetcher | undefined;
  /** What the site's desired state names, most urgent first. */
  readonly wanted: () => readonly WantedArtifact[];
  readonly room: Pick<Room, 'report'>;
  readonly link: Pick<Link, 'forecast' | 'report'>;
  /** Of the cache on the disk; 0: as the disk allows. */
  readonly bytesMax: number;
  readonly log: Logger;
}
/** What the status page says beside each artifact. */
export interface CacheState {
  readonly report: CacheReport;
  readonly wantedBytes: number;
  readonly bytesPerSecond: number | undefined;
  readonly finishMs: number | null;
  /** Artifacts that were damaged on the disk, since the start. */
  readonly rotten: number;
  readonly needBytes: number;
}

/**
 * Keeps what the site's desired state names: fetches, takes from sticks, makes room, reads what it holds
 * again from time to time. One thing at a time; `plan.ts` says which.
 */
export class Cache implements AsyncDisposable {
  readonly #deps: CacheDeps;
  readonly #stop = new AbortController();
  readonly #wakeup = new Wakeup();
  readonly #heldBack = new Map<string, { readonly untilMs: number; readonly why: Setback }>();
  readonly #readMs = new Map<string, number>();
  readonly #files: { path: string; done: (taken: FileTaken | RelayError) => void }[] = [];
  #noRoom: CachePlan['noRoom'] = [];
  #cancel = new AbortController();
  #fetching: string | undefined;
  #rotten = 0;
  #toldFrom = 0;
  #onSettled: () => void = () => undefined;
  #loops: Promise<unknown> = Promise.resolve();

  constructor(deps: CacheDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#loops = Promise.all([this.#run(), this.#watch(), this.#scrubNowAndThen()]);
  }

  /** The site needs something else now, or the hub can be reached again. */
  wake(): void {
    const wanted = new Set(this.#deps.wanted().map(({ sha256 }) => toHex(sha256)));
    if (this.#fetching !== undefined && !wanted.has(this.#fetching)) this.#cancel.abort();
    this.#wakeup.wake();
  }

  /** Told when something came to an end: an artifact is here, or it can't come now. */
  onSettled(listener: () => void): void {
    this.#onSettled = listener;
  }

  /** The hub can be asked again: what it refused may be there by now. */
  retry(): void {
    this.#heldBack.clear();
    this.#wakeup.wake();
  }

  /** Takes a file that somebody brought. @throws RelayError */
  async takeFile(path: string): Promise<FileTaken> {
    const { promise, resolve } = Promise.withResolvers<FileTaken | RelayError>();
    this.#files.push({ path, done: resolve });
    this.#cancel.abort();
    this.#wakeup.wake();
    const taken = await promise;
    if (taken instanceof RelayError) throw taken;
    return taken;
  }

  /** A device met damage: it is fetched again. */
  async noteDamage(sha256: string, error: ArtifactDamagedError): Promise<void> {
    this.#deps.log.error({ artifact: sha256 }, `${error.message}; it is fetched again`);
    this.#rotten += 1;
    await this.#deps.store.remove(sha256);
    this.#wakeup.wake();
  }

  /** Bytes of an artifact for a device; undefined: it is not here. */
  async read(sha256: string, offset: number, length: number): Promise<Buffer | undefined> {
    try {
      return await this.#deps.store.read(sha256, offset, length);
    } catch (error) {
      if (!(error instanceof ArtifactDamagedError)) throw error;
      await this.noteDamage(sha256, error);
      return undefined;
    }
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      let idleMs = 0;
      try {
        idleMs = await this.#turn();
      } catch (error) {
        if (signal.aborted) return;
        this.#deps.log.error({ err: error }, 'the cache failed; it goes on');
        idleMs = limits.fetchRetryMsMax;
      }
      if (idleMs > 0) await this.#wakeup.sleep(idleMs, signal);
    }
  }

  /** Does one thing. @returns how long there is nothing to do, ms */
  async #turn(): Promise<number> {
    const { store, fetcher } = this.#deps;
    this.#cancel = new AbortController();
    const given = this.#files.shift();
    if (given) {
      given.done(await this.#take(given.path));
      this.#onSettled();
      return 0;
    }
    const plan = this.#plan();
    this.#noRoom = plan.noRoom;
    for (const sha256 of plan.evict) {
      this.#deps.log.info({ artifact: sha256 }, 'an artifact goes, since nobody names it any more');
      await store.remove(sha256);
    }
    const { next } = plan;
    if (!next || !fetcher) return limits.cacheLookMs;
    const sha256 = toHex(next.sha256);
    this.#fetching = sha256;
    const signal = AbortSignal.any([this.#stop.signal, this.#cancel.signal]);
    const why = await fetcher.fetch(next, signal);
    this.#fetching = undefined;
    if (!why) this.#heldBack.delete(sha256);
    else if (why.againMs > 0) {
      this.#heldBack.set(sha256, { untilMs: performance.now() + why.againMs, why });
    }
    this.#onSettled();
    return 0;
  }

  #plan(): CachePlan {
    const { store, wanted, room, bytesMax } = this.#deps;
    const { freeBytes, floorBytes } = room.report;
    const heldBack = [...this.#heldBack].map(([name, { untilMs }]) => [name, untilMs] as const);
    return planCache({
      wanted: wanted(),
      entries: store.entries,
      heldBack: new Map(heldBack),
      freeBytes,
      floorBytes: floorBytes + limits.cacheFloorBytes,
      bytesMax,
      nowMs: performance.now(),
    });
  }

  async #take(path: string): Promise<FileTaken | RelayError> {
    const { store, wanted, log } = this.#deps;
    try {
      const taken = await takeFile(store, wanted(), path, this.#stop.signal);
      log.info({ ...taken, path }, 'an artifact came from a file');
      return taken;
    } catch (error) {
      if (error instanceof RelayError) return error;
      throw error;
    }
  }

  /** What is fetched stops before the journal has to. */
  async #watch(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await pause(limits.roomLookMs, signal);
      const { freeBytes, floorBytes } = this.#deps.room.report;
      const sha256 = this.#fetching;
      if (sha256 === undefined || freeBytes >= floorBytes + limits.cacheFloorBytes / 2) continue;
      const why: Setback = { detail: 'room', state: 'waiting', againMs: limits.fetchRefusedMs };
      this.#heldBack.set(sha256, { untilMs: performance.now() + why.againMs, why });
      this.#cancel.abort();
    }
  }

  async #scrubNowAndThen(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await pause(limits.scrubLookMs, signal);
      if (signal.aborted) return;
      try {
        await this.scrub();
      } catch (error) {
        this.#deps.log.error(
          { err: error },
          'the cache could not be read again; it is tried later',
        );
      }
    }
  }

  /** Reads the artifact that was read longest ago, if it is time. @returns which; undefined: none */
  async scrub(): Promise<string | undefined> {
    const { store } = this.#deps;
    const now = performance.now();
    const [due] = store.entries
      .filter(({ isWhole }) => isWhole)
      .map(({ ref }) => toHex(ref.sha256))
      .map((sha256) => ({ sha256, atMs: this.#readMs.get(sha256) ?? -Infinity }))
      .filter(({ atMs }) => now - atMs >= limits.scrubEveryMs)
      .toSorted((a, b) => a.atMs - b.atMs);
    if (!due) return undefined;
    try {
      const isSound = await store.verify(due.sha256);
      if (isSound === false) throw new ArtifactDamagedError(due.sha256, 0, 'its hash is another');
      this.#readMs.set(due.sha256, now);
    } catch (error) {
      if (!(error instanceof ArtifactDamagedError)) throw error;
      await this.noteDamage(due.sha256, error);
    }
    return due.sha256;
  }

  /** For tips; each time other artifacts beyond the limit are told. */
  tell(): CacheReport {
    const { report } = this.state;
    const urgent = report.items.filter(({ state }) => state !== 'here');
    const here = report.items.filter(({ state }) => state === 'here');
    const room = Math.max(0, wireLimits.cacheItemsMax - urgent.length);
    const from = here.length === 0 ? 0 : this.#toldFrom % here.length;
    this.#toldFrom = from + room;
    const turned = [...here.slice(from), ...here.slice(0, from)].slice(0, room);
    return { ...report, items: [...urgent, ...turned].slice(0, wireLimits.cacheItemsMax) };
  }

  get state(): CacheState {
    const { store, wanted, room, link, fetcher } = this.#deps;
    const { entries } = store;
    const rate = fetcher?.bytesPerSecond;
    const { likelyMs } = link.report;
    let ahead = 0;
    let finishMs: number | null = likelyMs;
    const items = wanted().map((ref): CacheItem => {
      const item = this.#itemOf(ref);
      if (item.state === 'here') return item;
      ahead += ref.bytes - item.heldBytes;
      const forecast = link.forecast(ahead, rate);
      finishMs = forecast.finishMs;
      const finishInMs =
        forecast.finishMs === null ? null : Math.max(1, Math.ceil(forecast.finishMs - likelyMs));
      return { ...item, finishInMs };
    });
    const sum = (of: (entry: (typeof entries)[number]) => number): number =>
      entries.reduce((total, entry) => total + of(entry), 0);
    return {
      report: {
        heldBytes: sum(({ heldBytes }) => heldBytes),
        freeBytes: Math.max(0, Math.min(room.report.freeBytes, Number.MAX_SAFE_INTEGER)),
        savedBytes: sum(({ savedBytes }) => savedBytes),
        items,
      },
      wantedBytes: wanted().reduce((total, { bytes }) => total + bytes, 0),
      bytesPerSecond: rate,
      finishMs,
      rotten: this.#rotten,
      needBytes: this.#noRoom.reduce((total, { needBytes }) => total + needBytes, 0),
    };
  }

  #itemOf(ref: WantedArtifact): CacheItem {
    const sha256 = toHex(ref.sha256);
    const entry = this.#deps.store.entry(sha256);
    const { fetchedBytes = 0, savedBytes = 0, heldBytes = 0 } = entry ?? {};
    const counted = { sha256: ref.sha256, fetchedBytes, savedBytes, finishInMs: null };
    if (entry?.isWhole) return { ...counted, heldBytes: ref.bytes, state: 'here', detail: '' };
    const current = this.#deps.fetcher?.current;
    if (current?.sha256 === sha256) {
      return { ...counted, heldBytes: current.length, state: 'coming', detail: current.detail };
    }
    const back = this.#heldBack.get(sha256);
    const isBack = back && back.untilMs > performance.now();
    const noRoom = this.#noRoom.some((each) => each.sha256 === sha256);
    const detail = isBack ? back.why.detail : noRoom ? 'room' : '';
    return { ...counted, heldBytes, state: isBack ? back.why.state : 'waiting', detail };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    this.#wakeup.wake();
    await this.#loops;
    for (const { done } of this.#files) done(new RelayError('the relay stops; take it again'));
  }
}
