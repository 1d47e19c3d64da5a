import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ticketToText } from '@eucora/protocol';
import { output } from '../../kit/command.ts';
import { projectRoot } from '../../kit/config.ts';
import { startConstellation, type Constellation } from '../../kit/constellation.ts';
import { createRandom } from '../../kit/random.ts';
import { Ceremony, type HubVersion } from '../../kit/trust.ts';
import { until } from '../../kit/until.ts';
import { makeTicket, readSurroundings } from '../../swarm/ticket.ts';
import { CleanMachine } from './clean-machine.ts';
import { buildDeb, packageName } from './deb.ts';
import { openHubLinks, type HubLinks, type LinkKind } from './links.ts';
import { awaitState, order, type Intent } from './orders.ts';
import { openPictures, type Pictures } from './pictures.ts';

export interface StageOptions {
  readonly link: LinkKind;
  /** `eucora-agent` as one program. */
  readonly program: string;
  readonly chromium: string | undefined;
  /** Where pictures go; undefined: none are taken. */
  readonly pictures: string | undefined;
  readonly say: (line: string) => void;
}
/** One step that was seen to be done. */
export interface DoneStep {
  readonly name: string;
  readonly seconds: number;
  readonly seen: string;
}

const site = 'hq';
const startMs = 600_000;
const stepMs = 600_000;
/** On a weak link more than passes between two drops, so that it has to go on where it was cut. */
const payloadBytes = 400_000;
const agentHome = '/var/lib/eucora-agent';

/** Everything that the steps share. */
class Stage {
  readonly edge: Constellation;
  readonly ceremony: Ceremony;
  readonly machine: CleanMachine;
  readonly pictures: Pictures | null;
  readonly folder: string;
  readonly done: DoneStep[] = [];
  readonly #say: (line: string) => void;
  readonly #beganMs = performance.now();
  device = '';

  constructor(of: {
    readonly edge: Constellation;
    readonly ceremony: Ceremony;
    readonly machine: CleanMachine;
    readonly pictures: Pictures | null;
    readonly folder: string;
    readonly say: (line: string) => void;
  }) {
    this.edge = of.edge;
    this.ceremony = of.ceremony;
    this.machine = of.machine;
    this.pictures = of.pictures;
    this.folder = of.folder;
    this.#say = of.say;
  }

