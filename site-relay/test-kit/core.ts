import {
  lanes,
  openBody,
  plainRings,
  readBatch,
  readDeliveryAnswer,
  readOfferAnswer,
  readSegment,
  sealReceipt,
  writeDelivery,
  writeOffer,
  type BatchDelivery,
  type BatchOffer,
  type DeliveryAnswer,
  type Lane,
  type OfferAnswer,
  type PrivateKey,
  type ReadBatch,
} from '@eucora/protocol';
import { pino } from 'pino';
import { RelayClock } from '../src/home/clock.ts';
import { loadAdmission, requireFacts } from '../src/home/identity.ts';
import { loadKeys, type RelayKeys } from '../src/home/keys.ts';
import { homePaths } from '../src/home/paths.ts';
import { boundlessRoom } from '../src/home/room.ts';
import { Intake } from '../src/intake/intake.ts';
import { RefusalLog } from '../src/intake/refusals.ts';
import { Journals, type OpenNotes } from '../src/journal/journals.ts';
import { Receipts } from '../src/uplink/receipts.ts';
import type { ScriptedDevice } from './device.ts';

/** A batch that a journal holds, and where. */
export interface HeldBatch {
  readonly journal: string;
  readonly lane: Lane;
  readonly batch: ReadBatch;
  /** Number of its segment; 0 while it waits to be sealed. */
  readonly segment: number;
}

/**
 * The durable heart of a relay on its home directory: journals, intake and receipts as the relay
 * builds them, with neither network nor timers, so that a test decides when what happens.
 */
export class RelayCore implements AsyncDisposable {
  readonly journals: Journals;
  readonly #keys: RelayKeys;
  readonly #site: string;
  readonly #intake: Intake;
  readonly #receipts: Receipts;
  readonly #stop: AbortController;

  private constructor(parts: {
    readonly journals: Journals;
    readonly keys: RelayKeys;
    readonly site: string;
    readonly intake: Intake;
    readonly receipts: Receipts;
    readonly stop: AbortController;
  }) {
    this.journals = parts.journals;
    this.#keys = parts.keys;
    this.#site = parts.site;
    this.#intake = parts.intake;
    this.#receipts = parts.receipts;
    this.#stop = parts.stop;
  }

  /** Opens an admitted home. @throws RelayError as the relay's own start does */
  static async open(home: string): Promise<RelayCore> {
    const paths = homePaths(home);
    const { site } = await requireFacts(paths);
    const keys = await loadKeys(home, paths.keys);
    const admission = await loadAdmission(paths, site, keys);
    const { sign, atRest, relayId } = keys;
    const log = pino({ level: 'silent' });
    const clock = await RelayClock.load(paths.clock);
    const refusals = new RefusalLog();
    const stop = new AbortController();
    const nothing = (): void => undefined;
    const journals = await Journals.open(paths.journal, {
      identity: { site, relayId, key: sign, storeKey: atRest },
      clock,
      refusals,
      signal: stop.signal,
      onSealed: nothing,
      onPending: nothing,
      onRefused: nothing,
      onRecovered: nothing,
    });
    const receipts = await Receipts.load({
      path: paths.receipt,
      gonePath: paths.gone,
      admission,
      hubKeys: plainRings(admission.hubKey),
      journals,
      log,
      retentionMs: 0,
      room: boundlessRoom,
      onSignedTime: (signedMs) => clock.learn(signedMs),
    });
    const intake = new Intake({ journals, refusals, clock, log, onContact: nothing });
    return new RelayCore({ journals, keys, site, intake, receipts, stop });
  }

  /** What the start found in the files. */
  get notes(): OpenNotes {
    return this.journals.notes;
  }

  async enrol(device: ScriptedDevice): Promise<void> {
    const { relayId, sign } = this.#keys;
    await this.journals.current.enrol(device.enrolment(this.#site, relayId, sign));
  }

  async offer(offer: BatchOffer): Promise<OfferAnswer> {
    return readOfferAnswer(await this.#intake.offer(writeOffer(offer)));
  }

  async deliver(delivery: BatchDelivery): Promise<DeliveryAnswer> {
    return readDeliveryAnswer(await this.#intake.deliver(writeDelivery(delivery)));
  }

  /** Seals all that waits. @throws DiskError and then it still waits */
  async seal(): Promise<void> {
    for (const lane of lanes) while (await this.journals.current.sealLane(lane)) continue;
  }

  /** The hub commits and archives all that is sealed, and says so. */
  async receipt(hub: PrivateKey, generation: number): Promise<void> {
    const { relayId } = this.#keys;
    const journals = this.journals.sources.map(({ incarnation, heads }) => ({
      relayId,
      incarnation,
      lanes: lanes.map((lane) => {
        const through = heads[lane].sealedThrough;
        const marks = { committedThrough: through, safeThrough: through };
        return { lane, ...marks, gaps: [], windowBytes: 4_194_304 };
      }),
    }));
    const issued = { site: this.#site, ledgerEpoch: 1, generation, issuedMs: Date.now() };
    const receipt = { ...issued, journals, deviceMarksRoot: new Uint8Array(32) };
    await this.#receipts.apply(sealReceipt(receipt, hub));
  }

  /** Deletes what receipts allow, as the housekeeping does. */
  truncate(): Promise<number> {
    return this.#receipts.truncate(Date.now() + 1);
  }

  /** Every batch that the journals hold, read from the disk. @throws JournalError */
  async held(): Promise<HeldBatch[]> {
    const found: HeldBatch[] = [];
    for (const source of this.journals.sources) {
      for (const lane of lanes) {
        for (const stored of source.segments.held(lane).values()) {
          const segment = readSegment(await source.segments.read(stored));
          for (const bytes of openBody(segment).batches) {
            const place = { journal: source.incarnation, lane, segment: segment.seq };
            found.push({ ...place, batch: readBatch(bytes) });
          }
        }
      }
    }
    const { incarnation, pending } = this.journals.current;
    for (const lane of lanes) {
      for (const { bytes } of pending[lane]) {
        found.push({ journal: incarnation, lane, segment: 0, batch: readBatch(bytes) });
      }
    }
    return found;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.journals[Symbol.asyncDispose]();
  }
}
