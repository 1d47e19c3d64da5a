import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import type { Queryable } from '../../platform/db.ts';
import { messageOf } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import { renderNatsAuth } from './nats-auth.ts';
import { selectRelays } from './store.ts';

export interface NatsAuthDeps {
  readonly db: Queryable;
  readonly hubPublic: string;
  readonly authFile: string | undefined;
  readonly pidFile: string | undefined;
  readonly logger: Logger;
}

/**
 * Brings the broker's users in line with the admitted relays: rewrites the file when it differs and
 * asks the server to read it again. Without a file (a broker run by others) it does nothing.
 * @returns whether the file has changed
 */
export async function writeNatsAuth(deps: NatsAuthDeps): Promise<boolean> {
  const { authFile, pidFile } = deps;
  if (authFile === undefined) return false;
  const text = renderNatsAuth(deps.hubPublic, await selectRelays(deps.db));
  if ((await readIfThere(authFile)) === text) return false;
  const fresh = `${authFile}.${randomBytes(6).toString('hex')}`;
  await writeFile(fresh, text, { mode: 0o600, flush: true });
  await rename(fresh, authFile);
  if (pidFile !== undefined) await reload(pidFile, deps.logger);
  return true;
}

/**
 * SIGHUP makes nats-server read its configuration again; a server that is not up needs no telling.
 */
async function reload(pidFile: string, logger: Logger): Promise<void> {
  const text = await readIfThere(pidFile);
  const pid = Number(text?.trim());
  if (!Number.isSafeInteger(pid) || pid <= 1) return;
  try {
    process.kill(pid, 'SIGHUP');
    logger.info({ natsPid: pid }, 'nats-server told to read its users again');
  } catch (error) {
    logger.warn({ natsPid: pid }, `nats-server could not be told: ${messageOf(error)}`);
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
