import { setTimeout as pause } from 'node:timers/promises';
import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import { messageOf } from './errors.ts';
import type { Logger } from './logger.ts';

export interface BrokerOptions {
  readonly url: string;
  readonly seed: Uint8Array;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

const retryMs = 1_000;

/**
 * Connects to the hub's broker, trying until it is there. Once connected it stays so: it reconnects
 * for ever, also after its permissions were wrong for a while, since the hub itself sets them
 * right.
 * @throws the signal's reason when aborted first
 */
export async function connectBroker(options: BrokerOptions): Promise<NatsConnection> {
  const { url, seed, logger, signal } = options;
  for (;;) {
    signal.throwIfAborted();
    try {
      const connection = await connect({
        servers: url,
        name: 'eucora-hub',
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
