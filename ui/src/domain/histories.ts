import type { ConflictRow, History, HistoryRange, Resolution } from '../api/types.ts';

/** Why a conflict was opened, in words. */
export const CAUSE = {
  contradiction: 'says two things under the same numbers',
  concurrent: 'two machines alive at the same time',
} as const satisfies Record<ConflictRow['cause'], string>;

export const RESOLUTION = {
  same_machine: 'one machine, restored',
  two_machines: 'two machines',
} as const satisfies Record<Resolution, string>;

/** What a history is, seen from the device's key. */
export const KIND = {
  continued: 'goes on in the original numbers',
  incarnation: 'goes on in an incarnation of its own',
  contradiction: 'contradicts the original numbers; kept in quarantine',
} as const satisfies Record<History['kind'], string>;

export const RANGE_STATE = {
  committed: 'in the ledger',
  quarantined: 'in quarantine, waits for the decision',
  released: 'taken from quarantine into the ledger',
  sent_again: 'evidence; sent again under its own incarnation',
} as const satisfies Record<HistoryRange['state'], string>;

/** `A`, `B`, … `Z`, `AA`: a name for the n-th history (from 0) that people can say. */
export function historyName(index: number): string {
  const letter = String.fromCodePoint(65 + (index % 26));
  return index < 26 ? letter : `${historyName(Math.floor(index / 26) - 1)}${letter}`;
}

/** The histories that may be kept by a decision. */
export function keepable(histories: readonly History[], resolution: Resolution): History[] {
  if (resolution === 'same_machine') return [...histories];
  const shared = histories.filter((history) => !history.can_be_kept_apart);
  return shared.length > 0 ? shared : [...histories];
}

/** The one that is most likely the device's own: the one to offer first. */
export function suggested(
  histories: readonly History[],
  resolution: Resolution,
): History | undefined {
  const [first] = keepable(histories, resolution).toSorted((a, b) =>
    resolution === 'same_machine'
      ? b.began_at.localeCompare(a.began_at)
      : a.began_at.localeCompare(b.began_at),
  );
  return first;
}

/** What a machine says of itself, in one line; null: nothing is known. */
export function machineText({ machine }: Pick<History, 'machine'>): string | null {
  const { vendor, model, serial, os, macs } = machine;
  const words = [
    [vendor, model].filter(Boolean).join(' '),
    serial === null ? '' : `serial ${serial}`,
    os ?? '',
    macs.slice(0, 2).join(', '),
  ].filter(Boolean);
  return words.length === 0 ? null : words.join(' · ');
}

/** What a decision will do, said before it is made. */
export function consequence(
  histories: readonly History[],
  resolution: Resolution,
  kept: History,
): string {
  const others = histories.length - 1;
  const waiting =
    kept.batches_waiting > 0 ? ' What waits in quarantine enters the ledger once.' : '';
  if (resolution === 'same_machine') {
    return `It stays one device and counts once. The others stay on record beside it.${waiting}`;
  }
  const devices = others === 1 ? 'The other becomes a device' : 'Each other becomes a device';
  return (
    `${devices} of its own: ${others + 1} devices are counted. They still share one key, so enrol ` +
    `each other machine anew after removing its key store.${waiting}`
  );
}
