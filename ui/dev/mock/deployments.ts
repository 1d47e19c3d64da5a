import type {
  Deployment,
  DeploymentDeviceRow,
  DesiredDocument,
  DocumentRow,
} from '../../src/api/types.ts';
import type { Answered, Asked } from './answers.ts';
import { iso, type Fleet } from './fleet.ts';
import { MOCK_PACKAGE } from './packages.ts';

const HOUR_MS = 3_600_000;
const ids = [
  '018f3a2b-7c4d-7e5f-8a6b-9c0d1e2f3aa1',
  '018f3a2b-7c4d-7e5f-8a6b-9c0d1e2f3aa2',
  '018f3a2b-7c4d-7e5f-8a6b-9c0d1e2f3aa3',
] as const;
const hash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

/** Assignments in several states and the documents that tell their sites; nothing is kept. */
export function deploymentsOf(fleet: Fleet, now: number): (asked: Asked) => Answered | undefined {
  const orders = ordersOf(fleet, now);
  const devices = devicesOf(fleet, now);
  const ok = (body: unknown): Answered => ({ status: 200, body });
  const horizon = {
    as_of: iso(now - 60_000),
    coverage: {
      sites_total: fleet.sites.length,
      sites_fresh: fleet.sites.length - 1,
      devices_total: fleet.devices.length,
      devices_fresh: fleet.devices.length - 9,
      ratio: 0.94,
    },
  };
  return ({ path }) => {
    const [area, part, id, more] = path.split('/').filter(Boolean).slice(1);
    if (area === 'devices' && id === 'deployments') {
      return ok({ items: ordersOn(orders, now), ...horizon });
    }
    if (area !== 'deployments') return undefined;
    if (part === 'documents') return documentsAnswer(fleet, now, id, more);
    if (part === 'planes') return ok({ items: [] });
    if (part !== 'intents') return undefined;
    if (id === undefined) return ok({ items: orders, next_cursor: null, ...horizon });
    const order = orders.find((each) => each.id === id);
    if (order === undefined) return undefined;
    if (more === 'devices') return ok({ items: devices, next_cursor: null, ...horizon });
    return ok({ ...order, ...horizon });
  };
}

type MockOrder = Omit<Deployment, 'as_of' | 'coverage'> & { readonly said: Record<string, number> };

const common = {
  package_id: MOCK_PACKAGE,
  package_version_id: MOCK_PACKAGE,
  format: 'deb',
  state: 'active',
  plane: 'agent',
  security: false,
  revision: 1,
  tries: 1,
  created_by: 'petra.publisher',
  cancelled_by: null,
  attempts_max: 3,
} as const;
const nowhere = { sites: [], business_units: [], device_groups: [], devices: [] };
const plain = {
  schedule: { not_before: null, deadline: null, windows: [] },
  checks: { before: [], after: [] },
};
const times = (now: number, hours: number) => {
  return { created_at: iso(now - hours * HOUR_MS), changed_at: iso(now - hours * HOUR_MS) };
};

function ordersOf(fleet: Fleet, now: number): MockOrder[] {
  return [
    installation(fleet, now),
    {
      ...common,
      ...plain,
      ...times(now, 20),
      id: ids[1],
      package_version_id: null,
      package_name: 'telnetd',
      version: null,
      action: 'remove',
      rings: [{ ring_number: 0 }],
      target_scope: { ...nowhere, business_units: ['Retail North'] },
      said: {},
      devices_total: 12,
      states: { waits_for_approval: 12 },
    },
    {
      ...common,
      ...plain,
      ...times(now, 200),
      id: ids[2],
      state: 'cancelled',
      cancelled_by: 'petra.publisher',
      package_name: 'office-suite',
      version: '26.1',
      action: 'rollback',
      rings: [{ ring_number: 2 }],
      target_scope: { ...nowhere, devices: fleet.devices.slice(0, 5).map((row) => row.id) },
      said: { attested: 3, rolled_back: 1 },
      devices_total: 5,
      states: { attested: 3, rolled_back: 1, cancelled: 1 },
    },
  ];
}

function installation(fleet: Fleet, now: number): MockOrder {
  return {
    ...common,
    ...times(now, 2),
    id: ids[0],
    package_name: 'till',
    version: '4.2.1',
    action: 'install',
    rings: [{ ring_number: 1 }],
    target_scope: {
      ...nowhere,
      sites: [fleet.sites[0]?.id ?? 'hq'],
      device_groups: ['kiosks'],
    },
    said: { attested: 41, installing: 3, failed: 2 },
    schedule: {
      not_before: iso(now - HOUR_MS),
      deadline: iso(now + 72 * HOUR_MS),
      windows: [{ days: [0, 1, 2, 3, 4], from_minute: 1_320, minutes: 480 }],
    },
    checks: {
      before: [{ kind: 'file_exists', path: '/etc/till/config.toml', timeout_ms: 30_000 }],
      after: [
        { kind: 'service_active', unit: 'till.service', timeout_ms: 30_000 },
        { kind: 'port_open', port: 8080, timeout_ms: 30_000 },
      ],
    },
    devices_total: 60,
    states: { attested: 41, installing: 3, failed: 2, unknown: 12, not_ours: 2 },
  };
}

