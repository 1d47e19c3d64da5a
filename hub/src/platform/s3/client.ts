import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { readFile } from 'node:fs/promises';
import { Client } from 'minio';
import { UsageError } from '../errors.ts';

/** Where a bucket is and who we are there. */
export interface S3Place {
  readonly endpoint: URL; // http or https, without a path
  readonly region: string;
  readonly bucket: string; // has to exist
  readonly prefix: string; // of every object's key; empty or with a slash at its end
  readonly accessKey: string;
  readonly secretKey: string;
  /** A connection that says nothing for so long is given up. */
  readonly silenceMs?: number; // 30 s unless told
}

const partBytes = 16 * 1_048_576; // of an upload; one is in memory at a time

/**
 * Reads the two keys of a bucket: the access key and the secret key, a line each.
 * @throws UsageError naming the variable when the file can't be read or holds something else
 */
export async function readS3Keys(
  path: string,
  variable: string,
): Promise<{ accessKey: string; secretKey: string }> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`The file ${path} (${variable}) can't be read.`, { cause });
  });
  const [accessKey, secretKey, ...more] = text.split('\n').map((line) => line.trim());
  if (!accessKey || !secretKey || more.some((line) => line !== '')) {
    throw new UsageError(`${path} must hold the access key and the secret key, a line each.`);
  }
  return { accessKey, secretKey };
}

/** A client that tries nothing again by itself, and whose dead connections end. */
export function s3Client(options: S3Place): Client {
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
