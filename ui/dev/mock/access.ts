import type { DeviceGroup, Grant, Member, RoleList, Token } from '../../src/api/types.ts';
import type { DeviceRow } from '../../src/api/types.ts';
import { iso } from './fleet.ts';

const HOUR_MS = 3_600_000;
export const MOCK_NEW_TOKEN = 'eucora_token_mock';
const everywhere = {
  sites: 'all',
  business_units: 'all',
  device_groups: 'all',
  environments: 'all',
} as const;

export const ROLES: RoleList = {
  items: [
    {
      name: 'platform_admin',
      summary: 'Runs the platform: everything, everywhere',
      permissions: ['*'],
    },
    {
      name: 'endpoint_ops',
      summary: 'Looks after devices: telemetry, remediation, identity conflicts',
      permissions: [
        'telemetry.read',
        'remediation.trigger',
        'site.read',
        'device.read',
        'device.manage',
      ],
    },
    {
      name: 'auditor',
      summary: 'Reads everything and changes nothing',
      permissions: ['*.read'],
    },
  ],
};

export function tokensOf(now: number): Token[] {
  const token = (id: number, name: string, rest: Partial<Token>): Token => ({
    id,
    name,
    grants: [{ role: 'auditor', scope: everywhere }],
    state: 'valid',
    created_by: 'admin',
    created_at: iso(now - id * 30 * HOUR_MS),
    expires_at: iso(now + 60 * 24 * HOUR_MS),
    last_used_at: iso(now - 120_000),
    revoked_at: null,
    ...rest,
  });
  const plant = { ...everywhere, sites: ['plant-south'], environments: ['production'] };
  return [
    token(4, 'service:nightly-report', {}),
    token(3, 'service:plant-south-repairs', {
      grants: [{ role: 'endpoint_ops', scope: plant }],
      last_used_at: null,
    }),
    token(2, 'service:old-export', { state: 'revoked', revoked_at: iso(now - 9 * HOUR_MS) }),
    token(1, 'admin', {
      grants: [{ role: 'platform_admin', scope: everywhere }],
      expires_at: null,
    }),
  ];
}

export function grantsOf(now: number): Grant[] {
  const grant = (id: number, subject: string, rest: Partial<Grant>): Grant => ({
    id,
    subject,
    role: 'auditor',
    scope: everywhere,
    granted_by: 'admin',
    granted_at: iso(now - id * 50 * HOUR_MS),
    expires_at: null,
    revoked_at: null,
    ...rest,
  });
  return [
    grant(3, 'user:018f3a2b-7c4d-7e5f-8a6b-9c0d1e2f3a4b', {
      role: 'endpoint_ops',
      scope: { ...everywhere, business_units: ['manufacturing'] },
      expires_at: iso(now + 90 * 24 * HOUR_MS),
    }),
    grant(2, 'group:it-audit', {}),
    grant(1, 'group:it-operations', { role: 'endpoint_ops', revoked_at: iso(now - 3 * HOUR_MS) }),
  ];
}

export function groupsOf(now: number): DeviceGroup[] {
  const created_at = iso(now - 400 * HOUR_MS);
  return [
    { id: 'kiosks', name: 'Kiosks', created_at, devices: 3 },
    { id: 'line-controllers', name: 'Line controllers', created_at, devices: 0 },
  ];
}

export function membersOf(id: string, devices: readonly DeviceRow[]): Member[] {
  if (id !== 'kiosks') return [];
  return devices.slice(0, 3).map((row) => ({
    id: row.id,
    hostname: row.hostname,
    site_id: row.site_id,
  }));
}
