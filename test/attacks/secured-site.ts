import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { uptime, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  askForAdmission,
  createDoor,
  createMachineClock,
  createTimeKeeper,
  identityOf,
  materialOf,
  silentLogger,
  siteTlsOptions,
  type MachineClock,
  type TlsIdentity,
} from '@eucora/endpoint-agent';
import { Renewer, TlsStore } from '@eucora/endpoint-agent/testing';
import {
  authorityPin,
  deviceIdOf,
  exportSeed,
  generateBoxKeyPair,
  generateKeyPair,
  makeTicket,
  openRelayRequest,
  plainTicket,
  randomId,
  relayIdOf,
  sealGrant,
  sealRevocations,
  sealSiteCertificate,
  subjects,
  ticketFromText,
  toPem,
  type EnrolmentTicket,
  type PrivateKey,
  type SiteClass,
} from '@eucora/protocol';
import {
  makeAuthority,
  makeIntermediate,
  makeRelayServer,
  type Issuer,
} from '@eucora/protocol/x509';
import { readConfig, startRelay, type Relay } from '@eucora/site-relay';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { inheritedEnvironment } from '../kit/config.ts';
import { until } from '../kit/until.ts';
import { siteCommand } from '../edge/site.ts';

const dayMs = 86_400_000;
const bootId = 'ab'.repeat(16);

/** A hub of which there is only its keys: it certifies, grants and revokes, on paper. */
export class PkiHub {
  readonly key = generateKeyPair();
  readonly #box = generateBoxKeyPair();
  readonly issuer: Issuer;
  #generation = 0;

  private constructor(issuer: Issuer) {
    this.issuer = issuer;
  }

  static async create(): Promise<PkiHub> {
    const key = generateKeyPair();
    return new PkiHub({ key, certificate: await makeAuthority(key) });
  }

  async certify(request: Uint8Array, siteClass: SiteClass): Promise<Uint8Array> {
    const { site, publicKey, boxPublic, pki } = openRelayRequest(request);
    if (!pki) throw new Error('a relay that asks for no certificates');
    const relayId = relayIdOf(publicKey);
    const common = { site, issuedMs: Date.now() };
    const issuer = { ...common, siteClass, publicKey: pki.issuerPublic };
    const server = { ...common, relayId, publicKey: pki.serverPublic };
    const credential = {
      ...common,
      siteClass,
      relayId,
      relayPublic: publicKey,
      relayBoxPublic: boxPublic,
      hubPublic: this.key.publicKey.raw,
      hubBoxPublic: this.#box.publicKey,
      pki: {
        authority: this.issuer.certificate,
        issuer: await makeIntermediate(this.issuer, issuer),
        server: await makeRelayServer(this.issuer, server),
      },
    };
    return sealSiteCertificate(credential, this.key);
  }

  /** A token as the hub's API makes it: no relay has heard of it. */
  token(site: string, uses: number, expiresMs: number, doors: readonly string[]): EnrolmentTicket {
    const key = generateKeyPair();
    const ticket = makeTicket({ site, urls: [], natsSeed: '', relayPublic: new Uint8Array(0) });
    const tokenPublic = key.publicKey.raw;
    const said = { site, tokenId: ticket.ticketId, tokenPublic, uses, issuedMs: 1, expiresMs };
    return {
      ...plainTicket,
      ...ticket,
      secret: exportSeed(key.object),
      hubPublic: this.key.publicKey.raw,
      authority: authorityPin(this.issuer.certificate),
      doors,
      grant: sealGrant(said, this.key),
    };
  }

  revoke(site: string, devices: readonly string[], tokens: readonly string[] = []): Uint8Array {
    this.#generation += 1;
    const place = { ledgerEpoch: 1, generation: this.#generation };
    const list = { devices, tokens, relays: [] };
    return sealRevocations({ site, ...place, issuedMs: Date.now(), ...list }, this.key);
  }
}

/** A device: its keys, and what its site gave it. */
export interface SecuredDevice {
  readonly key: PrivateKey;
  readonly id: string;
  readonly tls: TlsIdentity;
}

/** A relay with certificates and its own nats-server, whose hub is never there. */
export class SecuredSite implements AsyncDisposable {
  readonly site = 'hq';
  readonly hub: PkiHub;
  readonly directory: string;
  readonly #env: Record<string, string>;
  readonly #clock: { ms: number };
  #relay: Relay;

  private constructor(
    hub: PkiHub,
    directory: string,
    env: Record<string, string>,
    relay: Relay,
    clock: { ms: number },
  ) {
    this.hub = hub;
    this.directory = directory;
    this.#env = env;
    this.#relay = relay;
    this.#clock = clock;
  }

