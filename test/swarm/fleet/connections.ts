import { setTimeout as delay } from 'node:timers/promises';
import { comingBack, createDesk, type Desk } from '@eucora/endpoint-agent';
import type { EnrolmentTicket } from '@eucora/protocol';
import { AuthorizationError, connect, type NatsConnection } from '@nats-io/transport-node';
import { deviceAccess } from '../../kit/device-access.ts';

/** A few connections to a site's server, which many devices share. */
export interface Desks extends AsyncDisposable {
  at(index: number): Desk;
  read(): { readonly connected: number; readonly disconnects: number };
}

const closeWithinMs = 2_000;
const openingMax = 100;
/** Real agents spread themselves over a minute; so do 5,000 here, and few come back sooner. */
const reconnectWindowMs = { least: 750, each: 12, most: 60_000 } as const;

/** Opens the connections. They come back by themselves for as long as they are open. */
export async function openDesks(
  ticket: EnrolmentTicket,
  servers: readonly string[],
  count: number,
  signal: AbortSignal,
): Promise<Desks> {
  const { options, carrier, renew } = await deviceAccess(ticket);
  const { least, each, most } = reconnectWindowMs;
  const windowMs = Math.min(most, Math.max(least, each * count));
  const open = async (): Promise<NatsConnection> => {
    let wasConnected = false;
    const connection = await connect({
      servers: [...servers],
      ...options,
      name: 'eucora-swarm',
      maxReconnectAttempts: -1,
      ignoreAuthErrorAbort: true,
      ...comingBack(() => (wasConnected ? windowMs * Math.random() : 0)),
      waitOnFirstConnect: true,
    });
    wasConnected = true;
    return connection;
  };
  const connections: NatsConnection[] = [];
  const state = { connected: 0, disconnects: 0 };
  const opening = async (): Promise<void> => {
    while (connections.length < count) {
      signal.throwIfAborted();
      const some = Math.min(openingMax, count - connections.length);
      connections.push(...(await Promise.all(Array.from({ length: some }, open))));
    }
  };
  try {
    await opening();
  } catch (error) {
    await Promise.all(connections.map(close));
    throw error;
  }
  for (const connection of connections) void follow(connection, state, renew);
  const desks = connections.map((connection) => createDesk(connection, ticket.site, carrier));
  return {
    at(index) {
      const desk = desks[index % desks.length];
      if (!desk) throw new RangeError('no connection is open');
      return desk;
    },
    read: () => ({ ...state }),
    async [Symbol.asyncDispose]() {
      await Promise.all(connections.map(close));
    },
  };
}

/** Keeps count of what is up, and asks for another certificate when one is refused, until closed. */
async function follow(
  connection: NatsConnection,
  state: { connected: number; disconnects: number },
  renew: () => Promise<void>,
): Promise<void> {
  state.connected += 1;
  let isUp = true;
  for await (const status of connection.status()) {
    const { type } = status;
    if (status.type === 'error' && status.error instanceof AuthorizationError) void renew();
    // A try that fails half-way tells of another disconnect.
    if (type === 'disconnect' && isUp) {
      isUp = false;
      state.connected -= 1;
      state.disconnects += 1;
    }
    if (type === 'reconnect' && !isUp) {
      isUp = true;
      state.connected += 1;
    }
  }
}

/** Closing waits for the server, which may be gone for good. */
async function close(connection: NatsConnection): Promise<void> {
  await Promise.race([connection.close(), delay(closeWithinMs, undefined, { ref: false })]);
}
