import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Ended } from './results.ts';

export interface RunBounds {
  readonly timeoutMs: number;
  readonly outputBytesMax: number;
  readonly signal: AbortSignal;
}
/** A program that ended, or why it did not run to its end. */
export type Run =
  | ({ readonly ok: true } & Ended)
  | { readonly ok: false; readonly fault: 'absent' | 'timeout' | 'too_much' | 'stopped' };

/**
 * Runs a program without a shell, without input, and no longer or louder than bounded; it is killed
 * beyond that. What it says on both its outputs is given together.
 * @throws what the system says when it can't start it for another reason than its absence
 */
export async function run(
  program: string,
  args: readonly string[],
  { timeoutMs, outputBytesMax, signal }: RunBounds,
): Promise<Run> {
  const child = spawn(program, [...args], { stdio: ['ignore', 'pipe', 'pipe'], shell: false });
  const { promise, resolve, reject } = Promise.withResolvers<Run>();
  const pieces: Buffer[] = [];
  let bytes = 0;
  const end = (fault: 'timeout' | 'too_much' | 'stopped'): void => {
    child.kill('SIGKILL');
    resolve({ ok: false, fault });
  };
  const listen = (stream: Readable): void => {
    stream.on('data', (piece: Buffer) => {
      bytes += piece.length;
      if (bytes > outputBytesMax) end('too_much');
      else pieces.push(piece);
    });
  };
  listen(child.stdout);
  listen(child.stderr);
  child.on('error', (error) => {
    if ('code' in error && error.code === 'ENOENT') resolve({ ok: false, fault: 'absent' });
    else reject(error);
  });
  child.on('close', (code) => {
    resolve({ ok: true, code, output: Buffer.concat(pieces).toString('utf8') });
  });
  const timer = setTimeout(() => end('timeout'), timeoutMs);
  const onAbort = (): void => end('stopped');
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
