import type { FileHandle } from 'node:fs/promises';
import {
  lanes,
  openReceipt,
  sealTip,
  subjects,
  type Lane,
  type LaneReceipt,
  type PublicKey,
  type SiteReceipt,
} from '@eucora/protocol';
import { anchorFor, relayFor, type TestRelay } from '@eucora/protocol/testing';
import {
  newFlight,
  noteReceipt,
  noteRefused,
  noteSent,
  planLane,
  rewind,
  type LaneFlight,
} from '@eucora/site-relay';
import { jetstream, type JetStreamClient } from '@nats-io/jetstream';
import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import { until } from '../../kit/until.ts';
import type { HeldSegment } from './backlog-site.ts';

/** A segment of a lane, in the site's file or in memory. */
type Held = Pick<HeldSegment, 'offset' | 'bytes'> | { readonly data: Uint8Array };

interface StormLane {
  readonly held: Held[]; // number n at n - 1
  readonly hashes: { head: Uint8Array };
  readonly flight: LaneFlight;
  receipt: LaneReceipt | undefined;
}
export interface StormRelayOptions {
  readonly site: string;
  readonly natsUrl: string;
  readonly natsSeed: string;
  readonly hubKey: PublicKey;
  readonly file: FileHandle | undefined;
  readonly segments: readonly HeldSegment[];
}

const publishesInFlightMax = 16;
const publishTimeoutMs = 5_000;
const connectWithinMs = 60_000;
const bytesOf = (held: Held): number => ('data' in held ? held.data.length : held.bytes);

/**
 * The uplink of one site as its relay runs it: own key, own connection, own NATS user, and the
 * product's planner, which obeys the hub's windows. What it holds was made before.
 */
export class StormRelay implements AsyncDisposable {
  readonly site: string;
  readonly sealer: TestRelay;
  readonly #options: StormRelayOptions;
  readonly #lanes: ReadonlyMap<Lane, StormLane>;
  #connection: NatsConnection | undefined;
  #client: JetStreamClient | undefined;
  #place = { epoch: 0, generation: 0 };
  #delayMs = 1_000;
  #outstanding = 0;
  #isOpen = false;
  #isPumping = false;
  #againMs = Infinity;
  published = 0;
  refused = 0;
  receipts = 0;

  constructor(options: StormRelayOptions) {
    this.#options = options;
    this.site = options.site;
    this.sealer = relayFor(options.site);
    const empty = (lane: Lane): [Lane, StormLane] => [
      lane,
      { held: [], hashes: { head: new Uint8Array(32) }, flight: newFlight(), receipt: undefined },
    ];
    this.#lanes = new Map(lanes.map(empty));
    for (const { lane, offset, bytes } of options.segments) {
      this.#lanes.get(lane)!.held.push({ offset, bytes });
    }
  }

  /** Connects, reads what the hub said last, and states what it holds; sends nothing yet. */
  async connect(): Promise<void> {
    const { natsUrl, natsSeed } = this.#options;
    const connection = await until(
      `site ${this.site} is connected`,
      () =>
        connect({
          servers: natsUrl,
          name: `relay ${this.site}`,
          authenticator: nkeyAuthenticator(new TextEncoder().encode(natsSeed)),
          inboxPrefix: subjects.relayInbox(this.site),
          reconnect: false,
          timeout: connectWithinMs,
        }),
      { withinMs: connectWithinMs },
    );
    this.#connection = connection;
    this.#client = jetstream(connection, { timeout: publishTimeoutMs });
    connection.subscribe(subjects.downlink(this.site, 'receipt'), {
      callback: (error, message) => {
        if (!error) this.#takeReceipt(message.data);
      },
    });
    const last = await connection.request(subjects.downlinkGet(this.site, 'receipt'), '', {
      timeout: connectWithinMs,
    });
    if (!last.headers?.code && last.data.length > 0) this.#takeReceipt(last.data);
    for (const { flight, receipt } of this.#lanes.values()) {
      rewind(flight, receipt?.committedThrough ?? 0);
    }
    this.sendTip();
  }

  /** From now on what is due goes out. */
  open(): void {
    this.#isOpen = true;
    void this.pump();
  }

