import { spawn, type ChildProcess } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { StartError } from '../errors.ts';
import { sendSignal, stopProcess, type StopStep } from '../processes.ts';
import { LogFile } from './log-file.ts';
import { afterDeath, noRestarts, type Life } from './restarts.ts';

const pollMs = 50;
const outputMs = 500;
const reportedLines = 5;

/** What a supervised process is and how it is treated. */
export interface ServiceSpec {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly pidFile: string;
  readonly logFile: string;
  readonly stop: readonly StopStep[];
  /** Asked while the process runs, until it says yes. */
  readonly isReady: (pid: number, livedMs: number) => Promise<boolean>;
  /** Done before every start, for instance clearing what the last life left. */
  readonly prepare?: () => Promise<void>;
}

export interface ServiceSurroundings {
  /** Told of every unexpected end, in one line. */
  readonly say: (line: string) => void;
  /** Aborted when the user is out of patience: everything is killed. */
  readonly force: AbortSignal;
  /** Waits before a restart; cut short by the signal. Tests need not wait. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

interface EndedLife extends Life {
  /** `exit code 1`, `SIGKILL`, … */
  readonly how: string;
}

/**
 * A process that is kept running until `stop`.
 *
 * INVARIANTS: at most one process of this service is alive at any time; the pid file names it while
 * it lives; `stop` answers only after it is gone and its log is complete.
 */
export class Service implements AsyncDisposable {
  readonly name: string;
  readonly #spec: ServiceSpec;
  readonly #around: ServiceSurroundings;
  readonly #log: LogFile;
  readonly #stopping = new AbortController();
  readonly #ready = Promise.withResolvers<void>();
  readonly #done: Promise<void>;
  #pid: number | undefined;

  private constructor(spec: ServiceSpec, around: ServiceSurroundings) {
    this.name = spec.name;
    this.#spec = spec;
    this.#around = around;
    this.#log = new LogFile(spec.name, spec.logFile);
    // Whoever waits for readiness gets the failure; without a waiter it is only reported.
    this.#ready.promise.catch(() => undefined);
    this.#done = this.#keepRunning();
  }

  static start(spec: ServiceSpec, around: ServiceSurroundings): Service {
    return new Service(spec, around);
  }

  /** Resolves at the first readiness; rejects with StartError when it cannot start at all. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** The process that is alive now. */
  get pid(): number | undefined {
    return this.#pid;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#ready.reject(new StartError(`${this.name} was stopped before it was ready.`));
    if (this.#pid !== undefined) await stopProcess(this.#pid, this.#spec.stop);
    await this.#done;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #keepRunning(): Promise<void> {
    let restarts = noRestarts;
    while (!this.#stopping.signal.aborted) {
      const life = await this.#live();
      if (this.#stopping.signal.aborted) break;
      const decision = afterDeath(restarts, life);
      restarts = decision.restarts;
      if (decision.isHopeless) this.#reportHopeless();
      const seconds = (decision.waitMs / 1000).toFixed(1);
      this.#around.say(`${this.name} ended (${life.how}); starting it again in ${seconds} s`);
      await (this.#around.wait ?? waitFor)(decision.waitMs, this.#stopping.signal);
    }
    await rm(this.#spec.pidFile, { force: true });
    await this.#log.close();
  }

  /** One life, from start to end. Never throws: what goes wrong is how it ended. */
  async #live(): Promise<EndedLife> {
    const began = performance.now();
    try {
      await this.#spec.prepare?.();
      if (this.#stopping.signal.aborted) throw new Error('stopped before it began');
      const child = this.#spawn();
      const ended = endOf(child);
      const output = [child.stdout, child.stderr].map((stream) =>
        stream ? this.#log.follow(stream) : Promise.resolve(),
      );
      const wasReady = await this.#watch(child, ended, began);
      const how = await ended;
      this.#pid = undefined;
      // A descendant may still hold the pipes; it must not hold up the next life.
      await Promise.race([Promise.all(output), delay(outputMs)]);
      child.stdout?.destroy();
      child.stderr?.destroy();
      return { wasReady, how, livedMs: performance.now() - began };
    } catch (error) {
      this.#pid = undefined;
      const how = error instanceof Error ? error.message : String(error);
      return { wasReady: false, how, livedMs: performance.now() - began };
    }
  }

  /** Own session: a Ctrl-C in the terminal reaches only us, and we stop things in order. */
  #spawn(): ChildProcess {
    const { file, args, env, cwd, uid, gid } = this.#spec;
    return spawn(file, args, {
      cwd,
      env,
      ...(uid === undefined ? {} : { uid }),
      ...(gid === undefined ? {} : { gid }),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  async #watch(child: ChildProcess, ended: Promise<string>, began: number): Promise<boolean> {
    const pid = child.pid;
    if (pid === undefined) return false;
    this.#pid = pid;
    const kill = () => sendSignal(pid, 'SIGKILL');
    this.#around.force.addEventListener('abort', kill, { once: true });
    const life = new AbortController();
    void ended.then(() => life.abort());
    try {
      if (this.#stopping.signal.aborted) sendSignal(pid, this.#spec.stop[0]?.signal ?? 'SIGTERM');
      await writeFile(this.#spec.pidFile, `${pid}\n`);
      while (!life.signal.aborted && !this.#stopping.signal.aborted) {
        if (await this.#spec.isReady(pid, performance.now() - began)) {
          if (life.signal.aborted) return false;
          this.#ready.resolve();
          return true;
        }
        await delay(pollMs);
      }
      return false;
    } finally {
      await ended;
      this.#around.force.removeEventListener('abort', kill);
    }
  }

  #reportHopeless(): void {
    const lines = this.#log.lastLines.slice(-reportedLines).map((line) => `  ${messageOf(line)}`);
    const text = [`${this.name} cannot start; the end of ${this.#spec.logFile}:`, ...lines];
    this.#around.say(text.join('\n'));
    this.#ready.reject(
      new StartError(`${this.name} cannot start; its log is ${this.#spec.logFile}.`),
    );
  }
}

async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** How a child ended; settles for one that could not be started too. */
function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}

/** The message of a JSON log line, or the line itself. */
function messageOf(line: string): string {
  try {
    const value: unknown = JSON.parse(line);
    const isObject = typeof value === 'object' && value !== null && 'msg' in value;
    return isObject && typeof value.msg === 'string' ? value.msg : line;
  } catch {
    // Not JSON: a line of nats-server, PostgreSQL or a crash.
    return line;
  }
}
