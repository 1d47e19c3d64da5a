import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Client } from 'minio';
import { writeDurably } from '../platform/durable-file.ts';
import { s3Client, type S3Place } from '../platform/s3/client.ts';
import { createFaults } from '../platform/s3/faults.ts';
import { PackMissingError, type ArchiveStore, type StoredPack } from './store.ts';

/** A bucket, and where a pack is laid out before it is sent. */
export interface S3Options extends S3Place {
  /** Its size has to be known, and memory is flat. */
  readonly spoolDir: string;
}

const suffix = '.pack';
const noteSuffix = '.note';
const aheadBytes = 4 * 1_048_576; // read at least so much at once: frames are read one after another

/**
 * Packs as objects of a bucket. An object is there whole or not at all, by S3's own promise.
 * Faults say what to do (`createFaults`); nothing is tried again here, the archiver does that.
 */
export function s3Packs(options: S3Options): ArchiveStore {
  const { bucket, prefix, spoolDir } = options;
  const client = s3Client(options);
  const keyOf = (name: string): string => `${prefix}${name}${suffix}`;
  const { guarded } = createFaults(
    { ...options, settings: 'EUCORA_ARCHIVE_S3' },
    () => client.bucketExists(bucket),
    (name, cause) => new PackMissingError(name, cause),
  );
  return {
    async write(name, pieces) {
      await mkdir(spoolDir, { recursive: true, mode: 0o700 });
      const path = join(spoolDir, `${randomBytes(8).toString('hex')}.part`);
      try {
        const written = await writeDurably(path, pieces);
        const content = createReadStream(path);
        await guarded(() => client.putObject(bucket, keyOf(name), content, written.bytes));
        return written;
      } finally {
        await rm(path, { force: true });
      }
    },
    open: (name) => guarded(() => openObject(client, bucket, keyOf(name)), name),
    list: () =>
      guarded(async () => {
        const names: string[] = [];
        for await (const { name: key } of client.listObjectsV2(bucket, prefix, true)) {
          if (typeof key !== 'string' || !key.endsWith(suffix)) continue;
          names.push(key.slice(prefix.length, -suffix.length));
        }
        return names;
      }),
    remove: (name) => guarded(() => client.removeObject(bucket, keyOf(name))),
    async writeNote(name, content) {
      const key = `${prefix}${name}${noteSuffix}`;
      await guarded(() => client.putObject(bucket, key, content, content.length));
    },
    readNote: (name) =>
      guarded(async () => {
        const key = `${prefix}${name}${noteSuffix}`;
        for await (const { name: found } of client.listObjectsV2(bucket, key, true)) {
          if (found !== key) continue;
          return await collected(await client.getObject(bucket, key));
        }
        return undefined;
      }),
    async tidy() {
      await mkdir(spoolDir, { recursive: true, mode: 0o700 });
      const parts = (await readdir(spoolDir)).filter((name) => name.endsWith('.part'));
      for (const name of parts) await rm(join(spoolDir, name), { force: true });
      await guarded(async () => {
        const keys = new Set<string>();
        for await (const { key } of client.listIncompleteUploads(bucket, prefix, true)) {
          keys.add(key);
        }
        for (const key of keys) await client.removeIncompleteUpload(bucket, key);
      });
    },
  };

  async function openObject(from: Client, inBucket: string, key: string): Promise<StoredPack> {
    const { size } = await from.statObject(inBucket, key);
    const fetch = async (offset: number, length: number): Promise<Buffer> => {
      return collected(await from.getPartialObject(inBucket, key, offset, length));
    };
    const name = key.slice(prefix.length, -suffix.length);
    const readAt = readAhead(size, (offset, length) => guarded(() => fetch(offset, length), name));
    return { size, readAt, [Symbol.asyncDispose]: () => Promise.resolve() };
  }
}

async function collected(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Serves reads that follow each other from one larger read. */
function readAhead(
  size: number,
  fetch: (offset: number, length: number) => Promise<Buffer>,
): StoredPack['readAt'] {
  let held: { at: number; bytes: Buffer } = { at: 0, bytes: Buffer.alloc(0) };
  return async (offset, length) => {
    const from = Math.max(0, offset);
    const wanted = Math.min(Math.max(0, length), Math.max(0, size - from));
    if (wanted === 0) return Buffer.alloc(0);
    const isHeld = from >= held.at && from + wanted <= held.at + held.bytes.length;
    if (!isHeld) {
      const much = Math.min(size - from, Math.max(wanted, aheadBytes));
      held = { at: from, bytes: await fetch(from, much) };
    }
    return held.bytes.subarray(from - held.at, from - held.at + wanted);
  };
}
