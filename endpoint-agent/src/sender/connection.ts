import type { ConnectionOptions, NatsConnection } from '@nats-io/transport-node';
import { subjects, type DeviceId } from '@eucora/protocol';
import { RelayUnreachableError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { tlsOptions, type SecuredAddress, type SiteTlsOptions } from './tls.ts';

export interface RelayAddress extends SecuredAddress {
  /** Empty where devices show certificates. */
  readonly natsSeed: string;
  /** The certificate that the site's relay gave, and whose it is. */
  readonly site?: { readonly device: DeviceId; readonly tls: SiteTlsOptions } | undefined;
}
export interface ConnectOptions {
  readonly address: RelayAddress;
  readonly logger: Logger;
  readonly random?: () => number;
  /** After a loss each try comes at a random point of a window of this length (PROTOCOL §4). */
  readonly reconnectWindowMs: number;
  readonly onConnected: () => void;
  readonly onDisconnected: () => void;
  /** The broker does not let this device in, or not any more. */
  readonly onRefused?: () => void;
  /** The broker shows a certificate of which this device knows nothing. */
  readonly onStranger?: () => void;
}

const firstWindowMs = { first: 2_000, max: 60_000 } as const;
/** What a broker allows for a handshake, where thousands come at once. */
const connectTimeoutMs = 30_000;

/**
 * Connects to the site's broker and stays: comes back by itself, however long it was away. A broker
 * that restarts loses all its devices at once; so that they do not come back at once, each waits for
 * a random point of the window, before the first try too. Resolves with the first connection, whose
 * tries lie in windows that grow to a minute; `signal` gives up waiting for it.
 */
export async function connectRelay(
  options: ConnectOptions,
  signal: AbortSignal,
): Promise<NatsConnection> {
  const { connect } = await import('@nats-io/transport-node');
  const { address, logger } = options;
  const random = options.random ?? Math.random;
  let tries = 0;
  let wasConnected = false;
  const abort = Promise.withResolvers<never>();
  const onAbort = (): void => abort.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    for (;;) {
      signal.throwIfAborted();
      const waitMs = firstDelay(tries, random());
      tries += 1;
      try {
        const connecting = connect({
          servers: [...address.urls],
          ...(await identification(address)),
          name: 'eucora-agent',
          maxReconnectAttempts: -1,
          ignoreAuthErrorAbort: true, // a broker whose users are being rewritten is not for ever
          pingInterval: 60_000,
          ...comingBack(() => (wasConnected ? options.reconnectWindowMs * random() : 0)),
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
        wasConnected = true;
        void follow(connection, options);
        options.onConnected();
        return connection;
      } catch (error) {
        if (signal.aborted) throw error;
        if (isRefusal(error)) options.onRefused?.();
        else if (isStranger(error)) options.onStranger?.();
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

/**
 * How a connection comes back to a server that may have lost thousands at once: after the delay, in
 * milliseconds, that is drawn for each try, the first one too; and with patience for the handshake.
 * The client by itself would dial at once after a long connection.
 */
export function comingBack(
  delayMs: () => number,
): Pick<ConnectionOptions, 'reconnectDelayHandler' | 'reconnectToServer' | 'timeout'> {
  return {
    timeout: connectTimeoutMs,
    reconnectDelayHandler: () => 0,
    reconnectToServer: ([server]) => (server ? { server, delay: delayMs() } : null),
  };
}

/** How a broker is told who connects. */
async function identification({ natsSeed, site, ...address }: RelayAddress) {
  if (site) return { tls: site.tls, inboxPrefix: subjects.inboxOf(site.device) };
  const { nkeyAuthenticator } = await import('@nats-io/transport-node');
  return {
    authenticator: nkeyAuthenticator(new TextEncoder().encode(natsSeed)),
    ...(await tlsOptions(address)),
    inboxPrefix: subjects.deviceInbox,
  };
}

/** True when a broker is there and does not want us: by its word, or by an alert of TLS. */
export function isRefusal(error: unknown): boolean {
  for (let fault = error; fault instanceof Error; fault = fault.cause) {
    if (fault.name === 'AuthorizationError' || /\balert\b/i.test(fault.message)) return true;
  }
  return false;
}

/** True when a broker's certificate is by nobody whom this device was told of. */
export function isStranger(error: unknown): boolean {
  for (let fault = error; fault instanceof Error; fault = fault.cause) {
    const code = 'code' in fault && typeof fault.code === 'string' ? fault.code : '';
    if (/^(?:SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_(?:GET|VERIFY))/.test(code)) return true;
  }
  return false;
}

function firstDelay(tries: number, random: number): number {
  const window = Math.min(firstWindowMs.max, firstWindowMs.first * 2 ** Math.min(tries, 8));
  return Math.round(200 + window * random);
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { setTimeout: delay } = await import('node:timers/promises');
  await delay(ms, undefined, { signal });
}

async function follow(connection: NatsConnection, options: ConnectOptions): Promise<void> {
  for await (const status of connection.status()) {
    if (status.type === 'error' && isRefusal(status.error)) options.onRefused?.();
    if (status.type === 'disconnect') {
      options.logger.info({}, 'the connection to the relay broke off');
      options.onDisconnected();
    }
    if (status.type === 'reconnect') {
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
  const { connect } = await import('@nats-io/transport-node');
  try {
    return await connect({
      servers: [...address.urls],
      ...(await identification(address)),
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
