import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode, NatsServerError } from '../errors.ts';
import { readIfThere, writeFileAtomic } from '../home/files.ts';
import { limits } from '../limits.ts';
import type { Logger } from '../log.ts';
import { pause, Wakeup } from '../wakeup.ts';
import { LogFollower } from './log-follower.ts';
import { claimPort, findByPidFile, greets, runs, signalProcess } from './process.ts';
import { renderServerConfig, type CalloutKeys } from './server-config.ts';
import type { SiteTls } from './tls.ts';

export interface SupervisorOptions {
  readonly directory: string;
  readonly program: string;
  readonly site: string;
  readonly host: string;
  readonly port: number;
  readonly pidFile: string | undefined;
  readonly relayNkey: string;
  readonly deviceNkey: string;
  readonly tls: SiteTls | undefined;
  readonly callout: CalloutKeys | undefined;
  readonly log: Logger;
}
export interface ServerState {
  readonly pid: number | undefined;
  readonly healthy: boolean;
  readonly restarts: number;
  readonly adopted: boolean;
}

/**
 * Keeps this site's nats-server running. The server is started apart from this process and outlives
 * it: a relay that was killed finds the server and its agents' connections as they were.
 */
export class NatsSupervisor implements AsyncDisposable {
  #options: SupervisorOptions;
  readonly #configFile: string;
  readonly #pidFile: string;
  readonly #follower: LogFollower;
  readonly #stop = new AbortController();
  readonly #wakeup = new Wakeup();
  #loop: Promise<void> = Promise.resolve();
  #pid: number | undefined;
  #healthy = false;
  #restarts = 0;
  #adopted = false;

