/** A ledger table as every database of the same history holds it. */
export interface ComparedTable {
  readonly name: string;
  /** Expressions by column name; the first `keys` of them identify a row and give the order. */
  readonly columns: Readonly<Record<string, string>>;
  readonly keys: number;
  readonly from: string;
}

const plain = (...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, name]));

const byIncarnation = (table: string): string =>
  `ledger.${table} JOIN ledger.incarnations USING (incarnation_no)`;
const byJournal = (table: string): string =>
  `ledger.${table} AS t JOIN ledger.journals USING (journal_no)`;
const journal = ['site_id', 'relay_id', 'incarnation'] as const;
const stream = ['device_id', 'incarnation', 'lane'] as const;

/** Stands in `from` for what the live ledger has dropped, `[[day, kind], …]` in JSON. */
const droppedMark = '$dropped';

/**
 * Every ledger column that segments decide. Left out: surrogate numbers (their natural keys stand
 * for them), when the hub received, what tips and receipts say, which pack holds a segment,
 * evidence of segments that were refused (no pack holds them) or set aside (it tells of a program's defect;
 * their state and outcome are compared), and words for people, which are a program version's own.
 */
export const comparedTables: readonly ComparedTable[] = [
  {
    name: 'ledger.sites',
    columns: plain('site_id', 'events_committed', 'events_rejected', 'events_void'),
    keys: 1,
    from: 'ledger.sites WHERE last_segment_at IS NOT NULL',
  },
  {
    name: 'ledger.journals',
    columns: plain(...journal, 'parent'),
    keys: 3,
    from: `ledger.journals AS j WHERE EXISTS (
             SELECT 1 FROM ledger.segments AS s WHERE s.journal_no = j.journal_no)
              OR EXISTS (SELECT 1 FROM ledger.unavailable AS u WHERE u.journal_no = j.journal_no)`,
  },
  {
    name: 'ledger.journal_lanes',
    columns: {
      ...plain(...journal, 'lane', 'received', 'unavailable', 'committed_through', 'safe'),
      ...plain('safe_through'),
    },
    keys: 4,
    from: `${byJournal('journal_lanes')} WHERE received <> '{}' OR unavailable <> '{}'`,
  },
  {
    name: 'ledger.unavailable',
    columns: plain(...journal, 'lane', 'first', 'last', 'reason', 'epoch', 'generation'),
    keys: 7,
    from: byJournal('unavailable'),
  },
  {
    name: 'ledger.segments',
    columns: {
      ...plain(...journal, 'lane', 'seq', 'branch', 'header_hash', 'prev_hash', 'link', 'state'),
      ...plain('sealed_at', 'events_new', 'byte_count'),
      outcome: `(outcome - 'released')`,
      released: `(SELECT string_agg(r ->> 1, '' ORDER BY r ->> 1)
                    FROM jsonb_array_elements(outcome -> 'released') AS r)`,
    },
    keys: 6,
    from: byJournal('segments'),
  },
  {
    name: 'ledger.incarnations',
    columns: plain('device_id', 'incarnation', 'site_id'),
    keys: 2,
    from: 'ledger.incarnations',
  },
  {
    name: 'ledger.streams',
    columns: {
      ...plain(...stream, 'committed', 'rejected', 'voided', 'events_committed'),
      ...plain('events_rejected', 'events_void', 'through', 'gaps', 'head_last', 'head_hash'),
      ...plain('forked', 'parent', 'parent_last_seq', 'parent_last_hash'),
    },
    keys: 3,
    from: byIncarnation('streams'),
  },
  {
    name: 'ledger.batches',
    columns: plain(...stream, 'first', 'last', 'hash', 'prev_hash', 'rejected'),
    keys: 6,
    from: byIncarnation('batches'),
  },
  {
    name: 'ledger.voids',
    columns: {
      ...plain(...stream, 'first', 'last', 'hash', 'prev_hash', 'replaced_last_hash', 'reason'),
    },
    keys: 6,
    from: byIncarnation('voids'),
  },
  {
    name: 'ledger.events',
    columns: plain(...stream, 'seq', 'kind', 'at_lo', 'at_hi', 'wall', 'body'),
    keys: 4,
    from: `${byIncarnation('events')} WHERE (received_day, kind) NOT IN (
             SELECT (pair ->> 0)::date, (pair ->> 1)::smallint
               FROM jsonb_array_elements('${droppedMark}') AS pair)`,
  },
  {
    name: 'ledger.stream_totals',
    columns: plain(...stream, 'events', 'digest'),
    keys: 3,
    from: byIncarnation('stream_totals'),
  },
  {
    name: 'ledger.day_totals',
    columns: plain('received_day', 'site_id', 'kind', 'events', 'digest'),
    keys: 3,
    from: 'ledger.day_totals',
  },
  {
    name: 'ledger.hourly',
    columns: {
      ...plain('device_id', 'hour', 'kind', 'series', 'events', 'value_min', 'value_max'),
      ...plain('value_sum', 'last_at', 'last_seq', 'last_value'),
    },
    keys: 4,
    from: `ledger.hourly JOIN (SELECT DISTINCT device_no, device_id FROM ledger.incarnations) AS d
             USING (device_no)`,
  },
  {
    name: 'ledger.quarantine',
    columns: {
      ...plain('sha256', 'code', 'scope', 'site_id', 'device_id', 'batch_hash', 'bytes'),
      released: 'released_at IS NOT NULL',
    },
    keys: 2,
    from: `ledger.quarantine
            WHERE segment_no IS NOT NULL AND (scope, code) <> ('segment', 'poison')`,
  },
];

/**
 * The rows of a table as text, in the order of their keys whatever the database's collation;
 * without events that the live ledger has dropped.
 */
export function rowsSql(table: ComparedTable, dropped = '[]'): string {
  const columns = Object.values(table.columns).map((column, i) => `(${column})::text AS c${i}`);
  const keys = Array.from({ length: table.keys }, (_, i) => `c${i} COLLATE "C"`);
  const from = table.from.replace(droppedMark, () => dropped);
  return `SELECT * FROM (SELECT ${columns.join(', ')} FROM ${from}) AS rows
           ORDER BY ${keys.join(', ')}`;
}
