import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Queryable, Tx } from '../platform/db.ts';

/** A table whose rows are the hub's, and the columns that a copy of it holds. */
export interface CopiedTable {
  readonly name: string; // quoted, with its schema
  readonly columns: readonly string[]; // quoted
}

/*
 * Tables that are not partitions themselves, without what PostgreSQL computes: generated columns,
 * and transaction numbers (xid8), which mean nothing in another cluster and have defaults.
 */
const tablesSql = `
  SELECT c.oid::int8 AS oid, format('%I.%I', n.nspname, c.relname) AS name,
         array_agg(quote_ident(a.attname) ORDER BY a.attnum) AS columns
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
   WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attgenerated = ''
     AND a.atttypid <> 'xid8'::regtype
     AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
     AND NOT (n.nspname = 'public' AND c.relname = 'schema_migrations')
   GROUP BY c.oid, n.nspname, c.relname ORDER BY 2`;
const referencesSql = `
  SELECT conrelid::int8 AS child, confrelid::int8 AS parent FROM pg_constraint
   WHERE contype = 'f' AND conrelid <> confrelid`;

/** The hub's tables, each after those that it refers to. */
export async function copiedTables(db: Queryable): Promise<CopiedTable[]> {
  const { rows } = await db.query<CopiedTable & { oid: number }>(tablesSql);
  const references = (await db.query<{ child: number; parent: number }>(referencesSql)).rows;
  const ordered: typeof rows = [];
  let waiting = rows;
  while (waiting.length > 0) {
    const open = new Set(waiting.map(({ oid }) => oid));
    const ready = waiting.filter(
      ({ oid }) => !references.some(({ child, parent }) => child === oid && open.has(parent)),
    );
    if (ready.length === 0) throw new Error('Tables refer to each other in a circle.');
    ordered.push(...ready);
    waiting = waiting.filter((table) => !ready.includes(table));
  }
  return ordered.map(({ name, columns }) => ({ name, columns }));
}

/**
 * Copies a table's rows into a compressed file. A failure to write is thrown after the copy has
 * ended: a connection in the midst of a copy can't be asked for anything else.
 */
export async function copyOut(tx: Tx, table: CopiedTable, path: string): Promise<number> {
  const columns = table.columns.join(', ');
  const source = tx.client.query(copyTo(`COPY (SELECT ${columns} FROM ${table.name}) TO STDOUT`));
  const sink = createZstdCompress();
  const file = createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true });
  const failed = new AbortController();
  const written = pipeline(sink, file).catch((error: unknown) => {
    failed.abort();
    return error;
  });
  try {
    for await (const chunk of source) {
      if (failed.signal.aborted || sink.write(chunk)) continue;
      await Promise.race([once(sink, 'drain'), written]);
    }
  } catch (error) {
    sink.destroy();
    await written;
    throw error;
  }
  sink.end();
  const failure: unknown = await written;
  if (failure !== undefined) throw failure;
  return source.rowCount;
}

/** Copies the rows of such a file into their table. */
export async function copyIn(tx: Tx, table: CopiedTable, path: string): Promise<number> {
  const target = tx.client.query(
    copyFrom(`COPY ${table.name} (${table.columns.join(', ')}) FROM STDIN`),
  );
  await pipeline(createReadStream(path), createZstdDecompress(), target);
  return target.rowCount;
}
