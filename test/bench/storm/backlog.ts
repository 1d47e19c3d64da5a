import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { projectRoot } from '../../kit/config.ts';
import { isErrno } from '../errors.ts';
import { siteName, type BacklogShape, type SiteBacklog } from './backlog-site.ts';
import type { BacklogTask } from './backlog-worker.ts';

const cacheFolder = join(tmpdir(), 'eucora-bench-storm');
// What the bytes follow from: who changes these makes another backlog.
const sources = [
  'protocol/src',
  'test/swarm/world',
  'test/bench/fleet',
  'test/bench/storm/backlog-site.ts',
];

/**
 * Gives the folder of a backlog of this shape, made by all cores where there is none yet. It stays
 * for the next run; those of other shapes or older programs go.
 */
export async function backlogFolder(
  shape: BacklogShape,
  say: (line: string) => void,
): Promise<string> {
  const fingerprint = await fingerprintOf(shape);
  const folder = join(cacheFolder, fingerprint);
  if (await exists(folder)) {
    say(`backlog ${fingerprint} is there`);
    return folder;
  }
  await rm(cacheFolder, { recursive: true, force: true });
  const staged = `${folder}.part`;
  await mkdir(staged, { recursive: true });
  const began = performance.now();
  const step = availableParallelism();
  let made = 0;
  const onSite = (): void => {
    made += 1;
    if (made % 100 === 0) say(`backlog of ${made} of ${shape.sites} sites made`);
  };
  await Promise.all(
    Array.from({ length: step }, (_, first) =>
      runWorker({ folder: staged, first, step, ...shape }, onSite),
    ),
  );
  await rename(staged, folder);
  say(`backlog made in ${Math.round((performance.now() - began) / 1_000)} s`);
  return folder;
}

function runWorker(task: BacklogTask, onSite: () => void): Promise<void> {
  const worker = new Worker(new URL('backlog-worker.ts', import.meta.url), { workerData: task });
  worker.on('message', onSite);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  worker.once('error', reject);
  worker.once('exit', () => resolve());
  return promise;
}

/** What each site holds, in the order of sites. */
export function readBacklog(folder: string, sites: number): Promise<SiteBacklog[]> {
  const read = async (index: number): Promise<SiteBacklog> =>
    JSON.parse(await readFile(join(folder, `${siteName(index)}.json`), 'utf8')) as SiteBacklog;
  return Promise.all(Array.from({ length: sites }, (_, index) => read(index)));
}

async function fingerprintOf(shape: BacklogShape): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(shape));
  for (const source of sources) {
    for (const file of await filesUnder(join(projectRoot, source))) {
      hash.update(await readFile(file));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

async function filesUnder(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const found = await readdir(path, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return false;
    throw error;
  }
}
