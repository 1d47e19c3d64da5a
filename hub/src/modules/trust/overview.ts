import {
  signersOf,
  topRoles,
  type KeySet,
  type Root,
  type Targets,
  type TufKey,
} from '@eucora/protocol/trust';
import type { HeldKey } from './keys.ts';
import type { Repository } from './repository.ts';

/** A key of a role, as people know it. */
export interface RoleKey {
  readonly id: string;
  readonly holder: string | null;
  readonly type: string;
  /** The hub holds it. */
  readonly isHub: boolean;
}
/** `missing`: not here yet; `expired`, `soon` (within `soonMs`); else `good`. */
export type Freshness = 'good' | 'soon' | 'expired' | 'missing';
/** A role that root names itself. */
export interface RoleWords {
  readonly name: string;
  readonly may: string;
  readonly threshold: number;
  readonly keys: readonly RoleKey[];
  readonly version: number | null;
  readonly expiresAt: Date | null;
  readonly storedAt: Date | null;
  /** Null: it has no file of its own. */
  readonly freshness: Freshness | null;
}
/** A publisher's role. */
export interface PublisherWords {
  readonly name: string;
  readonly by: string;
  readonly threshold: number;
  readonly keys: readonly RoleKey[];
  readonly paths: readonly string[];
  readonly platforms: readonly string[];
  readonly businessUnits: readonly string[];
  readonly terminating: boolean;
  readonly version: number | null;
  readonly expiresAt: Date | null;
  readonly storedAt: Date | null;
  readonly freshness: Freshness;
  readonly targets: number;
}
/** Something that somebody has to do; the worst first. */
export interface Lack {
  readonly code: string;
  readonly severity: 'critical' | 'warning' | 'info';
  readonly detail: string;
}
export interface TrustOverview {
  readonly rootVersion: number | null;
  readonly roles: readonly RoleWords[];
  readonly publishers: readonly PublisherWords[];
  readonly lacks: readonly Lack[];
}
export interface OverviewGround {
  readonly repository: Repository;
  readonly held: readonly HeldKey[];
  readonly storedAt: ReadonlyMap<string, Date>;
  readonly nowMs: number;
}

/** Holders have to meet for it: a warning comes this long before an expiry. */
export const soonMs = 90 * 86_400_000;

/** What each role of root may do. */
const duties: Readonly<Record<string, string>> = {
  root: 'say who holds every other role',
  targets: 'vouch for artifacts, and say which publishers may',
  snapshot: 'say which versions of all metadata belong together',
  timestamp: 'say which of those is the newest',
  director: 'order what sites and devices install',
  approvers: 'consent to removal, rollback below a minimum, time reset and late rings',
};

/** Who may sign what, until when, and what is missing. */
export function overviewOf(ground: OverviewGround): TrustOverview {
  const { repository } = ground;
  const root = repository.root()?.signed;
  if (!root) return { rootVersion: null, roles: [], publishers: [], lacks: lacksOf(ground) };
  return {
    rootVersion: root.version,
    roles: rolesOf(ground, root),
    publishers: publishersOf(ground),
    lacks: lacksOf(ground),
  };
}

function freshnessOf(expiresMs: number, nowMs: number): Freshness {
  if (expiresMs <= nowMs) return 'expired';
  return expiresMs - nowMs < soonMs ? 'soon' : 'good';
}

function keysOf({ keyIds, keys }: KeySet, held: readonly HeldKey[]): readonly RoleKey[] {
  return keyIds.map((id) => {
    const key: TufKey | undefined = keys.get(id);
    return {
      id,
      holder: key?.holder ?? null,
      type: key?.keyType ?? 'unknown',
      isHub: held.some(({ public: own }) => own === key?.public.toLowerCase()),
    };
  });
}

function rolesOf({ repository, held, storedAt, nowMs }: OverviewGround, root: Root): RoleWords[] {
  const expires = new Map<string, number | undefined>([
    ['root', root.expiresMs],
    ['targets', repository.targets('targets')?.signed.expiresMs],
    ['snapshot', repository.snapshot()?.signed.expiresMs],
    ['timestamp', repository.timestamp()?.signed.expiresMs],
  ]);
  const sets: (readonly [string, KeySet])[] = [
    ...topRoles.map((role) => [role, { ...root.roles[role], keys: root.keys }] as const),
    ...(root.director ? [['director', root.director] as const] : []),
    ...(root.approvers ? [['approvers', root.approvers] as const] : []),
  ];
  return sets.map(([name, set]) => {
    const expiresMs = expires.get(name);
    const version = name === 'root' ? root.version : repository.newest.get(name)?.version;
    const missing = expires.has(name) ? ('missing' as const) : null;
    return {
      name,
      may: duties[name] ?? name,
      threshold: set.threshold,
      keys: keysOf(set, held),
      version: version ?? null,
      expiresAt: expiresMs === undefined ? null : new Date(expiresMs),
      storedAt: storedAt.get(name) ?? null,
      freshness: expiresMs === undefined ? missing : freshnessOf(expiresMs, nowMs),
    };
  });
}

