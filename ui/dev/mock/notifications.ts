import { alertAnswers } from './alerts.ts';
import type { Delivery, Webhook } from '../../src/api/types.ts';
import type { Answered, Asked } from './answers.ts';
import { iso } from './fleet.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
export const MOCK_WEBHOOK = '0b7e6a52-1c1d-4a5e-9f1e-000000000001';
export const MOCK_SECRET = 'whsec_mock';

const ok = (body: unknown, status = 200): Answered => ({ status, body });
const page = (items: readonly unknown[]): Answered =>
  ok({ items, next_cursor: null, as_of: null, coverage: COVERAGE });
const COVERAGE = {
  sites_total: 0,
  sites_fresh: 0,
  devices_total: 0,
  devices_fresh: 0,
  ratio: null,
};

/** Subscribers that are well, fail and are paused; nothing is kept. */
export function notificationsOf(now: number): (asked: Asked) => Answered {
  const webhooks = webhooksOf(now);
  const alerts = alertAnswers(now);
  return ({ method, path, query }) => {
    const [area, id, view, , again] = path.split('/').filter(Boolean).slice(1);
    if (view === 'deliveries' && again === undefined) return page(deliveriesOf(now));
    if (area !== 'webhooks') return alerts(area ?? '', id, method, query);
    if (id === undefined) {
      if (method === 'GET') return page(webhooks);
      return ok({ ...webhooks[0], secret: MOCK_SECRET }, 201);
    }
    const found = webhooks.find((each) => each.id === id);
    if (found === undefined) {
      return ok({ type: 'about:blank', title: 'No such webhook', status: 404, code: 'x' }, 404);
    }
    if (view === 'secret') return ok({ secret: MOCK_SECRET });
    if (view !== undefined) return ok({ queued: view === 'replays' ? 7 : 1 }, 202);
    return method === 'DELETE' ? ok(null, 204) : ok(found);
  };
}

function webhooksOf(now: number): Webhook[] {
  const common = {
    severity_min: 'info',
    follows_record: true,
    enabled: true,
    version: 1,
    created_by: 'anna',
    created_at: iso(now - 300 * HOUR_MS),
    updated_at: iso(now - 300 * HOUR_MS),
    failing_since: null,
    pending: 0,
    dead: 0,
  } as const;
  return [
    {
      ...common,
      actions: ['site', 'device', 'segment.refused'],
      id: MOCK_WEBHOOK,
      name: 'Operations desk',
      url: 'https://desk.example.com/hooks/eucora',
      failing_since: iso(now - 3 * HOUR_MS),
      pending: 12,
      dead: 1,
    },
    {
      ...common,
      actions: [],
      id: '0b7e6a52-1c1d-4a5e-9f1e-000000000002',
      name: 'Security information system of the group',
      url: 'https://siem.example.com/api/v2/collectors/eucora-edge/production/ingest?source=hub',
      severity_min: 'warning',
    },
    {
      ...common,
      actions: [],
      id: '0b7e6a52-1c1d-4a5e-9f1e-000000000003',
      name: 'Old ticketing',
      url: 'https://tickets.example.com/in',
      severity_min: 'critical',
      enabled: false,
    },
  ];
}

function deliveriesOf(now: number): Delivery[] {
  const delivery = (id: number, rest: Partial<Delivery>): Delivery => ({
    id,
    position: 4_000 + id,
    type: 'segment.refused',
    state: 'delivered',
    attempts: 1,
    created_at: iso(now - (100 - id) * MINUTE_MS),
    next_at: null,
    ended_at: iso(now - (100 - id) * MINUTE_MS + 700),
    last_status: 204,
    last_error: null,
    ...rest,
  });
  const waiting = { state: 'pending', ended_at: null } as const;
  return [
    delivery(98, { ...waiting, attempts: 0, next_at: iso(now), last_status: null }),
    delivery(97, {
      ...waiting,
      type: 'webhook.test',
      position: null,
      attempts: 6,
      next_at: iso(now + 8 * MINUTE_MS),
      last_status: 503,
    }),
    delivery(60, {
      state: 'dead',
      attempts: 22,
      last_status: null,
      last_error: 'desk.example.com did not answer within 10 s.',
    }),
    delivery(12, { type: 'site.create' }),
    delivery(11, { type: 'device.identity_conflict' }),
  ];
}
