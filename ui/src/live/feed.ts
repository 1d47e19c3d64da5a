import { isRecord } from '../domain/guards.ts';

/** What the hub says on its event stream, by event name. */
export interface LiveEvents {
  ledger: { readonly site_id: string; readonly events: number; readonly devices: string[] };
  site: { readonly site_id: string };
  audit: { readonly action: string };
  rate: { readonly events_per_second: number };
}
export type LiveName = keyof LiveEvents;
export type LiveHandlers = { [N in LiveName]?: (event: LiveEvents[N]) => void } & {
  /** The stream is back after it was lost: what failed meanwhile may work, and news was missed. */
  back?: () => void;
};
export type LiveState = 'connecting' | 'live' | 'lost';

const NAMES: readonly LiveName[] = ['ledger', 'site', 'audit', 'rate'];
const RETRY_MS = 5000;
/** EventSource.CLOSED. */
const CLOSED = 2;

/** The part of EventSource the feed needs. */
export interface EventStream {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

/**
 * One connection to the hub's event stream, shared by all pages. The browser reconnects after a
 * lost connection; a refusal (signed out, hub restarting behind a proxy) closes the source for
 * good, so the feed opens a new one itself.
 */
export class LiveFeed implements Disposable {
  readonly #open: () => EventStream;
  readonly #handlers = new Set<LiveHandlers>();
  readonly #watchers = new Set<(state: LiveState) => void>();
  #stream: EventStream | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #state: LiveState = 'connecting';
  #wasLost = false;

  constructor(open: () => EventStream) {
    this.#open = open;
  }

  get state(): LiveState {
    return this.#state;
  }

  /** Opens the stream; a second call changes nothing. */
  start(): void {
    if (this.#stream !== undefined) return;
    const stream = this.#open();
    this.#stream = stream;
    stream.addEventListener('open', () => this.#become('live'));
    stream.addEventListener('error', () => this.#failed(stream));
    for (const name of NAMES) {
      stream.addEventListener(name, (event) => this.#deliver(name, event.data));
    }
  }

  /** Calls the handlers until the returned function is called. */
  subscribe(handlers: LiveHandlers): () => void {
    this.#handlers.add(handlers);
    return () => this.#handlers.delete(handlers);
  }

  /** Tells the state now and whenever it changes, until the returned function is called. */
  watch(watcher: (state: LiveState) => void): () => void {
    this.#watchers.add(watcher);
    watcher(this.#state);
    return () => this.#watchers.delete(watcher);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#retry);
    this.#stream?.close();
    this.#stream = undefined;
    this.#become('connecting');
  }

  #failed(stream: EventStream): void {
    if (stream !== this.#stream) return;
    this.#become('lost');
    if (stream.readyState !== CLOSED) return;
    this.#stream = undefined;
    this.#retry = setTimeout(() => this.start(), RETRY_MS);
  }

  #become(state: LiveState): void {
    if (state === this.#state) return;
    const back = state === 'live' && this.#wasLost;
    this.#state = state;
    this.#wasLost = state === 'lost' || (this.#wasLost && state !== 'live');
    for (const watcher of this.#watchers) watcher(state);
    if (!back) return;
    for (const handlers of this.#handlers) handlers.back?.();
  }

  #deliver(name: LiveName, data: string): void {
    const fields = parseFields(data);
    if (fields === undefined) return;
    this.#become('live');
    for (const handlers of this.#handlers) DELIVER[name](handlers, fields);
  }
}

type Fields = Record<string, unknown>;

const DELIVER = {
  ledger: (handlers, fields) =>
    handlers.ledger?.({
      site_id: text(fields['site_id']),
      events: number(fields['events']),
      devices: Array.isArray(fields['devices']) ? fields['devices'].map(text) : [],
    }),
  site: (handlers, fields) => handlers.site?.({ site_id: text(fields['site_id']) }),
  audit: (handlers, fields) => handlers.audit?.({ action: text(fields['action']) }),
  rate: (handlers, fields) =>
    handlers.rate?.({ events_per_second: number(fields['events_per_second']) }),
} as const satisfies Record<LiveName, (handlers: LiveHandlers, fields: Fields) => void>;

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

/** Reads one event; a line the console does not understand is no event. */
function parseFields(data: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(data);
    return isRecord(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
