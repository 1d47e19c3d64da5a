import {
  cutBatch,
  deviceIdOf,
  generateKeyPair,
  randomId,
  readBatch,
  sealEnrolment,
  signBatch,
  type DeviceEvent,
  type DeviceId,
  type IncarnationParent,
  type Lane,
  type PrivateKey,
  type ReadBatch,
  type RelayId,
  type TimeAnchor,
} from '@eucora/protocol';

/** A moment with no claim about real time. */
export function anchorAt(boottimeMs: number): TimeAnchor {
  return { bootId: 'b0'.repeat(16), boottimeMs, wallMs: boottimeMs, loMs: 0, hiMs: null };
}

/** A device that cuts real batches with a real key, in one incarnation. */
export class ScriptedDevice {
  readonly key: PrivateKey;
  readonly deviceId: DeviceId;
  readonly incarnation: string;
  readonly #parent: IncarnationParent | null;
  readonly #tails = new Map<Lane, { through: number; hash: Uint8Array }>();

  constructor(
    incarnation = randomId(),
    parent: IncarnationParent | null = null,
    key = generateKeyPair(),
  ) {
    this.key = key;
    this.deviceId = deviceIdOf(key.publicKey.raw);
    this.incarnation = incarnation;
    this.#parent = parent;
  }

  /** The next batch of a lane, with `count` heartbeats. */
  cut(lane: Lane = 'ledger', count = 3): ReadBatch {
    const tail = this.#tails.get(lane) ?? { through: 0, hash: new Uint8Array(0) };
    const batch = this.cutAt(lane, tail.through + 1, tail.hash, count);
    this.#tails.set(lane, { through: batch.last, hash: batch.hash });
    return batch;
  }

  /** Any batch at all, also one that does not continue this device's chain. */
  cutAt(lane: Lane, first: number, prevHash: Uint8Array, count = 3, note = 1): ReadBatch {
    const anchor = anchorAt(1_000);
    const events: DeviceEvent[] = Array.from({ length: count }, (_, i) => ({
      at: { bootId: anchor.bootId, boottimeMs: 1_000 + first + i, wallMs: 1_000 + first + i },
      body: { kind: 'heartbeat', spoolEvents: note, spoolBytes: 0 },
    }));
    const payload = cutBatch({
      deviceId: this.deviceId,
      incarnation: this.incarnation,
      lane,
      first,
      prevHash,
      parent: first === 1 ? this.#parent : null,
      anchors: [anchor],
      events,
    });
    return readBatch(signBatch(payload, this.key));
  }

  /** The relay's statement about this device. */
  enrolment(site: string, relayId: RelayId, relayKey: PrivateKey): Uint8Array {
    const { deviceId, key } = this;
    const publicKey = key.publicKey.raw;
    const issued = anchorAt(500);
    const who = { site, relayId, deviceId, publicKey, simulated: true, run: 'test', issued };
    return sealEnrolment(who, relayKey);
  }
}
