/** What live pages are told. Small and coalescible: the page asks the API for the rest. */
export type LiveEvent =
  | {
      readonly type: 'ledger';
      readonly siteId: string;
      readonly events: number;
      readonly devices: readonly string[];
    }
  | { readonly type: 'site'; readonly siteId: string }
  | { readonly type: 'audit'; readonly action: string }
  | { readonly type: 'rate'; readonly bySite: ReadonlyMap<string, number> };

export interface LiveBus {
  /** Tells all listeners, after the transaction that made it true has committed. */
  publish(event: LiveEvent): void;
  /** Calls `listener` for each event until the returned function is called. */
  subscribe(listener: (event: LiveEvent) => void): () => void;
}

/** A bus within this process. */
export function createLiveBus(): LiveBus {
  const listeners = new Set<(event: LiveEvent) => void>();
  return {
    publish(event) {
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
