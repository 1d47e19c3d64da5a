// The way of an event: grants room, verifies a batch, has it journalled, then answers.
// Next: site-relay/src/intake/judge.ts

import {
  ProtocolError,
  readBatch,
  readDelivery,
  readOffer,
  verifyBatch,
  writeDeliveryAnswer,
  writeOfferAnswer,
  type BatchOffer,
  type DeliveryAnswer,
  type DeviceId,
  type JournalPosition,
  type Lane,
  type OfferAnswer,
  type ReadBatch,
} from '@eucora/protocol';
import { DiskError } from '../errors.ts';
import type { RelayClock } from '../home/clock.ts';
import type { Journal } from '../journal/journal.ts';
import type { Journals } from '../journal/journals.ts';
import type { Stream } from '../journal/streams.ts';
import { limits } from '../limits.ts';
import type { Logger } from '../log.ts';
import { GrantPool, type Grant } from './grant-pool.ts';
import { judgeBatch, judgeOffer, type DoorState, type RefusalCode } from './judge.ts';
import type { RefusalLog } from './refusals.ts';

export interface IntakeDeps {
  readonly journals: Journals;
  readonly refusals: RefusalLog;
  readonly clock: RelayClock;
  readonly log: Logger;
  readonly onContact: (deviceId: DeviceId) => void;
}
export interface IntakeCounts {
  batches: number;
  events: number;
  duplicates: number;
  evidence: number;
  bytes: number;
}

const hourMs = 3_600_000;

/**
 * What the relay's desk answers about batches (PROTOCOL §4): offer, grant, batch, durable, answer.
 * Bytes in, bytes out; the NATS wiring is in `desk.ts`.
 */
export class Intake {
  readonly #deps: IntakeDeps;
  readonly #grants = new GrantPool(limits.grantPoolBytes, limits.grantLifeMs);
  readonly counts: IntakeCounts = { batches: 0, events: 0, duplicates: 0, evidence: 0, bytes: 0 };
  #reopenedMs = -Infinity;

  constructor(deps: IntakeDeps) {
    this.#deps = deps;
  }

  get grantedBytes(): number {
    return this.#grants.bytes;
  }

  /** Answers an offer. */
  async offer(bytes: Uint8Array): Promise<Uint8Array> {
    let offer: BatchOffer;
    try {
      offer = readOffer(bytes);
    } catch (error) {
      const { code, message } = this.#foreign(error);
      this.#note(code, null, message);
      return writeOfferAnswer({ ...noOffer, refused: code, detail: message });
    }
    const journal = this.#deps.journals.current;
    const verdict = judgeOffer(offer, this.#door(journal, offer));
    this.#deps.onContact(offer.deviceId);
    if (verdict.verdict === 'grant') return this.#grant(journal, offer);
    if (verdict.verdict === 'reopen') return this.#reopen(offer);
    if (verdict.verdict === 'busy') return this.#offerAnswer(journal, offer, verdict);
    const { code: refused, detail } = verdict;
    this.#note(refused, offer.deviceId, detail);
    return this.#offerAnswer(journal, offer, { refused, detail });
  }

  #grant(journal: Journal, offer: BatchOffer): Uint8Array {
    const now = performance.now();
    const { granted, ...busy } = this.#grants.grant(grantKey(journal, offer), offer.bytes, now);
    return this.#offerAnswer(journal, offer, granted ? { grant: granted.id } : busy);
  }

