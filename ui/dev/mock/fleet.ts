import type {
  DeviceRow,
  Freshness,
  Journal,
  JournalGap,
  Lease,
  Site,
  SiteDetail,
} from '../../src/api/types.ts';
import { hexOf, pick, randomOf } from './random.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

interface SitePlan {
  readonly id: string;
  readonly name: string;
  readonly class: Site['class'];
  readonly devices: number;
  readonly simulated: boolean;
  readonly freshness: Freshness;
  readonly silentMs: number;
  readonly lease: Lease['state'];
  readonly leaseLeftMs: number | undefined;
  readonly gaps: readonly { first: number; last: number }[];
  readonly backlog: number;
}

const plan = (
  id: string,
  name: string,
  siteClass: Site['class'],
  devices: number,
  freshness: Freshness,
  silentMs: number,
  rest: Partial<SitePlan> = {},
): SitePlan => ({
  id,
  name,
  class: siteClass,
  devices,
  freshness,
  silentMs,
  simulated: false,
  lease: 'FRESH',
  leaseLeftMs: DAY_MS - silentMs,
  gaps: [],
  backlog: 0,
  ...rest,
});

const SITES: readonly SitePlan[] = [
  plan('hq', 'Head office', 'online', 6_204, 'fresh', 4_000),
  plan('plant-north', 'Plant North', 'online', 18_410, 'fresh', 11_000, { backlog: 2 }),
  plan('plant-south', 'Plant South', 'online', 14_960, 'fresh', 7_000, {
    gaps: [
      { first: 4_117, last: 4_121 },
      { first: 4_980, last: 4_980 },
    ],
  }),
  plan('harbour', 'Harbour', 'intermittent', 9_120, 'fresh', 38 * MINUTE_MS, {
    leaseLeftMs: 13 * DAY_MS,
    backlog: 14,
  }),
  plan('mv-aurora', 'MV Aurora', 'intermittent', 2_330, 'late', 16 * DAY_MS, {
    lease: 'GRACE',
    leaseLeftMs: 29 * DAY_MS,
    backlog: 221,
  }),
  plan('mine-7', 'Mine 7', 'intermittent', 4_480, 'dark', 52 * DAY_MS, {
    lease: 'HOLD',
    leaseLeftMs: 38 * DAY_MS + 4 * HOUR_MS,
    backlog: 1_204,
  }),
  plan('lab', 'Research lab', 'online', 3_100, 'late', 47 * MINUTE_MS, {
    leaseLeftMs: 23 * HOUR_MS,
  }),
  plan('depot-east', 'Depot East', 'online', 7_940, 'fresh', 9_000),
  plan('depot-west', 'Depot West', 'online', 8_456, 'fresh', 2_000),
  plan('vault', 'Vault', 'air_gapped', 412, 'fresh', 11 * DAY_MS, { leaseLeftMs: 49 * DAY_MS }),
  plan('bunker', 'Bunker', 'air_gapped', 0, 'never', 0, {
    lease: 'SAFE',
    leaseLeftMs: undefined,
  }),
  plan('swarm', 'Swarm', 'online', 24_588, 'fresh', 1_000, { simulated: true }),
];

const SYSTEMS = [
  'Windows 11 Enterprise 24H2',
  'Windows 11 Enterprise 23H2',
  'Windows Server 2022',
  'Debian GNU/Linux 12',
  'Ubuntu 24.04 LTS',
  'macOS 15.4',
  'Red Hat Enterprise Linux 9.4',
] as const;
const KINDS = ['ws', 'nb', 'srv', 'hmi', 'kiosk', 'lab', 'edge'] as const;

export interface Fleet {
  readonly sites: Site[];
  readonly devices: DeviceRow[];
  readonly byId: ReadonlyMap<string, DeviceRow>;
  journalsOf(siteId: string): Journal[];
  linkOf(siteId: string): SiteDetail['link'];
}

/** A fleet of 100,000 devices at twelve sites in every state a site can be in. */
export function makeFleet(now: number): Fleet {
  const devices = SITES.flatMap((site, index) => devicesOf(site, index, now));
  devices.sort((a, b) => sortName(a).localeCompare(sortName(b), 'en'));
  return {
    sites: SITES.map((site, index) => siteOf(site, index, now, devices)),
    devices,
    byId: new Map(devices.map((device) => [device.id, device])),
    journalsOf: (siteId) => journalsOf(siteId, now),
    linkOf: (siteId) => linkOf(siteId, now),
  };
}

/** A site with a backlog sends 180 KB of each segment at 32 KB/s; a dark one said so when it last could. */
function linkOf(siteId: string, now: number): SiteDetail['link'] {
  const site = SITES.find((each) => each.id === siteId);
  const backlog_bytes = (site?.backlog ?? 0) * 180_000;
  return {
    told_at: iso(now - (site?.silentMs ?? 0)),
    backlog_bytes,
    bytes_per_second: backlog_bytes === 0 ? null : 32_000,
    hold: null,
    predicted_finish_at: backlog_bytes === 0 ? null : iso(now + (backlog_bytes / 32_000) * 1_000),
  };
}

/** Devices without a name come last. */
function sortName(device: DeviceRow): string {
  return device.hostname ?? `\uffff${device.id}`;
}

