import type { SiteClass } from '@eucora/protocol';
import type { Queryable } from '../../platform/db.ts';
import {
  advanceSite,
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
export { writeNatsAuth, type NatsAuthDeps } from './nats-auth-writer.ts';
export {
  admitRelay,
  createSite,
  type AdmissionKeys,
  type NewSite,
  type SitesDeps,
} from './service.ts';
export { siteAttributeRoutes } from './attribute-routes.ts';
export { sitesRoutes, type SiteDevices, type SitesRoutesDeps } from './routes.ts';
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

/** The relays that may speak for a site: whose signatures ingest believes. */
export function relaysOf(db: Queryable, siteId: string): Promise<Relay[]> {
  return selectRelays(db, siteId);
}

/** The same of several sites. */
export function relaysOfAll(db: Queryable, siteIds: readonly string[]): Promise<Relay[]> {
  return selectRelaysOf(db, siteIds);
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