  /** Does a step, and says what was seen of it and how long it took. */
  async step<T>(
    name: string,
    act: () => Promise<{ readonly seen: string; readonly value: T }>,
    picture?: (value: T) => readonly [address: string, word: string],
  ): Promise<T> {
    const beganMs = performance.now();
    const { seen, value } = await act();
    const seconds = (performance.now() - beganMs) / 1_000;
    const at = ((performance.now() - this.#beganMs) / 1_000).toFixed(1).padStart(7);
    this.#say(`${at} s  ${name.padEnd(26)} ${seconds.toFixed(1).padStart(6)} s  ${seen}`);
    if (picture && this.pictures) {
      const file = `${String(this.done.length + 1).padStart(2, '0')}-${name.replaceAll(/\W+/g, '-')}`;
      await this.pictures.take(file, ...picture(value));
    }
    this.done.push({ name, seconds, seen });
    return value;
  }
}

/**
 * The whole way of a real package, from its upload to a device that has nothing but Debian, and back to
 * the version before. Throws where a step is not seen to be done.
 */
export async function wayDown(options: StageOptions): Promise<readonly DoneStep[]> {
  const { link, say } = options;
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'eucora-way-down-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const machine = stack.use(await CleanMachine.start(say));
  const links = stack.use(await openHubLinks(link));
  const edge = stack.use(await startConstellation({ startWithinMs: startMs, env: links.env }));
  links.leadTo(edge.dataDir);
  const ceremony = stack.use(await Ceremony.hold(edge));
  const { chromium, pictures: into } = options;
  const { url, dataDir } = edge;
  const pictures = await openPictures({ chromium, folder: into, url, dataDir });
  if (pictures) stack.use(pictures);
  const stage = new Stage({ edge, ceremony, machine, pictures, folder, say });
  await enrolMachine(stage, options.program);
  const lines: string[] = [];
  stack.use(keepAgent(stage, (line) => lines.push(line)));
  try {
    await allSteps(stage);
  } catch (error) {
    say(lines.slice(-30).join('\n'));
    say(await agentStatus(stage));
    throw error;
  }
  tellLink(links, say);
  return stage.done;
}

function tellLink({ drops, bytes }: HubLinks, say: (line: string) => void): void {
  say(`the link carried ${bytes} bytes and dropped ${drops} times`);
}

async function allSteps(stage: Stage): Promise<void> {
  const first = await publish(stage, '1.0');
  const installed = await assign(stage, first, 'install');
  await arrive(stage, installed, '1.0');
  const second = await publish(stage, '2.0');
  const upgraded = await assign(stage, second, 'install');
  await arrive(stage, upgraded, '2.0');
  const back = await assign(stage, first, 'rollback');
  await arrive(stage, back, '1.0');
}

/** The program alone is put there; the machine has no Node, and is enrolled like any other. */
async function enrolMachine(stage: Stage, program: string): Promise<void> {
  const { machine, edge, ceremony } = stage;
  stage.device = await stage.step('a clean machine enrols', async () => {
    const node = await machine.run(['sh', '-c', 'command -v node nodejs npm']);
    if (node.code === 0) throw new Error(`the clean machine has Node: ${node.stdout}`);
    await copyFile(program, join(machine.root, 'usr/bin/eucora-agent'));
    await chmod(join(machine.root, 'usr/bin/eucora-agent'), 0o755);
    const etc = join(machine.root, 'etc/eucora');
    await mkdir(etc, { recursive: true });
    await writeFile(join(etc, '1.root.json'), await ceremony.firstRoot());
    const ticket = await makeTicket(await readSurroundings(edge.dataDir), site, 1);
    await writeFile(join(etc, 'ticket'), ticketToText(ticket), { mode: 0o600 });
    const enrol = ['eucora-agent', 'enroll', '--ticket', '/etc/eucora/ticket'];
    const said = await machine.output(enrol, await agentEnv(stage));
    const device = /as device ([0-9a-f]+)/.exec(said)?.[1];
    if (device === undefined) throw new Error(`it did not enrol: ${said}`);
    const debian = (await readFile(join(machine.root, 'etc/debian_version'), 'utf8')).trim();
    return { seen: `Debian ${debian} without Node, device ${device.slice(0, 8)}`, value: device };
  });
}

async function agentEnv({ edge }: Stage): Promise<Record<string, string>> {
  const { ports } = await readSurroundings(edge.dataDir);
  return {
    EUCORA_AGENT_HOME: agentHome,
    EUCORA_AGENT_KEYS: '/var/lib/eucora-agent-keys',
    EUCORA_AGENT_RECONNECT_SECONDS: '2',
    EUCORA_AGENT_ASK_SECONDS: '5',
    EUCORA_AGENT_TRUST_ROOT: '/etc/eucora/1.root.json',
    EUCORA_RELAY_URLS: `nats://127.0.0.1:${ports['relay-hq-nats']}`,
    EUCORA_RELAY_DOORS: `https://127.0.0.1:${ports['relay-hq-door']}`,
  };
}

function keepAgent(stage: Stage, onLine: (line: string) => void): AsyncDisposable {
  const env = agentEnv(stage);
  return stage.machine.keepRunning(['eucora-agent', 'launch'], env, onLine);
}

async function agentStatus(stage: Stage): Promise<string> {
  const { stdout, stderr } = await stage.machine.run(
    ['eucora-agent', 'status'],
    await agentEnv(stage),
  );
  return stdout || stderr;
}

async function publish(stage: Stage, version: string): Promise<HubVersion> {
  const { ceremony, edge, folder } = stage;
  const { api } = edge;
  const random = createRandom(`payload ${version}`);
  const file = await buildDeb(folder, version, { random, payloadBytes });
  const page = ({ id }: HubVersion) => [`/packages/${id}`, packageName] as const;
  const uploaded = await stage.step(
    `${version} uploaded, inspected`,
    async () => {
      const value = await ceremony.upload(file);
      if (value.name !== packageName || value.version !== version) {
        throw new Error(`the hub read ${value.name} ${value.version} from ${file}`);
      }
      return { value, seen: `${value.name} ${value.version}, ${value.bytes} bytes` };
    },
    page,
  );
  await stage.step(`${version} staged`, async () => {
    const path = `/api/package-versions/${uploaded.id}/stage/`;
    const value = await api.post<HubVersion>(path, {});
    return { value, seen: value.state };
  });
  await stage.step(
    `${version} signed by publisher`,
    async () => {
      const value = await ceremony.vouch({ file, package: packageName, version });
      return { value, seen: value };
    },
    () => ['/trust', 'retail'],
  );
  return stage.step(
    `${version} published`,
    async () => {
      const publisher = await ceremony.publisherApi();
      const path = `/api/package-versions/${uploaded.id}/`;
      await publisher.post(`${path}publish/`, {});
      const value = await api.get<HubVersion>(path);
      if (value.state !== 'published') throw new Error(`it is ${value.state}`);
      return { value, seen: value.state };
    },
    page,
  );
}

async function assign(
  stage: Stage,
  { id, version }: HubVersion,
  action: 'install' | 'rollback',
): Promise<Intent> {
  const { api } = stage.edge;
  const { device } = stage;
  const intent = await stage.step(`${version} assigned (${action})`, async () => {
    const value = await until('the hub knows the device', () => order(api, id, device, action), {
      withinMs: stepMs,
      everyMs: 1_000,
    });
    return { value, seen: `intent ${value.id.slice(0, 8)}` };
  });
  const said = ['unknown', 'waiting', 'accepted', 'fetching', 'installing', 'installed'];
  await stage.step(
    `${version} in a signed document`,
    async () => {
      const value = await awaitState(api, intent, device, [...said, 'attested'], stepMs);
      return { value, seen: value.state };
    },
    () => ['/deployments', packageName],
  );
  return intent;
}

/** Relay and device have it: installed by the machine's own package manager, and attested. */
async function arrive(stage: Stage, intent: Intent, version: string): Promise<void> {
  const { machine, edge, device } = stage;
  await stage.step(`${version} at the relay`, async () => {
    const value = await until(
      'the relay holds the artifact',
      () => relayHolds(edge.dataDir, version),
      {
        withinMs: stepMs,
        everyMs: 500,
      },
    );
    return { value, seen: value };
  });
  await stage.step(`${version} installed`, async () => {
    const value = await until(`dpkg says ${version}`, () => installedIs(machine, version), {
      withinMs: stepMs,
      everyMs: 1_000,
    });
    return { value, seen: value };
  });
  await stage.step(
    `${version} attested`,
    async () => {
      const value = await awaitState(edge.api, intent, device, ['attested'], stepMs);
      return { value, seen: `generation ${value.generation}` };
    },
    () => [`/deployments/${intent.id}`, 'ttested'],
  );
}

async function installedIs(machine: CleanMachine, version: string): Promise<string | undefined> {
  const query = ['dpkg-query', '-W', '-f', '${Status} ${Version}', packageName];
  const { stdout } = await machine.run(query);
  if (stdout !== `install ok installed ${version}`) return undefined;
  const said = (await machine.output(['eucora-greeting'])).trim();
  return said === `greeting ${version}` ? `dpkg: ${stdout}; it says "${said}"` : undefined;
}

interface CachedArtifact {
  readonly target_path: string;
  readonly bytes: number;
  readonly held_bytes: number;
  readonly saved_bytes: number;
  readonly state: string;
  readonly detail: string;
}

/** What the relay says of a version in its cache, once it has all of it. */
async function relayHolds(dataDir: string, version: string): Promise<string | undefined> {
  const url = (await readFile(join(dataDir, `relay-${site}`, 'status-url'), 'utf8')).trim();
  const answer = await fetch(new URL('api/status/', url), { signal: AbortSignal.timeout(5_000) });
  const { cache } = (await answer.json()) as { cache: { artifacts: readonly CachedArtifact[] } };
  const name = `${packageName}_${version}_amd64.deb`;
  const found = cache.artifacts.find(({ target_path: path }) => path.endsWith(name));
  if (!found || found.held_bytes < found.bytes) return undefined;
  return `${found.bytes} bytes, ${found.saved_bytes} of them not sent, ${found.state}`;
}

/** Builds the agent as it is shipped. */
export async function buildAgentProgram(folder: string): Promise<string> {
  const program = join(folder, 'eucora-agent');
  const build = join(projectRoot, 'packaging', 'scripts', 'build-agent.ts');
  await output(process.execPath, [build, program], { timeoutMs: startMs });
  return program;
}
