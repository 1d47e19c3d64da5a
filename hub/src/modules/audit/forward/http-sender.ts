import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { exportLine } from '../export.ts';
import type { EntryRow } from '../store.ts';
import type { Sender } from './forwarding.ts';

export interface HttpForwardOptions {
  readonly url: URL;
  /** Sent as a bearer token. */
  readonly token?: string | undefined;
  readonly ca?: string | undefined;
}

const answerMs = 30_000;

/** Posts entries as JSON lines; what is not answered with 2xx is posted again. */
export class HttpSender implements Sender {
  readonly name = 'http';
  readonly #options: HttpForwardOptions;

  constructor(options: HttpForwardOptions) {
    this.#options = options;
  }

  async send(rows: readonly EntryRow[], signal: AbortSignal): Promise<void> {
    const status = await this.#post(rows.map((row) => exportLine(row, 'jsonl')).join(''), signal);
    if (status >= 200 && status < 300) return;
    throw new Error(`${this.#options.url.host} answered ${status} to audit entries`);
  }

  #post(body: string, signal: AbortSignal): Promise<number> {
    const { url, token, ca } = this.#options;
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const headers = {
      'content-type': 'application/x-ndjson',
      'content-length': Buffer.byteLength(body),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
    const waiting = AbortSignal.any([signal, AbortSignal.timeout(answerMs)]);
    const options = { method: 'POST', headers, signal: waiting, ...(ca !== undefined && { ca }) };
    const outgoing = send(url, options, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
      answer.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
    return promise;
  }

  [Symbol.dispose](): void {
    // Connections belong to Node's agent.
  }
}
