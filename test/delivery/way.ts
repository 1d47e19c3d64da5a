import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  admitRelay,
  createLogger,
  createMetrics,
  createSite,
  deltaFor,
  folderObjects,
  listChunksOnce,
  makeDeltaOnce,
  openRelayDoor,
  setSiteArtifacts,
  silent,
  startDoorPlace,
  startTips,
  wantObject,
  type DoorDeps,
  type ObjectStore,
  type RelayDoor,
} from '@eucora/hub/testing';
import {
  askForAdmission,
  createDesk,
  createDoor,
  createMachineClock,
  createTimeKeeper,
  identityOf,
  materialOf,
  siteTlsOptions,
  type Desk,
} from '@eucora/endpoint-agent';
import { deviceIdOf, generateKeyPair, subjects, ticketFromText } from '@eucora/protocol';
import type { WantedArtifact } from '@eucora/site-relay';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { HubServer } from '../attacks/hub-server.ts';
import { siteCommand } from '../edge/site.ts';
import { inheritedEnvironment } from '../kit/config.ts';

/** The hub's end: its nats-server, its database, its objects, its door. */
export class DeliveringHub implements AsyncDisposable {
  readonly server: HubServer;
  readonly objects: ObjectStore;
  readonly door: RelayDoor;
  readonly dir: string;
  /** Files of the trust repository, as the door gives them out. */
  readonly trust: Map<string, Uint8Array>;
  readonly #stack: AsyncDisposableStack;

  private constructor(
    server: HubServer,
    objects: ObjectStore,
    door: RelayDoor,
    dir: string,
    trust: Map<string, Uint8Array>,
    stack: AsyncDisposableStack,
  ) {
    this.server = server;
    this.objects = objects;
    this.door = door;
    this.dir = dir;
    this.trust = trust;
    this.#stack = stack;
  }

  static async start(more: Partial<Pick<DoorDeps, 'now'>> = {}): Promise<DeliveringHub> {
    await using stack = new AsyncDisposableStack();
    const dir = await mkdtemp(join(tmpdir(), 'eucora-delivery-'));
    stack.defer(() => rm(dir, { recursive: true, force: true }));
    const server = stack.use(await HubServer.start());
    const { db } = server.database;
    const objects = folderObjects(join(dir, 'objects'));
    const now = (): Date => new Date();
    const common = { db, now, logger: createLogger('warn'), metrics: createMetrics() };
    const { home } = server.serverFiles;
    const files = new Map<string, Uint8Array>();
    const door = stack.use(
      await openRelayDoor({
        ...common,
        objects,
        host: '127.0.0.1',
        port: 0,
        home,
        ca: server.keys.ca,
        trustFile: (name) => Promise.resolve(files.get(name)),
        slices: () => Promise.resolve(undefined),
        ...more,
      }),
    );
    const nats = server.hub;
    // Documents lie in a stream that the publisher makes; there are none here.
    const streams = (await jetstreamManager(nats)).streams;
    await streams.add({
      name: subjects.stream.downlink,
      subjects: [subjects.downlinkAll],
      max_msgs_per_subject: 1,
      allow_direct: true,
    });
    stack.use(startDoorPlace({ nats, place: { url: '', port: door.port }, logger: silent }));
    stack.use(startTips({ ...common, nats, hubKey: server.keys.sign.publicKey }));
    await nats.flush();
    return new DeliveringHub(server, objects, door, dir, files, stack.move());
  }

  /** Whom devices believe about their relay. */
  get authorityFile(): string {
    return join(this.server.serverFiles.home, 'pki', 'authority.pem');
  }

  /** Puts bytes into the store as a published version, with the list of their chunks. */
  async publish(
    content: Uint8Array | AsyncIterable<Uint8Array>,
    targetPath: string,
  ): Promise<WantedArtifact> {
    const { db } = this.server.database;
    const pieces = content instanceof Uint8Array ? Readable.from([Buffer.from(content)]) : content;
    const { sha256, bytes } = await this.objects.put(pieces);
    const stored = { sha256, bytes };
    await db.transaction((tx) => wantObject(tx, stored, new Date()));
    while (await listChunksOnce({ db, objects: this.objects, now: () => new Date() }));
    const sql = 'SELECT list_sha256 AS list FROM delivery.chunk_lists WHERE sha256 = $1';
    const { rows } = await db.query<{ list: Buffer }>(sql, [Buffer.from(sha256, 'hex')]);
    const name = Buffer.from(sha256, 'hex');
    return { sha256: name, bytes, targetPath, chunkListSha256: rows[0]!.list };
  }

