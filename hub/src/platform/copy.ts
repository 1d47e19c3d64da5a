import { from as copyFrom } from 'pg-copy-streams';
import type { CopyRows } from './copy-rows.ts';
import type { Tx } from './db.ts';

/**
 * Sends collected rows through COPY; nothing when there are none. A segment bounds their size, so
 * they are handed over at once. The stream is not destroyed on failure: with a connection that is
 * gone that would wait for an answer which never comes, while its error event always does.
 */
export async function copyInto(
  tx: Tx,
  table: string,
  columns: string,
  rows: CopyRows,
): Promise<void> {
  if (rows.rows === 0) return;
  const sql = `COPY ${table} (${columns}) FROM STDIN (FORMAT binary)`;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stream = tx.client.query(copyFrom(sql));
  stream.on('error', reject);
  stream.on('finish', resolve);
  for (const chunk of rows.finish()) stream.write(chunk);
  stream.end();
  await promise;
}
