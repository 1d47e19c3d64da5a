import { setTimeout as delay } from 'node:timers/promises';
import { createDesk, type Desk } from '@eucora/endpoint-agent';
import { subjects, type EnrolmentTicket } from '@eucora/protocol';
import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';

/** A few connections to a site's server, which many devices share. */
export interface Desks extends AsyncDisposable {
  at(index: number): Desk;
}

const closeWithinMs = 2_000;

/** Opens the connections. They come back by themselves for as long as they are open. */
export async function openDesks(
  ticket: EnrolmentTicket,
  servers: readonly string[],
  count: number,
): Promise<Desks> {
  const open = () =>
    connect({
      servers: [...servers],
      authenticator: nkeyAuthenticator(new TextEncoder().encode(ticket.natsSeed)),
      inboxPrefix: subjects.deviceInbox,
      name: 'eucora-swarm',
      maxReconnectAttempts: -1,
      ignoreAuthErrorAbort: true,
      reconnectTimeWait: 250,
      reconnectJitter: 500,
      waitOnFirstConnect: true,
    });
  const connections = await Promise.all(Array.from({ length: count }, open));
  const desks = connections.map((connection) => createDesk(connection, ticket.site));
  return {
    at(index) {
      const desk = desks[index % desks.length];
      if (!desk) throw new RangeError('no connection is open');
      return desk;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(connections.map(close));
    },
  };
}

/** Closing waits for the server, which may be gone for good. */
async function close(connection: NatsConnection): Promise<void> {
  await Promise.race([connection.close(), delay(closeWithinMs, undefined, { ref: false })]);
}
