import { once } from 'node:events';
import { lookup as systemLookup } from 'node:dns/promises';
import { request as requestPlain, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestTls } from 'node:https';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { AllowedTargets, specialPurpose } from './addresses.ts';
import { HubError } from './errors.ts';

/** Why a request to another system was not made, or its answer not taken. */
export type OutboundFault =
  | 'bad_url'
  | 'plain_http'
  | 'unencrypted'
  | 'forbidden_address'
  | 'unknown_host'
  | 'redirect'
  | 'too_large'
  | 'too_slow'
  | 'unreachable';

/** A request that leaves the hub was refused or failed; `reason` says which rule or fault. */
export class OutboundError extends HubError {
  override readonly name = 'OutboundError';
  readonly code = 'outbound_refused';
  readonly reason: OutboundFault;

  constructor(reason: OutboundFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

export interface OutboundOptions {
  /** Hosts, addresses and networks that may be asked although they are not public. */
  readonly allow: readonly string[];
  /** Finds the addresses of a host; the system's resolver by default. */
  readonly lookup?: (host: string) => Promise<readonly string[]>;
  readonly timeoutMs?: number;
  readonly answerBytesMax?: number;
  /** Certificate authorities beside the system's, PEM. */
  readonly ca?: string;
}
export interface OutboundRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
}
export interface OutboundAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

const defaults = { timeoutMs: 10_000, answerBytesMax: 1_048_576 } as const;

/** A target that passed, and the one address that is asked: no second look-up can change it. */
interface Target {
  readonly url: URL;
  readonly host: string;
  readonly address: string;
}

/**
 * The only way out to addresses that somebody typed in: webhooks, identity providers, vaults (server
 * side request forgery, OWASP A10:2021). Names are resolved once, every address of theirs must be
 * public or allowed, the connection goes to the address that was judged, and redirects are answers
 * like any other error: following one would begin anew with an address that the other side chose.
 */
export class Outbound {
  readonly #options: Required<Omit<OutboundOptions, 'ca' | 'allow'>> & { readonly ca?: string };
  readonly #allowed: AllowedTargets;

  constructor({ allow, ...options }: OutboundOptions) {
    this.#options = { ...defaults, lookup: lookUp, ...options };
    this.#allowed = new AllowedTargets(allow);
  }

  /**
   * Judges an address without asking it: for a form that takes one.
   * @throws OutboundError naming the rule
   */
  async check(url: string | URL): Promise<void> {
    await this.#judge(url);
  }

  /**
   * Judges a host that is spoken to by TCP, as a mail server. Without encryption it must be allowed.
   * @throws OutboundError naming the rule
   */
  async checkHost(
    host: string,
    port: number,
    { encrypted }: { readonly encrypted: boolean },
  ): Promise<void> {
    await this.#judgeHost(host, port, encrypted);
  }

