import { stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { isAbsolute } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { HealthCheck } from '@eucora/protocol/desired';
import { systemCode } from '../errors.ts';
import type { RunProgram } from './program.ts';

/** Why a check is not satisfied; null when it is. */
export type CheckResult = string | null;

const portPatienceMs = 3_000;
const againMs = 1_000;
const unitName = /^[A-Za-z0-9@_][A-Za-z0-9@._:\\-]{0,250}$/;

/**
 * Makes checks, each until it is satisfied or `patienceMs` are over: a service that was just
 * installed may still be starting. Answers the first that is not satisfied, as text.
 */
export async function failedCheck(
  checks: readonly HealthCheck[],
  run: RunProgram,
  patienceMs: number,
): Promise<CheckResult> {
  const overMs = performance.now() + patienceMs;
  for (const check of checks) {
    for (;;) {
      const why = await makeCheck(check, run);
      if (why === null) break;
      if (performance.now() + againMs > overMs) return why;
      await delay(againMs);
    }
  }
  return null;
}

async function makeCheck(check: HealthCheck, run: RunProgram): Promise<CheckResult> {
  switch (check.kind) {
    case 'service_active':
      return isActive(check.unit, run);
    case 'file_exists':
      return isThere(check.path);
    case 'port_open':
      return isOpen(check.port);
    case 'program_succeeds': {
      const { path, args, timeoutMs } = check;
      if (!isAbsolute(path)) return `${path} is no absolute path`;
      const { kind, code, said } = await run({ path, args, timeoutMs });
      if (kind === 'ended' && code === 0) return null;
      const how = kind === 'ended' ? `ended with ${code ?? 'a signal'}` : kind.replace('_', ' ');
      return `${path} ${how}: ${said.slice(-300)}`;
    }
    default: {
      const unknown: never = check;
      return `a check that this program does not know: ${JSON.stringify(unknown)}`;
    }
  }
}

async function isActive(unit: string, run: RunProgram): Promise<CheckResult> {
  if (!unitName.test(unit)) return `"${unit}" names no service`;
  const args = ['is-active', '--', unit];
  const { kind, code, stdout } = await run({
    path: '/usr/bin/systemctl',
    args,
    timeoutMs: 10_000,
  });
  if (kind === 'ended' && code === 0) return null;
  return `the service ${unit} is ${stdout.trim() || 'not known here'}`;
}

async function isThere(path: string): Promise<CheckResult> {
  try {
    await stat(path);
    return null;
  } catch (error) {
    const code = systemCode(error);
    if (code === '') throw error;
    return `${path} is not there (${code})`;
  }
}

function isOpen(port: number): Promise<CheckResult> {
  const { promise, resolve } = Promise.withResolvers<CheckResult>();
  const socket = connect({ port, host: 'localhost', timeout: portPatienceMs });
  const end = (answer: CheckResult): void => {
    socket.destroy();
    resolve(answer);
  };
  socket.on('connect', () => end(null));
  socket.on('timeout', () => end(`nothing answers on port ${port}`));
  socket.on('error', (error) => end(`nothing answers on port ${port} (${systemCode(error)})`));
  return promise;
}
