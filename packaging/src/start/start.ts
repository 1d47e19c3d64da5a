import { constants } from 'node:fs';
import { access, mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { tryLock } from '../../bootstrap/lock.mjs';
import { dataDirDefault, type StartConfig } from '../config.ts';
import { StartError } from '../errors.ts';
import { ensureNatsServer } from '../nats-server.ts';
import { preparePostgres, type PreparedPostgres } from '../postgres.ts';
import { isErrno, type StopStep } from '../processes.ts';
import type { Progress } from '../progress.ts';
import { ensureConsole } from '../provision/console-build.ts';
import { choosePorts } from './choose-ports.ts';
import { createLayout, type Layout } from './layout.ts';
import { stopOrphans } from './orphans.ts';
import {
  agentService,
  consoleUrl,
  hubService,
  natsService,
  relayService,
  type ServiceProgram,
  type Surroundings,
} from './programs.ts';
import { answersOk, isServing } from './readiness.ts';
import { Service, type ServiceSurroundings } from './service.ts';
import {
  enrolAgent,
  foundSite,
  makeFolders,
  migrateHub,
  signInLink,
  writeNatsConfig,
} from './set-up.ts';
import { listenForStop, type StopSignals } from './stop-signals.ts';

const readyMs = 120_000;
const pollMs = 100;
const postgresStop: readonly StopStep[] = [
  { signal: 'SIGINT', waitMs: 30_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
];

export interface StartOptions {
  readonly root: string;
  readonly config: StartConfig;
  readonly progress: Progress;
}

/**
 * Brings everything up, says so, and keeps it running until the user stops it. What is already up
 * when a step fails or the user interrupts is stopped in reverse order.
 *
 * @throws StartError or ProvisionError, one sentence each
 */
export async function start(options: StartOptions): Promise<void> {
  const { config, progress } = options;
  const layout = createLayout(await makeDataDir(config.dataDir));
  using signals = listenForStop((line) => progress.step(line));
  const lock = lockDataDir(layout);
  try {
    await makeFolders(layout);
    const orphans = await stopOrphans(layout);
    if (orphans.length > 0)
      progress.step(`stopped what an earlier start left: ${orphans.join(', ')}`);
    await using up = new Running(progress, signals);
    const bringing = bringUp(options, layout, up, signals).catch((error: unknown) => {
      // An interrupted step fails for that reason alone.
      if (!signals.stop.aborted) throw error;
    });
    await Promise.race([bringing, aborted(signals.stop)]);
    await aborted(signals.stop);
    await up.stopAll();
    await bringing;
    // A relay that was killed could not stop its nats-server.
    await stopOrphans(layout);
    progress.step('stopped');
  } finally {
    lock.release();
  }
}

/** Makes the data directory; answers its real path, by which processes are recognised. */
async function makeDataDir(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.W_OK);
    return await realpath(dataDir);
  } catch (error) {
    if (!isErrno(error, 'EACCES', 'EEXIST', 'ENOTDIR', 'EROFS', 'ENOSPC', 'EPERM')) throw error;
    const message = `The data directory ${dataDir} cannot be used; choose another with --data-dir.`;
    throw new StartError(message, { cause: error });
  }
}

function lockDataDir(layout: Layout): { release(): void } {
  const result = tryLock(layout.lock);
  if (result.release) return result;
  throw new StartError(
    `The data directory ${layout.dataDir} is in use by process ${result.holder}; stop that one ` +
      '(Ctrl-C there) or choose another with --data-dir.',
  );
}

/** The services that are up, in the order in which they came. */
class Running implements AsyncDisposable {
  readonly #groups: Service[][] = [];
  readonly #around: ServiceSurroundings & { readonly stop: AbortSignal };

  constructor(progress: Progress, { stop, force }: StopSignals) {
    this.#around = { say: (line) => progress.step(line), stop, force };
  }

