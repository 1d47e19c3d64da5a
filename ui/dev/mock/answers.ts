import type { AuditEntry, Coverage, DeviceRow, Session, Site } from '../../src/api/types.ts';
import { LIMIT_MAX } from '../../src/api/client.ts';
import { isRecord } from '../../src/domain/guards.ts';
import { notificationsOf } from './notifications.ts';
import { grantsOf, groupsOf, membersOf, MOCK_NEW_TOKEN, ROLES, tokensOf } from './access.ts';
import { recordOf } from './audit.ts';
import { collectionOf } from './collection.ts';
import { conflictsOf } from './conflicts.ts';
import { applicationsOf, deviceOf, softwareOf, usageOf } from './device.ts';
import { iso, makeFleet } from './fleet.ts';
import { systemOf } from './system.ts';
import { artifactsOf } from './artifacts.ts';
import { certificatesOf, enrolmentTokensOf } from './pki.ts';
import { deploymentsOf } from './deployments.ts';
import { packagesOf } from './packages.ts';
import { peopleOf, profileOf } from './people.ts';
import { personsOf } from './persons.ts';
import { trustOf } from './trust.ts';
import { quarantineOf, ratesOf, trailOf } from './trail.ts';

/** What a request asks, without the transport. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly signedIn: boolean;
  readonly body: unknown;
}
export interface Answered {
  readonly status: number;
  readonly body: unknown;
  /** Sets or clears the session cookie. */
  readonly session?: 'open' | 'closed';
}

const LIMIT_DEFAULT = 100;
export const MOCK_TOKEN = 'mock-token';
export const MOCK_LINK = 'mock-link';
/** Searching for this makes the hub fail: error pages are tried without interception. */
export const MOCK_FAULT = 'fault-503';

const ok = (body: unknown): Answered => ({ status: 200, body });
const problem = (status: number, code: string, title: string): Answered => ({
  status,
  body: { type: 'about:blank', title, status, code },
});

/**
 * A hub in memory that speaks the contract with a deterministic fleet. Known differences from the
 * real one: nothing is written, searches match substrings only, and times move with the clock
 * while the fleet stays as it was made.
 */
