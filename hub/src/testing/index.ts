/** The hub's door for tests of other packages: what it keeps on disk beside its database. */
export { filesystemPacks } from '../archive/pack-files.ts';
export { openPack, PackBuilder, type PackItem } from '../archive/pack-format.ts';
export { PackMissingError } from '../archive/store.ts';
export { Counters } from '../modules/ledger/index.ts';
export { loadHubKeys, sealAtRest } from '../platform/keys.ts';
export { audit, startSealer, unsealedState, verifyChain } from '../modules/audit/index.ts';
export { Database } from '../platform/db.ts';
export { createLiveBus } from '../platform/live.ts';
export { createLogger } from '../platform/logger.ts';
export { migrate } from '../platform/migrate.ts';
export {
  admitRelay,
  calloutUsers,
  createSite,
  hubLeafFiles,
  prepareNatsAuth,
  revoke,
} from '../modules/sites/index.ts';
export { brokerTls } from '../platform/broker.ts';
export { freePort, silent, startTestDatabase, type TestDatabase } from '../platform/testing.ts';
export {
  refreshServer,
  startGate,
  startSiteDocuments,
  startTips,
  type HubGate,
  type ServerFilesDeps,
} from '../publish/index.ts';
export { startBroker, type TestBroker } from '../ingest/testing/nats-server.ts';
export { createSignInLink } from './sign-in-link.ts';
export {
  collectionFold,
  inventory,
  recordConsent,
  setCollection,
  withdrawConsent,
} from '../modules/privacy/index.ts';
export { createToken } from '../modules/identity/index.ts';
export { compareLedgers, readRegistrations, rebuildLedger } from '../recovery/index.ts';
export { openRelayDoor, startDoorPlace, type DoorDeps, type RelayDoor } from '../delivery/index.ts';
export {
  deltaFor,
  listChunksOnce,
  makeDeltaOnce,
  setSiteArtifacts,
} from '../modules/delivery/index.ts';
export { wantObject } from '../modules/objects/index.ts';
export { createMetrics } from '../platform/metrics.ts';
export { folderObjects } from '../platform/objects/folder-objects.ts';
export type { ObjectStore } from '../platform/objects/store.ts';
export { createFolds } from '../workers.ts';
export { createApp } from '../http/app.ts';
export { appDeps } from '../http/testing/seed.ts';
export { Laptops, passingCounters, PassingKeys } from './laptops.ts';
