import type { Queryable } from '../../platform/db.ts';
import {
  covers,
  isEverything,
  type Place,
  type Scope,
  type ScopeKey,
  type Visible,
} from '../../platform/scope.ts';
import { listSites, type Site } from '../sites/index.ts';
import { selectGroupDevices, selectPlace } from './reach-store.ts';

const placeOfSite = (site: Site): Place => ({
  site: site.id,
  businessUnit: site.businessUnit,
  environment: site.environment,
});

/** Where an object lies; undefined when there is none of this id. */
export function placeOf(db: Queryable, key: ScopeKey): Promise<Place | undefined> {
  return selectPlace(db, key);
}

/**
 * What lies in one of the scopes: sites as a whole, and for scopes that are limited to groups of
 * devices, these devices alone.
 */
export async function visibleTo(db: Queryable, reach: readonly Scope[]): Promise<Visible> {
  if (reach.some(isEverything)) return { all: true };
  if (reach.length === 0) return { all: false, sites: [], devices: [] };
  const sites = await listSites(db);
  const within = (scope: Scope): string[] =>
    sites
      .filter((site) => covers({ ...scope, deviceGroups: 'all' }, placeOfSite(site)))
      .map((site) => site.id);
  const whole = reach.filter((scope) => scope.deviceGroups === 'all').flatMap(within);
  const devices: number[] = [];
  for (const scope of reach) {
    if (scope.deviceGroups === 'all') continue;
    devices.push(...(await selectGroupDevices(db, scope.deviceGroups, within(scope))));
  }
  return { all: false, sites: [...new Set(whole)], devices: [...new Set(devices)] };
}
