import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { Tx } from '../../platform/db.ts';
import type { CopyRows } from './copy-rows.ts';

/** Sends collected rows through COPY; nothing when there are none. */
export async function copyInto(
  tx: Tx,
  table: string,
  columns: string,
  rows: CopyRows,
): Promise<void> {
  if (rows.rows === 0) return;
  const sql = `COPY ${table} (${columns}) FROM STDIN (FORMAT binary)`;
  await pipeline(Readable.from(rows.finish()), tx.client.query(copyFrom(sql)));
}
