import type { Trust, TrustImport } from '../../src/api/types.ts';
import type { Answered, Asked } from './answers.ts';
import { iso } from './fleet.ts';

const DAY_MS = 86_400_000;
type Key = Trust['roles'][number]['keys'][number];

const key = (holder: string | null, id: string, hub = false, type = 'ed25519'): Key => {
  return { id: id.repeat(8), holder, type, hub };
};
const alice = key('Alice Archer', '3f9a1c20');
const bob = key('Bob Baker, second floor', 'b81d77e4', false, 'ecdsa');
const carol = key('Carol Cook', '55aa0912');
const pat = key('Pat Porter', 'c0ffee12');
const online = key('EUCORA hub, online', '0a1b2c3d', true);
const director = key('EUCORA hub, director', '9e8d7c6b', true);

/** A repository with one publisher who is late, and one who has not signed yet. */
export function trustOf(now: number): (asked: Asked) => Answered | undefined {
  const trust = { ...rolesOf(now), ...restOf(now) };
  return ({ method, path, body }) => {
    const [, , part] = path.split('/').filter(Boolean);
    if (part === undefined) return { status: 200, body: trust };
    if (part === 'metadata' && method === 'POST') return { status: 200, body: imported(body) };
    return undefined;
  };
}

function imported(body: unknown): TrustImport {
  const files: unknown =
    typeof body === 'object' && body !== null && 'files' in body ? body.files : [];
  const names = Array.isArray(files) ? files.map((_, index) => `draft/role-${index + 1}.json`) : [];
  const none = { role: null, version: null, clause: null, detail: '' };
  return {
    results: [
      ...names.map((name) => ({ ...none, name, result: 'known' as const })),
      { ...none, name: 'draft/root.json', result: 'accepted', role: 'root', version: 4 },
      {
        name: 'draft/retail-windows.json',
        result: 'refused',
        role: 'retail-windows',
        version: 3,
        clause: 'TUF 5.6.3',
        detail:
          'retail-windows: 1 of the 2 signatures that it needs (TUF 5.6.3). Carry the draft to the ' +
          'holders who have not signed (eucora-trust sign); if one of them lost the key, the root ' +
          'holders rotate it (eucora-trust rotate).',
      },
    ],
    publication: { snapshot: 1_012, timestamp: 1_012, because: 'new metadata' },
  };
}

function rolesOf(now: number): Pick<Trust, 'root_version' | 'root_sha256' | 'roles'> {
  const role = (
    name: string,
    may: string,
    keys: readonly Key[],
    days: number | null,
    version: number | null,
    threshold = 1,
  ): Trust['roles'][number] => ({
    name,
    may,
    keys: [...keys],
    threshold,
    version,
    expires_at: days === null ? null : iso(now + days * DAY_MS),
    stored_at: iso(now - 40 * DAY_MS),
    freshness: days === null ? null : days < 90 ? 'soon' : 'good',
  });
  return {
    root_version: 3,
    root_sha256: '6b1f0d3e5a7c9b2d4f6081a3c5e7f9b1d3f5a7c9e1b3d5f7091b3d5f7a9c1e3f',
    roles: [
      role('root', 'say who holds every other role', [alice, bob, carol], 1_700, 3, 2),
      role('timestamp', 'say which of those is the newest', [online], 712, 1_011),
      role('snapshot', 'say which versions of all metadata belong together', [online], 712, 1_011),
      role('targets', 'vouch for artifacts, and say which publishers may', [pat], 61, 7),
      role('director', 'order what sites and devices install', [director], null, null),
      role(
        'approvers',
        'consent to removal, rollback below a minimum, time reset and late rings',
        [carol],
        null,
        null,
      ),
    ],
  };
}

function restOf(now: number): Omit<Trust, 'root_version' | 'root_sha256' | 'roles'> {
  const day = iso(now + 61 * DAY_MS).slice(0, 10);
  const publisher = {
    by: 'targets',
    threshold: 1,
    stored_at: iso(now - 12 * DAY_MS),
    terminating: true,
  };
  return {
    publishers: [
      {
        ...publisher,
        name: 'retail-linux',
        keys: [key('Quinn Quick', '77ee11aa')],
        paths: ['linux/retail/*'],
        platforms: ['linux'],
        business_units: ['retail'],
        version: 12,
        expires_at: iso(now + 1_000 * DAY_MS),
        freshness: 'good',
        targets: 23,
      },
      {
        ...publisher,
        name: 'retail-windows',
        threshold: 2,
        keys: [key('Wendy Wood', 'aa00bb11'), key('Will West', 'cc22dd33')],
        paths: ['windows/retail/*', 'windows/shared/*'],
        platforms: ['windows'],
        business_units: [],
        version: null,
        expires_at: null,
        freshness: 'missing',
        targets: 0,
      },
    ],
    hub_keys: [
      { name: 'online', id: online.id, made_at: iso(now - 200 * DAY_MS), file: '{}' },
      { name: 'director', id: director.id, made_at: iso(now - 200 * DAY_MS), file: '{}' },
    ],
    lacks: [
      {
        code: 'expires',
        severity: 'warning',
        detail: `targets expires on ${day}; its holders renew it: eucora-trust rotate --role targets, sign, import.`,
      },
      {
        code: 'publisher_missing',
        severity: 'warning',
        detail:
          'retail-windows may vouch for windows/retail/* windows/shared/* and has nothing here yet; until then devices are refused there.',
      },
    ],
  };
}
