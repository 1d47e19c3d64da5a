import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import { setTimeout as pause } from 'node:timers/promises';
import type { EntryRow } from '../store.ts';
import { syslogFrame, syslogMessage } from './syslog-format.ts';
import type { Sender } from './forwarding.ts';

export interface SyslogOptions {
  readonly host: string;
  readonly port: number;
  /** Certificate authorities of the receiver, and our own certificate, PEM; absent: the usual. */
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  /** Who we are in the messages. */
  readonly hostName: string;
}

const connectMs = 10_000;
/** Syslog acknowledges nothing: what was written counts when the connection has outlived it. */
const settleMs = 250;

/**
 * Sends entries as syslog over TLS (RFC 5425). A connection that breaks before a batch has settled
 * makes the batch go again: twice rather than never.
 */
export class SyslogSender implements Sender {
  readonly name = 'syslog';
  readonly #options: SyslogOptions;
  #socket: TLSSocket | undefined;

  constructor(options: SyslogOptions) {
    this.#options = options;
  }

  async send(rows: readonly EntryRow[], signal: AbortSignal): Promise<void> {
    const socket = await this.#connected(signal);
    const broken = new AbortController();
    const onClose = (): void =>
      broken.abort(new Error('the syslog receiver closed the connection'));
    socket.once('close', onClose);
    try {
      const frames = rows.map((row) => syslogFrame(syslogMessage(row, this.#options.hostName)));
      await this.#write(socket, Buffer.concat(frames), AbortSignal.any([signal, broken.signal]));
      await pause(settleMs, undefined, { signal: AbortSignal.any([signal, broken.signal]) });
    } catch (error) {
      this.#drop();
      throw broken.signal.aborted ? broken.signal.reason : error;
    } finally {
      socket.off('close', onClose);
    }
  }

  #write(socket: TLSSocket, bytes: Buffer, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    socket.write(bytes, (error) => (error ? reject(error) : resolve()));
    return promise.finally(() => signal.removeEventListener('abort', onAbort));
  }

  async #connected(signal: AbortSignal): Promise<TLSSocket> {
    if (this.#socket && !this.#socket.destroyed && this.#socket.writable) return this.#socket;
    const { host, port, ca, cert, key } = this.#options;
    const socket = connect({
      host,
      port,
      servername: host,
      minVersion: 'TLSv1.2',
      ...(ca !== undefined && { ca }),
      ...(cert !== undefined && { cert }),
      ...(key !== undefined && { key }),
    });
    // A receiver says nothing; what it says all the same must not fill memory.
    socket.resume();
    socket.on('error', () => socket.destroy());
    const waiting = AbortSignal.any([signal, AbortSignal.timeout(connectMs)]);
    try {
      await once(socket, 'secureConnect', { signal: waiting });
    } catch (cause) {
      socket.destroy();
      throw new Error(`syslog at ${host}:${port} can't be reached`, { cause });
    }
    this.#socket = socket;
    return socket;
  }

  #drop(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  [Symbol.dispose](): void {
    this.#drop();
  }
}
