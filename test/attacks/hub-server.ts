import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  admitRelay,
  brokerTls,
  calloutUsers,
  createSite,
  freePort,
  hubLeafFiles,
  loadHubKeys,
  prepareNatsAuth,
  silent,
  startGate,
  startTestDatabase,
  type HubGate,
  type ServerFilesDeps,
  type TestDatabase,
} from '@eucora/hub/testing';
import {
  generateBoxKeyPair,
  generateKeyPair,
  nkeyText,
  openSiteCertificate,
  relayIdOf,
  sealRelayRequest,
  subjects,
  toPem,
  type PrivateKey,
} from '@eucora/protocol';
import { makeSiteLeaf, type Issuer } from '@eucora/protocol/x509';
import { connect, nkeyAuthenticator, nkeys, type NatsConnection } from '@nats-io/transport-node';
import { inheritedEnvironment } from '../kit/config.ts';
import { until } from '../kit/until.ts';

type HubKeys = Awaited<ReturnType<typeof loadHubKeys>>;

/** A relay that the hub admitted, whose keys the test holds. */
export interface AdmittedRelay {
  readonly site: string;
  readonly relayId: string;
  readonly key: PrivateKey;
  readonly issuer: Issuer;
  readonly nkeySeed: Uint8Array;
}

/** The hub's nats-server as `npm start` runs it, with the hub's gate and a real database. */
export class HubServer implements AsyncDisposable {
  readonly url: string;
  readonly database: TestDatabase;
  readonly keys: HubKeys;
  readonly gate: HubGate;
  readonly hub: NatsConnection;
  readonly serverFiles: ServerFilesDeps;
  readonly #owned: AsyncDisposableStack;

  private constructor(parts: {
    readonly url: string;
    readonly database: TestDatabase;
    readonly keys: HubKeys;
    readonly gate: HubGate;
    readonly hub: NatsConnection;
    readonly serverFiles: ServerFilesDeps;
    readonly owned: AsyncDisposableStack;
  }) {
    this.url = parts.url;
    this.database = parts.database;
    this.keys = parts.keys;
    this.gate = parts.gate;
    this.hub = parts.hub;
    this.serverFiles = parts.serverFiles;
    this.#owned = parts.owned;
  }

  static async start(): Promise<HubServer> {
    await using stack = new AsyncDisposableStack();
    const home = await mkdtemp(join(tmpdir(), 'eucora-hub-server-'));
    stack.defer(() => rm(home, { recursive: true, force: true }));
    const database = stack.use(await startTestDatabase());
    const keys = await loadHubKeys(home);
    const files = await hubLeafFiles(home, keys.ca, new Date());
    await prepareNatsAuth(join(home, 'auth.conf'), calloutUsers(keys));
    const port = await freePort();
    const [config, pidFile] = [join(home, 'nats.conf'), join(home, 'nats.pid')];
    await writeFile(
      config,
      `listen: "127.0.0.1:${port}"
       pid_file: "${pidFile}"
       jetstream { store_dir: "${join(home, 'jetstream')}" }
       tls { cert_file: "${files.certificate}", key_file: "${files.key}",
             ca_file: "${files.authority}", verify: true, min_version: "1.3", timeout: 30 }
       include "./auth.conf"\n`,
    );
    const program = inheritedEnvironment()['EUCORA_NATS_SERVER'] ?? 'nats-server';
    const child = spawn(program, ['-c', config], { stdio: 'ignore' });
    stack.defer(async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    });
    const url = `tls://127.0.0.1:${port}`;
    const open = (seed: Uint8Array): Promise<NatsConnection> =>
      until('the hub is let in', () =>
        connect({
          servers: url,
          authenticator: nkeyAuthenticator(seed),
          tls: brokerTls(files),
          maxReconnectAttempts: -1,
        }),
      );
    const hub = await open(keys.natsSeed);
    stack.defer(() => hub.close());
    const system = await open(keys.natsSystemSeed);
    stack.defer(() => system.close());
    const now = (): Date => new Date();
    const common = { db: database.db, now, logger: silent };
    const gate = stack.use(
      startGate({ ...common, nats: hub, system, account: keys.natsAccount, keys }),
    );
    await hub.flush();
    const serverFiles = { home, ca: keys.ca, pidFile, system, now, logger: silent };
    return new HubServer({ url, database, keys, gate, hub, serverFiles, owned: stack.move() });
  }

  /** Founds a site and admits a relay with keys that the test holds. */
  async admit(site: string): Promise<AdmittedRelay> {
    const deps = { db: this.database.db, now: () => new Date() };
    await createSite(deps, { id: site, siteClass: 'online' }, 'test');
    const key = generateKeyPair();
    const pkiKeys = { issuer: generateKeyPair(), server: generateKeyPair() };
    const user = nkeys.createUser();
    const request = {
      site,
      publicKey: key.publicKey.raw,
      boxPublic: generateBoxKeyPair().publicKey,
      natsPublic: user.getPublicKey(),
      pki: {
        issuerPublic: pkiKeys.issuer.publicKey.raw,
        serverPublic: pkiKeys.server.publicKey.raw,
        addresses: ['https://127.0.0.1:1'],
      },
    };
    const sealed = sealRelayRequest(request, key, pkiKeys);
    const { certificate } = await admitRelay(deps, this.keys, sealed, 'test');
    const { pki } = openSiteCertificate(certificate);
    return {
      site,
      relayId: relayIdOf(key.publicKey.raw),
      key,
      issuer: { key: pkiKeys.issuer, certificate: pki!.issuer },
      nkeySeed: user.getSeed(),
    };
  }

  /** Connects with a certificate of a relay's intermediate; as the relay itself unless said otherwise. */
  async connectAs(relay: AdmittedRelay, id = relay.relayId): Promise<NatsConnection> {
    const { site, issuer, nkeySeed } = relay;
    const key = generateKeyPair();
    const publicKey = key.publicKey.raw;
    const leaf = await makeSiteLeaf(issuer, { site, id, publicKey, issuedMs: Date.now() });
    const cert = toPem(leaf) + toPem(issuer.certificate);
    const pem = key.object.export({ format: 'pem', type: 'pkcs8' });
    return this.connectWith({ cert, key: pem }, nkeySeed, subjects.relayInbox(site));
  }

  connectWith(
    material: { readonly cert: string; readonly key: string },
    nkeySeed: Uint8Array,
    inboxPrefix: string,
  ): Promise<NatsConnection> {
    return connect({
      servers: this.url,
      authenticator: nkeyAuthenticator(nkeySeed),
      tls: { ...material, ...anyServer },
      inboxPrefix,
      reconnect: false,
      timeout: 10_000,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
  }
}

/** Whom the attacker talks to is not in question here. */
const anyServer = { rejectUnauthorized: false };

/** An nkey of nobody. */
export const strangeNkey = (): string => nkeyText('user', generateKeyPair().publicKey.raw);
