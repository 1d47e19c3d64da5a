import { existingGroups } from '../modules/devices/index.ts';
import type { MissingPlaces } from '../modules/identity/index.ts';
import { listSites } from '../modules/sites/index.ts';
import type { Queryable } from '../platform/db.ts';
import type { Extent } from '../platform/scope.ts';

/**
 * Which sites and groups of devices that a scope names are not there. Business units and
 * environments are words at sites, which may come later.
 */
export function placesMissing(db: Queryable): MissingPlaces {
  return async ({ sites, deviceGroups }) => {
    const missing: string[] = [];
    if (named(sites)) {
      const found = new Set((await listSites(db, sites)).map(({ id }) => id));
      missing.push(...sites.filter((id) => !found.has(id)).map((id) => `site "${id}"`));
    }
    if (named(deviceGroups)) {
      const found = new Set(await existingGroups(db, deviceGroups));
      const gone = deviceGroups.filter((id) => !found.has(id));
      missing.push(...gone.map((id) => `group of devices "${id}"`));
    }
    return missing;
  };
}

const named = (extent: Extent): extent is readonly string[] =>
  extent !== 'all' && extent.length > 0;
