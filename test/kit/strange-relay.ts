import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  generateBoxKeyPair,
  generateKeyPair,
  openSiteCertificate,
  sealRelayRequest,
  subjects,
  toPem,
  type Lane,
  type PrivateKey,
  type RelayApplication,
  type RelayPkiKeys,
  type SiteCredential,
} from '@eucora/protocol';
import { relayFor, type TestRelay } from '@eucora/protocol/testing';
import { makeSiteLeaf } from '@eucora/protocol/x509';
import { connect, nkeyAuthenticator, nkeys, type NatsConnection } from '@nats-io/transport-node';
import type { Constellation } from './constellation.ts';
import { hubCommand } from './programs.ts';
import { until } from './until.ts';

/** An admitted relay whose keys the test holds: what a thief of a site's keys could do. */
export interface StrangeRelay extends AsyncDisposable {
  readonly site: string;
  readonly relay: TestRelay;
  /** Puts bytes on the uplink as the site's relay does; resolves when the broker has them. */
  send(lane: Lane, bytes: Uint8Array): Promise<void>;
  /** The same on another site's subject, which the broker must not allow. */
  sendAs(site: string, lane: Lane, bytes: Uint8Array): Promise<void>;
}

const answerWithinMs = 2_000;

/** Founds a site, admits a relay with our own keys through the hub's CLI, and connects as it. */
export async function admitStrangeRelay(edge: Constellation, site: string): Promise<StrangeRelay> {
  const relay = relayFor(site);
  const user = nkeys.createUser();
  const pkiKeys = { issuer: generateKeyPair(), server: generateKeyPair() };
  const certificate = await admit(edge.dataDir, site, relay, user.getPublicKey(), pkiKeys);
  const tls = await relayTls(openSiteCertificate(certificate), pkiKeys.issuer);
  const ports = JSON.parse(await readFile(join(edge.dataDir, 'run', 'ports.json'), 'utf8')) as {
    'hub-nats': number;
  };
  const connection = await until(
    'the broker knows the new relay',
    () =>
      connect({
        servers: `tls://127.0.0.1:${ports['hub-nats']}`,
        authenticator: nkeyAuthenticator(user.getSeed()),
        tls,
        inboxPrefix: subjects.relayInbox(site),
      }),
    { withinMs: 20_000, everyMs: 250 },
  );
  const send = (to: string, lane: Lane, bytes: Uint8Array) =>
    publish(connection, subjects.uplink(lane, to), bytes);
  return {
    site,
    relay,
    send: (lane, bytes) => send(site, lane, bytes),
    sendAs: send,
    [Symbol.asyncDispose]: () => connection.close(),
  };
}

/** How a relay shows itself to the hub: a leaf of its own intermediate. */
export async function relayTls({ pki, site, relayId }: SiteCredential, issuer: PrivateKey) {
  if (!pki) throw new Error('the hub gave no certificates');
  const key = generateKeyPair();
  const by = { key: issuer, certificate: pki.issuer };
  const publicKey = key.publicKey.raw;
  const leaf = await makeSiteLeaf(by, { site, id: relayId, publicKey, issuedMs: Date.now() });
  return {
    cert: toPem(leaf) + toPem(pki.issuer),
    key: key.object.export({ format: 'pem', type: 'pkcs8' }),
    ca: toPem(pki.authority),
    checkServerIdentity: () => undefined,
  };
}

async function admit(
  dataDir: string,
  site: string,
  relay: TestRelay,
  natsPublic: string,
  pkiKeys: RelayPkiKeys,
): Promise<Uint8Array> {
  const application: RelayApplication = {
    site,
    publicKey: relay.key.publicKey.raw,
    boxPublic: generateBoxKeyPair().publicKey,
    natsPublic,
    pki: {
      issuerPublic: pkiKeys.issuer.publicKey.raw,
      serverPublic: pkiKeys.server.publicKey.raw,
      addresses: ['https://127.0.0.1:1', 'tls://127.0.0.1:1'],
    },
  };
  const folder = await mkdtemp(join(tmpdir(), 'eucora-admit-'));
  try {
    const [request, certificate] = [join(folder, 'request'), join(folder, 'certificate')];
    await writeFile(request, sealRelayRequest(application, relay.key, pkiKeys));
    await hubCommand(dataDir, ['site', 'create', '--site', site, '--class', 'online']);
    await hubCommand(dataDir, ['site', 'admit', '--request', request, '--out', certificate]);
    return await readFile(certificate);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A JetStream publish: the answer says that the stream has it. */
async function publish(
  connection: NatsConnection,
  subject: string,
  bytes: Uint8Array,
): Promise<void> {
  const answer = await connection.request(subject, bytes, { timeout: answerWithinMs });
  const said = answer.json<{ error?: { description: string } }>();
  if (said.error) throw new Error(`the broker refused ${subject}: ${said.error.description}`);
}