  /**
   * A connection to the address of a host that was judged, to be encrypted by whoever asked for it.
   * @throws OutboundError
   */
  async connect(
    host: string,
    port: number,
    { encrypted, signal }: { readonly encrypted: boolean; readonly signal?: AbortSignal },
  ): Promise<Socket> {
    const address = await this.#judgeHost(host, port, encrypted);
    signal?.throwIfAborted();
    const deadline = AbortSignal.timeout(this.#options.timeoutMs);
    const socket = connectTcp({ host: address, port });
    // Until its user listens, too, a broken connection must be nobody's uncaught error.
    socket.on('error', () => undefined);
    const stop = (): void => void socket.destroy(new Error('stopped'));
    const stops = signal ? [signal, deadline] : [deadline];
    for (const each of stops) each.addEventListener('abort', stop, { once: true });
    try {
      await once(socket, 'connect');
      return socket;
    } catch (cause) {
      const url = new URL(`tcp://${isIP(host) === 6 ? `[${host}]` : host}:${port}`);
      throw this.#faultOf(cause, { url }, deadline, signal);
    } finally {
      for (const each of stops) each.removeEventListener('abort', stop);
    }
  }

  /** Asks and reads the whole answer. @throws OutboundError */
  async request(url: string | URL, asked: OutboundRequest = {}): Promise<OutboundAnswer> {
    const target = await this.#judge(url);
    const deadline = AbortSignal.timeout(this.#options.timeoutMs);
    const signal = asked.signal ? AbortSignal.any([asked.signal, deadline]) : deadline;
    try {
      const answer = await send(target, asked, signal, this.#options.ca);
      const status = answer.statusCode ?? 0;
      if (status >= 300 && status < 400) {
        answer.destroy();
        throw new OutboundError(
          'redirect',
          `${target.url.host} redirects elsewhere; enter the address that it redirects to.`,
        );
      }
      const body = await readBounded(answer, this.#options.answerBytesMax, target);
      return { status, headers: headersOf(answer), body };
    } catch (cause) {
      throw this.#faultOf(cause, target, deadline, asked.signal);
    }
  }

  /** `request` in the shape that libraries take in the place of the global fetch. */
  readonly fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const wanted = new Request(input, init);
    const body = wanted.body === null ? undefined : new Uint8Array(await wanted.arrayBuffer());
    const {
      status,
      headers,
      body: bytes,
    } = await this.request(wanted.url, {
      method: wanted.method,
      headers: Object.fromEntries(wanted.headers),
      signal: wanted.signal,
      ...(body === undefined ? {} : { body }),
    });
    const empty = status === 204 || status === 205;
    return new Response(empty ? null : new Uint8Array(bytes), { status, headers });
  };

  async #judge(input: string | URL): Promise<Target> {
    const url = parse(input);
    const host = url.hostname.replaceAll(/^\[|\]$/g, '');
    const { address, isAllowed } = await this.#judgeName(host, url.host);
    if (url.protocol === 'http:' && !isAllowed) {
      throw new OutboundError('plain_http', `${url.host} must be asked by https.`);
    }
    return { url, host, address };
  }

  async #judgeHost(host: string, port: number, encrypted: boolean): Promise<string> {
    const { address, isAllowed } = await this.#judgeName(host, `${host}:${port}`);
    if (encrypted || isAllowed) return address;
    throw new OutboundError(
      'unencrypted',
      `${host} must be spoken to with encryption; an operator can allow it to be without by ` +
        'EUCORA_OUTBOUND_ALLOW.',
    );
  }

  /** Every address of a name must be public or allowed; gives the one to use. */
  async #judgeName(
    host: string,
    withPort: string,
  ): Promise<{ readonly address: string; readonly isAllowed: boolean }> {
    const named = this.#allowed.hasHost(host) || this.#allowed.hasHost(withPort);
    const addresses = isIP(host) === 0 ? await this.#resolve(host) : [host];
    const wrong = addresses.find(
      (address) =>
        !named && !this.#allowed.hasAddress(address) && specialPurpose(address) !== undefined,
    );
    if (wrong !== undefined) {
      throw new OutboundError(
        'forbidden_address',
        `${withPort} is ${wrong}, a ${specialPurpose(wrong)} address; an operator can allow it ` +
          'with EUCORA_OUTBOUND_ALLOW.',
      );
    }
    const [address = ''] = addresses;
    return { address, isAllowed: named || this.#allowed.hasAddress(address) };
  }

  async #resolve(host: string): Promise<readonly string[]> {
    const message = `There is no address for the host ${host}; check its spelling.`;
    let addresses: readonly string[];
    try {
      addresses = await this.#options.lookup(host);
    } catch (cause) {
      throw new OutboundError('unknown_host', message, { cause });
    }
    if (addresses.length === 0) throw new OutboundError('unknown_host', message);
    return addresses;
  }

  #faultOf(
    cause: unknown,
    { url }: Pick<Target, 'url'>,
    deadline: AbortSignal,
    own: AbortSignal | undefined,
  ): unknown {
    if (cause instanceof OutboundError || own?.aborted === true) return cause;
    if (deadline.aborted) {
      const seconds = this.#options.timeoutMs / 1_000;
      const message = `${url.host} did not answer within ${seconds} s.`;
      return new OutboundError('too_slow', message, { cause });
    }
    return new OutboundError('unreachable', `${url.host} can't be reached.`, { cause });
  }
}

async function lookUp(host: string): Promise<string[]> {
  return (await systemLookup(host, { all: true })).map(({ address }) => address);
}

function parse(input: string | URL): URL {
  const text = String(input);
  const message = 'The address must begin with https:// and hold neither name nor password.';
  if (!URL.canParse(text)) throw new OutboundError('bad_url', message);
  const url = new URL(text);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  if (!isWeb || url.username !== '' || url.password !== '' || url.hostname === '') {
    throw new OutboundError('bad_url', message);
  }
  return url;
}

function send(
  { url, host, address }: Target,
  { method = 'GET', headers = {}, body }: OutboundRequest,
  signal: AbortSignal,
  ca: string | undefined,
): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const secure = url.protocol === 'https:';
  const options: RequestOptions & { servername?: string; ca?: string } = {
    method,
    host: address,
    port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
    path: `${url.pathname}${url.search}`,
    headers: { ...headers, host: url.host },
    signal,
    // A kept connection would have been judged for somebody else's request.
    agent: false,
    ...(secure && isIP(host) === 0 ? { servername: host } : {}),
    ...(secure && ca !== undefined ? { ca } : {}),
  };
  const request = (secure ? requestTls : requestPlain)(options, resolve);
  request.once('error', reject);
  request.end(body);
  return promise;
}

async function readBounded(
  answer: IncomingMessage,
  bytesMax: number,
  { url }: Target,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.length;
    if (bytes > bytesMax) {
      throw new OutboundError(
        'too_large',
        `${url.host} answered with more than ${bytesMax} bytes.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function headersOf(answer: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(answer.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  return headers;
}
