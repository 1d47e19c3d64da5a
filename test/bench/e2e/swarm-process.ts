import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inheritedEnvironment, projectRoot } from '../../kit/config.ts';
import type { SwarmResult } from '../../swarm/swarm.ts';
import { InvalidRunError } from '../errors.ts';

export interface SwarmRun {
  /** Every device is enrolled and events flow at the wanted rate. */
  readonly running: Promise<void>;
  /** No more events are made. */
  readonly draining: Promise<void>;
  /** Everything is acked. */
  readonly result: Promise<SwarmResult>;
  stop(): void;
}

/** Runs a swarm in a process of its own, so that what is measured has its own event loop. */
export function startSwarm(args: readonly string[]): SwarmRun {
  const main = join(projectRoot, 'test', 'swarm', 'main.ts');
  const child = spawn(process.execPath, [main, ...args, '--json'], {
    env: inheritedEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const running = Promise.withResolvers<void>();
  const draining = Promise.withResolvers<void>();
  let last = '';
  createInterface({ input: child.stderr }).on('line', (line) => {
    last = line;
    if (/ s {2}running /.test(line)) running.resolve();
    if (/ s {2}draining /.test(line)) draining.resolve();
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const result = once(child, 'close').then(([code]) => {
    running.resolve();
    draining.resolve();
    const line = printed.trim().split('\n').at(-1) ?? '';
    if (line === '') throw new InvalidRunError(`the swarm ended with code ${code}: ${last}`);
    return JSON.parse(line) as SwarmResult;
  });
  // It may fail while nobody waits for it yet.
  result.catch(() => undefined);
  return {
    running: running.promise,
    draining: draining.promise,
    result,
    stop: () => void child.kill('SIGTERM'),
  };
}
