import { once } from 'node:events';
import { connect as connectSocket, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { nkeys } from '@nats-io/transport-node';

/** What is shown to a server: a certificate, or none; an nkey, or none. */
export interface Shown {
  readonly material?: { readonly cert: string; readonly key: string } | undefined;
  readonly nkeySeed?: Uint8Array | undefined;
}

const patienceMs = 10_000;

/** NATS' text protocol over TLS, so that no client's manners stand between attacker and server. */
export class RawNats implements Disposable {
  readonly #socket: Socket;
  #text = '';
  #heard: () => void = () => {};
  #ended = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    const wake = (): void => this.#heard();
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      this.#text += String(chunk);
      wake();
    });
    socket.on('error', (error) => {
      this.#text += `\r\n-ERR 'the connection broke: ${error.message}'\r\n`;
    });
    socket.on('close', () => {
      this.#ended = true;
      wake();
    });
  }

  /** Connects and says hello; undefined when the server does not let this one in. */
  static async open(url: string, shown: Shown): Promise<RawNats | undefined> {
    const { hostname, port } = new URL(url);
    const plain = connectSocket(Number(port), hostname);
    const [greeting] = (await once(plain, 'data', {
      signal: AbortSignal.timeout(patienceMs),
    })) as [Buffer];
    const info = JSON.parse(/^INFO (.*)\r\n/.exec(greeting.toString())?.[1] ?? '{}') as {
      nonce?: string;
    };
    const server = { minVersion: 'TLSv1.3', rejectUnauthorized: false } as const;
    const raw = new RawNats(connectTls({ socket: plain, ...server, ...shown.material }));
    const hello = { verbose: false, pedantic: true, ...loginOf(shown, info.nonce ?? '') };
    raw.#write([`CONNECT ${JSON.stringify(hello)}`]);
    if (!(await raw.#pong()).includes('-ERR')) return raw;
    raw[Symbol.dispose]();
    return undefined;
  }

  /** May this one publish on a subject? */
  async says(subject: string): Promise<boolean> {
    return this.#isAllowed([`PUB ${subject} 0`, '']);
  }

  /** May this one subscribe to a subject? */
  async hears(subject: string): Promise<boolean> {
    return this.#isAllowed([`SUB ${subject} 1`]);
  }

  async #isAllowed(lines: readonly string[]): Promise<boolean> {
    this.#write(lines);
    const answer = await this.#pong();
    this.#write(['UNSUB 1']);
    if (/^-ERR 'Permissions Violation/m.test(answer)) return false;
    if (!this.#ended && !answer.includes('-ERR')) return true;
    throw new Error(`an answer that says neither yes nor no: ${answer}`);
  }

  /** What the server says until it answers a PING, or ends. */
  async #pong(): Promise<string> {
    this.#write(['PING']);
    const late = AbortSignal.timeout(patienceMs);
    while (!this.#text.includes('PONG\r\n') && !this.#ended) {
      late.throwIfAborted();
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#heard = resolve;
      late.addEventListener('abort', () => resolve(), { once: true });
      if (!this.#text.includes('PONG\r\n') && !this.#ended) await promise;
    }
    const said = this.#ended && !this.#text.includes('-ERR') ? `${this.#text}-ERR` : this.#text;
    this.#text = '';
    return said;
  }

  #write(lines: readonly string[]): void {
    this.#socket.write(`${lines.join('\r\n')}\r\n`);
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }
}

function loginOf({ nkeySeed }: Shown, nonce: string): object {
  if (nkeySeed === undefined) return {};
  const pair = nkeys.fromSeed(nkeySeed);
  const sig = Buffer.from(pair.sign(Buffer.from(nonce))).toString('base64url');
  return { nkey: pair.getPublicKey(), sig };
}
