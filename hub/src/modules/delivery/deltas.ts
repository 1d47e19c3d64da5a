import { fork } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, mkdir } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ChunkHasher } from '@eucora/protocol';
import type { Database } from '../../platform/db.ts';
import { messageOf } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import { Loop } from '../../platform/loop.ts';
import { ObjectMissingError, type ObjectStore } from '../../platform/objects/store.ts';
import { duties, whileOwner } from '../../platform/ownership.ts';
import { wantObject } from '../objects/index.ts';
import { deleteOldDeltas, insertChunkList, selectAsked, updateDelta } from './store.ts';
import type { PairMade } from './delta-process.ts';

export interface DeltasDeps {
  readonly db: Database;
  readonly objects: ObjectStore;
  /** Where the two versions are laid out while they are compared. */
  readonly dir: string;
  readonly logger: Logger;
  readonly now: () => Date;
}

const lookEveryMs = 1_000;
/** Of both versions together: about four times that is held in memory for a moment. */
const pairBytesMax = 384 * 1024 ** 2;
const heapMiB = 1_024;
const pairMsMax = 30 * 60_000;
const unusedMs = 30 * 86_400_000;

/**
 * Makes the deltas that relays asked for, a pair at a time, each in a process of its own: it gives its
 * memory back by ending, and stands behind everything else on the machine.
 */
export function startDeltas(deps: DeltasDeps): Loop {
  const { db, logger, now } = deps;
  return new Loop({
    name: 'deltas',
    everyMs: lookEveryMs,
    logger,
    turn: async (signal) => {
      if (!(await selectAsked(db))) return;
      await whileOwner(db, duties.deltas, async (owned) => {
        await deleteOldDeltas(db, new Date(now().getTime() - unusedMs));
        const stop = AbortSignal.any([signal, owned]);
        while (!stop.aborted && (await makeDeltaOnce(deps, stop)));
      });
    },
  });
}

/** Makes what was asked for longest ago; whether there was something. */
export async function makeDeltaOnce(deps: DeltasDeps, signal: AbortSignal): Promise<boolean> {
  const { db, logger } = deps;
  const pair = await selectAsked(db);
  if (!pair) return false;
  const none = (detail: string): Promise<void> =>
    updateDelta(db, pair, { state: 'none', offers: [], payloads: [], detail });
  const { base, target, baseBytes, targetBytes } = pair;
  if (baseBytes === null || targetBytes === null) await none('gone');
  else if (baseBytes + targetBytes > pairBytesMax) await none('too_large');
  else {
    const beganMs = performance.now();
    try {
      await makePair(deps, { base, target }, signal);
      const seconds = (performance.now() - beganMs) / 1_000;
      logger.info({ base, target, seconds }, 'deltas of a pair are made');
    } catch (error) {
      if (signal.aborted) throw error;
      // A pair that can't be made is sent whole; another one is not held up by it.
      logger.warn({ base, target, err: error }, `no delta: ${messageOf(error)}`);
      await none(error instanceof ObjectMissingError ? 'gone' : 'failed');
    }
  }
  return true;
}

async function makePair(
  deps: DeltasDeps,
  pair: { readonly base: string; readonly target: string },
  signal: AbortSignal,
): Promise<void> {
  const { db, objects, dir, now } = deps;
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(dir, 'pair-'));
  try {
    for (const name of ['base', 'target'] as const) {
      const content = await objects.read(pair[name]);
      await pipeline(content, createWriteStream(join(folder, name), { mode: 0o600 }), { signal });
    }
    const { offers, blobs } = await runProcess({ folder, ...pair }, signal);
    for (const { sha256, bytes } of blobs) {
      const path = join(folder, sha256);
      const hasher = new ChunkHasher();
      hasher.update(await readFile(path));
      const { chunkListSha256: listSha256, hashes } = hasher.finish();
      await db.transaction((tx) => wantObject(tx, { sha256, bytes }, now()));
      await objects.adopt(path, { sha256, bytes });
      await insertChunkList(db, sha256, { bytes, listSha256, hashes }, now());
    }
    const payloads = blobs.map(({ sha256 }) => sha256);
    const state = offers.length > 0 ? 'made' : 'none';
    await updateDelta(db, pair, { state, offers, payloads, detail: '' });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function isMade(message: unknown): message is PairMade {
  return typeof message === 'object' && message !== null && 'offers' in message;
}

/** Runs the comparison in a process and waits for its answer. */
async function runProcess(
  task: { readonly folder: string; readonly base: string; readonly target: string },
  signal: AbortSignal,
): Promise<PairMade> {
  const child = fork(new URL('delta-process.ts', import.meta.url), [JSON.stringify(task)], {
    execArgv: [`--max-old-space-size=${heapMiB}`],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {},
    serialization: 'json',
    timeout: pairMsMax,
    signal,
    killSignal: 'SIGKILL',
  });
  const ended = Promise.withResolvers<PairMade>();
  child.on('error', (error) => ended.reject(error));
  child.on('message', (message) => {
    if (isMade(message)) ended.resolve(message);
    else ended.reject(new TypeError('It answered something else.'));
  });
  child.on('exit', (code, by) => ended.reject(new Error(`It ended with ${code ?? by}.`)));
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  try {
    return await ended.promise;
  } finally {
    if (child.exitCode === null) child.kill('SIGKILL');
  }
}
