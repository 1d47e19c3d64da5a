import type { AuditState, Overview, Site } from '../api/types.ts';
import { plural } from '../format/numbers.ts';

/** Something a person should look at, most pressing first. */
export interface Attention {
  readonly level: 'act' | 'watch' | 'unknown';
  readonly title: string;
  readonly next: string;
  readonly target:
    | { readonly page: 'site'; readonly id: string }
    | { readonly page: 'quarantine' | 'conflicts' | 'auditProof' };
}

const ORDER = { act: 0, unknown: 1, watch: 2 } as const satisfies Record<
  Attention['level'],
  number
>;

/** Reads what needs attention from what the hub knows. No news is not good news: see `unknown`. */
export function needsAttention(
  sites: readonly Site[],
  overview: Pick<Overview, 'quarantined' | 'identity_conflicts'>,
  record?: Pick<AuditState, 'alarm' | 'witnesses'>,
): Attention[] {
  const found = [...recordNeeds(record), ...sites.flatMap(siteNeeds)];
  if (overview.quarantined > 0) {
    found.push({
      level: 'act',
      title: `${plural(overview.quarantined, 'message')} in quarantine`,
      next: 'Look at what was refused and why, then release or keep it.',
      target: { page: 'quarantine' },
    });
  }
  if (overview.identity_conflicts > 0) {
    found.push({
      level: 'act',
      title: `${plural(overview.identity_conflicts, 'device')} with more than one history`,
      next: 'Say whether one machine was restored or two share a key; licenses are counted by it.',
      target: { page: 'conflicts' },
    });
  }
  return found.toSorted((a, b) => ORDER[a.level] - ORDER[b.level]);
}

/** A record that is not sealed, or that a relay contradicts. Who may not read it is told neither. */
function recordNeeds(record: Pick<AuditState, 'alarm' | 'witnesses'> | undefined): Attention[] {
  const target = { page: 'auditProof' } as const;
  const contradicted = (record?.witnesses ?? [])
    .filter(({ fault, acknowledged }) => fault !== null && acknowledged === null)
    .map(({ site_id: site, fault }) => ({
      level: 'act' as const,
      title: `A relay of ${site} contradicts the audit record`,
      next: `It says: ${fault}. Verify the record; after a restore from a backup, explain it.`,
      target,
    }));
  const alarm = record?.alarm ?? null;
  if (alarm === null) return contradicted;
  const title = 'The audit record is not being sealed';
  return [...contradicted, { level: 'act', title, next: `${alarm}.`, target }];
}

function siteNeeds(site: Site): Attention[] {
  const target = { page: 'site', id: site.id } as const;
  const found: Attention[] = [];
  if (site.gaps > 0) {
    found.push({
      level: 'act',
      title: `${site.name}: ${plural(site.gaps, 'gap')} in its journal`,
      next: 'The relay is asked for the missing ranges; if it lost them, look at its journal.',
      target,
    });
  }
  const silence = silenceOf(site);
  if (silence !== undefined) found.push({ ...silence, target });
  return found;
}

function silenceOf(site: Site): Omit<Attention, 'target'> | undefined {
  if (site.freshness === 'never') {
    return {
      level: 'unknown',
      title: `${site.name} has never reported`,
      next:
        site.class === 'air_gapped'
          ? 'It has no wire, and this version takes no bundles yet. Its relay keeps everything.'
          : 'Check that its relay runs and reaches the hub.',
    };
  }
  if (site.lease.state === 'HOLD' || site.lease.state === 'SAFE') {
    return {
      level: 'act',
      title: `${site.name} is in ${site.lease.state}`,
      next: 'Reconnect it: its lease is renewed when its relay is heard.',
    };
  }
  if (site.freshness === 'dark') {
    return {
      level: 'act',
      title: `${site.name} is dark`,
      next: 'Its figures are old. Check its relay and its link.',
    };
  }
  if (site.freshness === 'late' || site.lease.state === 'GRACE') {
    return {
      level: 'watch',
      title: site.freshness === 'late' ? `${site.name} is late` : `${site.name} is in GRACE`,
      next: 'Nothing is lost; what it collects waits at the site.',
    };
  }
  return undefined;
}
