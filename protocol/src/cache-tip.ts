import { checkCount, checkLength } from './codec.ts';
import type { eucora } from './gen/wire.js';
import { limits } from './limits.ts';

/** How far an artifact is at a relay. */
export const cacheStates = ['waiting', 'coming', 'here', 'refused'] as const;
export type CacheState = (typeof cacheStates)[number];

/** One artifact that a site needs, at its relay. Bytes. */
export interface CacheItem {
  readonly sha256: Uint8Array;
  readonly heldBytes: number;
  readonly state: CacheState;
  /** What came over the link for it. */
  readonly fetchedBytes: number;
  /** What a delta spared the link. */
  readonly savedBytes: number;
  /** Why it waits or is refused, as a code; empty: nothing is in its way. */
  readonly detail: string;
  /** From the tip on; null: nobody can say. */
  readonly finishInMs: number | null;
}
/** What a relay says of its cache; artifacts beyond the limit are told in one of the next tips. */
export interface CacheReport {
  readonly heldBytes: number;
  readonly freeBytes: number;
  /** By deltas, since the cache was made. */
  readonly savedBytes: number;
  readonly items: readonly CacheItem[];
}

export function cacheToWire(cache: CacheReport): eucora.v1.CacheTip.$Properties {
  const { items, ...totals } = cache;
  return {
    ...totals,
    items: items.slice(0, limits.cacheItemsMax).map((item) => ({
      ...item,
      state: cacheStates.indexOf(item.state) + 1,
      finishInMs: item.finishInMs ?? 0,
    })),
  };
}

/** Items in a state that this program does not know are left out. @throws ProtocolError */
export function cacheFromWire(wire: eucora.v1.CacheTip.$Properties): CacheReport {
  const items = (wire.items ?? []).slice(0, limits.cacheItemsMax);
  return {
    heldBytes: checkCount(wire.heldBytes ?? 0, 0, 'held_bytes'),
    freeBytes: checkCount(wire.freeBytes ?? 0, 0, 'free_bytes'),
    savedBytes: checkCount(wire.savedBytes ?? 0, 0, 'saved_bytes'),
    items: items.flatMap((item) => {
      const state = cacheStates[(item.state ?? 0) - 1];
      if (state === undefined) return [];
      const finishInMs = checkCount(item.finishInMs ?? 0, 0, 'finish_in_ms');
      return {
        sha256: checkLength(item.sha256 ?? new Uint8Array(0), 32, 'an artifact'),
        heldBytes: checkCount(item.heldBytes ?? 0, 0, 'held_bytes'),
        state,
        fetchedBytes: checkCount(item.fetchedBytes ?? 0, 0, 'fetched_bytes'),
        savedBytes: checkCount(item.savedBytes ?? 0, 0, 'saved_bytes'),
        detail: (item.detail ?? '').slice(0, 64),
        finishInMs: finishInMs === 0 ? null : finishInMs,
      };
    }),
  };
}