  private constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#configFile = join(options.directory, 'nats.conf');
    this.#pidFile = options.pidFile ?? join(options.directory, 'nats.pid');
    this.#follower = new LogFollower(join(options.directory, 'nats.log'), options.log);
  }

  /**
   * Adopts the server of an earlier run or starts one; returns when it answers.
   * @throws PortBusyError | NatsServerError
   */
  static async start(options: SupervisorOptions): Promise<NatsSupervisor> {
    const supervisor = new NatsSupervisor(options);
    await mkdir(options.directory, { recursive: true, mode: 0o700 });
    await mkdir(dirname(supervisor.#pidFile), { recursive: true });
    await supervisor.#follower.poll();
    if (!(await supervisor.#adopt())) {
      await claimPort(
        options.host,
        options.port,
        "the site's nats-server",
        'EUCORA_RELAY_NATS_PORT',
      );
      await supervisor.#spawn();
      await supervisor.#untilHealthy();
    }
    supervisor.#loop = supervisor.#watch();
    return supervisor;
  }

  get state(): ServerState {
    const { pid, healthy } = { pid: this.#pid, healthy: this.#healthy };
    return { pid, healthy, restarts: this.#restarts, adopted: this.#adopted };
  }

  get url(): string {
    const { host, port } = this.#options;
    return `nats://${host.includes(':') ? `[${host}]` : host}:${port}`;
  }

  /** Looks at the server at once, for instance because the connection to it broke. */
  look(): void {
    this.#wakeup.wake();
  }

  /** The certificate's files hold another one: the server takes it without losing a connection. */
  async reload(fingerprint: string): Promise<void> {
    const { tls } = this.#options;
    if (!tls) return;
    this.#options = { ...this.#options, tls: { ...tls, fingerprint } };
    await this.#writeConfig();
    if (this.#pid !== undefined) signalProcess(this.#pid, 'SIGHUP');
  }

  async #writeConfig(): Promise<'same' | 'changed'> {
    const { directory } = this.#options;
    const logFile = join(directory, 'nats.log');
    const text = renderServerConfig({ ...this.#options, pidFile: this.#pidFile, logFile });
    const before = await readIfThere(this.#configFile);
    if (before?.toString() === text) return 'same';
    await writeFileAtomic(this.#configFile, text);
    return 'changed';
  }

  async #adopt(): Promise<boolean> {
    const { log } = this.#options;
    const change = await this.#writeConfig();
    const pid = await findByPidFile(this.#pidFile, this.#configFile);
    if (pid === undefined) return false;
    if (change === 'changed' || !(await this.#greets(2_000))) {
      log.info({ pid }, 'the nats-server of an earlier run does not fit any more: replacing it');
      await this.#end(pid);
      return false;
    }
    this.#pid = pid;
    this.#adopted = true;
    this.#healthy = true;
    log.info({ pid }, 'adopted the nats-server of an earlier run');
    return true;
  }

  async #spawn(): Promise<void> {
    const { program, log } = this.#options;
    await this.#writeConfig();
    const child = spawn(program, ['-c', this.#configFile], {
      detached: true,
      stdio: 'ignore',
      env: { PATH: dirname(program), GOMEMLIMIT: `${limits.natsMemoryBytes}B` },
    });
    await spawned(child, program);
    child.once('exit', () => this.#wakeup.wake());
    child.unref();
    this.#pid = child.pid;
    this.#adopted = false;
    log.info({ pid: child.pid, program }, 'nats-server started');
  }

  async #untilHealthy(): Promise<void> {
    const { directory } = this.#options;
    const deadline = performance.now() + limits.natsStartMsMax;
    while (performance.now() < deadline && !this.#stop.signal.aborted) {
      if (await this.#greets(1_000)) {
        this.#healthy = true;
        return;
      }
      if (!(await this.#runs())) break;
      await pause(50, this.#stop.signal);
    }
    await this.#follower.poll();
    throw new NatsServerError(`nats-server did not start; see ${join(directory, 'nats.log')}`);
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stop;
    let backoffMs: number = limits.natsRestartMsMin;
    let missed = 0;
    while (!signal.aborted) {
      await this.#wakeup.sleep(limits.natsHealthEveryMs, signal);
      if (signal.aborted) return;
      try {
        await this.#follower.poll();
        if (await this.#isWell()) {
          missed = 0;
          backoffMs = limits.natsRestartMsMin;
          continue;
        }
        missed += 1;
        if (missed < 3 && (await this.#runs())) continue;
        this.#healthy = false;
        this.#options.log.warn({ pid: this.#pid, backoffMs }, 'nats-server is gone: restarting it');
        await pause(backoffMs, signal);
        backoffMs = Math.min(backoffMs * 2, limits.natsRestartMsMax);
        await this.#restart();
        missed = 0;
      } catch (error) {
        this.#options.log.error({ err: error }, 'nats-server could not be restarted; trying again');
        this.#wakeup.wake();
      }
    }
  }

  #greets(ms: number): Promise<boolean> {
    const { host, port, tls } = this.#options;
    return greets(host, port, ms, tls?.client);
  }

  async #isWell(): Promise<boolean> {
    return (await this.#runs()) && this.#greets(2_000);
  }

  async #runs(): Promise<boolean> {
    return this.#pid !== undefined && runs(this.#pid, this.#configFile);
  }

  async #restart(): Promise<void> {
    if (this.#stop.signal.aborted) return;
    if (this.#pid !== undefined) await this.#end(this.#pid);
    this.#pid = undefined;
    this.#restarts += 1;
    await this.#spawn();
    await this.#untilHealthy();
  }

  /** Ends a server of ours: asks, waits, insists. */
  async #end(pid: number): Promise<void> {
    if (!(await runs(pid, this.#configFile)) || !signalProcess(pid, 'SIGTERM')) return;
    const never = new AbortController().signal;
    for (const deadline = performance.now() + 4_000; performance.now() < deadline;) {
      if (!(await runs(pid, this.#configFile))) return;
      await pause(25, never);
    }
    signalProcess(pid, 'SIGKILL');
  }

  /** Stops the server: a clean stop of the relay is a clean stop of its server. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#loop;
    if (this.#pid !== undefined) await this.#end(this.#pid);
    await rm(this.#pidFile, { force: true });
    this.#healthy = false;
    await this.#follower.poll();
  }
}

function spawned(child: ChildProcess, program: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) => {
      const why = errorCode(cause) ?? 'unknown error';
      reject(new NatsServerError(`${program} could not be started (${why})`, { cause }));
    });
  });
}