  static async start(siteClass: SiteClass = 'air_gapped'): Promise<SecuredSite> {
    const directory = await mkdtemp(join(tmpdir(), 'eucora-secured-'));
    const hub = await PkiHub.create();
    const home = join(directory, 'relay');
    const env = {
      ...inheritedEnvironment(),
      EUCORA_RELAY_HOME: home,
      EUCORA_LOG_LEVEL: 'silent',
    };
    await siteCommand(['init', '--site', 'hq'], env);
    const certificate = join(directory, 'certificate');
    const request = await readFile(join(home, 'relay-request'));
    await writeFile(certificate, await hub.certify(request, siteClass));
    await siteCommand(['admit', '--certificate', certificate], env);
    const clock = { ms: 0 };
    const relay = await startRelay(readConfig(env), { moment: () => momentAfter(clock.ms) });
    return new SecuredSite(hub, directory, env, relay, clock);
  }

  get relay(): Relay {
    return this.#relay;
  }

  /** The clock of a device that stands beside the relay. */
  get clock(): MachineClock {
    return { bootId, now: () => momentAfter(this.#clock.ms) };
  }

  /** Lets days pass for the relay, as a machine that stays on counts them. */
  pass(days: number): void {
    this.#clock.ms += days * dayMs;
  }

  async restart(): Promise<void> {
    await this.#relay[Symbol.asyncDispose]();
    const moment = (): ReturnType<typeof momentAfter> => momentAfter(this.#clock.ms);
    // Its ports are kept; meanwhile another test's connection may have taken one for a moment.
    this.#relay = await until('its ports are free', () =>
      startRelay(readConfig(this.#env), { moment }),
    );
  }

  async ticket(uses = 1): Promise<EnrolmentTicket> {
    const args = ['ticket', 'create', '--uses', String(uses), '--hours', '87600'];
    return ticketFromText(await siteCommand(args, this.#env));
  }

  /** Carries a document of the hub to the relay as a person with a stick does. */
  async carry(document: Uint8Array): Promise<string> {
    const file = join(this.directory, 'document');
    await writeFile(file, document);
    return siteCommand(['document', 'take', '--file', file], this.#env);
  }

  door() {
    const authority = authorityPin(this.hub.issuer.certificate);
    return createDoor({ doors: this.relay.doors, site: this.site, authority });
  }

  /** Enrols a device with keys of its own. @throws EnrolmentRefusedError */
  async enrol(ticket: EnrolmentTicket, key = generateKeyPair()): Promise<SecuredDevice> {
    const keeper = createTimeKeeper(createMachineClock());
    const tlsKey = generateKeyPair();
    const asks = { ticket, key, keeper, simulatedRun: 'attack', tlsKey };
    const admission = await askForAdmission(this.door(), asks);
    const id = deviceIdOf(key.publicKey.raw);
    return { key, id, tls: identityOf(admission, tlsKey, id, ticket.authority) };
  }

  /** Has the agent's renewal get the next certificate; the refusal's code when there is none. */
  async renew(device: SecuredDevice): Promise<SecuredDevice | string> {
    const store = await TlsStore.open(join(this.directory, `tls-${randomId()}`));
    await store.keep(device.tls);
    let refusal = 'away';
    const renewer = new Renewer({
      store,
      door: this.door(),
      ticket: this.hub.token(this.site, 0, 0, this.relay.doors),
      hubPublic: () => this.hub.key.publicKey.raw,
      hubKeys: () => undefined,
      key: device.key,
      keeper: createTimeKeeper(this.clock),
      logger: { ...silentLogger, error: (fields) => (refusal = codeOf(fields)) },
      onRenewed: () => Promise.resolve(),
    });
    const isNew = await renewer.renew();
    return isNew && store.identity ? { ...device, tls: store.identity } : refusal;
  }

  /** Connects to the site's nats-server with a device's certificate. */
  connect(device: SecuredDevice): Promise<NatsConnection> {
    return this.connectWith(materialOf(device.tls), subjects.inboxOf(device.id));
  }

  /** Connects with any certificate. */
  connectWith(
    material: { readonly cert: string; readonly key: string },
    inboxPrefix = '_INBOX',
  ): Promise<NatsConnection> {
    const ca = toPem(this.hub.issuer.certificate);
    return connect({
      servers: this.relay.natsUrl,
      tls: { ...siteTlsOptions({ ...material, ca }, this.site) },
      inboxPrefix,
      reconnect: false,
      timeout: 10_000,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#relay[Symbol.asyncDispose]();
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** This instant, so much later, of a machine that was on all the time. */
function momentAfter(ms: number) {
  return {
    bootId,
    boottimeMs: Math.round(uptime() * 1_000) + ms,
    wallMs: Date.now() + ms,
  };
}

const codeOf = (fields: object): string =>
  'code' in fields && typeof fields.code === 'string' ? fields.code : 'no code';
