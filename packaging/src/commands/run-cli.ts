import { readFile, realpath } from 'node:fs/promises';
import { readStartConfig } from '../config.ts';
import { StartError } from '../errors.ts';
import { ensureNatsServer } from '../nats-server.ts';
import { preparePostgres } from '../postgres.ts';
import { isErrno } from '../processes.ts';
import { createLayout, sites, type Layout } from '../start/layout.ts';
import { parsePorts, portNames, type Ports } from '../start/ports.ts';
import {
  agentProgram,
  hubProgram,
  relayProgram,
  type Program,
  type Surroundings,
} from '../start/programs.ts';
import { runChild, type CommandContext } from './run-child.ts';

const usage =
  'Usage: npm run cli -- [--data-dir FOLDER] hub | relay-hq | relay-vault | agent COMMAND …';

type Build = (around: Surroundings, args: readonly string[]) => Program;

const programs: ReadonlyMap<string, Build> = new Map<string, Build>([
  ['hub', hubProgram],
  ['agent', agentProgram],
  ...sites.map(({ id }): [string, Build] => [
    `relay-${id}`,
    (around, args) => relayProgram(around, id, args),
  ]),
]);

/** The arguments of `cli`: ours before the program's name, the program's after it. */
export function splitCliArgs(args: readonly string[]): {
  readonly own: readonly string[];
  readonly program: string;
  readonly rest: readonly string[];
} {
  const at = args.findIndex((arg) => programs.has(arg));
  const program = args[at];
  if (program === undefined) throw new StartError(usage);
  return { own: args.slice(0, at), program, rest: args.slice(at + 1) };
}

/**
 * Runs a command of the hub, a relay or the agent on what `npm start` made in a data directory, with
 * the settings it has there. The programs may be running or not.
 *
 * @throws StartError for an unknown program, or a data directory in which nothing was started yet
 */
export async function runCli(context: CommandContext): Promise<number> {
  const { root, args, environment, progress } = context;
  const { own, program, rest } = splitCliArgs(args);
  const config = readStartConfig(own, environment, root);
  const layout = createLayout(await existing(config.dataDir));
  const ports = await knownPorts(layout);
  const postgres = await preparePostgres({ dir: layout.postgresDir, port: ports['hub-postgres'] });
  const around: Surroundings = {
    root,
    node: process.execPath,
    natsServer: await ensureNatsServer({ onProgress: (step) => progress.step(step) }),
    consoleDir: undefined,
    databaseUrl: postgres.url,
    databaseOwnerUrl: postgres.ownerUrl,
    layout,
    ports,
    inherited: config.inherited,
    stop: new AbortController().signal,
  };
  const { args: command, env } = programs.get(program)!(around, rest);
  return runChild(command, { root, environment: env });
}

async function existing(dataDir: string): Promise<string> {
  try {
    return await realpath(dataDir);
  } catch (error) {
    if (!isErrno(error, 'ENOENT', 'ENOTDIR', 'EACCES')) throw error;
    throw new StartError(`There is nothing in ${dataDir} yet; npm start makes it.`, {
      cause: error,
    });
  }
}

async function knownPorts(layout: Layout): Promise<Ports> {
  const text = await readFile(layout.ports, 'utf8').catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  });
  const ports = parsePorts(text);
  if (isComplete(ports)) return ports;
  throw new StartError(`There is nothing in ${layout.dataDir} yet; npm start makes it.`);
}

function isComplete(ports: Partial<Ports>): ports is Ports {
  return portNames.every((name) => ports[name] !== undefined);
}
