import type { Alert, AlertRule, MailServer, MailTarget } from '../../src/api/types.ts';
import type { Answered } from './answers.ts';
import { iso } from './fleet.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
export const MOCK_MAIL_TARGET = '0b7e6a52-1c1d-4a5e-9f1e-0000000000a1';

const ok = (body: unknown, status = 200): Answered => ({ status, body });
const none = { sites_total: 0, sites_fresh: 0, devices_total: 0, devices_fresh: 0, ratio: null };
const page = (items: readonly unknown[]): Answered =>
  ok({ items, next_cursor: null, as_of: null, coverage: none });

/** Alerts, rules and mail; nothing is kept. */
export function alertAnswers(now: number) {
  return (
    area: string,
    id: string | undefined,
    method: string,
    query: URLSearchParams,
  ): Answered => {
    const alerts = alertsOf(now);
    if (area === 'alerts' && method === 'GET') {
      const isOpen = query.get('state') !== 'ended';
      return page(alerts.filter((each) => (each.ended_at === null) === isOpen));
    }
    if (area === 'alerts') return ok({ ...alerts[0], acknowledged_at: iso(now) });
    if (area === 'mail-server') return method === 'GET' ? ok({ server: SERVER }) : ok(SERVER);
    const items: readonly unknown[] = area === 'mail-targets' ? targetsOf(now) : rulesOf(now);
    if (method === 'GET') return page(items);
    if (method === 'DELETE') return ok(null, 204);
    return method === 'POST' && id !== undefined ? ok({ queued: 1 }, 202) : ok(items[0], 201);
  };
}

const SERVER: MailServer = {
  host: 'mail.example.org',
  port: 587,
  security: 'starttls',
  sender: 'eucora@example.org',
  username: 'eucora',
  updated_by: 'anna',
  updated_at: '2026-11-20T09:00:00.000Z',
};

function alertsOf(now: number): Alert[] {
  const alert = (id: number, rest: Partial<Alert>): Alert => ({
    id,
    kind: 'site.offline',
    severity: 'warning',
    site_id: 'plant-south',
    title: 'Plant South is offline',
    detail: 'Its lease is in GRACE. Check its relay and its link; what it collects waits.',
    since: iso(now - id * HOUR_MS),
    opened_at: iso(now - id * HOUR_MS),
    returns: 0,
    acknowledged_at: null,
    acknowledged_by: null,
    ended_at: null,
    ended_by: null,
    ...rest,
  });
  return [
    alert(9, {
      kind: 'audit.contradicted',
      severity: 'critical',
      site_id: 'hq',
      title: "hq holds another audit record than the hub's",
      detail: 'Compare with eucora-hub audit verify --against the checkpoint that the site holds.',
    }),
    alert(5, { returns: 3, acknowledged_at: iso(now - HOUR_MS), acknowledged_by: 'anna' }),
    alert(3, {
      kind: 'rotation.due',
      site_id: null,
      title: 'The key of archive packs; older packs stay under theirs: the change failed',
      detail: 'The disk is full',
    }),
    alert(2, {
      title: 'Bunker is offline',
      site_id: 'bunker',
      ended_at: iso(now - 20 * MINUTE_MS),
      ended_by: 'hub',
    }),
  ];
}

function rulesOf(now: number): AlertRule[] {
  const rule = (n: number, rest: Partial<AlertRule>): AlertRule => ({
    id: `0b7e6a52-1c1d-4a5e-9f1e-0000000000b${n}`,
    name: 'Night watch',
    kinds: [],
    severity_min: 'critical',
    sites: null,
    lasting_minutes: 0,
    group_minutes: 5,
    repeat_hours: 24,
    tells_end: true,
    targets: [MOCK_MAIL_TARGET],
    enabled: true,
    version: 1,
    created_by: 'anna',
    created_at: iso(now - 90 * HOUR_MS),
    updated_at: iso(now - 90 * HOUR_MS),
    last_sent_at: iso(now - 9 * HOUR_MS),
    ...rest,
  });
  return [
    rule(1, {}),
    rule(2, {
      name: 'Plants offline for long',
      kinds: ['site.offline', 'site.gaps'],
      severity_min: 'warning',
      sites: ['plant-south', 'plant-north'],
      lasting_minutes: 240,
      targets: [MOCK_MAIL_TARGET, '0b7e6a52-1c1d-4a5e-9f1e-000000000001'],
      last_sent_at: null,
      enabled: false,
    }),
  ];
}

function targetsOf(now: number): MailTarget[] {
  return [
    {
      id: MOCK_MAIL_TARGET,
      name: 'People on call',
      recipients: ['oncall@example.org', 'anna.berger@plants.example.org'],
      enabled: true,
      version: 1,
      created_by: 'anna',
      created_at: iso(now - 90 * HOUR_MS),
      updated_at: iso(now - 90 * HOUR_MS),
      failing_since: null,
      pending: 0,
      dead: 0,
    },
  ];
}
