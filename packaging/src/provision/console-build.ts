import { createHash } from 'node:crypto';
import { access, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitForLock } from '../../bootstrap/lock.mjs';
import { ProvisionError } from '../errors.ts';
import { isErrno } from '../processes.ts';
import type { Progress } from '../progress.ts';
import { run, RunError } from './run.ts';

const buildMs = 300_000;

/** What the built console depends on, relative to the project; folders count with all they hold. */
const inputs = [
  'ui/index.html',
  'ui/vite.config.ts',
  'ui/package.json',
  'ui/src',
  'ui/public',
  'protocol/src',
  'package-lock.json',
];

/**
 * Builds the console into `ui/dist` when its inputs are not those of the last build. Answers the
 * folder, or undefined while the project has no console.
 *
 * @throws ProvisionError naming the log when the build fails
 */
export async function ensureConsole(root: string, progress: Progress): Promise<string | undefined> {
  const dist = join(root, 'ui', 'dist');
  if (!(await exists(join(root, 'ui', 'index.html')))) return undefined;
  const lock = await waitForLock(join(root, '.cache', 'console.lock'), {
    waitMs: buildMs,
    onWait: (pid) => progress.step(`waiting for process ${pid}, which is building the console`),
  });
  try {
    const hash = await hashOf(root, inputs);
    const record = join(root, '.cache', 'console.sha256');
    const isBuilt = await exists(join(dist, 'index.html'));
    if (isBuilt && (await readOrNothing(record)) === hash) return dist;
    progress.step('building the console');
    await build(root, dist);
    await writeFile(record, hash);
    return dist;
  } finally {
    lock.release();
  }
}

/** Builds beside the old console and swaps them, so that a running hub never serves half of one. */
async function build(root: string, dist: string): Promise<void> {
  const cache = join(root, '.cache');
  const fresh = join(cache, 'console.new');
  const old = join(cache, 'console.old');
  await rm(fresh, { recursive: true, force: true });
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn'];
  try {
    await run(process.execPath, args, { cwd: join(root, 'ui'), timeoutMs: buildMs });
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    const log = join(cache, 'console-build.log');
    await writeFile(log, error.stderr);
    throw new ProvisionError(`The console could not be built; the reason is in ${log}.`, {
      cause: error,
    });
  }
  await rm(old, { recursive: true, force: true });
  if (await exists(dist)) await rename(dist, old);
  await rename(fresh, dist);
  await rm(old, { recursive: true, force: true });
}

/** SHA-256 over names and contents of the files, in the order of their names. */
async function hashOf(root: string, paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  await mkdir(join(root, '.cache'), { recursive: true });
  for (const path of paths) {
    for (const file of await filesOf(root, path)) {
      const bytes = await readFile(join(root, file));
      hash.update(`${file}\0${bytes.length}\0`).update(bytes);
    }
  }
  return hash.digest('hex');
}

async function filesOf(root: string, path: string): Promise<string[]> {
  try {
    const entries = await readdir(join(root, path), { withFileTypes: true, recursive: true });
    return entries
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .toSorted();
  } catch (error) {
    if (isErrno(error, 'ENOTDIR')) return [path];
    if (isErrno(error, 'ENOENT')) return [];
    throw error;
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return false;
    throw error;
  }
}

async function readOrNothing(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}