export function createAnswers(now: number): (asked: Asked) => Answered {
  const fleet = makeFleet(now);
  const applications = applicationsOf(fleet.devices.length);
  const trail = trailOf(now);
  const record = recordOf(trail, now);
  const quarantine = quarantineOf(now);
  const system = systemOf(now);
  const notifications = notificationsOf(now);
  const conflicts = conflictsOf(fleet.devices, now);
  const people = peopleOf(now);
  const persons = personsOf(now);
  const collection = collectionOf(fleet.sites, now);
  const packages = packagesOf(now);
  const deployments = deploymentsOf(fleet, now);
  const trust = trustOf(now);
  const names = new Map(fleet.devices.map((row) => [row, `${row.hostname ?? ''} ${row.id}`]));
  const byTime = fleet.devices.toSorted((a, b) =>
    (b.last_event_at ?? '').localeCompare(a.last_event_at ?? ''),
  );
  const horizon = (sites: readonly Site[]) => ({
    as_of:
      sites
        .map((each) => each.horizon_at)
        .filter((at) => at !== null)
        .toSorted()[0] ?? null,
    coverage: coverageOf(sites),
  });
  const whole = horizon(fleet.sites);

  function devices(query: URLSearchParams): Answered {
    const search = query.get('search')?.toLowerCase();
    if (search === MOCK_FAULT) return problem(503, 'unavailable', 'Unavailable');
    const siteId = query.get('site');
    const simulated = query.get('simulated');
    const source = query.get('sort') === 'last_event_at' ? byTime : fleet.devices;
    const matching = source.filter(
      (row) =>
        (search === undefined || names.get(row)?.includes(search) === true) &&
        (siteId === null || row.site_id === siteId) &&
        (simulated === null || String(row.simulated) === simulated),
    );
    const scope = siteId === null ? fleet.sites : fleet.sites.filter((each) => each.id === siteId);
    return ok({ ...paged(matching, query), ...horizon(scope), total: matching.length });
  }

  function device(id: string, view: string | undefined, query: URLSearchParams): Answered {
    const row = fleet.byId.get(id);
    if (row === undefined) return problem(404, 'unknown_device', 'No such device');
    const own = fleet.sites.filter((each) => each.id === row.site_id);
    const reach = { ...horizon(own), as_of: row.as_of };
    if (view === undefined) return ok(deviceOf(row, now));
    if (view === 'software') {
      const search = query.get('search')?.toLowerCase() ?? '';
      const found = softwareOf(row).filter((item) =>
        `${item.name} ${item.version}`.includes(search),
      );
      return ok({ ...paged(found, query), ...reach, total: found.length });
    }
    if (view === 'usage')
      return ok({ ...paged(usage(row, query), query), ...reach, ...USAGE_REST });
    return problem(404, 'not_found', 'No such view');
  }

  function identity(asked: Asked, id: string | undefined): Answered {
    if (id === undefined) {
      const found = conflicts.list(asked.query.get('state'), asked.query.get('device'));
      return ok({ ...paged(found, asked.query), ...whole });
    }
    const found = asked.method === 'POST' ? conflicts.resolve(id, asked.body) : conflicts.find(id);
    return found === undefined ? problem(404, 'not_found', 'No such conflict') : ok(found);
  }

  function usage(row: DeviceRow, query: URLSearchParams) {
    const to = Date.parse(query.get('to') ?? '') || now;
    const from = Date.parse(query.get('from') ?? '') || to - 3_600_000;
    return usageOf(row, from, to);
  }

  function application(id: string | undefined, query: URLSearchParams): Answered {
    if (id !== undefined) {
      const found = applications.find((each) => each.id === id);
      return found === undefined
        ? problem(404, 'unknown_application', 'No such application')
        : ok({ ...found, ...whole });
    }
    const search = query.get('search')?.toLowerCase() ?? '';
    const found = applications
      .filter((each) => each.name.includes(search))
      .map((each) => ({ ...each, versions: each.versions.slice(0, 5) }));
    return ok({ ...paged(found, query), ...whole, total: found.length });
  }

  function site(
    id: string | undefined,
    view: string | undefined,
    query: URLSearchParams,
  ): Answered {
    if (id === undefined) return ok({ items: fleet.sites, next_cursor: null, ...whole });
    const found = fleet.sites.find((each) => each.id === id);
    if (found === undefined) return problem(404, 'unknown_site', 'No such site');
    const journals = fleet.journalsOf(id);
    if (view === 'journals') return ok({ ...paged(journals, query), ...horizon([found]) });
    if (view === 'certificates') return ok({ items: certificatesOf(id, now) });
    if (view === 'artifacts') return ok(artifactsOf(now));
    if (view === 'enrolment-tokens') return ok(paged(enrolmentTokensOf(id, now), query));
    return ok({ ...found, ...horizon([found]), link: fleet.linkOf(id), journals });
  }

  function audit(asked: Asked, id: string | undefined, view: string | undefined): Answered {
    const { query } = asked;
    if (asked.method === 'POST') {
      if (id === 'verifications') return ok(record.verifyPart(asked.body));
      const isDone = record.explain(view ?? '', asked.body);
      return isDone ? { status: 204, body: null } : problem(409, 'conflict', 'Done before');
    }
    if (id === 'state') return ok(record.state());
    if (id === 'checkpoints') return ok(paged(record.checkpoints, query));
    if (id !== undefined) {
      const entry = record.entry(id);
      return entry === undefined ? problem(404, 'not_found', 'No such entry') : ok(entry);
    }
    const is = (name: 'actor' | 'subject' | 'site' | 'outcome') => {
      const wanted = query.get(name);
      return (entry: AuditEntry) => wanted === null || entry[name] === wanted;
    };
    const action = query.get('action');
    const [from, until] = [query.get('from') ?? '', query.get('until') ?? '9'];
    const found = trail
      .filter(is('actor'))
      .filter(is('subject'))
      .filter(is('site'))
      .filter(is('outcome'))
      .filter((entry) => action === null || `${entry.action}.`.startsWith(`${action}.`))
      .filter(({ at }) => at >= from && at < until);
    return ok({ ...paged(found, query), ...whole });
  }

  function release(id: string | undefined): Answered {
    const index = quarantine.findIndex((item) => String(item.id) === id);
    const item = quarantine[index];
    if (item === undefined) return problem(404, 'unknown_item', 'No such item');
    quarantine[index] = { ...item, released_at: iso(Date.now()) };
    return ok(quarantine[index]);
  }

  function overview(): Answered {
    const of = (freshness: Site['freshness']) =>
      fleet.sites.filter((each) => each.freshness === freshness).length;
    return ok({
      ...whole,
      devices: fleet.devices.length,
      sites: { fresh: of('fresh'), late: of('late'), dark: of('dark'), never: of('never') },
      events_committed: sum(fleet.sites, (each) => each.events_committed),
      events_per_second: sum(fleet.sites, (each) => each.events_per_second),
      applications: applications.length,
      quarantined: quarantine.filter((item) => item.released_at === null).length,
      identity_conflicts: conflicts.list('open', null).length,
      simulated_devices: sum(fleet.sites, (each) => each.simulated_devices),
    });
  }

  function users(asked: Asked, id: string | undefined, action: string | undefined): Answered {
    const search = asked.query.get('search') ?? '';
    if (asked.method === 'GET') return ok({ ...paged(people.list(search), asked.query), ...whole });
    const found = id === undefined ? people.create(asked.body) : people.act(id, action ?? '');
    if (found === undefined) return problem(404, 'not_found', 'No such user');
    return { status: id === undefined ? 201 : 200, body: found };
  }

  function telemetry(view: string | undefined): Answered {
    if (view === 'rates') return ok({ as_of: iso(now), points: ratesOf(now) });
    const items = fleet.sites
      .filter((each) => each.horizon_at !== null)
      .map((each) => ({
        site_id: each.id,
        events_committed: each.events_committed,
        events_rejected: each.events_rejected,
        events_void: each.events_void,
        devices: each.devices,
        gaps: each.gaps,
        digest: '9f86d081884c7d65',
      }));
    return ok({ items, next_cursor: null, ...whole });
  }

  function access(
    asked: Asked,
    area: string | undefined,
    id: string | undefined,
  ): Answered | undefined {
    if (asked.method === 'POST' && area === 'service-tokens') {
      const [newest] = tokensOf(now);
      return { status: 201, body: { ...newest, token: MOCK_NEW_TOKEN } };
    }
    if (asked.method !== 'GET') return undefined;
    if (area === 'roles') return ok(ROLES);
    if (area === 'grants') return ok(paged(grantsOf(now), asked.query));
    if (area === 'service-tokens') return ok(paged(tokensOf(now), asked.query));
    if (area !== 'device-groups') return undefined;
    const found = id === undefined ? groupsOf(now) : membersOf(id, fleet.devices);
    return ok(paged<unknown>(found, asked.query));
  }

  function erasing({ path, method, query, body }: Asked): Answered {
    const [, , part, id, act] = path.split('/').filter(Boolean).map(decodeURIComponent);
    if (part === 'persons')
      return id === 'search' ? ok(persons.search(body)) : ok({ format: 'mock' });
    if (id === undefined && method === 'POST') return { status: 201, body: persons.request(body) };
    if (id === undefined) return ok({ ...paged(persons.list(), query), ...whole });
    const found = act === undefined ? persons.find(id) : persons.act(id, act);
    return found === undefined ? problem(404, 'not_found', 'No such erasure') : ok(found);
  }

  function privacy(asked: Asked): Answered {
    const { path, method, query } = asked;
    if (!path.startsWith('/api/privacy/collection/')) return erasing(asked);
    const [, , , part, id] = path.split('/').filter(Boolean).map(decodeURIComponent);
    if (method !== 'GET') return { status: 204, body: null };
    if (part === 'defaults') return ok(collection.defaults());
    return ok(id === undefined ? paged(collection.sites(), query) : collection.site(id));
  }

  return (asked) => {
    const [area, id, view] = asked.path.split('/').filter(Boolean).slice(1).map(decodeURIComponent);
    if (area === 'session' && id === 'options') return ok(SIGN_IN_OPTIONS);
    if (area === 'session') return session(asked);
    if (!asked.signedIn) return problem(401, 'not_signed_in', 'Sign in first');
    switch (area) {
      case 'overview':
        return overview();
      case 'sites':
        return site(id, view, asked.query);
      case 'devices':
        if (id === 'conflicts') return identity(asked, view);
        if (view === 'deployments') return deployments(asked) ?? devices(asked.query);
        return id === undefined ? devices(asked.query) : device(id, view, asked.query);
      case 'applications':
        return application(id, asked.query);
      case 'users':
        return users(asked, id, view);
      case 'profile':
        return asked.method === 'GET' ? ok(profileOf(now)) : ok({ recovery_codes: [] });
      case 'telemetry':
        return telemetry(id);
      case 'audit':
        return audit(asked, id, view);
      case 'quarantine':
        return asked.method === 'POST'
          ? release(id)
          : ok({ ...paged(quarantine, asked.query), ...whole });
      case 'privacy':
        return privacy(asked);
      case 'system':
        return system(id, asked.method === 'POST');
      case 'webhooks':
      case 'alerts':
      case 'alert-rules':
      case 'mail-server':
      case 'mail-targets':
        return notifications(asked);
      case 'package-versions':
      case 'package-uploads':
        return packages(asked) ?? problem(404, 'not_found', 'No such package');
      case 'deployments':
        return deployments(asked) ?? problem(404, 'not_found', 'No such assignment');
      case 'trust':
        return trust(asked) ?? problem(404, 'not_found', 'No such file');
      default:
        return access(asked, area, id) ?? problem(404, 'not_found', 'No such route');
    }
  };
}

