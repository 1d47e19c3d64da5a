import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  importPublicKey,
  openTip,
  readSegment,
  relayPermissions,
  sealReceipt,
  subjects,
  verifySegment,
  type DocumentKind,
  type JournalTip,
  type LaneReceipt,
  type PrivateKey,
  type ReadSegment,
  type SiteReceipt,
} from '@eucora/protocol';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { createUser } from '@nats-io/nkeys';
import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import type { RelayKeys } from '../src/home/keys.ts';
import { claimPort, greets } from '../src/nats/process.ts';
import { findServerProgram } from '../src/nats/program.ts';
import { readTestConfig } from './config.ts';

/** The hub's broker, real, with the hub's streams and one relay let in by its nkey. */
export class HubBroker implements AsyncDisposable {
  readonly port: number;
  readonly #directory: string;
  readonly #user = createUser();
  readonly #relay: RelayKeys;
  readonly segments: ReadSegment[] = [];
  readonly tips: JournalTip[] = [];
  #child: ChildProcess | undefined;
  #connection: NatsConnection | undefined;

  private constructor(directory: string, port: number, relay: RelayKeys) {
    this.#directory = directory;
    this.port = port;
    this.#relay = relay;
  }

  /** A broker that does not run yet. */
  static async prepare(directory: string, relay: RelayKeys): Promise<HubBroker> {
    await mkdir(directory, { recursive: true });
    return new HubBroker(directory, await claimPort('127.0.0.1', 0, 'a test', ''), relay);
  }

  get url(): string {
    return `nats://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const { natsServer, path } = readTestConfig();
    const { program } = await findServerProgram(natsServer, path);
    const { publish, subscribe } = relayPermissions('hq');
    const conf = join(this.#directory, 'hub.conf');
    const permissions = `publish: ${JSON.stringify(publish)}, subscribe: ${JSON.stringify(subscribe)}`;
    await writeFile(
      conf,
      `host: "127.0.0.1"\nport: ${this.port}
       jetstream { store_dir: ${JSON.stringify(join(this.#directory, 'js'))} }
       authorization { users: [
         { nkey: ${this.#user.getPublicKey()} },
         { nkey: ${this.#relay.hub.publicKey}, permissions: { ${permissions} } }
       ] }\n`,
    );
    this.#child = spawn(program, ['-c', conf], { stdio: 'ignore' });
    while (!(await greets('127.0.0.1', this.port, 500))) {
      if (this.#child.exitCode !== null) throw new Error('the hub broker did not start');
    }
    await this.#listen();
  }

  async #listen(): Promise<void> {
    const connection = await connect({
      servers: this.url,
      authenticator: nkeyAuthenticator(this.#user.getSeed()),
      maxReconnectAttempts: -1,
    });
    this.#connection = connection;
    const manager = await jetstreamManager(connection);
    await manager.streams.add({ name: subjects.stream.uplink, subjects: [subjects.uplinkAll] });
    await manager.streams.add({
      name: subjects.stream.downlink,
      subjects: [subjects.downlinkAll],
      max_msgs_per_subject: 1,
      allow_direct: true,
    });
    const key = importPublicKey(this.#relay.sign.publicKey.raw);
    connection.subscribe(subjects.uplinkAll, {
      callback: (_error, message) => {
        const segment = readSegment(message.data);
        verifySegment(segment, key);
        this.segments.push(segment);
      },
    });
    connection.subscribe(subjects.tipAll, {
      callback: (_error, message) => {
        this.tips.push(openTip(message.data, 'hq', [key]));
      },
    });
    await connection.flush();
  }

  /** Leaves a receipt for the relay, as the hub would. */
  async receipt(
    hubKey: PrivateKey,
    incarnation: string,
    lanes: readonly Partial<LaneReceipt>[],
    part: Partial<SiteReceipt> = {},
  ): Promise<void> {
    const { relayId } = this.#relay;
    const none = { committedThrough: 0, safeThrough: 0, gaps: [], windowBytes: 4_194_304 };
    const receipt: SiteReceipt = {
      site: 'hq',
      ledgerEpoch: 1,
      generation: 1,
      issuedMs: Date.now(),
      journals: [
        {
          relayId,
          incarnation,
          lanes: lanes.map((lane) => ({ lane: 'ledger', ...none, ...lane })),
        },
      ],
      deviceMarksRoot: new Uint8Array(32),
      ...part,
    };
    await this.leave('receipt', sealReceipt(receipt, hubKey));
  }

  /** Leaves a document for the relay. */
  async leave(kind: DocumentKind, bytes: Uint8Array): Promise<void> {
    if (!this.#connection) throw new Error('the broker does not run');
    await jetstream(this.#connection).publish(subjects.downlink('hq', kind), bytes);
  }

  /** Numbers of the segments of a lane in the order in which they came. */
  seqs(lane = 'ledger'): number[] {
    return this.segments.filter((segment) => segment.lane === lane).map((segment) => segment.seq);
  }

  async stop(): Promise<void> {
    await this.#connection?.close();
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}
