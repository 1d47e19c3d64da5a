/** Which values of one attribute a grant reaches. */
export type Extent = 'all' | readonly string[];

/**
 * How far a grant reaches: an object lies within when every attribute does (ABAC, the specification's
 * 8.3). An object without an attribute that a scope limits lies outside.
 */
export interface Scope {
  readonly sites: Extent;
  readonly businessUnits: Extent;
  readonly deviceGroups: Extent;
  readonly environments: Extent;
}
/** Where an object lies. */
export interface Place {
  readonly site?: string | null;
  readonly businessUnit?: string | null;
  readonly environment?: string | null;
  readonly deviceGroups?: readonly string[];
}

export const everything: Scope = {
  sites: 'all',
  businessUnits: 'all',
  deviceGroups: 'all',
  environments: 'all',
};

/**
 * What a list may show: everything, or whole sites (by id) and single devices (by number) beside
 * them. Lists filter by it in their SQL, never after.
 */
export type Visible =
  | { readonly all: true }
  | {
      readonly all: false;
      readonly sites: readonly string[];
      readonly devices: readonly number[];
    };

/** The object that a request is about, by its id in the path. */
export interface ScopeKey {
  readonly kind: 'site' | 'device' | 'conflict' | 'quarantined' | 'device_group';
  readonly id: string;
}

export function isEverything(scope: Scope): boolean {
  return extents(scope).every((extent) => extent === 'all');
}

/** Does the scope reach an object? */
export function covers(scope: Scope, place: Place): boolean {
  return (
    reaches(scope.sites, place.site) &&
    reaches(scope.businessUnits, place.businessUnit) &&
    reaches(scope.environments, place.environment) &&
    (scope.deviceGroups === 'all' ||
      (place.deviceGroups ?? []).some((group) => scope.deviceGroups.includes(group)))
  );
}

function reaches(extent: Extent, value: string | null | undefined): boolean {
  return extent === 'all' || (typeof value === 'string' && extent.includes(value));
}

/** True when nothing lies in `inner` that does not lie in `outer`. */
export function isWithin(inner: Scope, outer: Scope): boolean {
  const outside = extents(outer);
  return extents(inner).every((extent, i) => isSubset(extent, outside[i] ?? []));
}

function isSubset(inner: Extent, outer: Extent): boolean {
  if (outer === 'all') return true;
  return inner !== 'all' && inner.every((value) => outer.includes(value));
}

/** The smallest scope that holds all of them; for showing, since it may hold more. */
export function hullOf(scopes: readonly Scope[]): Scope {
  const join = (pick: (scope: Scope) => Extent): Extent => {
    const all = scopes.map(pick);
    return all.includes('all') ? 'all' : [...new Set(all.flat())].toSorted();
  };
  return {
    sites: join((scope) => scope.sites),
    businessUnits: join((scope) => scope.businessUnits),
    deviceGroups: join((scope) => scope.deviceGroups),
    environments: join((scope) => scope.environments),
  };
}

/** Parameters of `site = ANY($i) OR device = ANY($j)`; null twice: everything is visible. */
export function visibleValues(
  visible: Visible,
): readonly [sites: readonly string[] | null, devices: readonly number[] | null] {
  return visible.all ? [null, null] : [visible.sites, visible.devices];
}

/** Does a list show what belongs to a site as a whole? */
export function showsSite(visible: Visible, site: string): boolean {
  return visible.all || visible.sites.includes(site);
}

const extents = (scope: Scope): readonly Extent[] => [
  scope.sites,
  scope.businessUnits,
  scope.deviceGroups,
  scope.environments,
];
