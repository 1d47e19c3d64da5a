import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import {
  createAgent,
  createAgentLogger,
  enroll,
  readAgentConfig,
  readStatus,
  type Agent,
  type Collector,
  type StatusNote,
} from '@eucora/endpoint-agent/testing';
import { readConfig as readHubConfig, startHub, type Hub } from '@eucora/hub';
import {
  admitRelay,
  createLogger as createHubLogger,
  createSite,
  loadHubKeys,
  startBroker,
  startTestDatabase,
  type TestBroker,
  type TestDatabase,
} from '@eucora/hub/testing';
import { createLogger, readConfig, startRelay, type Relay } from '@eucora/site-relay';
import { siteCommand } from '../edge/site.ts';
import { inheritedEnvironment } from '../kit/config.ts';
import { until } from '../kit/until.ts';

/**
 * The whole way in one process: a hub on a real database and broker, a relay with its own server and
 * certificates of the hub, and an agent whose collectors a test wrote. All that they log is kept.
 */
export class WholeWay implements AsyncDisposable {
  readonly #stack = new AsyncDisposableStack();
  readonly log: string[] = [];
  readonly #stream = new Writable({
    write: (chunk, _encoding, done) => {
      this.log.push(String(chunk));
      done();
    },
  });
  database!: TestDatabase;
  broker!: TestBroker;
  hub!: Hub;
  #token = '';
  #folder = '';
  #relayEnv: Record<string, string> = {};
  #relay: Relay | undefined;
  readonly #agents = new Map<string, { readonly stop: () => Promise<void> }>();

  static async start(): Promise<WholeWay> {
    const way = new WholeWay();
    try {
      await way.#startHub();
      await way.#admit();
      await way.startRelay();
    } catch (error) {
      await way[Symbol.asyncDispose]();
      throw error;
    }
    return way;
  }

  async #startHub(): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'eucora-whole-'));
    this.#stack.defer(() => rm(this.#folder, { recursive: true, force: true }));
    const home = join(this.#folder, 'hub');
    const authFile = join(this.#folder, 'auth.conf');
    await writeFile(
      authFile,
      'authorization { users: [{ user: "nobody", password: "x1x1x1" }] }\n',
    );
    this.database = this.#stack.use(await startTestDatabase());
    this.broker = this.#stack.use(await startBroker(authFile));
    const config = readHubConfig({
      EUCORA_DATABASE_URL: this.database.url,
      EUCORA_NATS_URL: this.broker.url,
      EUCORA_HUB_HOME: home,
      EUCORA_PORT: '0',
      EUCORA_NATS_AUTH_FILE: authFile,
      EUCORA_NATS_PID_FILE: this.broker.pidFile,
      EUCORA_BACKUP_INTERVAL_HOURS: '0',
    });
    const logger = createHubLogger('debug', this.#stream);
    this.hub = this.#stack.use(await startHub(config, new AbortController().signal, { logger }));
    this.#token = await until('the administrator token', () =>
      readFile(config.adminTokenFile, 'utf8').then(
        (text) => text.trim() || undefined,
        () => undefined,
      ),
    );
    await until('the token is known', async () =>
      (await this.ask('GET', '/api/sites/')).status === 200 ? true : undefined,
    );
  }

  async #admit(): Promise<void> {
    const deps = { db: this.database.db, now: () => new Date() };
    await createSite(deps, { id: 'hq', siteClass: 'online' }, 'test');
    const home = join(this.#folder, 'relay');
    this.#relayEnv = {
      ...inheritedEnvironment(),
      EUCORA_RELAY_HOME: home,
      EUCORA_HUB_NATS_URL: this.broker.url,
      EUCORA_LOG_LEVEL: 'debug',
    };
    await siteCommand(['init', '--site', 'hq'], this.#relayEnv);
    const keys = await loadHubKeys(join(this.#folder, 'hub'));
    const request = await readFile(join(home, 'relay-request'));
    const { certificate } = await admitRelay(deps, keys, request, 'test');
    const file = join(this.#folder, 'certificate');
    await writeFile(file, certificate);
    await siteCommand(['admit', '--certificate', file], this.#relayEnv);
  }

  async startRelay(): Promise<void> {
    const log = createLogger('debug', 'relay-hq', this.#stream);
    this.#relay = await until('its ports are free', () =>
      startRelay(readConfig(this.#relayEnv), { log }),
    );
  }

  async stopRelay(): Promise<void> {
    await this.#relay?.[Symbol.asyncDispose]();
    this.#relay = undefined;
  }

  /** Where everything of the three programs lies: hub, relay, and each agent by its name. */
  get folder(): string {
    return this.#folder;
  }

  #agentConfig(name: string) {
    return readAgentConfig(
      { home: join(this.#folder, name), keys: join(this.#folder, `${name}-keys`) },
      { EUCORA_AGENT_RECONNECT_SECONDS: '1' },
    );
  }

  async enrol(name = 'agent'): Promise<void> {
    const ticket = join(this.#folder, `ticket-${name}`);
    await writeFile(ticket, await siteCommand(['ticket', 'create', '--uses', '1'], this.#relayEnv));
    await enroll(this.#agentConfig(name), ticket);
  }

  async startAgent(
    collectors: readonly Collector[],
    hostName: () => string,
    name = 'agent',
  ): Promise<void> {
    const logger = await createAgentLogger('debug', this.#stream);
    const overrides = { collectors, hostName, logger, askEveryMs: 200 };
    const agent: Agent = await createAgent(this.#agentConfig(name), overrides);
    const stop = new AbortController();
    const running = agent.run(stop.signal);
    this.#agents.set(name, {
      stop: async () => {
        stop.abort();
        await running;
        await agent[Symbol.asyncDispose]();
      },
    });
  }

  async stopAgent(name = 'agent'): Promise<void> {
    const agent = this.#agents.get(name);
    this.#agents.delete(name);
    await agent?.stop();
  }

  /** What the agent says of itself in its home. */
  async status(): Promise<StatusNote | null> {
    return readStatus(join(this.#agentConfig('agent').home, 'state'));
  }

  async ask(method: string, path: string, body?: object, token = this.#token): Promise<Response> {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body && { 'content-type': 'application/json' }),
    };
    return fetch(new URL(path, this.hub.url), {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  async rows<T extends object>(sql: string): Promise<T[]> {
    return (await this.database.owner.query<T>(sql)).rows;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const name of this.#agents.keys()) await this.stopAgent(name);
    await this.stopRelay();
    await this.#stack.disposeAsync();
  }
}
