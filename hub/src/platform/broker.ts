import { setTimeout as pause } from 'node:timers/promises';
import {
  connect,
  nkeyAuthenticator,
  type NatsConnection,
  type TlsOptions,
} from '@nats-io/transport-node';
import { hubName } from '@eucora/protocol';
import { messageOf } from './errors.ts';
import type { Logger } from './logger.ts';

export interface BrokerOptions {
  readonly url: string;
  readonly seed: Uint8Array;
  /** Files of the hub's own certificate; absent: the broker is reached without TLS. */
  readonly tls?: BrokerTls | undefined;
  readonly name?: string;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/** Paths, PEM. They are read at each connection, so that a renewed certificate serves the next. */
export interface BrokerTls {
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
}

/**
 * Options of a connection by TLS 1.3 to the hub's own broker, which shows a certificate of the same
 * authority.
 */
export function brokerTls({ certificate, key, authority }: BrokerTls): TlsOptions {
  const options = {
    certFile: certificate,
    keyFile: key,
    caFile: authority,
    minVersion: 'TLSv1.3',
    checkServerIdentity: (_host: string, shown: { readonly subjectaltname?: string }) =>
      shown.subjectaltname === `DNS:${hubName}`
        ? undefined
        : new Error('the broker does not show the certificate of the hub'),
  };
  return options;
}

const retryMs = 1_000;

/**
 * Connects to the hub's broker, trying until it is there. Once connected it stays so: it reconnects
 * for ever, also after its permissions were wrong for a while, since the hub itself sets them
 * right.
 * @throws the signal's reason when aborted first
 */
export async function connectBroker(options: BrokerOptions): Promise<NatsConnection> {
  const { url, seed, tls, name = 'eucora-hub', logger, signal } = options;
  for (;;) {
    signal.throwIfAborted();
    try {
      const connection = await connect({
        servers: url,
        name,
        ...(tls && { tls: brokerTls(tls) }),
        authenticator: nkeyAuthenticator(seed),
        maxReconnectAttempts: -1,
        reconnectTimeWait: 500,
        ignoreAuthErrorAbort: true,
        pingInterval: 20_000,
        timeout: 5_000,
      });
      logger.info({ server: connection.getServer() }, 'connected to the broker');
      return connection;
    } catch (error) {
      logger.info(`waiting for the broker at ${new URL(url).host}: ${messageOf(error)}`);
    }
    await pause(retryMs, undefined, { signal });
  }
}
