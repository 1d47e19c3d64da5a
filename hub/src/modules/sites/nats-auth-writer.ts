import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import type { Queryable } from '../../platform/db.ts';
import { messageOf } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import { findNats } from '../../platform/nats-process.ts';
import { renderCalloutAuth, renderNatsAuth, type CalloutUsers } from './nats-auth.ts';
import { selectRelays } from './store.ts';

export interface NatsAuthDeps {
  readonly db: Queryable;
  readonly hubPublic: string;
  /** Where relays show certificates: who is asked about them. */
  readonly callout?: CalloutUsers | undefined;
  readonly authFile: string | undefined;
  readonly pidFile: string | undefined;
  readonly logger: Logger;
}

/** Writes what the broker starts with, where relays show certificates. */
export async function prepareNatsAuth(authFile: string, callout: CalloutUsers): Promise<void> {
  await writeWhole(authFile, renderCalloutAuth(callout));
}

/**
 * Brings the broker's users in line with the admitted relays: rewrites the file when it differs and
 * asks the server to read it again. Without a file (a broker run by others) it does nothing.
 * @returns whether the file has changed
 */
export async function writeNatsAuth(deps: NatsAuthDeps): Promise<boolean> {
  const { authFile, pidFile } = deps;
  if (authFile === undefined) return false;
  const text = deps.callout
    ? renderCalloutAuth(deps.callout)
    : renderNatsAuth(deps.hubPublic, await selectRelays(deps.db));
  if ((await readIfThere(authFile)) === text) return false;
  await writeWhole(authFile, text);
  if (pidFile !== undefined) await reloadNats(pidFile, deps.logger);
  return true;
}

/**
 * SIGHUP makes nats-server read its configuration again; a server that is not up needs no telling.
 */
export async function reloadNats(pidFile: string, logger: Logger): Promise<void> {
  const found = await findNats(pidFile);
  if ('unknown' in found) return;
  const { pid } = found;
  try {
    process.kill(pid, 'SIGHUP');
    logger.info({ natsPid: pid }, 'nats-server told to read its users again');
  } catch (error) {
    logger.warn({ natsPid: pid }, `nats-server could not be told: ${messageOf(error)}`);
  }
}

async function writeWhole(path: string, text: string): Promise<void> {
  const fresh = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(fresh, text, { mode: 0o600, flush: true });
  await rename(fresh, path);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
