import { countDays, countedDays, droppedKinds } from '../modules/ledger/index.ts';
import type { Database, Queryable } from '../platform/db.ts';
import { comparedTables, rowsSql, type ComparedTable } from './ledger-columns.ts';

/** What comparing two ledgers found. */
export type Comparison =
  | { readonly equal: true; readonly rows: number }
  | { readonly equal: false; readonly difference: string };

type Row = Readonly<Record<string, string | null>>;
const fetchRows = 5_000;
const shownMax = 120;

/**
 * Compares all ledger columns of two databases, each seen in one snapshot, and names the first
 * difference. Events whose rows the live ledger has dropped are compared by what is kept of them: per
 * stream, day and hour. Segments that are not in both databases are told first: they would explain it.
 */
export async function compareLedgers(
  live: Database,
  rebuilt: Database,
  now: Date,
): Promise<Comparison> {
  // What is kept of days can be compared once both have counted the same days.
  const days = [...(await countedDays(live)), ...(await countedDays(rebuilt))];
  await countDays(live, now, { days });
  await countDays(rebuilt, now, { days });
  const snapshot = { isolation: 'repeatable read', readOnly: true, attemptsMax: 1 } as const;
  return live.transaction(
    (a) =>
      rebuilt.transaction(async (b) => {
        const difference = await coverage(a, b);
        if (difference !== undefined) return { equal: false, difference };
        const dropped = await droppedKinds(a);
        let rows = 0;
        for (const table of comparedTables) {
          const found = await compareTable(a, b, table, dropped);
          if (typeof found === 'string') return { equal: false, difference: found };
          rows += found;
        }
        return { equal: true, rows };
      }, snapshot),
    snapshot,
  );
}

async function coverage(live: Queryable, rebuilt: Queryable): Promise<string | undefined> {
  const sql = 'SELECT count(*) AS n FROM ledger.segments WHERE pack_no IS NULL';
  const unpacked = (await live.query<{ n: number }>(sql)).rows[0]!.n;
  if (unpacked > 0) {
    return (
      `${unpacked} segments of the live ledger are in no pack yet; ` +
      'wait for the archiver, rebuild what is new and compare again'
    );
  }
  const count = async (db: Queryable): Promise<number> =>
    (await db.query<{ n: number }>('SELECT count(*) AS n FROM ledger.segments')).rows[0]!.n;
  const missing = (await count(live)) - (await count(rebuilt));
  return missing <= 0 ? undefined : `${missing} segments were not rebuilt; rebuild again`;
}

/** How many rows are equal; or the first difference. */
async function compareTable(
  live: Queryable,
  rebuilt: Queryable,
  table: ComparedTable,
  dropped: string,
): Promise<number | string> {
  const declare = `DECLARE compared NO SCROLL CURSOR FOR ${rowsSql(table, dropped)}`;
  await Promise.all([live.query(declare), rebuilt.query(declare)]);
  const fetch = `FETCH FORWARD ${fetchRows} FROM compared`;
  let rows = 0;
  for (;;) {
    const [ours, theirs] = await Promise.all([live.query<Row>(fetch), rebuilt.query<Row>(fetch)]);
    const difference = firstDifference(table, ours.rows, theirs.rows);
    if (difference !== undefined) return difference;
    rows += ours.rows.length;
    if (ours.rows.length < fetchRows) break;
  }
  await Promise.all([live.query('CLOSE compared'), rebuilt.query('CLOSE compared')]);
  return rows;
}

/** Names the first row or column in which two ordered lists of rows of a table differ. */
export function firstDifference(
  table: ComparedTable,
  live: readonly Row[],
  rebuilt: readonly Row[],
): string | undefined {
  const names = Object.keys(table.columns);
  for (let i = 0; i < Math.max(live.length, rebuilt.length); i += 1) {
    const [ours, theirs] = [live[i], rebuilt[i]];
    const keyOf = (row: Row): string =>
      names
        .slice(0, table.keys)
        .map((name, n) => `${name}=${row[`c${n}`] ?? 'null'}`)
        .join(' ');
    if (!ours || !theirs || keyOf(ours) !== keyOf(theirs)) {
      const first = ours ? keyOf(ours) : 'no more rows';
      const second = theirs ? keyOf(theirs) : 'no more rows';
      return `${table.name}: live has ${first}, rebuilt has ${second}`;
    }
    const at = names.findIndex((_, n) => ours[`c${n}`] !== theirs[`c${n}`]);
    if (at < 0) continue;
    const shown = (row: Row): string => (row[`c${at}`] ?? 'null').slice(0, shownMax);
    const values = `live ${shown(ours)}, rebuilt ${shown(theirs)}`;
    return `${table.name}.${names[at]} of ${keyOf(ours)}: ${values}`;
  }
  return undefined;
}
