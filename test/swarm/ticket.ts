import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ticketFromText, type EnrolmentTicket } from '@eucora/protocol';
import { CommandError, output, programOf } from '../kit/command.ts';

/** A running constellation as its data directory describes it. */
export interface Surroundings {
  readonly dataDir: string;
  readonly ports: Readonly<Record<string, number>>;
}

/** What the swarm needs is not there; the message says how to get it. */
export class SurroundingsError extends Error {
  override readonly name = 'SurroundingsError';
}

/** Reads where things listen. @throws SurroundingsError when nothing was ever started there */
export async function readSurroundings(dataDir: string): Promise<Surroundings> {
  const path = resolve(dataDir);
  try {
    const text = await readFile(join(path, 'run', 'ports.json'), 'utf8');
    return { dataDir: path, ports: JSON.parse(text) as Record<string, number> };
  } catch (cause) {
    const message = `nothing is running in ${path}; start it with npm start, or name --data-dir`;
    throw new SurroundingsError(message, { cause });
  }
}

/** Where the devices of a site connect. @throws SurroundingsError for a site that is not here */
export function relayServers({ ports }: Surroundings, site: string): string[] {
  const port = ports[`relay-${site}-nats`];
  if (port === undefined) {
    const sites = Object.keys(ports).flatMap((name) => /^relay-(.+)-nats$/.exec(name)?.[1] ?? []);
    throw new SurroundingsError(`no relay of site ${site} is here, only of ${sites.join(', ')}`);
  }
  return [`nats://127.0.0.1:${port}`];
}

/** Has the site's relay write a ticket for so many devices, with room for answers that get lost and for what carries them. */
export async function makeTicket(
  { dataDir, ports }: Surroundings,
  site: string,
  devices: number,
): Promise<EnrolmentTicket> {
  const folder = await mkdtemp(join(tmpdir(), 'eucora-ticket-'));
  const file = join(folder, 'ticket');
  const args = ['ticket', 'create', '--uses', String(2 * devices + 8), '--out', file];
  const env = {
    EUCORA_RELAY_HOME: join(dataDir, `relay-${site}`),
    EUCORA_RELAY_NATS_PORT: String(ports[`relay-${site}-nats`]),
  };
  try {
    await output(process.execPath, [programOf('site-relay'), ...args], { env });
    return ticketFromText(await readFile(file, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof CommandError ? cause.message : String(cause);
    throw new SurroundingsError(`the relay of ${site} made no ticket: ${reason}`, { cause });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
