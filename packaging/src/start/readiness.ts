import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { isErrno } from '../processes.ts';
import type { Readiness } from './programs.ts';

const askMs = 2_000;

/** Asks once whether a process that has lived for `livedMs` serves. */
export async function isServing(readiness: Readiness, livedMs: number): Promise<boolean> {
  switch (readiness.kind) {
    case 'http':
      return answersOk(readiness.url);
    case 'http-from':
      return answersAt(readiness.file);
    case 'nats':
      return greetsAsNats(readiness.port);
    case 'alive':
      return livedMs >= readiness.forMs;
    default:
      return readiness satisfies never;
  }
}

/** True when the address answers with success. */
export async function answersOk(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(askMs), redirect: 'manual' });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    // Refused, reset or too slow: not serving yet.
    return false;
  }
}

async function answersAt(file: string): Promise<boolean> {
  try {
    const url = (await readFile(file, 'utf8')).trim();
    return URL.canParse(url) && (await answersOk(url));
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return false;
    throw error;
  }
}

/** A nats-server speaks first: its greeting begins with INFO. */
async function greetsAsNats(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port, timeout: askMs });
  socket.once('timeout', () => socket.destroy());
  // A server that is killed between accepting and greeting just ends the connection.
  const closed = new AbortController();
  socket.once('close', () => closed.abort());
  try {
    const [greeting] = await once(socket, 'data', { signal: closed.signal });
    return String(greeting).startsWith('INFO ');
  } catch {
    // Refused or closed: not serving yet.
    return false;
  } finally {
    socket.destroy();
  }
}
