import type { NatsConnection } from '@nats-io/transport-node';
import { subjects } from '@eucora/protocol';
import { RelayUnreachableError } from '../errors.ts';
import type { Logger } from '../log.ts';

export interface RelayAddress {
  readonly urls: readonly string[];
  readonly natsSeed: string;
}
export interface ConnectOptions {
  readonly address: RelayAddress;
  readonly logger: Logger;
  readonly random?: () => number;
  readonly onConnected: () => void;
  readonly onDisconnected: () => void;
}

const reconnectWindowMs = { first: 2_000, max: 60_000 } as const;

/**
 * Connects to the site's broker and stays: comes back by itself, however long it was away, each try
 * at a random point of a window that grows to a minute (PROTOCOL §4). Resolves with the first
 * connection; `signal` gives up waiting for it.
 */
export async function connectRelay(
  options: ConnectOptions,
  signal: AbortSignal,
): Promise<NatsConnection> {
  const { connect, nkeyAuthenticator } = await import('@nats-io/transport-node');
  const { address, logger } = options;
  const random = options.random ?? Math.random;
  let tries = 0;
  const authenticator = nkeyAuthenticator(new TextEncoder().encode(address.natsSeed));
  const abort = Promise.withResolvers<never>();
  const onAbort = (): void => abort.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    for (;;) {
      signal.throwIfAborted();
      const waitMs = reconnectDelay(tries, random());
      tries += 1;
      try {
        const connecting = connect({
          servers: [...address.urls],
          authenticator,
          inboxPrefix: subjects.deviceInbox,
          name: 'eucora-agent',
          maxReconnectAttempts: -1,
          ignoreAuthErrorAbort: true, // a broker whose users are being rewritten is not for ever
          pingInterval: 60_000,
          timeout: 10_000,
          reconnectDelayHandler: () => {
            const ms = reconnectDelay(tries, random());
            tries += 1;
            return ms;
          },
        });
        // Whoever stops waiting must not leave a connection behind.
        const connection = await Promise.race([connecting, abort.promise]).catch(async (error) => {
          if (signal.aborted)
            void connecting.then(
              (late) => late.close(),
              () => undefined,
            );
          throw error;
        });
        void follow(connection, options, () => {
          tries = 0;
        });
        options.onConnected();
        return connection;
      } catch (error) {
        if (signal.aborted) throw error;
        const level = tries === 1 ? 'info' : 'debug';
        logger[level](
          { err: error, urls: address.urls },
          'the relay is not in reach; trying again',
        );
        await pause(waitMs, signal);
      }
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function reconnectDelay(tries: number, random: number): number {
  const window = Math.min(reconnectWindowMs.max, reconnectWindowMs.first * 2 ** Math.min(tries, 8));
  return Math.round(200 + window * random);
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { setTimeout: delay } = await import('node:timers/promises');
  await delay(ms, undefined, { signal });
}

async function follow(
  connection: NatsConnection,
  options: ConnectOptions,
  settled: () => void,
): Promise<void> {
  for await (const status of connection.status()) {
    if (status.type === 'disconnect') {
      options.logger.info({}, 'the connection to the relay broke off');
      options.onDisconnected();
    }
    if (status.type === 'reconnect') {
      settled();
      options.logger.info({}, 'connected to the relay again');
      options.onConnected();
    }
  }
}

/** Connects for one request. @throws RelayUnreachableError when nobody answers within `timeoutMs` */
export async function connectOnce(
  address: RelayAddress,
  timeoutMs: number,
): Promise<NatsConnection> {
  const { connect, nkeyAuthenticator } = await import('@nats-io/transport-node');
  try {
    return await connect({
      servers: [...address.urls],
      authenticator: nkeyAuthenticator(new TextEncoder().encode(address.natsSeed)),
      inboxPrefix: subjects.deviceInbox,
      name: 'eucora-agent enrolment',
      reconnect: false,
      timeout: timeoutMs,
    });
  } catch (cause) {
    const where = address.urls.join(', ');
    throw new RelayUnreachableError(`no relay answers at ${where}: is it running and in reach?`, {
      cause,
    });
  }
}