function devicesOf(fleet: Fleet, now: number): DeploymentDeviceRow[] {
  const states = [
    ['failed', 'installer_failed: dpkg returned 1: no space left on device. It is tried again.'],
    ['installing', ''],
    ['attested', ''],
    ['waiting', 'window_closed: the next window opens at 22:00'],
    ['unknown', 'The device has said nothing of it yet.'],
    ['not_ours', 'intune executes for this package here.'],
    ['attested', ''],
  ] as const;
  return fleet.devices.slice(0, states.length).map((row, at) => {
    const [state, reason] = states[at] ?? ['unknown', ''];
    const isSilent = state === 'unknown' || state === 'not_ours';
    return {
      device_id: row.id,
      hostname: row.hostname,
      site_id: row.site_id,
      state,
      reason,
      said_at: isSilent ? null : iso(now - (at + 1) * 240_000),
      attempt: isSilent ? null : 1,
      generation: isSilent ? null : 1_204,
    };
  });
}

function ordersOn(orders: readonly MockOrder[], now: number) {
  const states = ['attested', 'waits_for_approval', 'superseded'] as const;
  return orders.map((order, at) => ({
    intent_id: order.id,
    package_name: order.package_name,
    version: order.version,
    action: order.action,
    ring_number: order.rings[0]?.ring_number ?? 0,
    created_at: order.created_at,
    state: states[at],
    reason: ['', 'The site’s document waits for an approver’s signature.', 'A newer one holds.'][
      at
    ],
    said_at: at === 0 ? iso(now - HOUR_MS) : null,
    attempt: at === 0 ? 1 : null,
    generation: at === 0 ? 1_204 : null,
  }));
}

function documentsAnswer(
  fleet: Fleet,
  now: number,
  site: string | undefined,
  part: string | undefined,
): Answered {
  const ok = (body: unknown): Answered => ({ status: 200, body });
  const lease = {
    state: 'fresh',
    grace_at: iso(now + 20 * HOUR_MS),
    hold_at: iso(now + 160 * HOUR_MS),
    safe_at: iso(now + 700 * HOUR_MS),
  } as const;
  if (site === undefined) {
    const items = fleet.sites.map(({ id, name }, at) => ({
      site_id: id,
      name,
      document: at > 2 ? null : { ...historyOf(id, now)[at], lease },
    }));
    const director = { ready: true, detail: '' };
    return ok({ items, next_cursor: null, director });
  }
  const history = historyOf(site, now);
  if (part === undefined) return ok({ items: history, next_cursor: null });
  const shown = history.find((row) => String(row.generation) === part);
  return shown ? ok(detailOf(fleet, shown, lease)) : { status: 404, body: {} };
}

function historyOf(site: string, now: number): DocumentRow[] {
  const row: Omit<DocumentRow, 'generation' | 'cause' | 'issued_at' | 'orders'> = {
    site_id: site,
    ledger_epoch: 1,
    parent: hash,
    hash,
    root: hash,
    devices: 60,
    approvals: 0,
    approved_at: null,
    approved_by: [],
    conflicts: 0,
    dangerous: 0,
    approval: 'not_needed',
  };
  return [
    {
      ...row,
      generation: 1_204,
      cause: 'changed',
      issued_at: iso(now - HOUR_MS),
      orders: 84,
      approval: 'needed',
      dangerous: 12,
      conflicts: 1,
    },
    { ...row, generation: 1_199, cause: 'lease', issued_at: iso(now - 7 * HOUR_MS), orders: 72 },
    {
      ...row,
      generation: 1_150,
      cause: 'changed',
      issued_at: iso(now - 30 * HOUR_MS),
      orders: 72,
      approval: 'given',
      approvals: 1,
      approved_at: iso(now - 29 * HOUR_MS),
      approved_by: ['carol.cab'],
    },
  ];
}

function detailOf(
  fleet: Fleet,
  row: DocumentRow,
  lease: DesiredDocument['lease'],
): DesiredDocument {
  const { dangerous: _acts, conflicts: _pairs, ...own } = row;
  const [first = '', second = ''] = fleet.devices.slice(0, 2).map(({ id }) => id);
  const order = {
    action: 'install',
    version: '4.2.1',
    format: 'deb',
    rollback: false,
    ring: 1,
    plane: 'agent',
    assignment: 'c'.repeat(32),
    target_path: 'linux/retail/till_4.2.1_amd64.deb',
    sha256: hash,
  } as const;
  const removal = {
    ...order,
    action: 'remove',
    version: '',
    target_path: null,
    sha256: null,
  } as const;
  const onFirst = { device_id: first, package_name: 'till' };
  return {
    ...own,
    lease,
    against: row.generation - 5,
    changes: [
      { ...onFirst, before: { ...order, version: '4.1.0' }, after: order, fields: ['version'] },
      {
        device_id: second,
        package_name: 'telnetd',
        before: null,
        after: removal,
        fields: [],
      },
    ],
    changes_more: 0,
    dangerous: [
      {
        device_id: second,
        intent_id: ids[1],
        package_name: 'telnetd',
        action: 'remove',
        version: '',
        dangers: ['removal'],
        why: ['it removes software'],
      },
    ],
    conflicts: [{ ...onFirst, winner: ids[0], losers: [ids[2]] }],
  };
}