  /** Starts services side by side and waits until all are ready. */
  async add(...specs: Parameters<typeof Service.start>[0][]): Promise<void> {
    this.#around.stop.throwIfAborted();
    const services = specs.map((spec) => Service.start(spec, this.#around));
    this.#groups.push(services);
    const timeout = new AbortController();
    const names = services.map(({ name }) => name).join(', ');
    try {
      await Promise.race([
        Promise.all(services.map(({ ready }) => ready)),
        delay(readyMs, undefined, { signal: timeout.signal }).then(() => {
          throw new StartError(`${names} did not become ready; see the logs.`);
        }),
      ]);
    } finally {
      timeout.abort();
    }
  }

  async stopAll(): Promise<void> {
    for (const group of this.#groups.splice(0).toReversed()) {
      await Promise.all(group.map((service) => service.stop()));
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stopAll();
  }
}

async function bringUp(
  { root, config, progress }: StartOptions,
  layout: Layout,
  up: Running,
  { stop }: StopSignals,
): Promise<void> {
  const onProgress = (step: string) => progress.step(step);
  const consoleDir = await ensureConsole(root, progress);
  const natsServer = await ensureNatsServer({ onProgress, signal: stop });
  const ports = await choosePorts(layout, config.port);
  stop.throwIfAborted();

  progress.step('starting PostgreSQL');
  const postgres = await preparePostgres({ dir: layout.postgresDir, port: ports['hub-postgres'] });
  const specOf = (program: ServiceProgram) => programSpec(layout, program, config.extra);
  await up.add(postgresSpec(layout, postgres, config.extra));
  const around: Surroundings = {
    root,
    node: process.execPath,
    natsServer,
    consoleDir,
    databaseUrl: postgres.url,
    databaseOwnerUrl: postgres.ownerUrl,
    layout,
    ports,
    inherited: config.inherited,
    stop,
  };
  progress.step('preparing the database');
  await migrateHub(around);
  stop.throwIfAborted();
  progress.step('starting nats-server');
  await writeNatsConfig(around);
  await up.add(specOf(natsService(around)));
  const founded = await foundSites(around, stop);
  if (founded) progress.step('founded the sites hq (online) and vault (air-gapped)');
  progress.step('starting the hub');
  await up.add(specOf(hubService(around)));
  stop.throwIfAborted();
  progress.step('starting the relays');
  await up.add(specOf(relayService(around, 'hq')), specOf(relayService(around, 'vault')));
  if (await enrolAgent(around)) progress.step('enrolled this machine at hq');
  stop.throwIfAborted();
  progress.step('starting the agent');
  await up.add(specOf(agentService(around)));
  await untilReadyz(around, stop);
  await greet(around, progress);
}

async function foundSites(around: Surroundings, stop: AbortSignal): Promise<boolean> {
  const hq = await foundSite(around, 'hq');
  stop.throwIfAborted();
  return (await foundSite(around, 'vault')) || hq;
}

async function untilReadyz(around: Surroundings, stop: AbortSignal): Promise<void> {
  const until = performance.now() + readyMs;
  while (!(await answersOk(`${consoleUrl(around.ports)}/readyz`))) {
    stop.throwIfAborted();
    if (performance.now() > until) {
      throw new StartError(`The hub is not ready; see ${around.layout.logFile('hub')}.`);
    }
    await delay(pollMs);
  }
}

async function greet(around: Surroundings, progress: Progress): Promise<void> {
  const link = await signInLink(around);
  progress.step('everything is up; Ctrl-C stops it');
  progress.print('');
  progress.print(`console: ${consoleUrl(around.ports)}`);
  progress.print(`sign in: ${link}`);
  progress.print(
    `         (works once; the administrator's token is in ${around.layout.adminToken})`,
  );
  progress.print(`simulated fleet: npm run swarm -- ${swarmArguments(around)}`);
  progress.print('');
}

function swarmArguments({ root, layout }: Surroundings): string {
  const fleet = '--site hq --devices 200 --events-per-second 1000 --seconds 60';
  const isDefault = layout.dataDir === join(root, dataDirDefault);
  return isDefault ? fleet : `${fleet} --data-dir ${layout.dataDir}`;
}

function programSpec(
  layout: Layout,
  program: ServiceProgram,
  extra: StartConfig['extra'],
): Parameters<typeof Service.start>[0] {
  const { readiness, ...rest } = program;
  return {
    ...rest,
    env: { ...rest.env, ...extra[program.name] },
    pidFile: layout.pidFile(program.name),
    logFile: layout.logFile(program.name),
    isReady: (_, livedMs) => isServing(readiness, livedMs),
  };
}

function postgresSpec(
  layout: Layout,
  prepared: PreparedPostgres,
  extra: StartConfig['extra'],
): Parameters<typeof Service.start>[0] {
  return {
    ...prepared.command,
    name: 'hub-postgres',
    env: { ...prepared.env, ...extra['hub-postgres'] },
    cwd: prepared.cwd,
    pidFile: layout.pidFile('hub-postgres'),
    logFile: layout.logFile('hub-postgres'),
    stop: postgresStop,
    isReady: (pid) => prepared.isReady(pid),
    prepare: () => prepared.clearLeftovers(),
  };
}

/** Settles when the signal is aborted. */
function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
