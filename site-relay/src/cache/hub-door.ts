import { request, type IncomingMessage } from 'node:http';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { once } from 'node:events';
import { doorExporter, doorNonce } from '@eucora/protocol';
import { fromSeed } from '@nats-io/nkeys';
import { DoorError, errorText } from '../errors.ts';
import { limits } from '../limits.ts';
import type { TlsClient } from '../nats/tls.ts';

export interface HubDoorDeps {
  /** Undefined: nobody has said yet where it is. */
  readonly url: () => URL | undefined;
  /** Certificate of this relay, and the check that it is the hub that answers. */
  readonly tls: () => TlsClient;
  readonly nkey: { readonly seed: string; readonly publicKey: string };
}
/** An answer of the hub's door; its body is read once. */
export interface DoorAnswer extends AsyncDisposable {
  /** Of the whole, where a range was asked for. */
  readonly total: number;
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * The hub's door: what does not fit into messages, over HTTPS. Each request has a connection of its own,
 * which shows this relay's certificate and is proved by its nkey: one of both is not enough, as at the
 * hub's server.
 */
export class HubDoor {
  readonly #deps: HubDoorDeps;

  constructor(deps: HubDoorDeps) {
    this.#deps = deps;
  }

  get isKnown(): boolean {
    return this.#deps.url() !== undefined;
  }

  /**
   * Asks for a path, from a byte on.
   * @throws DoorError with the status of what is not 200 or 206; 0: the hub can't be reached
   */
  async get(path: string, signal: AbortSignal, from = 0): Promise<DoorAnswer> {
    const url = this.#deps.url();
    if (!url) throw new DoorError('the hub has not said where its door is', 0);
    const socket = await this.#connect(url, signal);
    try {
      const headers = {
        host: url.host,
        connection: 'close',
        authorization: this.#proof(socket),
        ...(from > 0 && { range: `bytes=${from}-` }),
      };
      const answer = await ask(socket, path, headers, signal);
      return answerOf(answer, socket, from);
    } catch (error) {
      socket.destroy();
      throw asDoorError(error);
    }
  }

  /** A whole answer of at most `bytesMax`. @throws DoorError */
  async getAll(path: string, bytesMax: number, signal: AbortSignal): Promise<Buffer> {
    await using answer = await this.get(path, signal);
    const parts: Uint8Array[] = [];
    let size = 0;
    try {
      for await (const piece of answer.body) {
        size += piece.length;
        if (size > bytesMax) throw new DoorError(`more than ${bytesMax} bytes came for ${path}`, 0);
        parts.push(piece);
      }
    } catch (error) {
      throw asDoorError(error);
    }
    return Buffer.concat(parts);
  }

  async #connect(url: URL, signal: AbortSignal): Promise<TLSSocket> {
    const host = url.hostname.replaceAll(/^\[|\]$/g, '');
    const socket = connectTls({ host, port: Number(url.port || 443), ...this.#deps.tls() });
    const timeout = AbortSignal.timeout(limits.hubDoorConnectMsMax);
    try {
      await once(socket, 'secureConnect', { signal: AbortSignal.any([signal, timeout]) });
      socket.setTimeout(limits.hubDoorSilenceMsMax, () => {
        socket.destroy(new Error('the hub said nothing more'));
      });
      return socket;
    } catch (error) {
      socket.destroy();
      throw asDoorError(error);
    }
  }

  #proof(socket: TLSSocket): string {
    const { nkey } = this.#deps;
    const { bytes, label } = doorExporter;
    const exported = socket.exportKeyingMaterial(bytes, label, Buffer.alloc(0));
    const signature = fromSeed(Buffer.from(nkey.seed)).sign(Buffer.from(doorNonce(exported)));
    return `Nkey ${nkey.publicKey} ${Buffer.from(signature).toString('base64url')}`;
  }
}

async function ask(
  socket: TLSSocket,
  path: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const asked = request({ createConnection: () => socket, path, headers, signal });
  const answered = Promise.withResolvers<IncomingMessage>();
  asked.on('response', (answer) => answered.resolve(answer));
  // What breaks later is told to whoever reads the body.
  asked.on('error', (error) => answered.reject(error));
  asked.end();
  return answered.promise;
}

function answerOf(answer: IncomingMessage, socket: TLSSocket, from: number): DoorAnswer {
  const status = answer.statusCode ?? 0;
  const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(answer.headers['content-range'] ?? '');
  const isAsAsked = from === 0 ? status === 200 : status === 206 && Number(range?.[1]) === from;
  if (!isAsAsked) {
    const seconds = Number(answer.headers['retry-after'] ?? 0);
    const what = answer.headers['x-refused'] ?? '';
    throw new DoorError(
      `the hub's door answered ${status} ${String(what)}`,
      status,
      seconds * 1_000,
    );
  }
  return {
    total: from === 0 ? Number(answer.headers['content-length'] ?? 0) : Number(range?.[2]),
    body: answer as AsyncIterable<Uint8Array>,
    [Symbol.asyncDispose]: () => {
      socket.destroy();
      return Promise.resolve();
    },
  };
}

function asDoorError(error: unknown): DoorError {
  if (error instanceof DoorError) return error;
  return new DoorError(`the hub's door can't be reached: ${errorText(error)}`, 0, 0, error);
}
