import type { Erasure, ErasureRow, PersonsFound } from '../../src/api/types.ts';
import { isRecord } from '../../src/domain/guards.ts';
import { iso } from './fleet.ts';

const DAY_MS = 86_400_000;
const id = (index: number): string => `00000000-0000-4000-8000-0000000000e${index}`;
const hex = (text: string): string => text.repeat(32).slice(0, 32);

/** One erasure, half done. */
const rowAt =
  (now: number) =>
  (index: number, change: Partial<Erasure>): Erasure => ({
    id: id(index),
    state: 'requested',
    account_id: null,
    ground: 'objection',
    reason: `ticket ${4_700 + index}`,
    subjects: 2,
    requested_by: 'anna',
    requested_at: iso(now - index * DAY_MS),
    due_at: iso(now + (30 - index) * DAY_MS),
    overdue: false,
    decided_by: null,
    decided_at: null,
    cancelled_by: null,
    cancelled_at: null,
    executed_at: null,
    confirmed_at: null,
    whom: ['a1', 'b2'].map((part) => ({
      subject_id: hex(part),
      role: 'device_user',
      name: null,
      device_id: hex(part === 'a1' ? '7f' : '3c'),
      site_id: part === 'a1' ? 'hq' : 'plant-7',
      device: part === 'a1' ? ('done' as const) : ('pending' as const),
      confirmed_at: part === 'a1' ? iso(now) : null,
    })),
    account: null,
    hub: { database: 'done', archive: 'pending' },
    sites: [
      { site_id: 'hq', state: 'done', told: true, acknowledged_at: iso(now - 3_600_000) },
      { site_id: 'plant-7', state: 'pending', told: true, acknowledged_at: null },
    ],
    may_decide: false,
    ...change,
  });

/** Persons of the mock hub and their erasures; changes last as long as the process. */
export function personsOf(now: number) {
  const row = rowAt(now);
  const decided = { decided_by: 'lena', decided_at: iso(now - DAY_MS) };
  const erasures = [
    row(1, {
      requested_by: 'jonas',
      may_decide: true,
      hub: { database: 'pending', archive: 'pending' },
    }),
    row(2, { state: 'executed', ...decided, executed_at: iso(now - DAY_MS) }),
    row(3, { state: 'confirmed', ...decided, executed_at: iso(now), confirmed_at: iso(now) }),
  ];
  return {
    list: (): ErasureRow[] => erasures,
    find: (wanted: string): Erasure | undefined => erasures.find((each) => each.id === wanted),
    request(body: unknown): Erasure {
      const reason = isRecord(body) ? String(body['reason']) : '';
      const made = row(4 + erasures.length, { reason, requested_at: iso(now) });
      erasures.unshift(made);
      return made;
    },
    act(wanted: string, act: string): Erasure | undefined {
      const index = erasures.findIndex((each) => each.id === wanted);
      const found = erasures[index];
      if (found === undefined) return undefined;
      const state = act === 'approve' ? 'approved' : act === 'reject' ? 'rejected' : 'cancelled';
      erasures[index] = { ...found, state, may_decide: false, ...decided };
      return erasures[index];
    },
    search(body: unknown): PersonsFound {
      const text = isRecord(body) ? String(body['text']).toLowerCase() : '';
      const subjects = ['a1', 'b2', 'c3'].map((part, index) => ({
        subject_id: hex(part),
        role: index === 2 ? 'device_host' : 'device_user',
        name: index === 2 ? 'WINTER-LAPTOP' : 'zoe.winter',
        device_id: hex(part === 'b2' ? '3c' : '7f'),
        site_id: part === 'b2' ? 'plant-7' : 'hq',
        said_at: iso(now - DAY_MS),
        erased_at: null,
        usage_intervals: index === 2 ? 0 : 412 * (index + 1),
        usage_first_at: iso(now - 30 * DAY_MS),
        usage_last_at: index === 2 ? null : iso(now - 7_200_000),
      }));
      const accounts = [
        {
          id: id(9),
          name: 'zoe',
          display_name: 'Zoë Winter',
          email: 'zoe.winter@example.org',
          provider: 'local',
        },
      ];
      const fits = 'zoe.winter'.includes(text) || 'winter-laptop'.includes(text);
      return fits
        ? { subjects, accounts, more: false }
        : { subjects: [], accounts: [], more: false };
    },
  };
}
