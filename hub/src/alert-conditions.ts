import type { unsealedState } from './modules/audit/index.ts';
import type { Condition } from './modules/notifications/index.ts';
import type { CalendarEntry } from './modules/secrets/index.ts';
import { freshnessOf, leaseOf, type RelayCertificate, type Site } from './modules/sites/index.ts';
import type { BackupState } from './platform/backup-state.ts';
import type { QuarantinedItem, SiteLedger } from './platform/ledger-reader.ts';

// What wants attention of what the hub knows. An alert's text changes only when something changed.

const dayMs = 86_400_000;
const minuteMs = 60_000;
const unsealedMsMax = 10_000;
const certificateWarnMs = 60 * dayMs;
const certificateAlarmMs = 14 * dayMs;
const plural = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

/** Sites that were heard of and are silent for longer than their class allows. */
function offline(sites: readonly Site[], now: Date): Condition[] {
  return sites.flatMap((site) => {
    const { id, name, siteClass, horizonAt, lastContactAt } = site;
    const word = freshnessOf(siteClass, horizonAt, now);
    if (horizonAt === null || word === 'fresh' || word === 'never') return [];
    const lease = leaseOf(siteClass, lastContactAt ?? horizonAt, now).state;
    const isHeld = lease === 'HOLD' || lease === 'SAFE';
    return [
      {
        key: `site.offline:${id}`,
        kind: 'site.offline',
        severity: isHeld ? 'critical' : 'warning',
        siteId: id,
        title: `${name} is offline`,
        detail: `Its lease is in ${lease}. Check its relay and its link; what it collects waits.`,
        since: horizonAt,
      },
    ];
  });
}

/** Journals with holes that are known to exist. */
function gaps(ledgers: Iterable<SiteLedger>, now: Date): Condition[] {
  return [...ledgers]
    .filter((ledger) => ledger.gaps > 0)
    .map(({ siteId }) => ({
      key: `site.gaps:${siteId}`,
      kind: 'site.gaps',
      severity: 'warning',
      siteId,
      title: `${siteId} has gaps in its journal`,
      detail: 'The relay is asked for the missing ranges; if it lost them, look at its journal.',
      since: now,
    }));
}

/**
 * Relays whose certificate ends soon. One with a wire gets its next in time by itself, so that this is
 * about sites that nobody reached for long.
 */
function certificates(relays: readonly RelayCertificate[], now: Date): Condition[] {
  return relays.flatMap(({ siteId, relayId, expiresAt }) => {
    const leftMs = (expiresAt?.getTime() ?? Number.POSITIVE_INFINITY) - now.getTime();
    if (expiresAt === null || leftMs > certificateWarnMs) return [];
    return [
      {
        key: `site.certificate:${relayId}`,
        kind: 'site.certificate',
        severity: leftMs <= certificateAlarmMs ? 'critical' : 'warning',
        siteId,
        title: `${siteId}: the relay's certificate ${leftMs <= 0 ? 'has ended' : 'ends soon'}`,
        detail: `It ends at ${expiresAt.toISOString()}. Reconnect the site, or carry it a new one.`,
        since: new Date(expiresAt.getTime() - certificateWarnMs),
      },
    ];
  });
}

/** What came into quarantine within a day and was not released, by site. */
function quarantine(items: readonly QuarantinedItem[], now: Date): Condition[] {
  const bySite = new Map<string, QuarantinedItem[]>();
  for (const item of items) {
    const ageMs = now.getTime() - item.at.getTime();
    if (item.releasedAt !== null || ageMs > dayMs) continue;
    const site = item.siteId ?? '';
    bySite.set(site, [...(bySite.get(site) ?? []), item]);
  }
  return [...bySite].map(([site, found]) => ({
    key: `quarantine:${site}`,
    kind: 'quarantine',
    severity: 'warning',
    siteId: site === '' ? null : site,
    title: `${site === '' ? 'An unknown sender' : site} has messages in quarantine`,
    detail: `${[...new Set(found.map(({ code }) => code))].toSorted().join(', ')}: look why.`,
    since: new Date(Math.min(...found.map(({ at }) => at.getTime()))),
  }));
}

function identities(open: number, now: Date): Condition[] {
  if (open === 0) return [];
  return [
    {
      key: 'device.identity',
      kind: 'device.identity',
      severity: 'warning',
      siteId: null,
      title: `${plural(open, 'device')} with more than one history`,
      detail:
        'Say whether one machine was restored or two share a key; licenses are counted by it.',
      since: now,
    },
  ];
}

/** Entries that nobody seals: the record could be cut without anybody noticing. */
function unsealed({ oldestMs }: Awaited<ReturnType<typeof unsealedState>>, now: Date): Condition[] {
  if (oldestMs <= unsealedMsMax) return [];
  return [
    {
      key: 'audit.unsealed',
      kind: 'audit.unsealed',
      severity: 'critical',
      siteId: null,
      title: 'Audit entries are not being sealed',
      detail: 'The log of the hub says why under audit-sealer.',
      since: new Date(now.getTime() - oldestMs),
    },
  ];
}

/** Keys and secrets whose time has come and that were not changed. */
function rotations(entries: readonly CalendarEntry[], now: Date): Condition[] {
  return entries.flatMap(({ rotation, keeper, nextAt, state }) => {
    if (keeper === 'relay') return []; // `certificates` says it, with the site
    const { name, title, how } = rotation;
    const isDue = nextAt !== null && nextAt.getTime() < now.getTime() - 5 * minuteMs;
    if (!isDue && state.failures === 0) return [];
    return [
      {
        key: `rotation.due:${name}`,
        kind: 'rotation.due',
        severity: 'warning',
        siteId: null,
        title: `${title}: ${state.failures > 0 ? 'the change failed' : 'to be changed'}`,
        detail: state.failure ?? (keeper === 'hub' ? 'It is overdue.' : (how ?? 'It is for you.')),
        since: state.failedAt ?? nextAt ?? now,
      },
    ];
  });
}

function backups({ failure }: BackupState): Condition[] {
  if (failure === null) return [];
  return [
    {
      key: 'backup.failed',
      kind: 'backup.failed',
      severity: 'critical',
      siteId: null,
      title: 'The newest backup failed',
      detail: failure.message,
      since: new Date(failure.atMs),
    },
  ];
}

/** Pure readings, by what they look at. */
export const conditionsOf = {
  offline,
  gaps,
  certificates,
  quarantine,
  identities,
  unsealed,
  rotations,
  backups,
} as const;
