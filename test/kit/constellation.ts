import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectApi, type ApiClient } from './api.ts';
import { inheritedEnvironment, projectRoot } from './config.ts';
import { until } from './until.ts';

/** The whole of EUCORA edge as `npm start` runs it: hub, two sites, this machine's agent. */
export interface Constellation extends AsyncDisposable {
  readonly dataDir: string;
  readonly url: string;
  readonly api: ApiClient;
  /** What the supervisor has printed so far. */
  console(): string;
  /** Stops everything as Ctrl-C does; rejects when that is not clean. */
  stop(how?: { readonly keep: boolean }): Promise<void>;
}
export interface ConstellationOptions {
  /** Continue in this directory and keep it; otherwise a fresh one, removed in the end. */
  readonly dataDir?: string;
  readonly startWithinMs?: number;
  /** Variables for single processes: `relay-hq:EUCORA_LOG_LEVEL=debug`. */
  readonly env?: readonly string[];
}

export class ConstellationError extends Error {
  override readonly name = 'ConstellationError';
}

const stopWithinMs = 60_000;

/** Starts everything in real processes on free ports and waits until it is ready. */
export async function startConstellation(
  options: ConstellationOptions = {},
): Promise<Constellation> {
  const fresh = options.dataDir === undefined;
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'eucora-test-')));
  const supervisor = startSupervisor(dataDir, options.env ?? []);
  const remove = () => (fresh ? rm(dataDir, { recursive: true, force: true }) : undefined);
  try {
    const url = await until(
      'the console line is printed',
      () => consoleUrl(supervisor.output()) ?? (supervisor.ended() ? '' : undefined),
      { withinMs: options.startWithinMs ?? 120_000 },
    );
    if (url === '') throw new ConstellationError('npm start ended before it was ready');
    const api = await connectApi(url, dataDir);
    const stop = async ({ keep } = { keep: false }): Promise<void> => {
      await supervisor.stop();
      if (!keep) await remove();
    };
    const dispose = () => stop();
    return { dataDir, url, api, console: supervisor.output, stop, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await supervisor.stop();
    await remove();
    throw new ConstellationError(`the constellation did not start:\n${supervisor.output()}`, {
      cause: error,
    });
  }
}

/** The address in the line that a ready start prints. */
function consoleUrl(text: string): string | undefined {
  return /^console: (http:\S+)$/m.exec(text)?.[1];
}

function startSupervisor(dataDir: string, env: readonly string[]) {
  const bootstrap = join(projectRoot, 'packaging', 'bootstrap', 'main.mjs');
  const child = spawn(
    process.execPath,
    [bootstrap, 'start', '--port', '0', '--data-dir', dataDir, ...env.flatMap(asOption)],
    { cwd: projectRoot, env: inheritedEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  }
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  return { output: () => text, ended, stop: () => stopGently(child, ended, () => text) };
}

function asOption(variable: string): string[] {
  return ['--env', variable];
}

async function stopGently(
  child: ChildProcess,
  ended: () => boolean,
  output: () => string,
): Promise<void> {
  if (ended()) return;
  child.kill('SIGINT');
  try {
    await until('npm start stops after Ctrl-C', ended, { withinMs: stopWithinMs });
  } catch (cause) {
    child.kill('SIGKILL');
    throw new ConstellationError(`npm start did not stop:\n${output()}`, { cause });
  }
  if (child.exitCode !== 0 && child.exitCode !== 130) {
    const how = child.exitCode ?? child.signalCode;
    throw new ConstellationError(`npm start stopped uncleanly (${how}):\n${output()}`);
  }
}
