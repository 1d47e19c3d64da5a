import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  generateBoxKeyPair,
  generateKeyPair,
  openRelayRequest,
  readDeliveryAnswer,
  readEnrolAnswer,
  readOfferAnswer,
  relayIdOf,
  sealEnrolRequest,
  sealSiteCertificate,
  subjects,
  writeDelivery,
  writeOffer,
  type BatchOffer,
  type DeliveryAnswer,
  type EnrolmentTicket,
  type JournalPosition,
  type OfferAnswer,
  type PrivateKey,
  type ReadBatch,
  type SiteClass,
} from '@eucora/protocol';
import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import { pino } from 'pino';
import { readConfig, type RelayConfig } from '../src/config.ts';
import { startRelay, type Relay } from '../src/context.ts';
import { admit, initialise } from '../src/home/identity.ts';
import { loadKeys } from '../src/home/keys.ts';
import { homePaths } from '../src/home/paths.ts';
import { TicketStore } from '../src/home/tickets.ts';
import { readTestConfig } from './config.ts';
import { anchorAt, type ScriptedDevice } from './device.ts';

/** A hub reduced to its key: it admits relays and signs what a test wants signed. */
export class PaperHub {
  readonly key: PrivateKey = generateKeyPair();
  readonly #box = generateBoxKeyPair();

  certify(request: Uint8Array, siteClass: SiteClass = 'online'): Uint8Array {
    const { site, publicKey, boxPublic } = openRelayRequest(request);
    return sealSiteCertificate(
      {
        site,
        siteClass,
        relayId: relayIdOf(publicKey),
        relayPublic: publicKey,
        relayBoxPublic: boxPublic,
        hubPublic: this.key.publicKey.raw,
        hubBoxPublic: this.#box.publicKey,
        issuedMs: Date.now(),
      },
      this.key,
    );
  }
}

/** The environment of a relay under test. */
export function relayEnvironment(home: string): Record<string, string> {
  const { natsServer, path } = readTestConfig();
  return {
    EUCORA_RELAY_HOME: home,
    EUCORA_LOG_LEVEL: 'warn',
    PATH: path,
    ...(natsServer === undefined ? {} : { EUCORA_NATS_SERVER: natsServer }),
  };
}

/** A home that a hub has admitted. */
export async function admittedHome(
  home: string,
  hub = new PaperHub(),
  siteClass: SiteClass = 'online',
): Promise<{ config: RelayConfig; hub: PaperHub }> {
  const config = readConfig(relayEnvironment(home));
  const paths = homePaths(home);
  await initialise(paths, 'hq');
  await admit(paths, hub.certify(await readFile(join(home, 'relay-request')), siteClass));
  return { config, hub };
}

/** A relay in this process, with nothing on the console. */
export function startQuiet(config: RelayConfig): Promise<Relay> {
  return startRelay(config, { log: pino({ level: 'silent' }) });
}

/** A ticket as `ticket create` makes it. */
export async function ticketFor(home: string, url: string, uses = 10): Promise<EnrolmentTicket> {
  const paths = homePaths(home);
  const keys = await loadKeys(home, paths.keys);
  return new TicketStore(paths.tickets).create(
    {
      site: 'hq',
      urls: [url],
      natsSeed: keys.device.seed,
      relayPublic: keys.sign.publicKey.raw,
    },
    uses,
    Date.now() + 3_600_000,
  );
}

/** What a device says over the wire, and nothing else. */
export class DeviceLine implements AsyncDisposable {
  readonly connection: NatsConnection;
  readonly ticket: EnrolmentTicket;
  seen: JournalPosition | null = null;

  readonly #timeoutMs: number;

  private constructor(connection: NatsConnection, ticket: EnrolmentTicket, timeoutMs: number) {
    this.connection = connection;
    this.ticket = ticket;
    this.#timeoutMs = timeoutMs;
  }

  static async open(ticket: EnrolmentTicket, timeoutMs = 5_000): Promise<DeviceLine> {
    const connection = await connect({
      servers: [...ticket.urls],
      authenticator: nkeyAuthenticator(new TextEncoder().encode(ticket.natsSeed)),
      inboxPrefix: `${subjects.deviceInbox}.${randomInt(2 ** 40)}`,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 50,
    });
    return new DeviceLine(connection, ticket, timeoutMs);
  }

  async enrol(device: ScriptedDevice, ticket = this.ticket) {
    const publicKey = device.key.publicKey.raw;
    const asked = anchorAt(1);
    const who = {
      site: 'hq',
      publicKey,
      ticketId: ticket.ticketId,
      simulated: true,
      run: 'r',
      asked,
    };
    const request = sealEnrolRequest(who, device.key, ticket);
    const answer = await this.#ask('enrol', request);
    return readEnrolAnswer(answer, this.ticket, publicKey);
  }

  async offer(batch: ReadBatch, part: Partial<BatchOffer> = {}): Promise<OfferAnswer> {
    const { deviceId, incarnation, lane, first, last } = batch;
    const bytes = batch.bytes.length;
    const offer = { deviceId, incarnation, lane, first, last, bytes, seen: this.seen, ...part };
    return readOfferAnswer(await this.#ask('offer', writeOffer(offer)));
  }

  async put(batch: ReadBatch, grant: number, nextBytes = 0): Promise<DeliveryAnswer> {
    const delivery = writeDelivery({ grant, batch: batch.bytes, nextBytes });
    const answer = await this.#ask('batch', delivery);
    const read = readDeliveryAnswer(answer);
    if (read.position) this.seen = read.position;
    return read;
  }

  /** Offer, then batch. */
  async hand(batch: ReadBatch): Promise<DeliveryAnswer> {
    const { grant } = await this.offer(batch);
    return this.put(batch, grant);
  }

  async #ask(verb: 'enrol' | 'offer' | 'batch', bytes: Uint8Array): Promise<Uint8Array> {
    const subject = subjects.desk('hq', verb);
    return (await this.connection.request(subject, bytes, { timeout: this.#timeoutMs })).data;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.connection.close();
  }
}
