import { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import { authorityPin, sameBytes, serverFault, type SiteId } from '@eucora/protocol';
import { DeskUnavailableError } from '../sender/desk.ts';

/** Where a relay gives certificates, and how to know that it is one. */
export interface DoorAddress {
  readonly doors: readonly string[]; // https://host:port
  readonly site: SiteId;
  /** SHA-256 of the authority's certificate. */
  readonly authority: Uint8Array;
}
/** What is asked without a certificate. */
export interface Door {
  /** @throws DeskUnavailableError */
  enrol(put: Uint8Array): Promise<Uint8Array>;
  /** @throws DeskUnavailableError */
  renew(put: Uint8Array): Promise<Uint8Array>;
}

const askMs = 15_000;
const answerBytesMax = 65_536;

/** The door of a site's relays: the first address that answers is asked. */
export function createDoor(address: DoorAddress): Door {
  const ask = async (verb: string, body: Uint8Array): Promise<Uint8Array> => {
    let fault: unknown = new Error('no address of a door is known');
    for (const door of address.doors) {
      try {
        return await post(new URL(door), verb, body, address);
      } catch (error) {
        fault = error;
      }
    }
    const where = address.doors.join(', ');
    throw new DeskUnavailableError(`no relay answers at ${where}`, { cause: fault });
  };
  return { enrol: (put) => ask('enrol', put), renew: (put) => ask('renew', put) };
}

/**
 * One request of HTTP/1.1 and its answer. Written here, since the runtime's client for it would stay in
 * memory for a question a month.
 */
async function post(
  url: URL,
  verb: string,
  body: Uint8Array,
  address: DoorAddress,
): Promise<Uint8Array> {
  const { connect } = await import('node:tls');
  const { once } = await import('node:events');
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const socket = connect({
    host,
    port: Number(url.port) || 443,
    minVersion: 'TLSv1.3',
    // Judged below by what the ticket pins: dates and the host's name say nothing here.
    rejectUnauthorized: false,
  });
  const signal = AbortSignal.timeout(askMs);
  const ended = (): void => void socket.destroy(new Error('no answer in time'));
  signal.addEventListener('abort', ended, { once: true });
  try {
    await once(socket, 'secureConnect');
    const fault = faultOf(socket, address);
    if (fault !== undefined) throw new Error(`this is no relay of site ${address.site}: ${fault}`);
    const head = `POST /${verb} HTTP/1.1\r\nhost: ${url.host}\r\nconnection: close\r\n`;
    socket.write(`${head}content-length: ${body.length}\r\n\r\n`);
    socket.write(body);
    return bodyOf(await wholeOf(socket));
  } finally {
    signal.removeEventListener('abort', ended);
    socket.destroy();
  }
}

/** Why the other end is not a relay of the site; undefined when it is. */
function faultOf(socket: TLSSocket, { authority, site }: DoorAddress): string | undefined {
  const shown = socket.getPeerCertificate(true);
  const above: { readonly raw?: Buffer } | undefined = shown.issuerCertificate;
  if (!above?.raw || !sameBytes(authorityPin(above.raw), authority)) {
    return 'it is not of the authority that the ticket names';
  }
  return serverFault(new X509Certificate(shown.raw), new X509Certificate(above.raw), site);
}

async function wholeOf(socket: TLSSocket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > answerBytesMax) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What follows the head of an answer. @throws Error for another status than 200 */
export function bodyOf(answer: Buffer): Uint8Array {
  const end = answer.indexOf('\r\n\r\n');
  const head = answer.toString('latin1', 0, Math.max(0, end)).toLowerCase();
  const [, status = ''] = /^http\/1\.1 (\d{3})/.exec(head) ?? [];
  if (status !== '200') throw new Error(`the relay answered with status ${status || 'none'}`);
  const [, length = '-1'] = /\r\ncontent-length: (\d+)/.exec(head) ?? [];
  const body = answer.subarray(end + 4);
  if (body.length !== Number(length)) throw new Error('the answer was cut off');
  return body;
}
