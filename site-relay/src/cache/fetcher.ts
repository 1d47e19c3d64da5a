import { chunkCount, sha256, toHex, type CacheItem } from '@eucora/protocol';
import { DeltaError, type Blob, type Delivery } from '@eucora/protocol/delta';
import { DoorError, errorText, isFull, WrongBytesError } from '../errors.ts';
import { limits } from '../limits.ts';
import type { Link } from '../link/link.ts';
import type { Logger } from '../log.ts';
import { pause } from '../wakeup.ts';
import { applyDelta, chooseDelta, readDeltaOffers } from './delta.ts';
import type { HubDoor } from './hub-door.ts';
import { LinkHeldError, PacedLink } from './paced.ts';
import { baseFor } from './plan.ts';
import type { Part } from './part.ts';
import type { ArtifactStore, Entry, WantedArtifact } from './store.ts';

export interface FetcherDeps {
  readonly store: ArtifactStore;
  readonly door: Pick<HubDoor, 'get' | 'getAll' | 'isKnown'>;
  readonly link: Pick<Link, 'claim' | 'plan'>;
  readonly storeKey: Uint8Array;
  readonly log: Logger;
}
/** Why an artifact does not come, and for how long nothing else is tried, ms. */
export interface Setback {
  readonly detail: string;
  readonly state: CacheItem['state'];
  readonly againMs: number;
}

/**
 * Fetches one artifact at a time from the hub's door: its list of chunks, then a delta where one pays,
 * then whatever is missing, from the very byte where it broke off.
 */
export class Fetcher {
  readonly #deps: FetcherDeps;
  readonly #paced: PacedLink;
  #failures = 0;
  /** What is under way. */
  #current: { readonly sha256: string; readonly part: Part; detail: string } | undefined;

  constructor(deps: FetcherDeps) {
    this.#deps = deps;
    this.#paced = new PacedLink(deps.link);
  }

  get current(): { readonly sha256: string; readonly length: number; detail: string } | undefined {
    const { sha256: name, part, detail } = this.#current ?? {};
    return name && part ? { sha256: name, length: part.length, detail: detail ?? '' } : undefined;
  }

  /** Measured while something came; undefined before. */
  get bytesPerSecond(): number | undefined {
    return this.#paced.meter.bytesPerSecond;
  }

