import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { codecsWith, DeltaError, rebuild, type Blob, type OldBytes } from '@eucora/protocol/delta';
import { ArtifactFile, pieceBytes } from './artifact-file.ts';
import type { DeltaMessage, DeltaTask, SealedFile } from './delta.ts';

// A thread that makes one artifact by a plan and ends. What it is given is from `applyDelta` alone.
const task: DeltaTask = workerData;

async function* bytesOf({ path, bytes }: SealedFile): AsyncGenerator<Uint8Array> {
  const file = await ArtifactFile.open(path, bytes, task.storeKey);
  for (let at = 0; at < file.length; at += pieceBytes) yield await file.read(at, pieceBytes);
}

async function oldBytes({ path, bytes }: SealedFile): Promise<OldBytes> {
  const file = await ArtifactFile.open(path, bytes, task.storeKey);
  return {
    size: bytes,
    read: async (at, target) => target.set(await file.read(at, target.length)),
  };
}

function fetchBlob({ sha256 }: Blob): AsyncIterable<Uint8Array> {
  const file = task.blobs[sha256];
  if (!file) throw new DeltaError('malformed', 'a plan that asks for something else than it said');
  return bytesOf(file);
}

function say(message: DeltaMessage): void {
  parentPort?.postMessage(message, []);
}

async function run(): Promise<void> {
  const held = (): Promise<OldBytes> => oldBytes(task.base);
  let at = 0;
  for await (const piece of rebuild(task.plan, { codecs: codecsWith(), fetch: fetchBlob, held })) {
    const from = Math.max(0, task.skipBytes - at);
    at += piece.length;
    if (from >= piece.length) continue;
    const next = once(parentPort!, 'message');
    say({ piece: Uint8Array.prototype.slice.call(piece, from) });
    await next;
  }
  say({ done: true });
}

try {
  await run();
} catch (error) {
  const code = error instanceof DeltaError ? error.code : 'failed';
  say({ failed: error instanceof Error ? error.message : String(error), code });
}
