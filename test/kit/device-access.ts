import {
  askForAdmission,
  createDoor,
  createMachineClock,
  createTimeKeeper,
  identityOf,
  materialOf,
  siteTlsOptions,
} from '@eucora/endpoint-agent';
import {
  deviceIdOf,
  generateKeyPair,
  subjects,
  type DeviceId,
  type EnrolmentTicket,
} from '@eucora/protocol';
import type { ConnectionOptions } from '@nats-io/transport-node';
import { createAuthenticator } from '../swarm/fleet/authenticator.ts';

/** How many simulated devices reach their site's nats-server over one connection. */
export interface DeviceAccess {
  readonly options: Pick<ConnectionOptions, 'authenticator' | 'tls' | 'inboxPrefix'>;
  /** In whose name the connection asks; absent where the site has no certificates. */
  readonly carrier: DeviceId | undefined;
}

/**
 * What a ticket gives access with. Where devices have certificates, one device is enrolled that says
 * nothing of its own and carries what others signed: a relay judges batches by their signatures, not
 * by who brings them.
 */
export async function deviceAccess(ticket: EnrolmentTicket): Promise<DeviceAccess> {
  if (ticket.authority.length === 0) {
    const authenticator = createAuthenticator(ticket.natsSeed);
    const options = { authenticator, inboxPrefix: subjects.deviceInbox };
    return { options, carrier: undefined };
  }
  const { site, doors, authority } = ticket;
  const [key, tlsKey] = [generateKeyPair(), generateKeyPair()];
  const keeper = createTimeKeeper(createMachineClock());
  const asks = { ticket, key, keeper, simulatedRun: 'carrier', tlsKey };
  const admission = await askForAdmission(createDoor({ doors, site, authority }), asks);
  const carrier = deviceIdOf(key.publicKey.raw);
  const identity = identityOf(admission, tlsKey, carrier, authority);
  const tls = { ...siteTlsOptions(materialOf(identity), site) };
  return { options: { tls, inboxPrefix: subjects.inboxOf(carrier) }, carrier };
}
