import { Client } from 'pg';
import type { DatabaseLogin } from './database-login.ts';
import { sqlState } from './db.ts';
import { messageOf } from './errors.ts';
import type { Logger } from './logger.ts';
import { Loop } from './loop.ts';

export interface ListenOptions {
  readonly url: string;
  readonly login?: DatabaseLogin | undefined;
  readonly channel: string;
  readonly logger: Logger;
  /** Called on each notification, and once whenever listening (again) begins. */
  readonly onChange: () => void;
}

/**
 * Follows a NOTIFY channel on a connection of its own, and opens it again when it breaks. What was
 * missed meanwhile is not told, so `onChange` is called at each beginning too.
 */
export function listen(options: ListenOptions): AsyncDisposable {
  const { channel, logger } = options;
  return new Loop({
    name: `listen-${channel}`,
    everyMs: 500,
    logger,
    turn: (signal) => followOnce(options, signal),
  });
}

async function followOnce(options: ListenOptions, signal: AbortSignal): Promise<void> {
  const url = options.login?.url() ?? options.url;
  const client = new Client({
    connectionString: url,
    application_name: `eucora-hub listen ${options.channel}`,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
  });
  const ended = Promise.withResolvers<void>();
  client.on('error', (error) => {
    options.logger.warn(`listening to ${options.channel} broke off: ${messageOf(error)}`);
    ended.resolve();
  });
  client.on('end', () => ended.resolve());
  client.on('notification', () => options.onChange());
  signal.addEventListener('abort', () => ended.resolve(), { once: true });
  const forget = options.login?.onChange(() => ended.resolve());
  try {
    await client.connect().catch(async (error: unknown) => {
      if (sqlState(error) === '28P01') await options.login?.refused(url);
      throw error;
    });
    await client.query(`LISTEN ${client.escapeIdentifier(options.channel)}`);
    options.onChange();
    await ended.promise;
  } finally {
    forget?.();
    await client.end();
  }
}
