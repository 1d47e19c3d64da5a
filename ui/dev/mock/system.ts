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
  const known = { automatic: true, overdue: false, requested_at: null, failure: null };
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
      ...known,
      name: 'envelope-key',
      title: 'The envelope key, which wraps the data keys',
      kind: 'encryption_keys',
      every_days: 365,
      automatic: false,
      last_at: at(-100),
      next_at: at(265),
    },
  ];
}