const USAGE_REST = {
  short_programs: [
    { program: 'git', count: 412, from: iso(0), to: iso(0) },
    { program: 'sh', count: 7_204, from: iso(0), to: iso(0) },
  ],
  measurement: { what: 'usage', state: 'measured', reason: null },
  short_programs_measurement: {
    what: 'short_programs',
    state: 'unmeasured',
    reason: 'process accounting is not permitted to this account',
  },
};

const SIGN_IN_OPTIONS = { providers: [{ id: 'local', name: 'EUCORA account' }], first_time: true };
const SESSION: Session = {
  actor: 'anna',
  user_id: '00000000-0000-4000-8000-000000000000',
  display_name: 'Anna Berger',
  methods: ['pwd', 'otp', 'mfa'],
  role: 'platform_admin',
  roles: ['platform_admin'],
  permissions: ['*'],
  scope: { sites: 'all', business_units: 'all', device_groups: 'all', environments: 'all' },
  expires_at: '2099-01-01T00:00:00Z',
};

function session(asked: Asked): Answered {
  if (asked.method === 'DELETE') return { ...ok({}), session: 'closed' };
  if (asked.method === 'GET') {
    return asked.signedIn ? ok(SESSION) : problem(401, 'not_signed_in', 'Sign in first');
  }
  const offered = isRecord(asked.body) ? asked.body : {};
  return offered['token'] === MOCK_TOKEN || offered['link'] === MOCK_LINK
    ? { ...ok(SESSION), session: 'open' }
    : problem(401, 'invalid_credentials', 'The token is not valid');
}

function paged<T>(items: readonly T[], query: URLSearchParams) {
  const limit = Math.min(LIMIT_MAX, Number(query.get('limit') ?? LIMIT_DEFAULT));
  const from = Number(query.get('cursor') ?? 0);
  const end = from + limit;
  return {
    items: items.slice(from, end),
    next_cursor: end < items.length ? String(end) : null,
  };
}

function coverageOf(sites: readonly Site[]): Coverage {
  const devices = sum(sites, (site) => site.devices);
  const fresh = sum(sites, (site) => site.devices_fresh);
  return {
    sites_total: sites.length,
    sites_fresh: sites.filter((site) => site.freshness === 'fresh').length,
    devices_total: devices,
    devices_fresh: fresh,
    ratio: devices === 0 ? null : fresh / devices,
  };
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
