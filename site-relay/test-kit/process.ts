import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isReport, type StatusReport } from '../src/status/report.ts';
import { relayEnvironment } from './relay.ts';

const main = join(import.meta.dirname, '../src/main.ts');

/** A relay in a process of its own, so that it can be killed. */
export class RelayProcess {
  readonly #home: string;
  readonly #env: Readonly<Record<string, string>>;
  #child: ChildProcess | undefined;
  errors = '';

  constructor(home: string, env: Readonly<Record<string, string>> = {}) {
    this.#home = home;
    this.#env = env;
  }

  /** Starts and waits until it answers. */
  async start(): Promise<StatusReport> {
    const child = spawn(process.execPath, [main, 'run'], {
      env: { ...relayEnvironment(this.#home), ...this.#env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child = child;
    child.stderr?.on('data', (bytes: Buffer) => {
      this.errors += bytes.toString();
    });
    for (let tries = 0; tries < 400 && child.exitCode === null; tries += 1) {
      const report = await this.report();
      if (report && Date.parse(report.started_at) >= this.#notBeforeMs) return report;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`the relay did not start: ${this.errors}`);
  }

  #notBeforeMs = 0;

  /** Its status; undefined while it does not answer. */
  async report(): Promise<StatusReport | undefined> {
    try {
      const url = (await readFile(join(this.#home, 'status-url'), 'utf8')).trim();
      const answer: unknown = await (await fetch(new URL('api/status/', url))).json();
      return isReport(answer) ? answer : undefined;
    } catch {
      return undefined; // not yet, or not any more
    }
  }

  /** Kills it without a word; its nats-server lives on. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
    this.#notBeforeMs = Date.now();
  }

  /** Stops it cleanly; answers its exit code. */
  async stop(): Promise<number | null> {
    await this.#end('SIGTERM');
    return this.#child?.exitCode ?? null;
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}
