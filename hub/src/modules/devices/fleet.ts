import { iso, type Horizon } from '../../platform/api.ts';
import type { Queryable } from '../../platform/db.ts';
import { NotFoundError } from '../../platform/errors.ts';
import type { Visible } from '../../platform/scope.ts';
import {
  fleetHorizon,
  freshnessOf,
  freshnessWindowsMs,
  listSites,
  type FleetHorizon,
  type Freshness,
  type Site,
  type SiteDevices,
} from '../sites/index.ts';
import { countAmong } from './reach-store.ts';
import { countFresh, selectCounts } from './store.ts';

const snapshotMs = 2_000;
const waitingMs = 6_000;

/** The fleet at one moment, site by site. */
export interface FleetSnapshot {
  readonly at: Date;
  readonly sites: readonly (Site & SiteDevices & { readonly freshness: Freshness })[];
}
export interface FleetDeps {
  readonly db: Queryable;
  readonly now: () => Date;
}

/**
 * Counts the fleet at most every two seconds, however many answers ask how much they cover. Totals
 * are kept exactly by whoever enrols a device; only freshness is counted. While it is counted anew,
 * answers go on with a count that is not older than six seconds.
 */
export class Fleet {
  readonly #deps: FleetDeps;
  #last: FleetSnapshot | undefined;
  #counting: Promise<FleetSnapshot> | undefined;

  constructor(deps: FleetDeps) {
    this.#deps = deps;
  }

  async snapshot(): Promise<FleetSnapshot> {
    const ageMs = this.#deps.now().getTime() - (this.#last?.at.getTime() ?? Number.NaN);
    if (this.#last && ageMs >= 0 && ageMs < snapshotMs) return this.#last;
    this.#counting ??= this.#count().finally(() => {
      this.#counting = undefined;
    });
    const counting = this.#counting;
    if (!this.#last || !(ageMs >= 0 && ageMs < waitingMs)) return counting;
    // Should it fail, whoever asks after six seconds hears of it.
    counting.catch(() => undefined);
    return this.#last;
  }

  /**
   * The horizon of one site, or of the sites that may be seen (without a word: all).
   * @throws NotFoundError for an unknown site
   */
  readonly horizonOf = async (of: string | Visible = { all: true }): Promise<Horizon> => {
    if (typeof of !== 'string') {
      const { sites, at } = await this.snapshot();
      if (of.all) return horizonJson(fleetHorizon(sites, at));
      const whole = sites.filter((site) => of.sites.includes(site.id));
      return horizonJson(fleetHorizon([...whole, ...(await this.#partsOf(sites, of))], at));
    }
    const siteId = of;
    const { sites, at } = await this.#snapshotWith(siteId);
    const scope = sites.filter((site) => site.id === siteId);
    if (scope.length === 0) throw new NotFoundError('site', siteId);
    return horizonJson(fleetHorizon(scope, at));
  };

  /** Sites of which some devices are seen, with the numbers of these alone. */
  async #partsOf(
    sites: FleetSnapshot['sites'],
    { sites: whole, devices }: Exclude<Visible, { all: true }>,
  ): Promise<FleetSnapshot['sites']> {
    if (devices.length === 0) return [];
    const rest = sites.filter((site) => !whole.includes(site.id));
    const { db, now } = this.#deps;
    const counted = await countAmong(db, devices, cutoffsOf(rest, now()));
    return rest.flatMap((site) => {
      const own = counted.find(({ siteId }) => siteId === site.id);
      return own ? [{ ...site, ...own }] : [];
    });
  }

  /** A site that was made a moment ago is no unknown one: then all is counted again. */
  async #snapshotWith(siteId: string): Promise<FleetSnapshot> {
    const last = await this.snapshot();
    const has = last.sites.some((site) => site.id === siteId);
    if (has) return last;
    const isMade = (await listSites(this.#deps.db)).some((site) => site.id === siteId);
    return isMade ? this.#count() : last;
  }

  readonly devicesBySite = async (): Promise<ReadonlyMap<string, SiteDevices>> => {
    const { sites } = await this.snapshot();
    return new Map(sites.map((site) => [site.id, site]));
  };

  async #count(): Promise<FleetSnapshot> {
    const { db } = this.#deps;
    const at = this.#deps.now();
    const sites = await listSites(db);
    const [counts, fresh] = await Promise.all([
      selectCounts(db),
      countFresh(db, cutoffsOf(sites, at)),
    ]);
    const devicesOf = (siteId: string, simulated: boolean): number =>
      counts.find((count) => count.siteId === siteId && count.simulated === simulated)?.devices ??
      0;
    this.#last = {
      at,
      sites: sites.map((site) => {
        const simulated = devicesOf(site.id, true);
        return {
          ...site,
          simulated,
          devices: devicesOf(site.id, false) + simulated,
          devicesFresh: fresh.get(site.id) ?? 0,
          freshness: freshnessOf(site.siteClass, site.horizonAt, at),
        };
      }),
    };
    return this.#last;
  }
}

/** Since when a device of each site has to have spoken to be fresh. */
function cutoffsOf(sites: readonly Site[], at: Date): { siteId: string; since: Date }[] {
  return sites.map((site) => ({
    siteId: site.id,
    since: new Date(at.getTime() - freshnessWindowsMs(site.siteClass).freshMs),
  }));
}

function horizonJson(horizon: FleetHorizon): Horizon {
  return {
    as_of: iso(horizon.asOf),
    coverage: {
      sites_total: horizon.sitesTotal,
      sites_fresh: horizon.sitesFresh,
      devices_total: horizon.devicesTotal,
      devices_fresh: horizon.devicesFresh,
      ratio: horizon.ratio,
    },
  };
}
