import type { Coverage, Site } from '../api/types.ts';

/** How much of one site is fresh, in the form every figure shows. */
export function siteCoverage(
  site: Pick<Site, 'devices' | 'devices_fresh' | 'freshness'>,
): Coverage {
  return {
    sites_total: 1,
    sites_fresh: site.freshness === 'fresh' ? 1 : 0,
    devices_total: site.devices,
    devices_fresh: site.devices_fresh,
    ratio: site.devices === 0 ? null : site.devices_fresh / site.devices,
  };
}