  async #reopen(offer: BatchOffer): Promise<Uint8Array> {
    const { journals, log } = this.#deps;
    const now = performance.now();
    const waitMs = this.#reopenedMs + limits.incarnationEveryMsMin - now;
    // Offers are not signed; whoever invents positions must not make journals without end.
    if (waitMs > 0) {
      return this.#offerAnswer(journals.current, offer, { retryAfterMs: Math.ceil(waitMs) });
    }
    this.#reopenedMs = now;
    log.warn(
      { device: offer.deviceId, lane: offer.lane, shown: offer.seen?.position },
      'an agent remembers a position beyond the head of this journal: beginning a new incarnation',
    );
    try {
      await journals.reopen();
    } catch (error) {
      if (!(error instanceof DiskError)) throw error;
      return this.#offerAnswer(journals.current, offer, { retryAfterMs: 5_000, detail: 'disk' });
    }
    return this.#grant(journals.current, offer);
  }

  #door(journal: Journal, offer: BatchOffer): DoorState {
    const { journals } = this.#deps;
    const { failure } = journal;
    return {
      relayId: journal.header.relayId,
      incarnation: journal.incarnation,
      headPosition: journal.heads[offer.lane].position,
      deviceKnown: journal.devices.get(offer.deviceId) !== undefined,
      disk: failure ? (failure.full ? 'full' : 'failing') : 'ok',
      burdenBytes: journal.burdenBytes,
      switching: journals.switching !== undefined,
    };
  }

  #offerAnswer(journal: Journal, offer: BatchOffer, part: Partial<OfferAnswer>): Uint8Array {
    const stream = journal.streams.get(offer.deviceId, offer.incarnation, offer.lane);
    return writeOfferAnswer({
      ...noOffer,
      head: positionOf(journal, journal.heads[offer.lane].position),
      journalledThrough: stream?.durable?.through ?? 0,
      committedThrough: stream?.committed ?? 0,
      grant: part.grant ?? 0,
      retryAfterMs: part.retryAfterMs ?? 0,
      refused: part.refused ?? '',
      detail: part.detail ?? '',
    });
  }

  /** Answers a batch, after it is durable or once it is clear that it will not be. */
  async deliver(bytes: Uint8Array): Promise<Uint8Array> {
    const { switching } = this.#deps.journals;
    if (switching) await switching.catch(() => undefined);
    let batch: ReadBatch;
    let grant: Grant | undefined;
    let nextBytes = 0;
    try {
      const delivery = readDelivery(bytes);
      nextBytes = delivery.nextBytes ?? 0;
      grant = this.#grants.redeem(delivery.grant, performance.now());
      batch = readBatch(delivery.batch);
    } catch (error) {
      const { code, message } = this.#foreign(error);
      this.#note(code, null, message);
      return writeDeliveryAnswer({ ...noDelivery, refused: code, detail: message });
    }
    const answer = await this.#accept(batch, grant);
    return writeDeliveryAnswer({ ...answer, nextGrant: this.#nextGrant(batch, answer, nextBytes) });
  }

  /**
   * Room for the batch after this one, which its device says it has: an offer saved. Only where this
   * one is durably the newest of its stream, so that the next one is known to follow; what an offer
   * would be refused or told to wait for, has to be asked with one.
   */
  #nextGrant(batch: ReadBatch, { position }: DeliveryAnswer, bytes: number): number {
    const journal = this.#deps.journals.current;
    if (bytes === 0 || position?.incarnation !== journal.incarnation) return 0;
    const { deviceId, incarnation, lane, last } = batch;
    const stream = journal.streams.get(deviceId, incarnation, lane);
    if (stream?.durable?.through !== last) return 0;
    const next = {
      deviceId,
      incarnation,
      lane,
      first: last + 1,
      last: last + 1,
      bytes,
      seen: null,
    };
    if (judgeOffer(next, this.#door(journal, next)).verdict !== 'grant') return 0;
    return this.#grants.grantNext(grantKey(journal, next), bytes, performance.now())?.id ?? 0;
  }

  async #accept(batch: ReadBatch, grant: Grant | undefined): Promise<DeliveryAnswer> {
    const journal = this.#deps.journals.current;
    if (!grant || grant.key !== grantKey(journal, batch) || grant.bytes < batch.bytes.length) {
      return this.#refuse(journal, batch, 'ungranted', 'offer the batch first');
    }
    const device = journal.devices.get(batch.deviceId);
    if (!device) return this.#refuse(journal, batch, 'unknown_device', 'enrol the device again');
    try {
      verifyBatch(batch, device.key);
    } catch (error) {
      const { code, message } = this.#foreign(error);
      return this.#refuse(journal, batch, code, message);
    }
    this.#deps.onContact(batch.deviceId);
    try {
      return await this.#file(journal, batch);
    } catch (error) {
      if (!(error instanceof DiskError)) throw error;
      const detail = 'the disk of the relay takes nothing at the moment';
      const code = error.full ? 'disk_full' : 'busy';
      return { ...this.#answer(journal, batch, undefined, false), refused: code, detail };
    }
  }

  /** Does with a believed batch what its place in its stream calls for. @throws DiskError */
  async #file(journal: Journal, batch: ReadBatch): Promise<DeliveryAnswer> {
    const stream = journal.streams.open(batch.deviceId, batch.incarnation, batch.lane);
    const judged = judgeBatch(batch, { ...stream, evidenceKept: evidenceKept(stream) });
    if (judged.action === 'append' || judged.action === 'keep') {
      const position = await journal.append(stream, batch, judged.action === 'keep');
      return this.#accepted(journal, batch, position);
    }
    if (judged.action === 'acknowledge') {
      // The first copy may still be on its way to the disk; so is the promise, then.
      await journal.barrier();
      this.counts.duplicates += 1;
      return this.#answer(journal, batch, journal.heads[batch.lane].position, true);
    }
    if (judged.action === 'keep_and_refuse') {
      stream.evidence.count += 1;
      this.counts.evidence += 1;
      await journal.append(stream, batch, true);
    }
    return this.#refuse(journal, batch, judged.code, describe(batch, stream));
  }

  #accepted(journal: Journal, batch: ReadBatch, position: number): DeliveryAnswer {
    this.counts.batches += 1;
    this.counts.events += batch.void ? 0 : batch.count;
    this.counts.bytes += batch.bytes.length;
    return this.#answer(journal, batch, position, false);
  }

  #refuse(journal: Journal, batch: ReadBatch, code: RefusalCode, detail: string): DeliveryAnswer {
    this.#note(code, batch.deviceId, detail);
    return { ...this.#answer(journal, batch, undefined, false), refused: code, detail };
  }

  #answer(
    journal: Journal,
    batch: ReadBatch,
    position: number | undefined,
    duplicate: boolean,
  ): DeliveryAnswer {
    const stream = journal.streams.get(batch.deviceId, batch.incarnation, batch.lane);
    return {
      position: position === undefined ? null : positionOf(journal, position),
      duplicate,
      refused: '',
      detail: '',
      journalledThrough: stream?.durable?.through ?? 0,
      committedThrough: stream?.committed ?? 0,
      nextGrant: 0,
    };
  }

  /** One place where something turned away is counted, logged and put aside for the hub's audit. */
  #note(code: RefusalCode, deviceId: DeviceId | null, detail: string): void {
    const { refusals, clock, log } = this.#deps;
    refusals.note(code, deviceId, detail, clock.now());
    log.debug({ code, device: deviceId, detail }, 'refused');
  }

  #foreign(error: unknown): { code: string; message: string } {
    if (error instanceof ProtocolError) return { code: error.code, message: error.message };
    throw error;
  }
}

