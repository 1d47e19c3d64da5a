import { detailText } from './detail-text.ts';
import { isRecord } from './guards.ts';

/** A field of something that was changed; absent on one side: it was added or taken away. */
export interface Change {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly changed: boolean;
}
/** An entry's particulars: what it changed, and everything else that it tells. */
export interface Particulars {
  readonly changes: readonly Change[];
  readonly rest: readonly (readonly [name: string, value: unknown])[];
}

/** Reads the particulars of an entry: `before` and `after`, or `from` and `to`, are one change. */
export function particularsOf(detail: Readonly<Record<string, unknown>>): Particulars {
  const { before, after, from, to, ...others } = detail;
  const rest = Object.entries(others);
  const changes: Change[] = [];
  if (isRecord(before) || isRecord(after)) changes.push(...compared(before, after));
  else rest.push(...given({ before, after }));
  if (from !== undefined && to !== undefined) {
    changes.push({ name: 'value', before: from, after: to, changed: from !== to });
  } else rest.push(...given({ from, to }));
  return { changes, rest };
}

function compared(before: unknown, after: unknown): Change[] {
  const [old, now] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].map((name) => ({
    name,
    before: old[name],
    after: now[name],
    changed: JSON.stringify(old[name]) !== JSON.stringify(now[name]),
  }));
}

function given(fields: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(fields).filter(([, value]) => value !== undefined);
}

/** A value as a reader sees it. */
export function valueText(value: unknown): string {
  if (value === undefined || value === null) return 'none';
  if (typeof value === 'string') return value;
  return JSON.stringify(value);
}

/** An entry's particulars in a line, of what it changed only what became different. */
export function summaryText(detail: Readonly<Record<string, unknown>>): string {
  const { changes, rest } = particularsOf(detail);
  const told = changes
    .filter(({ changed }) => changed)
    .map(({ name, before, after }) => {
      const what = name.replaceAll('_', ' ');
      return `${what} ${valueText(before)} → ${valueText(after)}`;
    });
  const others = detailText(Object.fromEntries(rest));
  return [...told, ...(others === '' ? [] : [others])].join(', ');
}
