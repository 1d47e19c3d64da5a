import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { isErrno, MissingToolError } from '../errors.ts';

/** How long one COPY of a file into a table took. */
export interface CopyTime {
  readonly rows: number;
  readonly seconds: number;
}

/** Writes what a query gives into a file, in COPY's text format. @throws MissingToolError */
export async function exportRows(url: string, query: string, file: string): Promise<void> {
  await using target = await open(file, 'w');
  const child = startPsql(url, ['-q', '-c', `COPY (${query}) TO STDOUT`]);
  await Promise.all([ended(child), pipeline(child.stdout, target.createWriteStream())]);
}

/** Times psql copying a file into a table, its own start included. @throws MissingToolError */
export async function copyRows(
  url: string,
  target: { readonly table: string; readonly columns: string },
  file: string,
): Promise<CopyTime> {
  const began = performance.now();
  const sql = `COPY ${target.table} (${target.columns}) FROM STDIN`;
  const child = startPsql(url, ['-c', sql]);
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await Promise.all([ended(child), pipeline(createReadStream(file), child.stdin)]);
  const seconds = (performance.now() - began) / 1_000;
  return { rows: Number(/^COPY (\d+)$/m.exec(said)?.[1]), seconds };
}

/** Runs statements of a superuser. @throws MissingToolError */
export async function runSql(url: string, ...statements: string[]): Promise<string> {
  const child = startPsql(url, ['-qtA', ...statements.flatMap((sql) => ['-c', sql])]);
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await ended(child);
  return said.trim();
}

function startPsql(url: string, args: readonly string[]) {
  return spawn('psql', ['-X', '-v', 'ON_ERROR_STOP=1', ...args, url], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

async function ended(child: ReturnType<typeof startPsql>): Promise<void> {
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`psql ended with code ${code}`);
  } catch (cause) {
    if (!isErrno(cause, 'ENOENT')) throw cause;
    throw new MissingToolError('psql measures the baseline; install a PostgreSQL client', {
      cause,
    });
  }
}
