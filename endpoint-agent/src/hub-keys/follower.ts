import { setTimeout as delay } from 'node:timers/promises';
import { ProtocolError, type DeviceId } from '@eucora/protocol';
import type { Logger } from '../log.ts';
import { DeskUnavailableError, type Desk } from '../sender/desk.ts';
import type { DeviceHubKeys } from './hub-keys.ts';

export interface HubKeysFollower {
  readonly deviceId: DeviceId;
  readonly hubKeys: DeviceHubKeys;
  readonly logger: Logger;
  /** How often a relay is asked whether the hub signs with another key. */
  readonly askEveryMs?: number;
}

const askEveryMs = 3_600_000;

/** Asks the relay once. One of an older program does not answer; what is followed holds. */
async function ask(desk: Pick<Desk, 'hubKeys'>, of: HubKeysFollower): Promise<void> {
  const { deviceId, hubKeys, logger } = of;
  try {
    const generation = hubKeys.number;
    const bytes = await desk.hubKeys({ deviceId, ledgerEpoch: 0, generation });
    if (bytes.length > 0) await hubKeys.take(bytes);
  } catch (error) {
    const isExpected = error instanceof DeskUnavailableError || error instanceof ProtocolError;
    logger[isExpected ? 'debug' : 'warn']({ err: error }, 'the relay said nothing of hub keys');
  }
}

/**
 * The desk with the hub's keys before what they signed: a document by a key that is not known here has
 * the relay asked for the keys first.
 */
export function keysBeforeDocuments(desk: Desk, of: HubKeysFollower): Desk {
  const withKeys = async (document: Uint8Array): Promise<void> => {
    if (document.length === 0 || of.hubKeys.knowsSignerOf(document)) return;
    await ask(desk, of);
  };
  return {
    ...desk,
    async collection(question) {
      const answer = await desk.collection(question);
      await withKeys(answer.document);
      return answer;
    },
    async erasures(question) {
      const document = await desk.erasures(question);
      await withKeys(document);
      return document;
    },
  };
}

/** Asks for the hub's keys, at once and then every hour or so, until aborted. */
export async function followHubKeys(
  desk: Pick<Desk, 'hubKeys'>,
  of: HubKeysFollower,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await ask(desk, of);
    const waitMs = (of.askEveryMs ?? askEveryMs) * (0.5 + Math.random());
    await delay(waitMs, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}
