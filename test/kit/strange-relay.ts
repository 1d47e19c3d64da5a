import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  generateBoxKeyPair,
  sealRelayRequest,
  subjects,
  type Lane,
  type RelayApplication,
} from '@eucora/protocol';
import { relayFor, type TestRelay } from '@eucora/protocol/testing';
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
  await admit(edge.dataDir, site, relay, user.getPublicKey());
  const ports = JSON.parse(await readFile(join(edge.dataDir, 'run', 'ports.json'), 'utf8')) as {
    'hub-nats': number;
  };
  const connection = await until(
    'the broker knows the new relay',
    () =>
      connect({
        servers: `nats://127.0.0.1:${ports['hub-nats']}`,
        authenticator: nkeyAuthenticator(user.getSeed()),
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

async function admit(
  dataDir: string,
  site: string,
  relay: TestRelay,
  natsPublic: string,
): Promise<void> {
  const application: RelayApplication = {
    site,
    publicKey: relay.key.publicKey.raw,
    boxPublic: generateBoxKeyPair().publicKey,
    natsPublic,
  };
  const folder = await mkdtemp(join(tmpdir(), 'eucora-admit-'));
  try {
    const [request, certificate] = [join(folder, 'request'), join(folder, 'certificate')];
    await writeFile(request, sealRelayRequest(application, relay.key));
    await hubCommand(dataDir, ['site', 'create', '--site', site, '--class', 'online']);
    await hubCommand(dataDir, ['site', 'admit', '--request', request, '--out', certificate]);
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
