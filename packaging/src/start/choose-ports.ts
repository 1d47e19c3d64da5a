import { once } from 'node:events';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { StartError } from '../errors.ts';
import { isErrno } from '../processes.ts';
import { freePort } from '../postgres.ts';
import type { Layout } from './layout.ts';
import { parsePorts, portCandidates, type PortName, type Ports } from './ports.ts';

/**
 * Chooses where everything listens and records it. Only the console's port is the user's wish; the
 * others move when somebody else took them, since every address is handed over at start.
 *
 * @throws StartError when the wished port is busy
 */
export async function choosePorts(layout: Layout, wished: number): Promise<Ports> {
  const kept = parsePorts(await readOrNothing(layout.ports));
  const taken = new Set<number>();
  const choose = async (name: PortName): Promise<number> => {
    const port = await firstFree(name, kept[name], layout, taken);
    taken.add(port);
    return port;
  };
  const console = await chooseConsolePort(wished, kept.console);
  taken.add(console);
  const ports: Ports = {
    console,
    'hub-postgres': await choose('hub-postgres'),
    'hub-nats': await choose('hub-nats'),
    'hub-door': await choose('hub-door'),
    'relay-hq-nats': await choose('relay-hq-nats'),
    'relay-hq-status': await choose('relay-hq-status'),
    'relay-hq-door': await choose('relay-hq-door'),
    'relay-vault-nats': await choose('relay-vault-nats'),
    'relay-vault-status': await choose('relay-vault-status'),
    'relay-vault-door': await choose('relay-vault-door'),
  };
  const staged = `${layout.ports}.new`;
  await writeFile(staged, `${JSON.stringify(ports, undefined, 2)}\n`);
  await rename(staged, layout.ports);
  return ports;
}

async function chooseConsolePort(wished: number, kept: number | undefined): Promise<number> {
  if (wished !== 0) {
    if (await canListen(wished)) return wished;
    throw new StartError(
      `Port ${wished} is busy or not allowed; choose another with --port (0 picks a free one).`,
    );
  }
  if (kept !== undefined && (await canListen(kept))) return kept;
  return freePort();
}

async function firstFree(
  name: PortName,
  kept: number | undefined,
  layout: Layout,
  taken: ReadonlySet<number>,
): Promise<number> {
  for (const port of portCandidates(name, kept, layout.dataDir)) {
    if (!taken.has(port) && (await canListen(port))) return port;
  }
  throw new StartError(`No free port was found for ${name}; end some listening programs.`);
}

async function canListen(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return true;
  } catch (error) {
    if (isErrno(error, 'EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL')) return false;
    throw error;
  }
}

async function readOrNothing(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}
