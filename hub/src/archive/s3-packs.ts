import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client } from 'minio';
import { writeDurably } from './durable-file.ts';
import { createFaults } from './s3-faults.ts';
import type { ArchiveStore, StoredPack } from './store.ts';

/** Where a bucket is and who we are there. */
export interface S3Options {
  readonly endpoint: URL; // http or https, without a path
  readonly region: string;
  readonly bucket: string; // has to exist
  readonly prefix: string; // of every object's key; empty or with a slash at its end
  readonly accessKey: string;
  readonly secretKey: string;
  /** A pack is laid out here before it is sent: its size has to be known, memory is flat. */
  readonly spoolDir: string;
  /** A connection that says nothing for so long is given up. */
  readonly silenceMs?: number; // 30 s unless told
}

const suffix = '.pack';
const noteSuffix = '.note';
const partBytes = 16 * 1_048_576; // of an upload; one is in memory at a time
const aheadBytes = 4 * 1_048_576; // read at least so much at once: frames are read one after another

/**
 * Packs as objects of a bucket. An object is there whole or not at all, by S3's own promise.
 * Faults say what to do (`createFaults`); nothing is tried again here, the archiver does that.
 */
export function s3Packs(options: S3Options): ArchiveStore {
  const { bucket, prefix, spoolDir } = options;
  const client = clientFor(options);
  const keyOf = (name: string): string => `${prefix}${name}${suffix}`;
  const { guarded } = createFaults(options, () => client.bucketExists(bucket));
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

function clientFor(options: S3Options): Client {
  const { endpoint, region, accessKey, secretKey, silenceMs = 30_000 } = options;
  const useSSL = endpoint.protocol === 'https:';
  return new Client({
    endPoint: endpoint.hostname,
    port: Number(endpoint.port) || (useSSL ? 443 : 80),
    useSSL,
    region,
    accessKey,
    secretKey,
    partSize: partBytes,
    pathStyle: true,
    retryOptions: { disableRetry: true },
    transportAgent: useSSL ? silentHttps(silenceMs) : silentHttp(silenceMs),
  });
}

/** An agent whose connections end with an error when nothing comes: a dead peer holds nobody. */
function silentHttp(silenceMs: number): HttpAgent {
  const agent = new HttpAgent({ keepAlive: true });
  return givingUp(agent, silenceMs);
}

function silentHttps(silenceMs: number): HttpsAgent {
  const agent = new HttpsAgent({ keepAlive: true });
  return givingUp(agent, silenceMs);
}

function givingUp<A extends HttpAgent>(agent: A, silenceMs: number): A {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const socket = connect(options, callback);
    if (socket && 'setTimeout' in socket && typeof socket.setTimeout === 'function') {
      const fault = new Error(`no answer for ${silenceMs} ms`);
      socket.setTimeout(silenceMs, () => socket.destroy(fault));
    }
    return socket;
  };
  return agent;
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
