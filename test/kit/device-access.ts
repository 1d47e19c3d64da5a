import {
  askForAdmission,
  askForRenewal,
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
  /**
   * Gets the next certificate, as an agent does when a server does not take the one it has any more;
   * connections that come back show it. What fails is left to the next call.
   */
  readonly renew: () => Promise<void>;
}

const renewAtMostEachMs = 5_000;

/**
 * What a ticket gives access with. Where devices have certificates, one device is enrolled that says
 * nothing of its own and carries what others signed: a relay judges batches by their signatures, not
 * by who brings them.
 */
export async function deviceAccess(ticket: EnrolmentTicket): Promise<DeviceAccess> {
  if (ticket.authority.length === 0) {
    const authenticator = createAuthenticator(ticket.natsSeed);
    const options = { authenticator, inboxPrefix: subjects.deviceInbox };
    return { options, carrier: undefined, renew: () => Promise.resolve() };
  }
  const { site, doors, authority } = ticket;
  const key = generateKeyPair();
  const carrier = deviceIdOf(key.publicKey.raw);
  const keeper = createTimeKeeper(createMachineClock());
  const door = createDoor({ doors, site, authority });
  const firstKey = generateKeyPair();
  const asks = { ticket, key, keeper, simulatedRun: 'carrier' };
  const admission = await askForAdmission(door, { ...asks, tlsKey: firstKey });
  const { hubPublic } = admission.credential;
  let identity = identityOf(admission, firstKey, carrier, authority);
  // The client reads this object each time it connects.
  const tls = { ...siteTlsOptions(materialOf(identity), site) };
  const next = async () => {
    const tlsKey = generateKeyPair();
    const granted = await askForRenewal(door, { ...asks, tlsKey, held: identity, hubPublic });
    identity = identityOf(granted, tlsKey, carrier, authority);
    Object.assign(tls, siteTlsOptions(materialOf(identity), site));
  };
  const renew = atMost(next);
  return { options: { tls, inboxPrefix: subjects.inboxOf(carrier) }, carrier, renew };
}

/** One call at a time and none soon after another, however many ask; a failure is the next one's. */
function atMost(act: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let notBefore = -Infinity;
  return () => {
    if (running || performance.now() < notBefore) return running ?? Promise.resolve();
    running = act()
      .catch(() => undefined)
      .finally(() => {
        running = undefined;
        notBefore = performance.now() + renewAtMostEachMs;
      });
    return running;
  };
}