  /**
   * Brings an artifact; resolves when it is whole.
   * @returns what is in the way; undefined: it is here
   */
  async fetch(ref: WantedArtifact, signal: AbortSignal): Promise<Setback | undefined> {
    const { store } = this.#deps;
    const name = toHex(ref.sha256);
    try {
      if (!store.hashesOf(name)) await this.#fetchHashes(ref, `/artifacts/${name}`, signal);
      await using part = await store.begin(ref);
      this.#current = { sha256: name, part, detail: '' };
      await this.#tryDelta(ref, part, signal);
      await this.#pull(`/artifacts/${name}`, name, part, signal);
      if (signal.aborted) return { detail: 'cancelled', state: 'waiting', againMs: 0 };
      await store.finish(name);
      this.#deps.log.info({ artifact: name, path: ref.targetPath }, 'an artifact is here');
      return undefined;
    } catch (error) {
      if (signal.aborted) return { detail: 'cancelled', state: 'waiting', againMs: 0 };
      const setback = setbackOf(error);
      if (!setback) throw error;
      const { detail, againMs } = setback;
      this.#deps.log.warn(
        { artifact: name, detail, againMs, error: errorText(error) },
        'an artifact does not come at the moment',
      );
      return setback;
    } finally {
      this.#current = undefined;
    }
  }

  async #fetchHashes(ref: WantedArtifact, path: string, signal: AbortSignal): Promise<void> {
    const bytesMax = chunkCount(ref.bytes) * 32;
    await this.#paced.claim(bytesMax, signal);
    const hashes = await this.#patiently(signal, () =>
      this.#deps.door.getAll(`${path}/chunks`, bytesMax, signal),
    );
    await this.#deps.store.takeHashes(ref, hashes);
  }

  /** Takes what is missing of a part; what breaks off goes on, for as long as it is wanted. */
  async #pull(path: string, name: string, part: Part, signal: AbortSignal): Promise<void> {
    let wrong = 0;
    while (!part.isWhole && !signal.aborted) {
      const before = part.length;
      try {
        await this.#patiently(signal, () => this.#pullOnce(path, part, signal));
      } catch (error) {
        if (!(error instanceof WrongBytesError)) throw error;
        wrong += 1;
        if (wrong >= limits.wrongChunksMax) throw error;
      } finally {
        await this.#deps.store.account(name, Math.max(0, part.length - before));
      }
    }
  }

  async #pullOnce(path: string, part: Part, signal: AbortSignal): Promise<void> {
    await using answer = await this.#deps.door.get(path, signal, part.length);
    try {
      for await (const piece of this.#paced.pace(answer.body, signal)) {
        await part.take(piece);
        this.#failures = 0;
      }
    } catch (error) {
      if (!isBrokenStream(error)) throw error;
      throw new DoorError(`the hub's door broke off: ${errorText(error)}`, 0, 0, error);
    }
    if (!part.isWhole && !signal.aborted) throw new DoorError("the hub's door ended early", 0);
  }

  /** Tries again what fails because the hub is away, later each time. */
  async #patiently<T>(signal: AbortSignal, act: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        const result = await act();
        this.#failures = 0;
        return result;
      } catch (error) {
        const waitMs = this.#waitAfter(error);
        if (waitMs === undefined || signal.aborted) throw error;
        await pause(waitMs, signal);
        signal.throwIfAborted();
      }
    }
  }

  #waitAfter(error: unknown): number | undefined {
    if (error instanceof LinkHeldError) {
      this.#note('link');
      return error.againMs;
    }
    if (!(error instanceof DoorError)) return undefined;
    const isAway = error.status === 0 || error.status >= 500 || error.status === 429;
    if (!isAway) return undefined;
    this.#note('hub');
    this.#failures += 1;
    const growing = limits.fetchRetryMsMin * 2 ** Math.min(this.#failures - 1, 10);
    const waitMs = Math.min(limits.fetchRetryMsMax, growing) * (0.5 + Math.random());
    return Math.max(error.retryAfterMs, waitMs);
  }

  #note(detail: string): void {
    if (this.#current) this.#current.detail = detail;
  }

  /** A delta from what is here, where that is done sooner. Whatever is wrong with it, the whole follows. */
  async #tryDelta(ref: WantedArtifact, part: Part, signal: AbortSignal): Promise<void> {
    const { store, log } = this.#deps;
    const base = baseFor(ref, store.entries);
    const remaining = ref.bytes - part.length;
    if (!base || remaining < limits.deltaBytesMin) return;
    const name = toHex(ref.sha256);
    try {
      const path = `/artifacts/${name}/delta/${toHex(base.ref.sha256)}`;
      const plan = await this.#planOf(path, ref, base, remaining, signal);
      if (!plan) return;
      const travelled = await this.#fetchBlobs(path, plan, signal);
      await this.#apply(plan, base, ref, part, signal);
      await store.account(name, 0, Math.max(0, remaining - travelled));
      for (const { sha256: blob } of blobsOf(plan)) await store.remove(blob);
      log.info({ artifact: name, remaining, travelled }, 'a delta made an artifact');
    } catch (error) {
      if (signal.aborted) throw error;
      const isExpected =
        error instanceof DeltaError ||
        error instanceof WrongBytesError ||
        error instanceof DoorError ||
        (error instanceof Error && error.name === 'ArtifactDamagedError');
      if (!isExpected) throw error;
      log.info({ artifact: name, error: errorText(error) }, 'no delta: the rest comes as it is');
    }
  }

  async #planOf(
    path: string,
    ref: WantedArtifact,
    base: Entry,
    remaining: number,
    signal: AbortSignal,
  ): Promise<Delivery | undefined> {
    const rate = this.bytesPerSecond ?? (this.#deps.link.plan.bytesPerSecond || undefined);
    const worthMs = (remaining * 1_000) / (rate ?? limits.linkBytesPerSecondUnknown);
    const untilMs = performance.now() + Math.min(limits.deltaWaitMsMax, worthMs / 2);
    for (;;) {
      try {
        const answer = await this.#deps.door.getAll(path, limits.deltaPlanBytesMax, signal);
        return chooseDelta(readDeltaOffers(answer), ref, toHex(base.ref.sha256), remaining, rate);
      } catch (error) {
        // 503: the hub makes it. Waiting pays while it takes less than half of the whole.
        if (!(error instanceof DoorError) || error.status !== 503) throw error;
        const waitMs = Math.max(1_000, error.retryAfterMs);
        if (performance.now() + waitMs > untilMs) return undefined;
        await pause(waitMs, signal);
        signal.throwIfAborted();
      }
    }
  }

  /** Brings what the plan needs, resumable as any artifact; how many bytes that is. */
  async #fetchBlobs(path: string, plan: Delivery, signal: AbortSignal): Promise<number> {
    const { store, door } = this.#deps;
    let travelled = 0;
    for (const blob of blobsOf(plan)) {
      travelled += blob.size;
      if (store.isWhole(blob.sha256)) continue;
      const from = `${path}/${blob.sha256}`;
      const bytesMax = chunkCount(blob.size) * 32;
      const hashes = await this.#patiently(signal, () =>
        door.getAll(`${from}/chunks`, bytesMax, signal),
      );
      // The whole of it is hashed against the plan, so that its list may be anybody's.
      const ref = {
        targetPath: '',
        sha256: Buffer.from(blob.sha256, 'hex'),
        bytes: blob.size,
        chunkListSha256: sha256(hashes),
      };
      await store.takeHashes(ref, hashes);
      await using part = await store.begin(ref);
      await this.#pull(from, blob.sha256, part, signal);
      signal.throwIfAborted();
      await store.finish(blob.sha256);
    }
    return travelled;
  }

  async #apply(
    plan: Delivery,
    base: Entry,
    ref: WantedArtifact,
    part: Part,
    signal: AbortSignal,
  ): Promise<void> {
    const { store, storeKey } = this.#deps;
    const blobs = blobsOf(plan).map(({ sha256: name }) => [name, store.sealed(name)] as const);
    const held = store.sealed(toHex(base.ref.sha256));
    if (!held || blobs.some(([, file]) => file === undefined)) return;
    const files = Object.fromEntries(blobs.map(([name, file]) => [name, file!]));
    const task = { plan, base: held, blobs: files, storeKey, skipBytes: part.length };
    await applyDelta(task, (piece) => part.take(piece), signal);
    if (!part.isWhole)
      throw new DeltaError('truncated', `the delta made too little of ${ref.bytes}`);
  }
}

