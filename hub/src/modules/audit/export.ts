import type { Queryable } from '../../platform/db.ts';
import { canonicalJson } from './entry.ts';
import { entriesAfter, type EntryFilter, type EntryRow } from './store.ts';

export const exportFormats = ['jsonl', 'csv'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const rowsPerTurnMax = 1_000;
const csvColumns = [
  'position',
  'at',
  'actor',
  'action',
  'subject',
  'detail',
  'hash',
  'id',
] as const;

/** One entry as the export and forwarding tell it; keys in this order. */
export function entryRecord(row: EntryRow): Record<(typeof csvColumns)[number], unknown> {
  return {
    position: row.position,
    at: row.at.toISOString(),
    actor: row.actor,
    action: row.action,
    subject: row.subject,
    detail: row.detail,
    hash: row.hash?.toString('hex') ?? null,
    id: row.id,
  };
}

/**
 * A CSV field (RFC 4180). What a spreadsheet would take for a formula begins with an apostrophe, so
 * that a name in an entry runs nothing at whoever opens the file.
 */
export function csvField(value: unknown): string {
  const text = typeof value === 'string' ? value : canonicalJson(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of an export, with its end. */
export function exportLine(row: EntryRow, format: ExportFormat): string {
  const record = entryRecord(row);
  if (format === 'jsonl') return `${JSON.stringify(record)}\n`;
  return `${csvColumns.map((name) => csvField(record[name])).join(',')}\r\n`;
}

/**
 * All sealed entries that a filter lets through, in the order of the chain, as text, a thousand at a
 * time: whoever reads slowly holds no transaction open and nothing in memory.
 */
export async function* exportEntries(
  db: Queryable,
  filter: EntryFilter,
  format: ExportFormat,
): AsyncGenerator<string> {
  if (format === 'csv') yield `${csvColumns.join(',')}\r\n`;
  for (let after = 0; ;) {
    const rows = await entriesAfter(db, filter, after, rowsPerTurnMax);
    if (rows.length > 0) yield rows.map((row) => exportLine(row, format)).join('');
    if (rows.length < rowsPerTurnMax) return;
    after = rows.at(-1)!.position ?? after;
  }
}