function siteOf(site: SitePlan, index: number, now: number, devices: readonly DeviceRow[]): Site {
  const contact = site.freshness === 'never' ? null : iso(now - site.silentMs);
  const own = devices.filter((device) => device.site_id === site.id);
  return {
    id: site.id,
    name: site.name,
    class: site.class,
    business_unit: index % 3 === 0 ? 'manufacturing' : null,
    environment: 'production',
    created_at: iso(now - (400 - index * 9) * DAY_MS),
    last_contact_at: contact,
    horizon_at: contact,
    freshness: site.freshness,
    lease: leaseOf(site, now),
    devices: own.length,
    devices_fresh: own.filter((device) => device.freshness === 'fresh').length,
    simulated_devices: site.simulated ? own.length : 0,
    backlog_segments: site.backlog,
    gaps: site.gaps.length,
    events_committed: site.devices * 1_741 + index * 97,
    events_rejected: site.id === 'plant-south' ? 12 : 0,
    events_void: site.id === 'mine-7' ? 340 : 0,
    events_per_second:
      site.class === 'online' && site.freshness === 'fresh' ? site.devices / 31 : 0,
  };
}

const NEXT = { FRESH: 'GRACE', GRACE: 'HOLD', HOLD: 'SAFE', SAFE: null } as const;

function leaseOf(site: SitePlan, now: number): Lease {
  const left = site.leaseLeftMs;
  return {
    state: site.lease,
    since: iso(now - (site.freshness === 'never' ? 30 * DAY_MS : site.silentMs)),
    next_state: left === undefined ? null : NEXT[site.lease],
    next_at: left === undefined ? null : iso(now + left),
  };
}

function devicesOf(site: SitePlan, siteIndex: number, now: number): DeviceRow[] {
  const random = randomOf(1_000 + siteIndex);
  return Array.from({ length: site.devices }, (_, index) => {
    const id = hexOf(random, 16);
    const kind = pick(KINDS, random());
    const silent = random() < 0.03;
    const lag = site.silentMs + random() * 9 * MINUTE_MS + (silent ? random() * 9 * DAY_MS : 0);
    const never = random() < 0.0015;
    const heard = never ? null : iso(now - lag);
    return {
      id,
      hostname: never ? null : `${site.id}-${kind}-${String(index + 1).padStart(5, '0')}`,
      site_id: site.id,
      os: never ? null : pick(SYSTEMS, random()),
      last_event_at: heard,
      as_of: heard,
      software_count: never ? null : 140 + Math.floor(random() * 900),
      simulated: site.simulated,
      run: site.simulated ? 'r-20261124-1' : null,
      freshness: freshnessOf(site.freshness, silent, never),
    };
  });
}

function freshnessOf(site: Freshness, silent: boolean, never: boolean): Freshness {
  if (never) return 'never';
  return site === 'fresh' && silent ? 'late' : site;
}

function journalsOf(siteId: string, now: number): Journal[] {
  const site = SITES.find((each) => each.id === siteId);
  if (site === undefined || site.freshness === 'never') return [];
  const random = randomOf(site.devices + 17);
  const relay = hexOf(random, 16);
  const current = hexOf(random, 16);
  const sealed = 1_000 + Math.floor(site.devices / 4);
  const lane = (name: 'urgent' | 'ledger' | 'bulk', through: number, backlog: number) => ({
    lane: name,
    committed_through: through - backlog,
    safe_through: Math.floor((through - backlog) * 0.94),
    sealed_through: through,
    oldest_held: Math.floor((through - backlog) * 0.9),
    backlog,
    tip_at: iso(now - site.silentMs),
    segments_missing:
      name === 'ledger' ? site.gaps.reduce((n, g) => n + g.last - g.first + 1, 0) : 0,
    gaps_total: name === 'ledger' ? site.gaps.length : 0,
    gaps: name === 'ledger' ? site.gaps.map((gap, index) => askedGap(gap, index, now)) : [],
    unavailable:
      name === 'bulk' && site.gaps.length > 0
        ? [{ first: 811, last: 814, reason: 'damaged' as const, said_at: iso(now - 9 * HOUR_MS) }]
        : [],
  });
  const journals: Journal[] = [
    {
      relay_id: relay,
      incarnation: current,
      current: true,
      parent: site.id === 'plant-north' ? hexOf(random, 16) : null,
      first_seen_at: iso(now - 120 * DAY_MS),
      last_seen_at: iso(now - site.silentMs),
      lanes: [
        lane('urgent', Math.floor(sealed / 9), 0),
        lane('ledger', Math.max(sealed, 5_400), site.backlog),
        lane('bulk', sealed * 2, Math.floor(site.backlog / 3)),
      ],
    },
  ];
  const parent = journals[0]?.parent;
  if (parent !== null && parent !== undefined) {
    journals.push({
      relay_id: relay,
      incarnation: parent,
      current: false,
      parent: null,
      first_seen_at: iso(now - 300 * DAY_MS),
      last_seen_at: iso(now - 120 * DAY_MS),
      lanes: [lane('ledger', 2_210, 0)],
    });
  }
  return journals;
}

function askedGap(gap: { first: number; last: number }, index: number, now: number): JournalGap {
  const asked = index < 1;
  return {
    ...gap,
    state: asked ? 'asked' : 'queued',
    times_asked: asked ? 4 : 0,
    first_asked_at: asked ? iso(now - 6 * MINUTE_MS) : null,
    last_asked_at: asked ? iso(now - 40_000) : null,
  };
}

export function iso(at: number): string {
  return new Date(at).toISOString();
}
