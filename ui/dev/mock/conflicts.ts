import type { Conflict, ConflictRow, DeviceRow, History } from '../../src/api/types.ts';
import { isRecord } from '../../src/domain/guards.ts';
import { iso } from './fleet.ts';
import { hexOf, randomOf } from './random.ts';

const HOUR_MS = 3_600_000;

/** Identity conflicts of the fleet's first devices that spoke. */
export interface MockConflicts {
  list(state: string | null, device: string | null): ConflictRow[];
  find(id: string | undefined): Conflict | undefined;
  /** Decides as the body says; undefined when there is no such open conflict. */
  resolve(id: string | undefined, body: unknown): Conflict | undefined;
}

/** Makes three conflicts: five clones of one image, a contradiction, and one that was decided. */
export function conflictsOf(devices: readonly DeviceRow[], now: number): MockConflicts {
  const random = randomOf(77);
  const spoken = devices.filter((row) => row.site_id === 'plant-south' && row.hostname !== null);
  const base = (id: number, row: DeviceRow): Omit<Conflict, 'histories'> => ({
    id,
    device_id: row.id,
    hostname: row.hostname,
    site_id: row.site_id,
    cause: 'contradiction',
    state: 'open',
    opened_at: iso(now - id * 5 * HOUR_MS),
    resolved_at: null,
    resolution: null,
    reason: null,
    resolved_by: null,
  });
  const shared = hexOf(random, 16);
  const [first, second, third] = spoken;
  if (!first || !second || !third) throw new RangeError('the fleet has too few devices');
  const conflicts: Conflict[] = [
    {
      ...base(3, first),
      histories: [0, 1, 2, 3, 4].map((n) => cloneOf(n, shared, random, now)),
    },
    {
      ...base(2, second),
      histories: [cloneOf(0, shared, random, now), branchOf(shared, random, now)],
    },
    {
      ...base(1, third),
      cause: 'concurrent',
      state: 'resolved',
      resolved_at: iso(now - 2 * HOUR_MS),
      resolution: 'same_machine',
      reason: 'Restored from the backup of Sunday, says the plant.',
      resolved_by: 'user:mara',
      histories: [
        { ...cloneOf(0, shared, random, now), device_id: third.id },
        { ...cloneOf(1, shared, random, now), device_id: third.id, kept: true },
      ],
    },
  ];
  const rowOf = (conflict: Conflict): ConflictRow => {
    const { histories, ...rest } = conflict;
    return { ...rest, histories: histories.length };
  };
  return {
    list: (state, device) =>
      conflicts
        .filter((each) => state === null || each.state === state)
        .filter((each) => device === null || each.device_id === device)
        .map(rowOf),
    find: (id) => conflicts.find((each) => String(each.id) === id),
    resolve(id, body) {
      const index = conflicts.findIndex((each) => String(each.id) === id && each.state === 'open');
      const found = conflicts[index];
      if (!found || !isRecord(body)) return undefined;
      const next = decided(found, body, random);
      conflicts[index] = next;
      return next;
    },
  };
}

function decided(found: Conflict, body: Record<string, unknown>, random: () => number): Conflict {
  const split = body['resolution'] === 'two_machines';
  return {
    ...found,
    state: 'resolved',
    resolved_at: iso(Date.now()),
    resolution: split ? 'two_machines' : 'same_machine',
    reason: typeof body['reason'] === 'string' ? body['reason'] : '',
    resolved_by: 'admin',
    histories: found.histories.map((history) => ({
      ...history,
      kept: history.id === body['kept'],
      device_id: split && history.id !== body['kept'] ? hexOf(random, 16) : found.device_id,
    })),
  };
}

function cloneOf(n: number, shared: string, random: () => number, now: number): History {
  const own = hexOf(random, 16);
  const last = 240 + Math.floor(random() * 900);
  const isShared = n === 0;
  return {
    id: isShared ? shared : own,
    kind: isShared ? 'continued' : 'incarnation',
    kept: false,
    can_be_kept_apart: !isShared,
    device_id: null,
    alive_beside_others: true,
    began_at: iso(now - (31 - n) * HOUR_MS),
    last_at: iso(now - (n + 1) * 90_000),
    received_from: iso(now - (31 - n) * HOUR_MS),
    received_to: iso(now - n * 60_000),
    sites: ['plant-south'],
    relays: [],
    events: isShared ? last - 118 : last,
    batches_waiting: 0,
    ranges: isShared
      ? [
          {
            incarnation: shared,
            lane: 'ledger',
            first: 119,
            last,
            events: last - 118,
            state: 'committed',
          },
        ]
      : [
          { incarnation: own, lane: 'ledger', first: 1, last, events: last, state: 'committed' },
          {
            incarnation: shared,
            lane: 'ledger',
            first: 119,
            last: 131,
            events: 13,
            state: 'sent_again',
          },
        ],
    machine: {
      vendor: 'Dell Inc.',
      model: 'OptiPlex 7010',
      serial: n === 2 ? null : `7XK2M${33 + n}`,
      os: 'Windows 11 Enterprise 24H2',
      macs: [`3c:ec:ef:12:9a:4${n}`],
    },
  };
}

function branchOf(shared: string, random: () => number, now: number): History {
  const id = hexOf(random, 16);
  return {
    ...cloneOf(1, shared, random, now),
    id,
    kind: 'contradiction',
    relays: [hexOf(random, 16)],
    events: 412,
    batches_waiting: 23,
    ranges: [
      {
        incarnation: shared,
        lane: 'ledger',
        first: 119,
        last: 488,
        events: 370,
        state: 'quarantined',
      },
      { incarnation: shared, lane: 'bulk', first: 78, last: 119, events: 42, state: 'quarantined' },
    ],
    machine: { vendor: null, model: null, serial: null, os: null, macs: [] },
  };
}
