import { jetstream, jetstreamManager, JetStreamApiError } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { judgeHubKeys, openHubKeys, ProtocolError, sameBytes, subjects } from '@eucora/protocol';
import { listSites } from '../modules/sites/index.ts';
import type { Database } from '../platform/db.ts';
import type { Logger } from '../platform/logger.ts';
import { Loop } from '../platform/loop.ts';
import type { SignKeys } from '../platform/sign-keys.ts';

export interface HubKeyDocumentsDeps {
  readonly db: Database;
  readonly nats: NatsConnection;
  readonly key: SignKeys;
  readonly logger: Logger;
}

const everyMs = 60_000;
const noMessage = 10_037;
const streamNotFound = 10_059;

/**
 * Leaves the chain of the hub's signing keys for every site, at once when there is a new key. It is
 * the same for all, proves itself, and comes with whatever carries documents.
 */
export function startHubKeyDocuments(deps: HubKeyDocumentsDeps): AsyncDisposable {
  const { key, logger } = deps;
  const turn = (): Promise<void> => hubKeysTurn(deps);
  const loop = new Loop({ name: 'hub-keys', everyMs, logger, turn });
  const newKey = key.onChange(() => loop.wake());
  return {
    async [Symbol.asyncDispose]() {
      newKey[Symbol.dispose]();
      await loop[Symbol.asyncDispose]();
    },
  };
}

/**
 * Makes what the broker holds equal to the chain. One that goes on from ours stays: this hub was
 * restored from before a rotation, and sites may follow already.
 */
export async function hubKeysTurn(deps: HubKeyDocumentsDeps): Promise<void> {
  const { db, nats, key, logger } = deps;
  const { chain } = key;
  for (const { id } of await listSites(db)) {
    const held = await heldAt(nats, id);
    if (!held) {
      if (chain) await jetstream(nats).publish(subjects.downlink(id, 'hub-keys'), chain.bytes);
      continue;
    }
    if (chain && sameBytes(held, chain.bytes)) continue;
    if (isAhead(held, key)) {
      logger.error({ site: id }, 'the broker holds a newer signing key than this hub has');
    } else if (chain) {
      await jetstream(nats).publish(subjects.downlink(id, 'hub-keys'), chain.bytes);
    }
  }
}

function isAhead(held: Uint8Array, key: SignKeys): boolean {
  try {
    return judgeHubKeys(key.chain, key.publicKey, openHubKeys(held)) === 'newer';
  } catch (error) {
    if (error instanceof ProtocolError) return false;
    throw error;
  }
}

async function heldAt(nats: NatsConnection, siteId: string): Promise<Uint8Array | undefined> {
  const manager = await jetstreamManager(nats, { checkAPI: false });
  const last_by_subj = subjects.downlink(siteId, 'hub-keys');
  try {
    return (await manager.streams.getMessage(subjects.stream.downlink, { last_by_subj }))?.data;
  } catch (error) {
    const isNone =
      error instanceof JetStreamApiError && [noMessage, streamNotFound].includes(error.code);
    if (isNone) return undefined;
    throw error;
  }
}
