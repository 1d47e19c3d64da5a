import { setTimeout as delay } from 'node:timers/promises';
import { ProtocolError } from '@eucora/protocol';
import type { Logger } from '../log.ts';
import { DeskUnavailableError } from '../sender/desk.ts';

export interface FollowOptions {
  /** As people call it: `what is collected`. */
  readonly what: string;
  readonly logger: Logger;
  /** How often a relay is asked whether there is something newer. */
  readonly askEveryMs?: number;
}

const askEveryMs = 60_000;
/** A site that has just begun hears from its hub within seconds. */
const askAgainMs = 2_000;

/**
 * Asks the relay for a document, at once and then every minute (half a minute to one and a half, so that
 * a site's devices do not ask together), until aborted. `ask` says whether the relay has one at all. A
 * relay of an older program does not answer; what was kept holds.
 */
export async function followDocument(
  ask: () => Promise<'held' | 'none'>,
  { what, logger, askEveryMs: everyMs = askEveryMs }: FollowOptions,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    let waitMs = everyMs * (0.5 + Math.random());
    try {
      if ((await ask()) === 'none') waitMs = Math.min(waitMs, askAgainMs);
    } catch (error) {
      if (signal.aborted) return;
      const isExpected = error instanceof DeskUnavailableError || error instanceof ProtocolError;
      const level = isExpected ? 'debug' : 'warn';
      logger[level]({ err: error }, `the relay said nothing of ${what}`);
    }
    await delay(waitMs, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}
