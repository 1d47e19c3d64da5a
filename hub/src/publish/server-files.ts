import { stat } from 'node:fs/promises';
import { configLoadedMs, type PrivateKey } from '@eucora/protocol';
import type { NatsConnection } from '@nats-io/transport-node';
import { hubLeafFiles, reloadNats } from '../modules/sites/index.ts';
import type { Logger } from '../platform/logger.ts';
import { Loop } from '../platform/loop.ts';

export interface ServerFilesDeps {
  /** The hub's, where its certificate is. */
  readonly home: string;
  readonly ca: PrivateKey;
  readonly pidFile: string;
  /** Of the broker's system account. */
  readonly system: NatsConnection;
  readonly now: () => Date;
  readonly logger: Logger;
}

const lookEveryMs = 60_000;
const askMs = 10_000;

/**
 * Renews the hub's certificate from its twentieth day on and has the broker read it. The broker asks
 * the gate about each connected relay while it reads, waits half a minute for each answer, and accepts
 * nobody meanwhile: without a gate, as many half minutes as there are relays, in which the gate itself
 * could not come back. So this may run only where the gate answers.
 */
export function startServerFiles(deps: ServerFilesDeps): Loop {
  const turn = async (): Promise<void> => void (await refreshServer(deps));
  return new Loop({ name: 'server-files', everyMs: lookEveryMs, logger: deps.logger, turn });
}

/** Looks once; true when the broker was told. @throws Error when the broker does not answer */
export async function refreshServer(deps: ServerFilesDeps): Promise<boolean> {
  const { home, ca, pidFile, system, now, logger } = deps;
  const { certificate } = await hubLeafFiles(home, ca, now());
  // Both by this machine's clock: when the file was written, and when the server last read it. Our
  // own `now` may be another one.
  const { mtimeMs } = await stat(certificate);
  const subject = `$SYS.REQ.SERVER.${system.info?.server_id ?? ''}.VARZ`;
  const answer = await system.request(subject, '', { timeout: askMs });
  if (configLoadedMs(answer.json<unknown>()) >= mtimeMs) return false;
  await reloadNats(pidFile, logger);
  return true;
}
