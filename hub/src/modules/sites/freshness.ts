import type { SiteClass } from '@eucora/protocol';
import { leaseEndsMs } from './lease.ts';

export const freshnessWords = ['fresh', 'late', 'dark', 'never'] as const;
/** Silent is not healthy: what was never heard of is `never`, not fine. */
export type Freshness = (typeof freshnessWords)[number];

const onlineFreshMs = 15 * 60_000;

/** Up to which age, in ms, what is known of a place of this class counts as fresh, and as late. */
export function freshnessWindowsMs(siteClass: SiteClass): { freshMs: number; lateMs: number } {
  const [freshEndMs, graceEndMs] = leaseEndsMs[siteClass];
  return siteClass === 'online'
    ? { freshMs: onlineFreshMs, lateMs: freshEndMs }
    : { freshMs: freshEndMs, lateMs: graceEndMs };
}

/** How fresh a site or a device is whose newest known moment is `at` (null: there is none). */
export function freshnessOf(siteClass: SiteClass, at: Date | null, now: Date): Freshness {
  if (at === null) return 'never';
  const ageMs = now.getTime() - at.getTime();
  const { freshMs, lateMs } = freshnessWindowsMs(siteClass);
  if (ageMs <= freshMs) return 'fresh';
  return ageMs <= lateMs ? 'late' : 'dark';
}

export interface SiteHorizon {
  readonly siteClass: SiteClass;
  readonly horizonAt: Date | null;
  readonly devices: number;
  readonly devicesFresh: number;
}
export interface FleetHorizon {
  readonly asOf: Date | null;
  readonly sitesTotal: number;
  readonly sitesFresh: number;
  readonly devicesTotal: number;
  readonly devicesFresh: number;
  readonly ratio: number | null;
}

/**
 * What an answer about these sites may claim: true as of the oldest horizon among those that ever
 * reported, covering the devices that are fresh. Without devices there is no ratio.
 */
export function fleetHorizon(sites: readonly SiteHorizon[], now: Date): FleetHorizon {
  const horizons = sites.flatMap((site) => (site.horizonAt ? [site.horizonAt.getTime()] : []));
  const fresh = sites.filter(
    (site) => freshnessOf(site.siteClass, site.horizonAt, now) === 'fresh',
  );
  const devicesTotal = sites.reduce((sum, site) => sum + site.devices, 0);
  const devicesFresh = sites.reduce((sum, site) => sum + site.devicesFresh, 0);
  return {
    asOf: horizons.length === 0 ? null : new Date(Math.min(...horizons)),
    sitesTotal: sites.length,
    sitesFresh: fresh.length,
    devicesTotal,
    devicesFresh,
    ratio: devicesTotal === 0 ? null : devicesFresh / devicesTotal,
  };
}
