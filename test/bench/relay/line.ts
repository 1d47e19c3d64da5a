import { sign } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectSocket, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { RequestPort } from '@eucora/endpoint-agent';
import { importPrivateKey, subjects } from '@eucora/protocol';
import { nkeys } from '@nats-io/transport-node';
import { InvalidRunError } from '../errors.ts';

/** What one device connects with. */
export interface LineOptions {
  readonly port: number;
  readonly identity: NatsIdentity;
  /** Names the device's own inbox. */
  readonly index: number;
  /** In PEM; undefined: without TLS. */
  readonly tls: LineTls | undefined;
}
/** Who the site's devices are to its server. */
export interface NatsIdentity {
  readonly nkey: string;
  sign(nonce: string): string;
}
export interface LineTls {
  readonly cert: string;
  readonly key: Buffer;
  readonly ca: Buffer;
}

/**
 * The identity of a seed ("S", kind, 32 bytes, checksum, in base32). It signs with OpenSSL: the
 * client library does it in JavaScript, which for thousands of connections takes minutes.
 */
export function natsIdentity(seed: string): NatsIdentity {
  const nkey = nkeys.fromSeed(new TextEncoder().encode(seed)).getPublicKey();
  let bits = '';
  for (const letter of seed) {
    bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0');
  }
  const bytes = Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
  const { object } = importPrivateKey(bytes.subarray(2, 34));
  return { nkey, sign: (nonce) => sign(null, Buffer.from(nonce), object).toString('base64url') };
}

const connectTimeoutMs = 30_000;
const crlf = Buffer.from('\r\n');

/**
 * A connection of one device to its site's server that asks one question at a time. It says what a
 * client library says and no more, so that the driver takes little of the cores it shares.
 */
export class Line implements RequestPort, Disposable {
  readonly #socket: Socket;
  readonly #inbox: string;
  #rest: Buffer = Buffer.alloc(0);
  #waiting: { resolve: (data: Buffer) => void; reject: (error: Error) => void } | undefined;
  #closed: InvalidRunError | undefined;

  private constructor(socket: Socket, inbox: string) {
    this.#socket = socket;
    this.#inbox = inbox;
    socket.on('data', (bytes: Buffer) => this.#read(bytes));
    const end = (why: string): void => {
      this.#closed ??= new InvalidRunError(`the server ended a device's connection: ${why}`);
      this.#waiting?.reject(this.#closed);
    };
    socket.on('error', (error) => end(error.message));
    socket.on('close', () => end('closed'));
  }

  /** Connects and subscribes the device's inbox. @throws InvalidRunError */
  static async open({ port, identity, index, tls }: LineOptions): Promise<Line> {
    const plain = connectSocket({ port, host: '127.0.0.1', noDelay: true });
    const signal = AbortSignal.timeout(connectTimeoutMs);
    const greeting: unknown[] = await once(plain, 'data', { signal });
    const [, info = '{}'] = /^INFO (.*)\r\n/.exec(String(greeting[0])) ?? [];
    const { nonce = '' } = JSON.parse(info) as { nonce?: string };
    const socket = tls ? await secure(plain, tls, signal) : plain;
    const claims = {
      nkey: identity.nkey,
      sig: identity.sign(nonce),
      verbose: false,
      pedantic: false,
      headers: true,
      no_responders: true,
      protocol: 1,
      name: 'eucora-bench',
    };
    const inbox = `${subjects.deviceInbox}.bench-${index}`;
    const line = new Line(socket, inbox);
    const answered = line.#answer();
    socket.write(`CONNECT ${JSON.stringify(claims)}\r\nSUB ${inbox} 1\r\nPING\r\n`);
    await answered;
    return line;
  }

  /** Asks and waits for the answer. @throws InvalidRunError */
  async request(subject: string, payload: Uint8Array): Promise<{ readonly data: Buffer }> {
    if (this.#closed) throw this.#closed;
    const answered = this.#answer();
    const head = Buffer.from(`PUB ${subject} ${this.#inbox} ${payload.length}\r\n`);
    this.#socket.write(Buffer.concat([head, payload, crlf]));
    return { data: await answered };
  }

  #answer(): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  #settle(data: Buffer): void {
    this.#waiting?.resolve(data);
    this.#waiting = undefined;
  }

  #read(bytes: Buffer): void {
    let rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    for (let end = rest.indexOf(crlf); end >= 0; end = rest.indexOf(crlf)) {
      const words = rest.toString('latin1', 0, end).split(' ');
      const from = end + 2;
      const size = words[0] === 'MSG' ? Number(words.at(-1)) + 2 : 0;
      if (rest.length < from + size) break; // the payload is on its way
      this.#take(words, rest.subarray(from, from + size - 2));
      rest = rest.subarray(from + size);
    }
    this.#rest = rest;
  }

  #take([verb, ...words]: readonly string[], payload: Buffer): void {
    if (verb === 'MSG') this.#settle(payload);
    else if (verb === 'PONG') this.#settle(Buffer.alloc(0));
    else if (verb === 'PING') this.#socket.write('PONG\r\n');
    else if (verb !== 'INFO') {
      this.#closed ??= new InvalidRunError(`the server said: ${verb} ${words.join(' ')}`);
      this.#waiting?.reject(this.#closed);
    }
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }
}

async function secure(socket: Socket, tls: LineTls, signal: AbortSignal): Promise<Socket> {
  const secured = connectTls({ socket, host: '127.0.0.1', minVersion: 'TLSv1.3', ...tls });
  await once(secured, 'secureConnect', { signal });
  return secured;
}
