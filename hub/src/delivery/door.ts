import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PrivateKey } from '@eucora/protocol';
import { Counter } from 'prom-client';
import { Buckets, type BucketRule } from '../platform/token-bucket.ts';
import { auditRefusal } from '../modules/audit/index.ts';
import { readRange } from '../modules/packages/index.ts';
import { hubLeafFiles } from '../modules/sites/index.ts';
import { messageOf, UsageError } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { Loop } from '../platform/loop.ts';
import type { Metrics } from '../platform/metrics.ts';
import { ObjectMissingError } from '../platform/objects/store.ts';
import { answerTo, type Answer, type AnswerSources } from './answers.ts';
import { enter, type Visitor } from './entry.ts';

export interface DoorDeps extends AnswerSources {
  readonly host: string;
  readonly port: number;
  /** The hub's, where its certificate is. */
  readonly home: string;
  readonly ca: PrivateKey;
  readonly logger: Logger;
  readonly metrics: Metrics;
}
/** A door that is open. */
export interface RelayDoor extends AsyncDisposable {
  readonly port: number;
  /** Shows the certificate that lies in the home now; whether it is another one. */
  renew(): Promise<boolean>;
}

const connectionsMax = 2_048;
const headerBytesMax = 4_096;
const requestMsMax = 30_000;
/** A relay whose plan holds its link back reads slowly, and comes again. */
const idleMsMax = 60_000;
const renewEveryMs = 60_000;
const askAgainMs = 5_000;
const streamsEachMax = 6;
const requests: BucketRule = { capacity: 200, perSecond: 20 };
const strangers: BucketRule = { capacity: 30, perSecond: 1 };
const keysMax = 10_000;

/** Opens the door where relays take what does not fit into messages. @throws UsageError */
export async function openRelayDoor(deps: DoorDeps): Promise<RelayDoor> {
  const visits = new Visits(deps);
  let shown = await certificateOf(deps);
  const server = createServer(
    {
      ...shown,
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.3',
      requestTimeout: requestMsMax,
      headersTimeout: requestMsMax,
      maxHeaderSize: headerBytesMax,
    },
    (request, response) => void visits.take(request, response),
  );
  server.maxConnections = connectionsMax;
  server.setTimeout(idleMsMax);
  server.on('tlsClientError', (error) => deps.logger.debug({ err: error }, 'no TLS at the door'));
  await listening(server, deps);
  const renew = async (): Promise<boolean> => {
    const next = await certificateOf(deps);
    if (next.cert === shown.cert) return false;
    shown = next;
    server.setSecureContext(next);
    return true;
  };
  const { logger } = deps;
  const turn = async (): Promise<void> => void (await renew());
  const loop = new Loop({ name: 'door-certificate', everyMs: renewEveryMs, logger, turn });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : deps.port,
    renew,
    async [Symbol.asyncDispose]() {
      await loop[Symbol.asyncDispose]();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function certificateOf({ home, ca, now }: DoorDeps) {
  const files = await hubLeafFiles(home, ca, now());
  const [cert, key, authority] = await Promise.all(
    [files.certificate, files.key, files.authority].map((path) => readFile(path, 'utf8')),
  );
  return { cert: cert!, key: key!, ca: authority! };
}

async function listening(server: Server, { host, port }: DoorDeps): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      const code = 'code' in cause ? String(cause.code) : cause.message;
      const remedy = 'set EUCORA_DOOR_PORT to a free port.';
      reject(
        new UsageError(`Relays' door can't listen on ${host}:${port} (${code}); ${remedy}`, {
          cause,
        }),
      );
    });
    server.listen(port, host, resolve);
  });
}

/** Requests, one by one: who asks, whether it may, and what follows. */
class Visits {
  readonly #deps: DoorDeps;
  readonly #buckets = new Buckets(keysMax);
  readonly #streams = new Map<string, number>();
  readonly #answered: Counter;
  readonly #bytes: Counter;

