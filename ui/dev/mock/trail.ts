import type { AuditEntry, Quarantined, RatePoint } from '../../src/api/types.ts';
import { iso } from './fleet.ts';
import { hexOf, pick, randomOf } from './random.ts';

const ACTIONS = [
  ['session.created', 'admin', { from: '127.0.0.1' }],
  ['site.admitted', 'admin', { class: 'online' }],
  ['device.registered', 'ingest', { count: 12 }],
  ['segment.refused', 'ingest', { code: 'wrong_signature', bytes: 40_112 }],
  ['batch.quarantined', 'ingest', { code: 'unknown_device', bytes: 3_180 }],
  ['relay.refused', 'relay', { code: 'unknown_key', count: 3 }],
  ['token.created', 'admin', { role: 'auditor' }],
  [
    'site.describe',
    'admin',
    {
      before: { business_unit: null, environment: 'test' },
      after: { business_unit: 'manufacturing', environment: 'production' },
    },
  ],
  ['receipt.signed', 'publisher', { safe_through: 5_104 }],
] as const;
const ENTRIES = 2_400;

/** The audit trail, newest first; the newest ones are not sealed yet. */
export function trailOf(now: number): AuditEntry[] {
  const random = randomOf(7);
  return Array.from({ length: ENTRIES }, (_, index) => {
    const [action, actor, detail] = pick(ACTIONS, random());
    const sealed = index >= 2;
    const subject = pick(['hq', 'plant-north', 'vault', hexOf(random, 16)], random());
    return {
      id: ENTRIES - index,
      position: sealed ? ENTRIES - index : null,
      at: iso(now - index * 41_000 - Math.floor(random() * 20_000)),
      actor,
      action,
      subject,
      detail,
      hash: sealed ? hexOf(random, 32) : null,
      site: subject.length > 16 ? null : subject,
      outcome: action.endsWith('.refused') ? 'refused' : 'done',
    };
  });
}

export function quarantineOf(now: number): Quarantined[] {
  const random = randomOf(21);
  const codes = ['wrong_signature', 'unknown_device', 'wrong_site', 'conflict', 'bad_body_hash'];
  return Array.from({ length: 7 }, (_, index) => ({
    id: 7 - index,
    at: iso(now - index * 5_400_000 - 90_000),
    site_id: index === 4 ? null : pick(['hq', 'plant-south', 'mine-7'], random()),
    device_id: index % 2 === 0 ? null : hexOf(random, 16),
    code: pick(codes, random()),
    bytes: 900 + Math.floor(random() * 90_000),
    released_at: index === 5 ? iso(now - 3_600_000) : null,
    detail: index % 2 === 0 ? 'the signature does not match the relay’s key' : '',
  }));
}

/** Rates of the last 15 minutes, with a hole where the hub was restarted. */
export function ratesOf(now: number): RatePoint[] {
  const random = randomOf(5);
  return Array.from({ length: 180 }, (_, index) => {
    const wave = Math.sin(index / 19) * 420 + Math.sin(index / 5) * 130;
    return {
      at: iso(now - (179 - index) * 5_000),
      events_per_second: Math.max(0, 1_900 + wave + random() * 260),
    };
  }).filter((_, index) => index < 96 || index > 103);
}
