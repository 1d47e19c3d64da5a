import {
  importPublicKey,
  lanes,
  openEnrolment,
  type DeviceEnrolment,
  type DeviceId,
  type Lane,
  type PublicKey,
  type SiteId,
} from '@eucora/protocol';
import { limits } from '../limits.ts';

/** A device of this site, as its enrolment says. */
export interface KnownDevice {
  readonly enrolment: DeviceEnrolment;
  readonly signed: Buffer;
  readonly key: PublicKey;
  /** Segments of this journal, per lane, that carried the enrolment. */
  readonly carried: Record<Lane, number>;
  /** A receipt named one of them: the hub knows the device. */
  knownToHub: boolean;
}

/** Enrolled devices, and which of their enrolments still have to travel. */
export class DeviceTable {
  readonly #devices = new Map<DeviceId, KnownDevice>();
  readonly #site: SiteId;
  readonly #relayKey: PublicKey;

  constructor(site: SiteId, relayKey: PublicKey) {
    this.#site = site;
    this.#relayKey = relayKey;
  }

  get size(): number {
    return this.#devices.size;
  }

  get(deviceId: DeviceId): KnownDevice | undefined {
    return this.#devices.get(deviceId);
  }

  values(): IterableIterator<KnownDevice> {
    return this.#devices.values();
  }

  /** Takes a durable enrolment. @throws ProtocolError when it is not by this relay */
  add(signed: Uint8Array): KnownDevice {
    // Kept for long: bytes of their own, since a piece of a pool would pin all that lies beside it.
    const own = new Uint8Array(signed);
    const enrolment = openEnrolment(own, this.#site, [this.#relayKey]);
    const known = this.#devices.get(enrolment.deviceId);
    if (known) return known;
    const device: KnownDevice = {
      enrolment,
      signed: Buffer.from(own.buffer),
      key: importPublicKey(enrolment.publicKey),
      carried: { urgent: 0, ledger: 0, bulk: 0 },
      knownToHub: false,
    };
    this.#devices.set(enrolment.deviceId, device);
    return device;
  }

  /**
   * Devices of a segment whose enrolment must go with it. Once is not enough: the segment that
   * carried it may arrive after the next one, and a device must not be a stranger then.
   */
  toCarry(deviceIds: Iterable<DeviceId>, lane: Lane): KnownDevice[] {
    const out: KnownDevice[] = [];
    for (const deviceId of new Set(deviceIds)) {
      const device = this.#devices.get(deviceId);
      if (!device || device.knownToHub) continue;
      if (device.carried[lane] < limits.enrolmentRepeatsMax) out.push(device);
    }
    return out;
  }

  noteCarried(devices: readonly KnownDevice[], lane: Lane): void {
    for (const device of devices) device.carried[lane] += 1;
  }

  noteCommitted(deviceIds: readonly DeviceId[]): void {
    for (const deviceId of deviceIds) {
      const device = this.#devices.get(deviceId);
      if (device) device.knownToHub = true;
    }
  }

  /** The hub went back in time, or a segment was lost: tell it again. */
  carryAgain(): void {
    for (const device of this.#devices.values()) {
      device.knownToHub = false;
      for (const lane of lanes) device.carried[lane] = 0;
    }
  }
}
