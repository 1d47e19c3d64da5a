import { randomInt } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}
type Answer = Awaited<ReturnType<FastifyInstance['inject']>>;

const someAddress = (): string => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;

/** What a browser does of HTTP: cookies by path, redirects, its own origin on writes. */
export class TestBrowser {
  readonly origin: string;
  cookies: Cookie[] = [];
  readonly #app: FastifyInstance;
  readonly #address: string;

  /** Without an address, one that no other browser has: what is counted by address stays apart. */
  constructor(app: FastifyInstance, origin = 'http://localhost', address = someAddress()) {
    this.#app = app;
    this.origin = origin;
    this.#address = address;
  }

  cookie(name: string): string | undefined {
    return this.cookies.find((cookie) => cookie.name === name)?.value;
  }

  get(path: string): Promise<Answer> {
    return this.#send('GET', path, undefined);
  }

  post(path: string, body: unknown = {}): Promise<Answer> {
    return this.#send('POST', path, body);
  }

  delete(path: string): Promise<Answer> {
    return this.#send('DELETE', path, undefined);
  }

  /** Goes to a page of this hub and wherever it leads, as long as that is this hub. */
  async open(path: string): Promise<{ readonly path: string; readonly answer: Answer }> {
    let here = new URL(path, this.origin);
    for (let hops = 0; hops < 12; hops += 1) {
      const answer = await this.get(`${here.pathname}${here.search}`);
      const { location } = answer.headers;
      if (location === undefined) return { path: `${here.pathname}${here.search}`, answer };
      here = new URL(location, here);
      if (here.origin !== this.origin) return { path: here.href, answer };
      if (!here.pathname.startsWith('/api/') && !here.pathname.startsWith('/oidc/')) {
        return { path: `${here.pathname}${here.search}`, answer };
      }
    }
    throw new Error(`${path} redirects without end`);
  }

  async #send(method: 'GET' | 'POST' | 'DELETE', path: string, body: unknown): Promise<Answer> {
    const sent = Object.entries(this.sentTo(path)).map(([name, value]) => `${name}=${value}`);
    const host = new URL(this.origin).host;
    const answer = await this.#app.inject({
      method,
      url: path,
      remoteAddress: this.#address,
      headers: {
        host,
        ...(sent.length === 0 ? {} : { cookie: sent.join('; ') }),
        ...(method === 'GET' ? {} : { origin: this.origin }),
      },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    this.keep(answer);
    return answer;
  }

  /** The cookies that a request to a path carries. */
  sentTo(path: string): Record<string, string> {
    const sent = this.cookies.filter((cookie) => path.startsWith(cookie.path));
    return Object.fromEntries(sent.map(({ name, value }) => [name, value]));
  }

  /** Takes the cookies of an answer. */
  keep({ cookies }: Pick<Answer, 'cookies'>): void {
    for (const { name, value, path: at = '/', expires, maxAge } of cookies) {
      this.cookies = this.cookies.filter((known) => known.name !== name || known.path !== at);
      const isGone = maxAge === 0 || (expires !== undefined && expires.getTime() <= 0);
      if (!isGone && value !== '') this.cookies.push({ name, value, path: at });
    }
  }
}