const noOffer: OfferAnswer = {
  grant: 0,
  retryAfterMs: 0,
  refused: '',
  detail: '',
  head: null,
  journalledThrough: 0,
  committedThrough: 0,
};
const noDelivery: DeliveryAnswer = {
  position: null,
  duplicate: false,
  refused: '',
  detail: '',
  journalledThrough: 0,
  committedThrough: 0,
  nextGrant: 0,
};

/** A grant holds for the journal whose head the offer was told: its agent compares the two. */
function grantKey(
  journal: Journal,
  of: { deviceId: string; incarnation: string; lane: Lane; first: number },
): string {
  return `${journal.incarnation} ${of.deviceId} ${of.incarnation} ${of.lane} ${of.first}`;
}

function positionOf(journal: Journal, position: number): JournalPosition {
  const { relayId, incarnation } = journal.header;
  return { relayId, incarnation, position };
}

/** Conflicts kept in the current hour. */
function evidenceKept(stream: Stream): number {
  const hour = Math.floor(performance.now() / hourMs);
  if (stream.evidence.hour !== hour) stream.evidence = { hour, count: 0 };
  return stream.evidence.count;
}

function describe(batch: ReadBatch, stream: Stream): string {
  const here = stream.mark?.through ?? 0;
  return `batch ${batch.first}-${batch.last} in ${batch.lane}; here through ${here}`;
}
