import { setTimeout as delay } from 'node:timers/promises';
import { ProtocolError, type DeviceId } from '@eucora/protocol';
import type { Logger } from '../log.ts';
import { DeskUnavailableError, type Desk } from '../sender/desk.ts';
import type { CollectionPolicy } from './policy.ts';

export interface FollowerOptions {
  readonly deviceId: DeviceId;
  readonly policy: CollectionPolicy;
  readonly logger: Logger;
  /** How often a relay is asked whether there is something newer. */
  readonly askEveryMs?: number;
}

const askEveryMs = 60_000;
/** A site that has just begun hears from its hub within seconds. */
const askAgainMs = 2_000;

/**
 * Asks the relay for the site's settings, at once and then every minute (half a minute to one and a
 * half, so that a site's devices do not ask together), until aborted. A relay of an older program does
 * not answer; what was kept holds.
 */
export async function followCollection(
  desk: Pick<Desk, 'collection'>,
  { deviceId, policy, logger, askEveryMs: everyMs = askEveryMs }: FollowerOptions,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    let waitMs = everyMs * (0.5 + Math.random());
    try {
      const { ledgerEpoch = 0, generation = 0 } = policy.document ?? {};
      const answer = await desk.collection({ deviceId, ledgerEpoch, generation });
      if (answer.document.length > 0) await policy.take(answer.document);
      else if (!answer.held) waitMs = Math.min(waitMs, askAgainMs);
    } catch (error) {
      if (signal.aborted) return;
      const isExpected = error instanceof DeskUnavailableError || error instanceof ProtocolError;
      const level = isExpected ? 'debug' : 'warn';
      logger[level]({ err: error }, 'the relay said nothing of what is collected');
    }
    await delay(waitMs, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}
