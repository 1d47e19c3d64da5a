import {
  cutBatch,
  deviceIdOf,
  readBatch,
  signBatch,
  type EventBody,
  type IncarnationParent,
  type Lane,
  type PrivateKey,
  type ReadBatch,
} from '@eucora/protocol';
import { anchorFor, eventAt, heartbeats, idFor, keyFor } from '@eucora/protocol/testing';
import { testNow } from './ingest.ts';

interface Tail {
  readonly last: number;
  readonly hash: Uint8Array;
}
interface Spool {
  readonly incarnation: string;
  readonly parents: ReadonlyMap<Lane, IncarnationParent>;
  readonly tails: ReadonlyMap<Lane, Tail>;
}

/**
 * A machine with an agent's home: it can be imaged, and what comes out of the image boots anew with
 * the same key and the same spool. `minute` is when it says something, after ten hours ago.
 */
export class Machine {
  readonly key: PrivateKey;
  readonly deviceId: string;
  readonly #seed: string;
  #name: string;
  #spool: Spool;
  #lives = 0;
  #note = 0;

  constructor(seed: string, name = 'original', spool?: Spool) {
    this.#seed = seed;
    this.#name = name;
    this.key = keyFor(`machine ${seed}`);
    this.deviceId = deviceIdOf(this.key.publicKey.raw);
    const incarnation = idFor(`spool ${seed}`);
    this.#spool = spool ?? { incarnation, parents: new Map(), tails: new Map() };
  }

  get incarnation(): string {
    return this.#spool.incarnation;
  }

  /** Another machine from this one's disk as it is now. */
  image(name: string): Machine {
    return new Machine(this.#seed, name, this.#spool);
  }

  /** The next batch of a lane: `what` or heartbeats nobody else says. */
  cut(minute: number, what: number | readonly EventBody[] = 2, lane: Lane = 'ledger'): ReadBatch {
    const { incarnation, parents, tails } = this.#spool;
    const tail = tails.get(lane) ?? { last: 0, hash: new Uint8Array(0) };
    const wallMs = testNow().getTime() - 36_000_000 + minute * 60_000;
    const boot = `${this.#seed} ${this.#name}`;
    const anchor = anchorFor(boot, { wallMs, loMs: wallMs - 1, hiMs: null });
    this.#note += 1;
    const from = 1_000 * (1 + Number.parseInt(idFor(boot).slice(0, 6), 16)) + 10 * this.#note;
    const bodies = typeof what === 'number' ? heartbeats(what, from) : what;
    const payload = cutBatch({
      deviceId: this.deviceId,
      incarnation,
      lane,
      first: tail.last + 1,
      prevHash: tail.hash,
      parent: tail.last === 0 ? (parents.get(lane) ?? null) : null,
      anchors: [anchor],
      events: bodies.map((body) => eventAt(anchor, body)),
    });
    const batch = readBatch(signBatch(payload, this.key));
    const next = new Map(tails).set(lane, { last: batch.last, hash: batch.hash });
    this.#spool = { ...this.#spool, tails: next };
    return batch;
  }

  /** A new incarnation that goes on after `from`, where this machine's spool stood then. */
  reincarnate(from: ReadBatch | null): void {
    this.#lives += 1;
    const { incarnation } = this.#spool;
    const parent = {
      incarnation,
      lastSeq: from?.last ?? 0,
      lastHash: from?.hash ?? new Uint8Array(0),
    };
    const lane = from?.lane ?? 'ledger';
    this.#spool = {
      incarnation: idFor(`spool ${this.#seed} ${this.#name} ${this.#lives}`),
      parents: new Map([[lane, parent]]),
      tails: new Map(),
    };
  }

  /** Starts again: the same home, another boot. */
  reboot(name: string): void {
    this.#name = name;
  }
}