  constructor(deps: DoorDeps) {
    this.#deps = deps;
    const registers = [deps.metrics];
    this.#answered = new Counter({
      name: 'eucora_door_requests_total',
      help: 'Requests of relays at the door, by status',
      labelNames: ['status'],
      registers,
    });
    this.#bytes = new Counter({
      name: 'eucora_door_bytes_total',
      help: 'Bytes of artifacts given out to relays',
      registers,
    });
  }

  async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('cache-control', 'no-store');
    try {
      await this.#answer(request, response);
    } catch (error) {
      const isAway = request.destroyed || response.destroyed || isClosed(error);
      if (!isAway) this.#deps.logger.error({ err: error }, `at the door: ${messageOf(error)}`);
      if (!response.headersSent && !response.destroyed) refuse(response, 500, 'internal');
      else response.destroy();
    }
    this.#answered.inc({ status: String(response.statusCode) });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { socket } = request;
    const path = (request.url ?? '').split('?', 1)[0]!;
    const hasBody = Number(request.headers['content-length'] ?? 0) > 0;
    if (request.method !== 'GET') return refuse(response, 405, 'method');
    if (hasBody || request.headers['transfer-encoding']) return refuse(response, 413, 'no_body');
    if (!(socket instanceof TLSSocket)) return refuse(response, 400, 'no_tls');
    const entry = await enter(this.#deps.db, socket, request.headers.authorization);
    if ('refused' in entry) {
      const principal = `relay:${entry.claimed ?? socket.remoteAddress ?? 'nobody'}`;
      const waitMs = this.#buckets.take(principal, strangers, performance.now());
      if (waitMs === 0) await this.#onRecord(principal, path, entry.refused);
      return refuse(response, 401, entry.refused);
    }
    const waitMs = this.#buckets.take(entry.relayId, requests, performance.now());
    if (waitMs > 0) return later(response, 429, Math.ceil(waitMs / 1_000));
    const answer = await answerTo(this.#deps, entry.siteId, path);
    await this.#give(entry, path, answer, request, response);
  }

  async #give(
    visitor: Visitor,
    path: string,
    answer: Answer,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (answer.kind === 'later') return later(response, 503, answer.seconds);
    if (answer.kind === 'refused') {
      const principal = `relay:${visitor.relayId}`;
      if (answer.status === 403) await this.#onRecord(principal, path, answer.code);
      return refuse(response, answer.status, answer.code);
    }
    if (answer.kind === 'bytes') {
      const { bytes, type } = answer;
      response.writeHead(200, { 'content-type': type, 'content-length': bytes.length });
      return void response.end(bytes);
    }
    const range = readRange(request.headers.range, answer.bytes);
    if (range === 'unsatisfiable') {
      response.setHeader('content-range', `bytes */${answer.bytes}`);
      return refuse(response, 416, 'range');
    }
    const under = this.#streams.get(visitor.relayId) ?? 0;
    if (under >= streamsEachMax) return later(response, 429, 5);
    this.#streams.set(visitor.relayId, under + 1);
    try {
      const { from, length } = range ?? { from: 0, length: answer.bytes };
      const content = await answer.open(range);
      response.writeHead(range ? 206 : 200, {
        'content-type': 'application/octet-stream',
        'content-length': length,
        'accept-ranges': 'bytes',
        ...(range && { 'content-range': `bytes ${from}-${from + length - 1}/${answer.bytes}` }),
      });
      await this.#stream(content, () => answer.mayGoOn(), response);
    } catch (error) {
      // What was lost at the hub is for its scrub to tell; the relay asks again later.
      if (!(error instanceof ObjectMissingError)) throw error;
      later(response, 503, 60);
    } finally {
      const left = (this.#streams.get(visitor.relayId) ?? 1) - 1;
      if (left > 0) this.#streams.set(visitor.relayId, left);
      else this.#streams.delete(visitor.relayId);
    }
  }

  /** Sends what it reads, for as long as it may. */
  async #stream(
    content: Readable,
    mayGoOn: () => Promise<boolean>,
    response: ServerResponse,
  ): Promise<void> {
    const stop = new AbortController();
    const bytes = this.#bytes;
    const counted = async function* counted(pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        bytes.inc(piece.length);
        yield piece;
      }
    };
    const timer = setInterval(() => {
      mayGoOn().then(
        (may) => (may ? undefined : stop.abort()),
        // The database is away for a moment; what was allowed goes on.
        (error: unknown) => this.#deps.logger.debug({ err: error }, 'could not look again'),
      );
    }, askAgainMs);
    try {
      await pipeline(content, counted, response, { signal: stop.signal });
    } finally {
      clearInterval(timer);
    }
  }

  async #onRecord(principal: string, path: string, code: string): Promise<void> {
    const { db, logger } = this.#deps;
    const route = `GET ${path.split('/').slice(0, 2).join('/')}`;
    try {
      await auditRefusal(db, { principal, route, code, subject: path });
    } catch (error) {
      logger.error({ err: error, principal, code }, 'a refusal could not be put on record');
    }
  }
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'x-refused': code, 'content-length': 0 }).end();
}

function later(response: ServerResponse, status: number, seconds: number): void {
  response.setHeader('retry-after', seconds);
  refuse(response, status, status === 429 ? 'rate_limited' : 'later');
}

function isClosed(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE', 'ABORT_ERR'].includes(code);
}
