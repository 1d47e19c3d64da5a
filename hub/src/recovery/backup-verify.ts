import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import { describe, type BackupIndex } from './backup-files.ts';

/** A backup that was just written does not read as it should: the disk can't be trusted with it. */
export class BackupDamagedError extends Error {
  override readonly name = 'BackupDamagedError';
}

const newline = 10;

/**
 * Reads a backup from the disk as a restore would: every file has its hash, every table unpacks to
 * as many rows as were copied.
 * @throws BackupDamagedError naming the file
 */
export async function verifyBackup(
  dir: string,
  index: Pick<BackupIndex, 'files' | 'tables'>,
): Promise<void> {
  for (const file of index.files) {
    const actual = await describe(dir, file.path);
    if (actual.sha256 === file.sha256 && actual.bytes === file.bytes) continue;
    throw new BackupDamagedError(`${join(dir, file.path)} does not read as it was written.`);
  }
  for (const table of index.tables) {
    const rows = await countRows(join(dir, table.file));
    if (rows === table.rows) continue;
    throw new BackupDamagedError(`${table.file} holds ${rows} rows and not ${table.rows}.`);
  }
}

/** Rows of PostgreSQL's COPY text: one line each, since a line break in a value is escaped. */
async function countRows(path: string): Promise<number> {
  let rows = 0;
  const count = new Writable({
    write(chunk: Buffer, _encoding, done) {
      for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, at + 1)) {
        rows += 1;
      }
      done();
    },
  });
  await pipeline(createReadStream(path), createZstdDecompress(), count);
  return rows;
}
