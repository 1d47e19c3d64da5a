import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../kit/command.ts';
import { readSaid, type Said } from './said.ts';
import { mergeTraces, readTrace, tracedCalls, type TraceLine } from './trace.ts';

/** One call of a thread, and what becomes of it. */
export interface Injection {
  readonly syscall: string;
  /** The nth call of that name in a thread, from 1. */
  readonly nth: number;
  readonly effect: 'KILL' | 'EIO' | 'ENOSPC';
}
export interface Traced {
  readonly said: readonly Said[];
  readonly code: number | null;
  readonly stderr: string;
  /** Trace of each thread. */
  readonly threads: readonly (readonly TraceLine[])[];
}
export interface TraceOptions {
  readonly program: string;
  readonly args: readonly string[];
  /** Where the traces go meanwhile; must not be there yet. */
  readonly directory: string;
  readonly inject?: Injection;
  /** Keep what is written, up to this many bytes a call. */
  readonly bytesMax: number;
  readonly signal: AbortSignal;
}

/**
 * Runs a Node program under strace. All its file work goes through one thread, so that the nth call
 * of a run is about the nth of the next.
 */
export async function trace(options: TraceOptions): Promise<Traced> {
  const { program, args, directory, inject, bytesMax, signal } = options;
  await mkdir(directory);
  const out = join(directory, 'thread');
  // With seccomp strace sees less and is faster, but injects no signals.
  const fast = inject?.effect === 'KILL' ? [] : ['--seccomp-bpf'];
  const flags = ['-f', '-ff', ...fast, '-ttt', '-y', '-xx', '-s', String(bytesMax)];
  const chosen = ['-e', `trace=${tracedCalls}`, '-o', out];
  const injected = inject ? ['-e', `inject=${injectionText(inject)}`] : [];
  try {
    const command = [...flags, ...chosen, ...injected, process.execPath, program, ...args];
    const env = { UV_THREADPOOL_SIZE: '1' };
    const { code, stdout, stderr } = await run('strace', command, { env, signal });
    const names = (await readdir(directory)).toSorted();
    const texts = names.map((name) => readFile(join(directory, name), 'utf8'));
    const threads = (await Promise.all(texts)).map(readTrace);
    return { said: readSaid(stdout), code, stderr, threads };
  } finally {
    await rm(directory, { recursive: true });
  }
}

function injectionText({ syscall, nth, effect }: Injection): string {
  const what = effect === 'KILL' ? 'signal=KILL' : `error=${effect}`;
  return `${syscall}:${what}:when=${nth}`;
}

/** strace cannot be had here; the message says how to get it. */
export class StraceError extends Error {
  override readonly name = 'StraceError';
}

/** Makes sure that strace works, installing Debian's package where it can. @throws StraceError */
export async function ensureStrace(say: (line: string) => void): Promise<void> {
  if (await works()) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('installing strace');
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    const timeoutMs = 600_000;
    const apt = ['-o', 'DPkg::Lock::Timeout=120', '-qq'];
    await run('apt-get', [...apt, 'update'], { env, timeoutMs });
    const install = ['install', '-y', '--no-install-recommends', 'strace'];
    await run('apt-get', [...apt, ...install], { env, timeoutMs });
    if (await works()) return;
  }
  throw new StraceError('strace does not work: install it, and allow ptrace to this user');
}

async function works(): Promise<boolean> {
  if (!existsSync('/usr/bin/strace')) return false;
  const { code } = await run('strace', ['-f', '-e', 'trace=none', process.execPath, '--version']);
  return code === 0;
}

/** Everything that all threads did, in order. */
export function inOrder(traced: Traced): TraceLine[] {
  return mergeTraces(traced.threads);
}
