import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  deviceIdOf,
  importPublicKey,
  ProtocolError,
  ticketFromText,
  type EnrolmentTicket,
  type SiteCredential,
} from '@eucora/protocol';
import { createMachineClock } from '../clock/machine-clock.ts';
import { openTimeKeeper } from '../clock/time-keeper.ts';
import type { Config } from '../config.ts';
import { openHome } from '../context.ts';
import { askForAdmission, type Admission, type AdmissionRequest } from '../enrol.ts';
import { findEnrolment, keepEnrolment } from '../enrolment-file.ts';
import { RelayUnreachableError, systemCode, UsageError } from '../errors.ts';
import { lockHome } from '../files/home-lock.ts';
import { DeviceHubKeys, hubKeysPath } from '../hub-keys/hub-keys.ts';
import { openKeyStore } from '../keys/key-store.ts';
import { silentLogger } from '../log.ts';
import { connectOnce } from '../sender/connection.ts';
import { createDesk, DeskUnavailableError } from '../sender/desk.ts';
import { createDoor } from '../tls/door.ts';
import { identityOf, tlsPath, TlsStore } from '../tls/tls-store.ts';

const connectTimeoutMs = 10_000;

/** Enrols this machine with the relay that a ticket names. Answers the line to print. */
export async function enroll(config: Config, ticketFile: string): Promise<string> {
  const ticket = await readTicket(ticketFile);
  const places = await openHome(config.home);
  await using held = new AsyncDisposableStack();
  held.use(await lockHome(config.home));
  const before = await findEnrolment(config.home);
  if (before && before.ticket.site !== ticket.site) {
    throw new UsageError(
      `this machine belongs to site ${before.ticket.site}: remove ${join(config.home, 'enrolment')}` +
        ` before it moves to site ${ticket.site}`,
    );
  }
  const { identity, deviceId } = await openKeyStore(config.keys);
  const keeper = await openTimeKeeper(createMachineClock(), join(places.state, 'clock.json'));
  const asks = { ticket, key: identity, keeper };
  const { credential, certificate, hubKeys } =
    ticket.authority.length > 0 && !config.tls
      ? await admittedAtDoor(config, asks)
      : await admittedAtDesk(config, asks);
  if (hubKeys.length > 0) await keepHubKeys(places.state, credential, hubKeys);
  await keepEnrolment(config.home, { ticket, credential, certificate });
  await keeper.save();
  return `enrolled at site ${ticket.site} as device ${deviceId}`;
}

/** What leads from the certificate's key to the hub's newest: the device believes nothing older. */
async function keepHubKeys(
  state: string,
  { hubPublic }: SiteCredential,
  bytes: Uint8Array,
): Promise<void> {
  const path = hubKeysPath(state);
  const pinned = importPublicKey(hubPublic);
  const keys = await DeviceHubKeys.open({ path, pinned, logger: silentLogger });
  await keys.take(bytes);
}

/** Where devices have certificates: the relay's door gives one. @throws RelayUnreachableError */
async function admittedAtDoor(config: Config, asks: AdmissionRequest): Promise<Admission> {
  const { ticket, key } = asks;
  const doors = config.doors ?? ticket.doors;
  const store = await TlsStore.open(tlsPath(config.home));
  const tlsKey = await store.nextKey();
  const { site, authority } = ticket;
  try {
    const admission = await askForAdmission(createDoor({ doors, site, authority }), {
      ...asks,
      tlsKey,
    });
    const deviceId = deviceIdOf(key.publicKey.raw);
    await store.keep(identityOf(admission, tlsKey, deviceId, authority));
    return admission;
  } catch (cause) {
    if (!(cause instanceof DeskUnavailableError)) throw cause;
    const why = cause.cause instanceof Error ? ` (${cause.cause.message})` : '';
    throw new RelayUnreachableError(`${cause.message}${why}: is it running and in reach?`, {
      cause,
    });
  }
}

/** Where they have none: the relay's desk, behind its broker. @throws RelayUnreachableError */
async function admittedAtDesk(config: Config, asks: AdmissionRequest): Promise<Admission> {
  const { ticket } = asks;
  const urls = config.relayUrls ?? ticket.urls;
  const address = { urls, natsSeed: ticket.natsSeed, tls: config.tls };
  const connection = await connectOnce(address, connectTimeoutMs);
  try {
    return await askForAdmission(createDesk(connection, ticket.site), asks);
  } catch (cause) {
    if (!(cause instanceof DeskUnavailableError)) throw cause;
    throw new RelayUnreachableError(
      `the broker at ${urls.join(', ')} answers, but no relay of site ${ticket.site} does: start it`,
      { cause },
    );
  } finally {
    await connection.close();
  }
}

async function readTicket(path: string): Promise<EnrolmentTicket> {
  try {
    return ticketFromText(await readFile(path, 'utf8'));
  } catch (cause) {
    if (cause instanceof ProtocolError) {
      throw new UsageError(`${path} is not a ticket: ${cause.message}`, { cause });
    }
    if (systemCode(cause) === '') throw cause;
    throw new UsageError(`the ticket ${path} can't be read (${systemCode(cause)})`, { cause });
  }
}
