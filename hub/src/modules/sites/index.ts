import type { SiteClass } from '@eucora/protocol';
import type { Queryable } from '../../platform/db.ts';
import {
  advanceSite,
  selectRelay,
  advanceSites,
  selectRelays,
  selectRelaysOf,
  selectSite,
  selectSites,
  type Relay,
  type Site,
} from './store.ts';

export {
  fleetHorizon,
  freshnessOf,
  freshnessWindowsMs,
  freshnessWords,
  type FleetHorizon,
  type Freshness,
  type SiteHorizon,
} from './freshness.ts';
export { leaseOf, leaseStates, type Lease, type LeaseState } from './lease.ts';
export { calloutUsers, hubAccount, type CalloutUsers } from './nats-auth.ts';
export {
  prepareNatsAuth,
  reloadNats,
  writeNatsAuth,
  type NatsAuthDeps,
} from './nats-auth-writer.ts';
export {
  admitRelay,
  recertifyRelay,
  createSite,
  type AdmissionKeys,
  type Admitted,
  type NewSite,
  type SitesDeps,
} from './service.ts';
export { noteHubKeyWord, relayAheadOf, type HubKeyWord } from './hub-key-words.ts';
export { siteAttributeRoutes } from './attribute-routes.ts';
export { sitesRoutes, type SiteDevices, type SitesRoutesDeps } from './routes.ts';
export { authorityOf } from './pki/certify.ts';
export { hubLeafFiles, hubLeafSince, renewHubLeaf, type HubLeaf } from './pki/hub-leaf.ts';
export { claimedRelay, judgeRelay, type RelayVerdict } from './pki/judge-relay.ts';
export { relayCertificates, sitePkiRoutes, type RelayCertificate } from './pki/routes.ts';
export {
  createEnrolmentToken,
  liftRevocation,
  revoke,
  type NewToken,
  type RevocationWish,
  type SitePkiDeps,
} from './pki/service.ts';
export {
  replaceDocument,
  selectDocument,
  selectDocuments,
  sitesWithNewRevocations,
  storeDocument,
  type StoredDocument,
  type StoredKind,
} from './pki/store.ts';
export type { Relay, Site } from './store.ts';
export type { SiteClass };

/** Sites by id: every one, or those of `ids` that there are. */
export function listSites(db: Queryable, ids?: readonly string[]): Promise<Site[]> {
  return selectSites(db, ids);
}

/** One site; undefined when there is none. */
export function findSite(db: Queryable, id: string): Promise<Site | undefined> {
  return selectSite(db, id);
}

/** The relays that may speak, for a site or for any: whose signatures ingest believes. */
export function relaysOf(db: Queryable, siteId?: string): Promise<Relay[]> {
  return selectRelays(db, siteId);
}

/** The same of several sites. */
export function relaysOfAll(db: Queryable, siteIds: readonly string[]): Promise<Relay[]> {
  return selectRelaysOf(db, siteIds);
}

/** A relay that may speak. */
export function findRelay(db: Queryable, relayId: string): Promise<Relay | undefined> {
  return selectRelay(db, relayId);
}

/**
 * Says that something of the site arrived (`contactAt`, the hub's clock), and up to when what is
 * now known of it is true (`horizonAt`, when the relay sealed it). Marks only move forward.
 */
export function touchSite(
  tx: Queryable,
  id: string,
  contactAt: Date,
  horizonAt: Date | null,
): Promise<void> {
  return advanceSite(tx, id, contactAt, horizonAt);
}

/** The same of several sites, each with its horizon. */
export function touchSites(
  tx: Queryable,
  horizons: ReadonlyMap<string, Date | null>,
  contactAt: Date,
): Promise<void> {
  return advanceSites(tx, horizons, contactAt);
}