  /** Says what a site needs. */
  async need(siteId: string, refs: readonly WantedArtifact[]): Promise<void> {
    const artifacts = refs.map(({ sha256, bytes, targetPath }) => {
      return { sha256: Buffer.from(sha256).toString('hex'), bytes, targetPath };
    });
    await this.server.database.db.transaction((tx) =>
      setSiteArtifacts(tx, siteId, artifacts, new Date()),
    );
  }

  /** Makes the deltas between two versions, as if a relay had asked for them. */
  async makeDelta(base: WantedArtifact, target: WantedArtifact): Promise<void> {
    const { db } = this.server.database;
    const now = (): Date => new Date();
    const hex = ({ sha256 }: WantedArtifact): string => Buffer.from(sha256).toString('hex');
    await deltaFor({ db, now }, hex(base), hex(target));
    const deps = { db, objects: this.objects, dir: this.dir, logger: silent, now };
    await makeDeltaOnce(deps, new AbortController().signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
  }
}

/** Makes a relay's home that the hub has admitted to a new site; answers its environment. */
export async function admitHome(
  hub: DeliveringHub,
  site: string,
  home: string,
): Promise<Record<string, string>> {
  const { database, keys, url } = hub.server;
  const deps = { db: database.db, now: () => new Date() };
  const env = {
    ...inheritedEnvironment(),
    EUCORA_RELAY_HOME: home,
    EUCORA_LOG_LEVEL: 'silent',
    // So that a delta pays: this machine's own wire would be faster than any.
    EUCORA_RELAY_UPLINK_BYTES_PER_SECOND: String(4 * 1_048_576),
    EUCORA_HUB_NATS_URL: url,
  };
  await siteCommand(['init', '--site', site], env);
  await createSite(deps, { id: site, siteClass: 'online' }, 'test');
  const request = await readFile(join(home, 'relay-request'));
  const { certificate } = await admitRelay(deps, keys, request, 'test');
  const file = join(home, 'answer');
  await writeFile(file, certificate);
  await siteCommand(['admit', '--certificate', file], env);
  return env;
}

/** A device of a site: its desk, over a real connection with its own certificate. */
export async function deviceDesk(
  authorityFile: string,
  env: Readonly<Record<string, string>>,
  site: string,
  at: { readonly natsUrl: string; readonly doors: readonly string[] },
): Promise<{ readonly desk: Desk; readonly connection: NatsConnection }> {
  const said = await siteCommand(['ticket', 'create', '--uses', '10'], env);
  const ticket = ticketFromText(said);
  const key = generateKeyPair();
  const tlsKey = generateKeyPair();
  const keeper = createTimeKeeper(createMachineClock());
  const door = createDoor({ doors: at.doors, site, authority: ticket.authority });
  const asks = { ticket, key, keeper, simulatedRun: 'delivery', tlsKey };
  const admission = await askForAdmission(door, asks);
  const id = deviceIdOf(key.publicKey.raw);
  const identity = identityOf(admission, tlsKey, id, ticket.authority);
  const authority = await readFile(authorityFile, 'utf8');
  const connection = await connect({
    servers: at.natsUrl,
    tls: { ...siteTlsOptions({ ...materialOf(identity), ca: authority }, site) },
    inboxPrefix: subjects.inboxOf(id),
    reconnect: false,
    timeout: 10_000,
  });
  return { desk: createDesk(connection, site, id), connection };
}

/** Bytes without a pattern that a compressor would find, the same for the same seed. */
export function noise(length: number, seed: string): Buffer {
  const blocks: Buffer[] = [];
  for (let n = 0; n * 32 < length; n += 1) {
    blocks.push(createHash('sha256').update(`${seed} ${n}`).digest());
  }
  return Buffer.concat(blocks).subarray(0, length);
}