function blobsOf({ payload, list }: Delivery): readonly Blob[] {
  return list ? [payload, list] : [payload];
}

function isBrokenStream(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof LinkHeldError) return false;
  if (error instanceof WrongBytesError || error.name === 'AbortError') return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    code === 'ECONNRESET' ||
    code.startsWith('ERR_STREAM') ||
    error.message === 'aborted' ||
    /said nothing more/.test(error.message)
  );
}

/** What is to be told of an artifact that did not come; undefined: that is a bug. */
function setbackOf(error: unknown): Setback | undefined {
  if (error instanceof WrongBytesError) {
    return { detail: 'wrong_bytes', state: 'refused', againMs: limits.fetchRefusedMs };
  }
  if (error instanceof DoorError) {
    if (error.status === 409) {
      return { detail: 'cancelled', state: 'waiting', againMs: limits.fetchCancelledMs };
    }
    const againMs = Math.max(error.retryAfterMs, limits.fetchRefusedMs);
    return { detail: `refused_${error.status}`, state: 'refused', againMs };
  }
  if (error instanceof Error && error.name === 'ProtocolError') {
    return { detail: 'wrong_chunks', state: 'refused', againMs: limits.fetchRefusedMs };
  }
  if (isFull(error)) return { detail: 'room', state: 'waiting', againMs: limits.fetchRefusedMs };
  return undefined;
}