function publishersOf({ repository, held, storedAt, nowMs }: OverviewGround): PublisherWords[] {
  return repository.delegations().map(({ by, delegation, keys }) => {
    const { name, threshold, paths, pathHashPrefixes, scope, terminating } = delegation;
    const targets: Targets | undefined = repository.targets(name)?.signed;
    return {
      name,
      by,
      threshold,
      keys: keysOf(keys, held),
      paths: paths.length > 0 ? paths : pathHashPrefixes,
      platforms: scope.platforms,
      businessUnits: scope.businessUnits,
      terminating,
      version: targets?.version ?? null,
      expiresAt: targets ? new Date(targets.expiresMs) : null,
      storedAt: storedAt.get(name) ?? null,
      freshness: targets ? freshnessOf(targets.expiresMs, nowMs) : 'missing',
      targets: targets?.targets.size ?? 0,
    };
  });
}

const rank = { critical: 0, warning: 1, info: 2 } as const;

function lacksOf(ground: OverviewGround): readonly Lack[] {
  const root = ground.repository.root()?.signed;
  if (!root) {
    const detail =
      'There is no root of trust: nothing can be published or ordered. Its holders begin one on a ' +
      'laptop, and bring it here.';
    return [{ code: 'no_root', severity: 'critical', detail }];
  }
  const lacks = [
    ...targetsLacks(ground),
    ...directorLacks(ground, root),
    ...publisherLacks(ground),
    ...expiryLacks(ground, root),
  ];
  return lacks.toSorted((a, b) => rank[a.severity] - rank[b.severity]);
}

function targetsLacks({ repository }: OverviewGround): Lack[] {
  if (repository.newest.has('targets')) return [];
  const detail =
    'targets is not here yet, so nothing is served: its holders sign it, and it is imported.';
  return [{ code: 'no_targets', severity: 'critical', detail }];
}

function directorLacks({ held }: OverviewGround, root: Root): Lack[] {
  const named = (root.director?.keyIds ?? []).some((keyId) =>
    held.some(
      ({ name, public: own }) =>
        name === 'director' && own === root.director?.keys.get(keyId)?.public.toLowerCase(),
    ),
  );
  const lacks: Lack[] = [];
  if (!named) {
    const detail =
      `Root ${root.version} does not name the hub’s director key, so nothing can be ordered: ` +
      'eucora-trust add-key --role director --pub director.pub, and have root signed.';
    lacks.push({ code: 'no_director', severity: 'warning', detail });
  }
  if ((root.approvers?.keyIds.length ?? 0) === 0) {
    const detail =
      'Root names no approvers, so nobody can consent to removal, rollback below a minimum or late ' +
      'rings: eucora-trust add-key --role approvers --pub FILE.';
    lacks.push({ code: 'no_approvers', severity: 'info', detail });
  }
  return lacks;
}

function publisherLacks({ repository }: OverviewGround): Lack[] {
  return repository.delegations().flatMap(({ delegation, keys }): Lack[] => {
    const { name } = delegation;
    const file = repository.targets(name);
    if (!file) {
      const detail = `${name} may vouch for ${delegation.paths.join(' ')} and has nothing here yet; until then devices are refused there.`;
      return [{ code: 'publisher_missing', severity: 'warning', detail }];
    }
    if (signersOf(file, keys.keys, keys).length >= keys.threshold) return [];
    const detail = `${name} is not signed by the keys that speak for it now: its holders sign it anew (eucora-trust rotate --role ${name}).`;
    return [{ code: 'publisher_unsigned', severity: 'critical', detail }];
  });
}

function expiryLacks({ repository, nowMs }: OverviewGround, root: Root): Lack[] {
  const ends: (readonly [string, number])[] = [['root', root.expiresMs]];
  for (const role of repository.targetsRoles()) {
    const expiresMs = repository.targets(role)?.signed.expiresMs;
    if (expiresMs !== undefined) ends.push([role, expiresMs]);
  }
  return ends.flatMap(([role, expiresMs]): Lack[] => {
    const freshness = freshnessOf(expiresMs, nowMs);
    if (freshness === 'good') return [];
    const day = new Date(expiresMs).toISOString().slice(0, 10);
    const remedy = `its holders renew it: eucora-trust rotate --role ${role}, sign, import`;
    return freshness === 'expired'
      ? [{ code: 'expired', severity: 'critical', detail: `${role} expired on ${day}; ${remedy}.` }]
      : [{ code: 'expires', severity: 'warning', detail: `${role} expires on ${day}; ${remedy}.` }];
  });
}
