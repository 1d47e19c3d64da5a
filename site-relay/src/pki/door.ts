import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorCode, PortBusyError } from '../errors.ts';
import { limits } from '../limits.ts';
import type { Logger } from '../log.ts';
import { keyPem, type SitePki } from './site-pki.ts';

export interface DoorDeps {
  readonly host: string;
  readonly port: number;
  readonly pki: () => SitePki;
  readonly answers: Readonly<Record<'enrol' | 'renew', (bytes: Uint8Array) => Promise<Uint8Array>>>;
  readonly log: Logger;
}

const isVerb = (text: string): text is 'enrol' | 'renew' => text === 'enrol' || text === 'renew';

/**
 * Where a device that has no valid certificate asks for one: HTTPS, TLS 1.3. Everything it says proves
 * itself (ticket, identity key, TLS key), so that this door asks for no certificate, and the site's
 * nats-server can ask everybody.
 */
export class Door implements AsyncDisposable {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** @throws PortBusyError */
  static async open(deps: DoorDeps): Promise<Door> {
    const server = createServer(
      {
        ...shown(deps.pki()),
        minVersion: 'TLSv1.3',
        requestTimeout: limits.doorRequestMsMax,
        headersTimeout: limits.doorRequestMsMax,
        maxHeaderSize: 4_096,
      },
      (request, response) => void answer(deps, request, response),
    );
    server.maxConnections = limits.doorConnectionsMax;
    server.on('tlsClientError', (error) => deps.log.debug({ err: error }, 'no TLS at the door'));
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => {
        const busy = errorCode(error) === 'EADDRINUSE' || errorCode(error) === 'EACCES';
        const variable = 'EUCORA_RELAY_DOOR_PORT';
        reject(busy ? new PortBusyError('enrolment', deps.port, variable, error) : error);
      });
      server.listen(deps.port, deps.host, resolve);
    });
    return new Door(server);
  }

  /** Shows another certificate to whoever comes from now on. */
  show(pki: SitePki): void {
    this.#server.setSecureContext(shown(pki));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }
}

function shown(pki: SitePki): { cert: string; key: string } {
  return { cert: pki.serverChain, key: keyPem(pki.serverKey) };
}

async function answer(
  { answers, log }: DoorDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('connection', 'close');
  const verb = request.url?.slice(1) ?? '';
  if (request.method !== 'POST' || !isVerb(verb)) return void response.writeHead(404).end();
  try {
    const body = await bodyOf(request);
    if (!body) return void response.writeHead(413).end();
    const said = await answers[verb](body);
    const headers = {
      'content-type': 'application/octet-stream',
      'content-length': said.length,
    };
    response.writeHead(200, headers).end(said);
  } catch (error) {
    log.error({ err: error, verb }, 'a request at the door could not be answered');
    response.writeHead(500).end();
  }
}

/** What was sent; undefined when it is more than any request is. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part: unknown = chunk;
    if (!Buffer.isBuffer(part)) continue;
    bytes += part.length;
    if (bytes > limits.doorBodyBytesMax) return undefined;
    chunks.push(part);
  }
  return Buffer.concat(chunks);
}
