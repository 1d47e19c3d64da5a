import type { HealthItem, Rotation } from '../../src/api/types.ts';

const dayMs = 86_400_000;

/** The calendar of secrets and keys, and how the hub's machine protects them. */
export function systemOf(now: number) {
  const rotations = rotationsOf(now);
  const health: HealthItem[] = [
    {
      name: 'database_volume',
      title: "PostgreSQL's data directory on an encrypted volume",
      state: 'good',
      detail:
        'It is on an encrypted volume: /var/lib/postgresql is on dm-0, encrypted by dm-crypt.',
    },
    {
      name: 'home_volume',
      title: "The hub's home: keys, counters, archive on an encrypted volume",
      state: 'attention',
      detail: 'It is not on an encrypted volume: / is on sda2 without dm-crypt below it.',
    },
  ];
  return (id: string | undefined, isWrite: boolean) => {
    if (isWrite) return { status: 202, body: { status: 'requested' } };
    const items = id === 'health' ? health : rotations;
    return { status: 200, body: { items } };
  };
}

function rotationsOf(now: number): Rotation[] {
  const at = (days: number): string => new Date(now + days * dayMs).toISOString();
  const open = { overdue: false, requested_at: null, failure: null };
  const known = { ...open, automatic: true, kept_by: 'hub', how: null } as const;
  const byOthers = { ...open, automatic: false } as const;
  return [
    {
      ...known,
      name: 'database-password',
      title: "The hub's password at its database",
      kind: 'database_credentials',
      every_days: 90,
      last_at: at(-78),
      next_at: at(12),
    },
    {
      ...known,
      name: 'archive-key',
      title: 'The key of archive packs; older packs stay under theirs',
      kind: 'encryption_keys',
      every_days: 365,
      last_at: at(-366),
      next_at: at(-1),
      overdue: true,
      failure: { at: at(0), message: 'The disk is full' },
    },
    {
      ...byOthers,
      kept_by: 'person',
      how: "it comes from the hub's environment; set a new one there and start the hub again.",
      name: 'envelope-key',
      title: 'The envelope key, which wraps the data keys',
      kind: 'encryption_keys',
      every_days: 365,
      last_at: at(-100),
      next_at: at(265),
    },
    {
      ...byOthers,
      kept_by: 'relay',
      how: 'the relay asks for the next one by itself when it is in reach, every 30 days.',
      name: 'relay-certificate:3f2a9c4be1d05b77a1c2d3e4f5061728',
      title: 'The intermediate of site hamburg-plant, which certifies its devices',
      kind: 'service_certificates',
      every_days: 30,
      last_at: at(-12),
      next_at: at(712),
    },
    {
      ...byOthers,
      kept_by: 'person',
      how: 'give the webhook a new secret and its receiver the same: both are good for a day.',
      name: 'webhook:5d0f7c1e-8a55-4f0a-9a6e-d3c1f0a2b4c6',
      title: 'What deliveries to the webhook ServiceNow are signed with',
      kind: 'api_keys',
      every_days: 365,
      last_at: at(-370),
      next_at: at(-5),
      overdue: true,
    },
  ];
}
