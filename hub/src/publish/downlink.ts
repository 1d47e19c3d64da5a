// The way of an event: the receipt at the broker, one message a site.
// Next: site-relay/src/uplink/uplink.ts

import {
  jetstream,
  jetstreamManager,
  JetStreamApiError,
  type JetStreamManager,
  type StoredMsg,
} from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { openReceipt, subjects, type Believed } from '@eucora/protocol';
import { messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { IssuedReceipt } from '../modules/ledger/index.ts';
import { downlinkStep, type Place } from './downlink-rules.ts';

/** A site whose broker message is newer than anything the database remembers. */
export interface AheadOfUs {
  readonly siteId: string;
  readonly place: Place;
}
interface Held {
  readonly sequence: number;
  readonly place: Place | undefined; // undefined: nothing, or nothing of ours
}

// JetStream's own error codes.
const wrongLastSequence = 10_071;
const streamNotFound = 10_059;

/**
 * Keeps one message per site at the broker equal to the newest receipt of the database. Every write
 * names the sequence that it replaces, so that two hubs can't overwrite the newer with the older.
 */
export class Downlink {
  readonly #nats: NatsConnection;
  readonly #hubKey: Believed;
  readonly #logger: Logger;
  readonly #sequences = new Map<string, number>();

  constructor(nats: NatsConnection, hubKey: Believed, logger: Logger) {
    this.#nats = nats;
    this.#hubKey = hubKey;
    this.#logger = logger;
  }

  /** Publishes what was just issued; on doubt looks at what the broker holds and decides again. */
  async publish(receipt: IssuedReceipt): Promise<boolean> {
    const subject = subjects.downlink(receipt.siteId, 'receipt');
    const known = this.#sequences.get(subject);
    if (known === undefined) return (await this.reconcile(receipt)) === undefined;
    if (await this.#put(subject, receipt.bytes, known)) return true;
    return (await this.reconcile(receipt)) === undefined;
  }

  /** Makes the broker hold this receipt; returns what it holds instead when that is newer. */
  async reconcile(receipt: IssuedReceipt): Promise<AheadOfUs | undefined> {
    const subject = subjects.downlink(receipt.siteId, 'receipt');
    for (;;) {
      const held = await this.#held(receipt.siteId);
      const step = downlinkStep(receipt, held.place);
      this.#sequences.set(subject, held.sequence);
      if (step === 'none') return undefined;
      if (step === 'behind') return { siteId: receipt.siteId, place: held.place! };
      if (await this.#put(subject, receipt.bytes, held.sequence)) return undefined;
    }
  }

  /** Sites for which the broker holds a receipt that the database does not know at all. */
  async unknownTo(siteIds: readonly string[]): Promise<AheadOfUs[]> {
    const ahead: AheadOfUs[] = [];
    for (const siteId of siteIds) {
      const { place } = await this.#held(siteId);
      if (downlinkStep(undefined, place) === 'behind') ahead.push({ siteId, place: place! });
    }
    return ahead;
  }

  async #put(subject: string, bytes: Uint8Array, sequence: number): Promise<boolean> {
    try {
      const expect = { lastSubjectSequence: sequence };
      const ack = await jetstream(this.#nats).publish(subject, bytes, { expect });
      this.#sequences.set(subject, ack.seq);
      return true;
    } catch (error) {
      this.#sequences.delete(subject);
      if (error instanceof JetStreamApiError && error.code === wrongLastSequence) return false;
      throw error;
    }
  }

  async #held(siteId: string): Promise<Held> {
    const subject = subjects.downlink(siteId, 'receipt');
    const manager = await jetstreamManager(this.#nats, { checkAPI: false });
    const message = await lastMessage(manager, subject);
    if (!message) return { sequence: 0, place: undefined };
    try {
      const { ledgerEpoch, generation } = openReceipt(message.data, siteId, this.#hubKey);
      return { sequence: message.seq, place: { epoch: ledgerEpoch, generation } };
    } catch (error) {
      // Of another hub's key, or damaged: ours replaces it.
      this.#logger.warn({ siteId, err: error }, `foreign receipt: ${messageOf(error)}`);
      return { sequence: message.seq, place: undefined };
    }
  }
}

/** The last message of a subject. A stream that nobody has made yet holds nothing. */
async function lastMessage(manager: JetStreamManager, subject: string): Promise<StoredMsg | null> {
  try {
    const { downlink } = subjects.stream;
    return await manager.streams.getMessage(downlink, { last_by_subj: subject });
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === streamNotFound) return null;
    throw error;
  }
}
