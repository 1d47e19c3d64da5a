import { laneNumber, type Lane } from '@eucora/protocol';
import type { Tx } from '../../platform/db.ts';

/** Events of a stream, every one of them new to the ledger. */
export interface EventRange {
  readonly incarnationNo: number;
  readonly first: number;
  readonly last: number;
}

/**
 * Before rows are added to a receiving day: until the transaction ends, nobody counts that day.
 * Notes what comes too late to be counted with its day: the day was counted already, by a clock
 * that was ahead, or because the clock was set back since.
 */
export async function openDay(
  tx: Tx,
  lane: Lane,
  now: Date,
  ranges: readonly EventRange[],
): Promise<void> {
  if (ranges.length === 0) return;
  const day = now.toISOString().slice(0, 10);
  const open = 'SELECT ledger.open_day($1) AS next';
  const { next } = (await tx.query<{ next: number }>(open, [day])).rows[0]!;
  const late = ranges.filter(({ incarnationNo }) => incarnationNo < next);
  if (late.length === 0) return;
  const sql = `
    INSERT INTO ledger.late_rows (received_day, lane, incarnation_no, first, last)
    SELECT $1, $2, * FROM unnest($3::int4[], $4::int8[], $5::int8[])`;
  await tx.query(sql, [
    day,
    laneNumber(lane),
    late.map(({ incarnationNo }) => incarnationNo),
    late.map(({ first }) => first),
    late.map(({ last }) => last),
  ]);
}
