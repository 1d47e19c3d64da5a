import { importPublicKey, type DeviceId } from '@eucora/protocol';
import type { Database } from '../platform/db.ts';
import type { Fold } from '../platform/fold.ts';
import type { Logger } from '../platform/logger.ts';
import { audit } from '../modules/audit/index.ts';
import { ensureDevices, watchIdentities } from '../modules/devices/index.ts';
import type { QuarantineRoom } from '../modules/ledger/index.ts';
import { relaysOf, relaysOfAll, touchSite, touchSites } from '../modules/sites/index.ts';
import { relayPlace, type CommitDeps, type DeviceRegistry, type RelayDirectory } from './ports.ts';

/** The hub's own modules behind the ports of ingest. */
export function commitDeps(own: {
  readonly db: Database;
  readonly folds: readonly Fold[];
  readonly now: () => Date;
  readonly logger: Logger;
  readonly quarantine?: QuarantineRoom;
}): CommitDeps {
  return { ...own, devices, relays, audit };
}

const devices: DeviceRegistry = {
  ensure: ensureDevices,
  watch: watchIdentities,
  async publicKeys(db, deviceIds) {
    const sql = `SELECT encode(id, 'hex') AS id, public_key FROM devices.devices
                  WHERE id = ANY($1)`;
    type Row = { id: DeviceId; public_key: Buffer };
    const ids = deviceIds.map((id) => Buffer.from(id, 'hex'));
    const { rows } = await db.query<Row>(sql, [ids]);
    return new Map(rows.map((row) => [row.id, row.public_key]));
  },
};

const relays: RelayDirectory = {
  heard: touchSite,
  heardAll: touchSites,
  async relayKeys(db, siteIds) {
    const known = await relaysOfAll(db, siteIds);
    return new Map(
      known.map(({ siteId, relayId, publicKey }) => [
        relayPlace(siteId, relayId),
        importPublicKey(publicKey),
      ]),
    );
  },
  async relayKey(db, siteId, relayId) {
    const relay = (await relaysOf(db, siteId)).find((known) => known.relayId === relayId);
    return relay && importPublicKey(relay.publicKey);
  },
};