  /** Adds a segment that was sealed just now. */
  append(lane: Lane, data: Uint8Array, headerHash: Uint8Array): void {
    const own = this.#lanes.get(lane)!;
    own.held.push({ data });
    own.hashes.head = headerHash;
    void this.pump();
  }

  /** Sends what waited for a time that has come. */
  tick(nowMs: number): void {
    if (this.#againMs <= nowMs) void this.pump();
  }

  sendTip(): void {
    const { relayId, incarnation, key } = this.sealer;
    const tip = {
      site: this.site,
      relayId,
      incarnation,
      lanes: [...this.#lanes].map(([lane, { held, hashes }]) => ({
        lane,
        oldestHeld: held.length === 0 ? 0 : 1,
        sealedThrough: held.length,
        headHash: held.length === 0 ? new Uint8Array(0) : hashes.head,
      })),
      issued: anchorFor(this.site),
    };
    this.#connection?.publish(subjects.tip(this.site), sealTip(tip, key));
  }

  #takeReceipt(bytes: Uint8Array): void {
    const receipt = openReceipt(bytes, this.site, this.#options.hubKey);
    if (!this.#isNewer(receipt)) return;
    this.#place = { epoch: receipt.ledgerEpoch, generation: receipt.generation };
    this.receipts += 1;
    const { incarnation } = this.sealer;
    const own = receipt.journals.find((journal) => journal.incarnation === incarnation);
    for (const said of own?.lanes ?? []) {
      const lane = this.#lanes.get(said.lane)!;
      lane.receipt = said;
      const delayMs = noteReceipt(lane.flight, said, performance.now());
      if (delayMs !== undefined) this.#delayMs = 0.8 * this.#delayMs + 0.2 * delayMs;
    }
    void this.pump();
  }

  #isNewer({ ledgerEpoch, generation }: SiteReceipt): boolean {
    if (ledgerEpoch !== this.#place.epoch) return ledgerEpoch > this.#place.epoch;
    return generation > this.#place.generation;
  }

  /** Sends what is due, most pressing lane first, as the relay's uplink does. */
  async pump(): Promise<void> {
    if (!this.#isOpen || this.#isPumping) return;
    this.#isPumping = true;
    try {
      while (this.#outstanding < publishesInFlightMax && (await this.#sendSome()));
    } finally {
      this.#isPumping = false;
    }
  }

  async #sendSome(): Promise<boolean> {
    this.#againMs = Infinity;
    for (const [lane, { held, flight, receipt }] of this.#lanes) {
      const sizeOf = (seq: number): number | undefined => {
        const one = held[seq - 1];
        return one && bytesOf(one);
      };
      const view = { lane, sealedThrough: held.length, bytesOf: sizeOf, receipt, flight };
      const { send, againMs } = planLane(view, performance.now(), this.#delayMs);
      this.#againMs = Math.min(this.#againMs, againMs);
      const room = send.slice(0, publishesInFlightMax - this.#outstanding);
      for (const seq of room) {
        if (flight.heldUntilMs > performance.now()) break;
        const data = await this.#read(held[seq - 1]!);
        noteSent(flight, seq, data.length, performance.now());
        this.#outstanding += 1;
        void this.#publish(lane, flight, seq, data);
      }
      if (send.length > 0) return true;
    }
    return false;
  }

  async #read(held: Held): Promise<Uint8Array> {
    if ('data' in held) return held.data;
    const buffer = Buffer.allocUnsafe(held.bytes);
    await this.#options.file!.read(buffer, 0, held.bytes, held.offset);
    return buffer;
  }

  async #publish(lane: Lane, flight: LaneFlight, seq: number, data: Uint8Array): Promise<void> {
    try {
      await this.#client!.publish(subjects.uplink(lane, this.site), data);
      flight.refusals = 0;
      this.published += 1;
    } catch {
      // Full, or slow to answer: the planner sends it again after a pause.
      this.refused += 1;
      noteRefused(flight, seq, performance.now());
    } finally {
      this.#outstanding -= 1;
      void this.pump();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOpen = false;
    await this.#connection?.close();
    await this.#options.file?.close();
  }
}
