import { Worker } from 'node:worker_threads';
import { toHex } from '@eucora/protocol';
import {
  chooseDelivery,
  DeltaError,
  type Delivery,
  type Offer,
  type Situation,
} from '@eucora/protocol/delta';
import { parseJson } from '../home/files.ts';
import { limits } from '../limits.ts';
import type { WantedArtifact } from './store.ts';

/** What the hub answers about a pair: each way in which the delta could go. */
export interface DeltaOffers {
  readonly offers: readonly Delivery[];
}

/** Reads the hub's answer. It proves nothing: what is made by it is hashed. @throws DeltaError */
export function readDeltaOffers(bytes: Uint8Array): DeltaOffers {
  const value = parseJson(new TextDecoder().decode(bytes));
  if (typeof value !== 'object' || value === null || !('offers' in value)) {
    throw new DeltaError('malformed', 'the hub answered about a delta in no known form');
  }
  const { offers } = value;
  if (!Array.isArray(offers) || !offers.every(isDelivery)) {
    throw new DeltaError('malformed', 'the hub offers a delta in no known form');
  }
  return { offers };
}

function isBlob(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (!('sha256' in value) || !('size' in value)) return false;
  const { sha256, size } = value;
  return typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256) && Number.isSafeInteger(size);
}

function isDelivery(value: unknown): value is Delivery {
  if (typeof value !== 'object' || value === null) return false;
  if (!('method' in value && 'payload' in value && 'target' in value && 'apply' in value)) {
    return false;
  }
  const { method, payload, target } = value;
  const isList = !('list' in value) || value.list === undefined || isBlob(value.list);
  return (method === 'patch' || method === 'chunks') && isBlob(payload) && isBlob(target) && isList;
}

/**
 * The delta that is done before the rest of the artifact would be, if one is. `remainingBytes`: what
 * still has to come of the whole.
 */
export function chooseDelta(
  { offers }: DeltaOffers,
  ref: WantedArtifact,
  base: string,
  remainingBytes: number,
  bytesPerSecond: number | undefined,
): Delivery | undefined {
  const apply = { memoryBytes: 0, workBytes: 0 };
  const full: Offer = { method: 'full', bytes: remainingBytes, base: undefined, apply };
  const situation: Situation = {
    holds: new Set([base]),
    memoryBytesMax: limits.deltaMemoryBytesMax,
    linkBytesPerSecond: bytesPerSecond ?? limits.linkBytesPerSecondUnknown,
    workBytesPerSecond: limits.deltaWorkBytesPerSecond,
  };
  const own = toHex(ref.sha256);
  const fitting = offers.filter(({ target }) => target.sha256 === own);
  const { offer } = chooseDelivery<Offer>(full, fitting, situation);
  return fitting.find((each) => each === offer);
}

/** A sealed file of the cache, for a thread that reads it by itself. */
export interface SealedFile {
  readonly path: string;
  readonly bytes: number;
}
export interface DeltaTask {
  readonly plan: Delivery;
  readonly base: SealedFile;
  readonly blobs: Readonly<Record<string, SealedFile>>;
  readonly storeKey: Uint8Array;
  /** So many bytes of the result are here already. */
  readonly skipBytes: number;
}
export type DeltaMessage =
  | { readonly piece: Uint8Array }
  | { readonly done: true }
  | { readonly failed: string; readonly code: string };

/**
 * Makes an artifact by a plan, in a thread of its own, so that devices and segments do not wait for it.
 * @throws DeltaError when the plan does not lead to the artifact; errors of `take` and of the thread
 */
export async function applyDelta(
  task: DeltaTask,
  take: (piece: Uint8Array) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const worker = new Worker(new URL('delta-worker.ts', import.meta.url), { workerData: task });
  const ended = Promise.withResolvers<void>();
  const onAbort = (): void => ended.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  worker.on('error', (error) => ended.reject(error));
  worker.on('exit', () => ended.reject(new DeltaError('truncated', 'the thread ended early')));
  worker.on('message', (message: DeltaMessage) => {
    if ('piece' in message) {
      take(message.piece).then(() => worker.postMessage('next', []), ended.reject);
    } else if ('done' in message) ended.resolve();
    else ended.reject(new DeltaError('malformed', `${message.code}: ${message.failed}`));
  });
  try {
    signal.throwIfAborted();
    await ended.promise;
  } finally {
    signal.removeEventListener('abort', onAbort);
    await worker.terminate();
  }
}
