import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BucketItem } from 'minio';
import { removeOldParts, writeDurably } from '../durable-file.ts';
import { s3Client, type S3Place } from '../s3/client.ts';
import { createFaults } from '../s3/faults.ts';
import {
  checkObjectName,
  isObjectName,
  ObjectMissingError,
  type ListedObject,
  type ObjectStore,
} from './store.ts';

/** A bucket, and where a stream is laid out before it is sent: its key is known only at its end. */
export interface BucketOptions extends S3Place {
  readonly spoolDir: string;
}

const partKeptMs = 86_400_000;

/**
 * Objects in a bucket, sent in parts. An object is there whole or not at all, by S3's own promise;
 * nothing is tried again here. Parts of a sending that was cut off are the bucket's to expire: a rule
 * of its lifecycle does that.
 */
export function bucketObjects(options: BucketOptions): ObjectStore {
  const { bucket, prefix, spoolDir } = options;
  const client = s3Client(options);
  const keyOf = (sha256: string): string => `${prefix}${checkObjectName(sha256)}`;
  const { guarded } = createFaults(
    { ...options, settings: 'EUCORA_OBJECTS_S3' },
    () => client.bucketExists(bucket),
    (name, cause) => new ObjectMissingError(name, cause),
  );

  async function bytesOf(sha256: string): Promise<number | undefined> {
    try {
      return (await guarded(() => client.statObject(bucket, keyOf(sha256)), sha256)).size;
    } catch (error) {
      if (error instanceof ObjectMissingError) return undefined;
      throw error;
    }
  }

  /** Sends a file unless the bucket has it; whether it was sent. */
  async function send(path: string, sha256: string, bytes: number): Promise<boolean> {
    if ((await bytesOf(sha256)) === bytes) return false;
    const content = createReadStream(path);
    try {
      await guarded(() => client.putObject(bucket, keyOf(sha256), content, bytes));
    } finally {
      content.destroy();
    }
    return true;
  }

  return {
    bytesOf,
    async put(content) {
      await mkdir(spoolDir, { recursive: true, mode: 0o700 });
      const path = join(spoolDir, `${randomBytes(16).toString('hex')}.part`);
      try {
        const written = await writeDurably(path, content);
        const sha256 = written.sha256.toString('hex');
        return { sha256, bytes: written.bytes, isNew: await send(path, sha256, written.bytes) };
      } finally {
        await rm(path, { force: true });
      }
    },
    async adopt(path, { sha256, bytes }) {
      await send(path, sha256, bytes);
      await rm(path, { force: true });
    },
    read: (sha256, range) =>
      guarded(
        () =>
          range === undefined
            ? client.getObject(bucket, keyOf(sha256))
            : client.getPartialObject(bucket, keyOf(sha256), range.from, range.length),
        sha256,
      ),
    delete: (sha256) => guarded(() => client.removeObject(bucket, keyOf(sha256))),
    list: () => listBucket(client.listObjectsV2(bucket, prefix, true), prefix, guarded),
    tidy: () => removeOldParts(spoolDir, new Date(Date.now() - partKeptMs)),
  };
}

/** Objects of a listing; a fault between two of them says what to do. */
async function* listBucket(
  listing: AsyncIterable<Partial<BucketItem>>,
  prefix: string,
  guarded: <T>(work: () => Promise<T>) => Promise<T>,
): AsyncGenerator<ListedObject> {
  const items = listing[Symbol.asyncIterator]();
  for (;;) {
    const next = await guarded(() => items.next());
    if (next.done === true) return;
    const { name: key, size, lastModified } = next.value;
    if (typeof key !== 'string' || lastModified === undefined) continue;
    const sha256 = key.slice(prefix.length);
    if (isObjectName(sha256)) yield { sha256, bytes: size ?? 0, storedAt: lastModified };
  }
}
