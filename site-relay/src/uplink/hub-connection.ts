import { subjects, type SiteId } from '@eucora/protocol';
import {
  connect,
  nkeyAuthenticator,
  type NatsConnection,
  type TlsOptions,
} from '@nats-io/transport-node';
import { errorText } from '../errors.ts';
import { limits } from '../limits.ts';
import type { Logger } from '../log.ts';
import { pause } from '../wakeup.ts';

export interface HubConnectionDeps {
  readonly site: SiteId;
  readonly url: string;
  readonly seed: string;
  readonly tls?: (() => TlsOptions) | undefined;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** What comes before a connection counts as one; when it fails, another is made. */
  readonly prepare: (connection: NatsConnection) => Promise<void>;
  readonly onConnected: (connection: NatsConnection) => void;
  /** How often the broker is asked for a sign of life; two unanswered end the connection. */
  readonly pingEveryMs?: number;
}

/** The connection to the hub's broker, made again for ever. What goes over it is `uplink.ts`'s. */
export class HubConnection {
  readonly #deps: HubConnectionDeps;
  #current: NatsConnection | undefined;
  #since: number | undefined;

  constructor(deps: HubConnectionDeps) {
    this.#deps = deps;
  }

  /** The connection that is prepared; undefined: there is none at the moment. */
  get current(): NatsConnection | undefined {
    return this.#current;
  }

  /** When the newest connection was made, ms of the wall clock. */
  get since(): number | undefined {
    return this.#since;
  }

  /**
   * Resolves when aborted. Pauses between attempts grow and have jitter, so that a hub that comes
   * back is not met by all its sites at once.
   */
  async run(): Promise<void> {
    const { log, signal } = this.#deps;
    let waitMs: number = limits.reconnectMsMin;
    while (!signal.aborted) {
      try {
        const connection = await this.#connectUnlessStopped();
        if (!connection) return;
        await this.#hold(connection);
        waitMs = limits.reconnectMsMin;
      } catch (error) {
        if (signal.aborted) return;
        // Said once for each time that it is away: an address that is wrong must not look like peace.
        const level = waitMs === limits.reconnectMsMin ? 'warn' : 'debug';
        log[level]({ url: this.#deps.url, error: errorText(error) }, 'the hub cannot be reached');
      }
      this.#current = undefined;
      await pause(waitMs * (0.5 + Math.random()), signal);
      waitMs = Math.min(waitMs * 2, limits.reconnectMsMax);
    }
  }

  /** An attempt against a silent address lasts long; a stop does not wait for it. */
  async #connectUnlessStopped(): Promise<NatsConnection | undefined> {
    const attempt = this.#connect();
    const stopped = once(this.#deps.signal);
    const connection = await Promise.race([attempt, stopped.promise]).finally(stopped.forget);
    if (!connection) {
      attempt.then(
        (late) => late.close(),
        () => undefined,
      );
    }
    return connection;
  }

  #connect(): Promise<NatsConnection> {
    const { site, url, seed, tls, pingEveryMs = limits.hubPingEveryMs } = this.#deps;
    return connect({
      servers: url,
      ...(tls && { tls: { ...tls() } }),
      name: `relay ${site}`,
      authenticator: nkeyAuthenticator(new TextEncoder().encode(seed)),
      inboxPrefix: subjects.relayInbox(site),
      reconnect: false,
      timeout: 10_000,
      pingInterval: pingEveryMs,
      maxPingOut: 2,
    });
  }

  /** Resolves when the connection has ended. */
  async #hold(connection: NatsConnection): Promise<void> {
    const { log, url, signal, prepare, onConnected } = this.#deps;
    const close = (): void => void connection.close();
    signal.addEventListener('abort', close, { once: true });
    try {
      await prepare(connection);
      this.#current = connection;
      this.#since = Date.now();
      log.info({ url }, 'connected to the hub');
      onConnected(connection);
      void endWhenSilent(connection);
      const reason = await connection.closed();
      if (!signal.aborted) {
        const error = reason ? errorText(reason) : undefined;
        log.warn({ error }, 'the connection to the hub ended');
      }
    } finally {
      signal.removeEventListener('abort', close);
      await connection.close();
    }
  }
}

/**
 * Ends a connection whose broker answers no more. The client library ends it by itself only once
 * all that was written is flushed, which a silent peer never lets happen: meanwhile every publish
 * would add to what waits in memory.
 */
async function endWhenSilent(connection: NatsConnection): Promise<void> {
  for await (const { type } of connection.status()) {
    // Closing waits for whoever still reads this status.
    if (type === 'staleConnection') break;
  }
  await connection.close();
}

/** Resolves, with nothing, when the signal aborts. */
function once(signal: AbortSignal): { readonly promise: Promise<undefined>; forget: () => void } {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const listener = (): void => resolve(undefined);
  if (signal.aborted) listener();
  signal.addEventListener('abort', listener, { once: true });
  return { promise, forget: () => signal.removeEventListener('abort', listener) };
}
