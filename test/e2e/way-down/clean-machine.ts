import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { aptInstall } from '@eucora/packaging';
import { output, run, type Outcome } from '../../kit/command.ts';
import { until } from '../../kit/until.ts';

/** A clean machine cannot be had here; the message says what it takes. */
export class CleanMachineError extends Error {
  override readonly name = 'CleanMachineError';
}

const release = 'bookworm';
/** What the agent's program needs beside a minimal Debian, as its package would say. */
const needed = 'libatomic1';
const makeMs = 1_800_000;
const restartMs = 1_000;

/**
 * A machine that has nothing but a minimal Debian: a root of its own with its own processes, mounts,
 * names and host name, on this machine's network. Made by debootstrap once and copied for each use.
 */
export class CleanMachine implements AsyncDisposable {
  readonly root: string;
  readonly #holder: ChildProcess;
  readonly #init: number;

  private constructor(root: string, holder: ChildProcess, init: number) {
    this.root = root;
    this.#holder = holder;
    this.#init = init;
  }

  /** @throws CleanMachineError */
  static async start(say: (line: string) => void): Promise<CleanMachine> {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) {
      throw new CleanMachineError('a clean machine takes Linux and root');
    }
    const base = await baseRoot(say);
    const root = await mkdtemp(join(tmpdir(), 'eucora-machine-'));
    await cp(base, root, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    // Device nodes are not copied; what a program needs of them is this machine's.
    const script =
      'set -e; hostname clean-machine; mount -t proc proc "$0/proc"; mount --bind /dev "$0/dev"; ' +
      'exec chroot "$0" /bin/sh -c "trap exit TERM; while :; do sleep 3600 & wait; done"';
    const own = ['--mount', '--pid', '--uts', '--ipc', '--fork', '--kill-child=KILL'];
    const holder = spawn('unshare', [...own, '/bin/sh', '-c', script, root], { stdio: 'ignore' });
    try {
      const init = await until('the clean machine is up', () => childInside(holder, root));
      return new CleanMachine(root, holder, init);
    } catch (cause) {
      holder.kill('SIGKILL');
      await rm(root, { recursive: true, force: true });
      throw new CleanMachineError('no namespaces can be made here', { cause });
    }
  }

  /** Runs a command in it, to its end. */
  run(command: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    return run('nsenter', [...this.#enter, ...environment(env), ...command], {
      timeoutMs: 120_000,
    });
  }

  /** What a command prints that must succeed. @throws CommandError */
  output(command: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
    return output('nsenter', [...this.#enter, ...environment(env), ...command], {
      timeoutMs: 120_000,
    });
  }

  /** Keeps a program running as a service manager does (`Restart=always`). */
  keepRunning(
    command: readonly string[],
    env: Promise<Readonly<Record<string, string>>>,
    onLine: (line: string) => void,
  ): AsyncDisposable {
    const stopped = new AbortController();
    const done = this.#keep(command, env, onLine, stopped.signal);
    return {
      [Symbol.asyncDispose]: async () => {
        stopped.abort();
        await done;
      },
    };
  }

  async #keep(
    command: readonly string[],
    env: Promise<Readonly<Record<string, string>>>,
    onLine: (line: string) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const line = [...this.#enter, ...environment(await env), ...command];
    while (!signal.aborted) {
      const child = spawn('nsenter', line, {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      // What was entered for it is another process than the program, which has to hear of the end.
      const end = async (): Promise<void> => {
        const inside = await innermost(child.pid ?? 0);
        if (child.exitCode === null) process.kill(inside, 'SIGTERM');
      };
      const onAbort = (): void => void end();
      signal.addEventListener('abort', onAbort, { once: true });
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => onLine(text.trimEnd()));
      }
      await once(child, 'close');
      signal.removeEventListener('abort', onAbort);
      await delay(restartMs, undefined, { signal }).catch(() => undefined);
    }
  }

  get #enter(): string[] {
    return ['-t', String(this.#init), '-m', '-p', '-u', '-i', '-r', '-w', '--'];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#holder, 'close');
    this.#holder.kill('SIGKILL');
    await closed;
    await rm(this.root, { recursive: true, force: true, maxRetries: 5 });
  }
}

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
function environment(env: Readonly<Record<string, string>>): string[] {
  const all = { PATH: path, HOME: '/root', LC_ALL: 'C', ...env };
  return ['/usr/bin/env', '-i', ...Object.entries(all).map(([name, value]) => `${name}=${value}`)];
}

/** The child of a process, if it has one; else that process. */
async function innermost(pid: number): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return Number(children.trim().split(' ')[0]) || pid;
}

/** The first process inside, once it has its own root. */
async function childInside(holder: ChildProcess, root: string): Promise<number | undefined> {
  const { pid } = holder;
  if (pid === undefined || holder.exitCode !== null) throw new Error('unshare ended');
  const init = await innermost(pid);
  if (init === pid) return undefined;
  const { stdout } = await run('readlink', [`/proc/${init}/root`]);
  return stdout.trim() === root ? init : undefined;
}

/** A minimal Debian, kept for the next time. @throws CleanMachineError */
async function baseRoot(say: (line: string) => void): Promise<string> {
  const folder = join(homedir(), '.cache', 'eucora');
  const base = join(folder, `clean-${release}`);
  if (existsSync(base)) return base;
  await mkdir(folder, { recursive: true });
  if (!existsSync('/usr/sbin/debootstrap')) {
    const onBegin = () => say('installing debootstrap');
    const installed = await aptInstall(['debootstrap'], { onBegin });
    if (installed.kind === 'missing') throw new CleanMachineError(installed.reason);
  }
  say('making a minimal Debian (a minute, once)');
  const draft = await mkdtemp(join(folder, 'clean-draft-'));
  const targets = await output('apt-get', ['indextargets', '--format', '$(REPO_URI)']);
  const mirror = targets.split('\n').find((line) => /\/debian\/*$/.test(line));
  const from = mirror === undefined ? [] : [mirror];
  try {
    const minimal = ['--variant=minbase', `--include=${needed}`];
    await output('debootstrap', [...minimal, release, draft, ...from], {
      timeoutMs: makeMs,
    });
    await rm(join(draft, 'dev'), { recursive: true, force: true });
    await mkdir(join(draft, 'dev'));
    await rm(join(draft, 'var/cache/apt/archives'), { recursive: true, force: true });
    await rename(draft, base);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    throw new CleanMachineError('debootstrap could not make a minimal Debian', { cause });
  }
  return base;
}
