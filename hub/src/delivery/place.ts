import { subjects, writeDoorPlace, type HubDoorPlace } from '@eucora/protocol';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Logger } from '../platform/logger.ts';

export interface DoorPlaceDeps {
  readonly nats: NatsConnection;
  /** Where relays reach the door. */
  readonly place: HubDoorPlace;
  readonly logger: Logger;
}

/**
 * Tells relays where the door is, whenever they ask: a relay that an older hub admitted learns it with
 * its next connection. Of several hubs any one answers.
 */
export function startDoorPlace({ nats, place, logger }: DoorPlaceDeps): AsyncDisposable {
  const answer = writeDoorPlace(place);
  const subscription = nats.subscribe(subjects.doorAll, {
    queue: 'door',
    callback: (error, message) => {
      if (error) logger.error({ err: error }, 'relays’ questions for the door are not heard');
      else message.respond(answer);
    },
  });
  return {
    [Symbol.asyncDispose]: () => {
      subscription.unsubscribe();
      return Promise.resolve();
    },
  };
}
