import type { DeviceEnrolment, DeviceId, PublicKey, RelayId, SiteId } from '@eucora/protocol';
import type { Logger } from '../platform/logger.ts';
import type { Database, Queryable, Tx } from '../platform/db.ts';
import type { Fold } from '../platform/fold.ts';
import type { Spoken } from '../modules/devices/index.ts';
import type { QuarantineRoom } from '../modules/ledger/index.ts';

/** A device as its registry knows it. */
export interface RegisteredDevice {
  readonly no: number;
  readonly siteId: SiteId;
  readonly publicKey: Uint8Array;
  readonly simulated: boolean;
  /** Which device each incarnation belongs to, where several machines used the device's key. */
  readonly homes?: ReadonlyMap<string, number>;
}
/** What ingest needs of the devices module. */
export interface DeviceRegistry {
  /** Raw public keys of those of `deviceIds` that are enrolled. */
  publicKeys(
    db: Queryable,
    deviceIds: readonly DeviceId[],
  ): Promise<ReadonlyMap<DeviceId, Uint8Array>>;
  /**
   * Registers what the enrolments say, then locks these devices' rows and those of `deviceIds` in
   * id order and returns the ones that exist.
   */
  ensure(
    tx: Tx,
    enrolments: readonly DeviceEnrolment[],
    deviceIds: readonly DeviceId[],
  ): Promise<ReadonlyMap<DeviceId, RegisteredDevice>>;
  /** Notices keys that two machines use, and data that waits for a decision about it. */
  watch(tx: Tx, spoken: Spoken): Promise<void>;
}
/** A relay in its site, as a key of maps. */
export const relayPlace = (siteId: SiteId, relayId: RelayId): string => `${siteId}/${relayId}`;
/** What ingest needs of the sites module. */
export interface RelayDirectory {
  /** The key of a relay that speaks for the site; undefined when none such is admitted. */
  relayKey(db: Queryable, siteId: SiteId, relayId: RelayId): Promise<PublicKey | undefined>;
  /** Notes that the site was heard, and up to when what the hub knows of it is true. */
  heard(tx: Tx, siteId: SiteId, at: Date, horizonAt: Date | null): Promise<void>;
  /** Keys of all relays that speak for these sites, by `relayPlace`. */
  relayKeys(db: Queryable, siteIds: readonly SiteId[]): Promise<ReadonlyMap<string, PublicKey>>;
  /** The same as `heard` for several sites. */
  heardAll(tx: Tx, horizons: ReadonlyMap<SiteId, Date | null>, at: Date): Promise<void>;
}
/** Something worth an entry in the audit record. */
export interface AuditEntry {
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface CommitDeps {
  readonly db: Database;
  readonly devices: DeviceRegistry;
  readonly relays: RelayDirectory;
  /** In the order in which they are to be applied. */
  readonly folds: readonly Fold[];
  readonly audit: (tx: Queryable, entry: AuditEntry) => Promise<void>;
  readonly now: () => Date;
  readonly logger: Logger;
  /** Bounded unless told: what a rebuild repeats was bounded when it came. */
  readonly quarantine?: QuarantineRoom;
}
