import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartError } from './errors.ts';
import { serviceNames } from './start/layout.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface ProvisionConfig {
  /** EUCORA_NATS_SERVER: the nats-server to use, and no other. */
  readonly natsServer: string | undefined;
  /** Folders that are searched for programs. */
  readonly path: readonly string[];
  /** Downloads are kept here for this user. */
  readonly cacheDir: string;
}

export interface StartConfig {
  /** Port of the console on 127.0.0.1; 0 picks a free one. */
  readonly port: number;
  readonly dataDir: string;
  /** What child processes get of our environment. */
  readonly inherited: Readonly<Record<string, string>>;
  /** What single processes get on top, by name: `--env relay-hq:EUCORA_LOG_LEVEL=debug`. */
  readonly extra: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface CommandConfig {
  /** The project's folder. */
  readonly root: string;
  readonly command: string;
  readonly args: readonly string[];
  /** When the user's command began, in milliseconds of wall time. */
  readonly beganMs: number;
  readonly environment: Readonly<Record<string, string>>;
}

const portDefault = 8080;
/** Below the project's folder. */
export const dataDirDefault = '.eucora';

/** Children get what finds programs, homes and languages; never npm's or a shell's secrets. */
const inheritedNames = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'XDG_CACHE_HOME',
  'EUCORA_LOG_LEVEL',
  'EUCORA_AGENT_ACCOUNTING',
];

/** What provisioning takes from the environment. */
export function readProvisionConfig(env: Environment = process.env): ProvisionConfig {
  const home = env['HOME'] || homedir();
  const base = env['XDG_CACHE_HOME'] || (home ? join(home, '.cache') : tmpdir());
  return {
    natsServer: env['EUCORA_NATS_SERVER'] || undefined,
    path: (env['PATH'] ?? '').split(':').filter((folder) => folder.startsWith('/')),
    cacheDir: join(base, 'eucora'),
  };
}

/** The command that the bootstrap handed over. */
export function readCommandConfig(
  argv: readonly string[] = process.argv.slice(2),
  env: Environment = process.env,
): CommandConfig {
  const [command = '', ...args] = argv;
  const environment = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const root = join(import.meta.dirname, '..', '..');
  const beganMs = Number(env['EUCORA_BEGAN_MS']) || Date.now();
  return { root, command, args, beganMs, environment };
}

export interface TrustConfig {
  readonly args: readonly string[];
  /** Where the person stands: npm runs scripts elsewhere and says where that was. */
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** What `eucora-trust` is called with; programs that speak to tokens inherit the environment. */
export function readTrustConfig(
  args: readonly string[] = process.argv.slice(2),
  env: Environment = process.env,
): TrustConfig {
  const entries = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { args, cwd: env['INIT_CWD'] || process.cwd(), environment: Object.fromEntries(entries) };
}

/**
 * Options of `start`; an option wins over its environment variable. Relative data directories are
 * meant from `base`.
 *
 * @throws StartError for what is not an option or not a port
 */
export function readStartConfig(
  args: readonly string[],
  env: Environment,
  base: string,
): StartConfig {
  const values = parseStartArgs(args);
  const portText = values.port ?? env['EUCORA_PORT'] ?? String(portDefault);
  const port = Number(portText);
  if (!/^\d+$/.test(portText) || port > 65_535) {
    throw new StartError(`"${portText}" is no port; give a number from 0 (any free) to 65535.`);
  }
  const inherited = Object.fromEntries(
    inheritedNames.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])),
  );
  const dataDir = resolve(base, values['data-dir'] ?? env['EUCORA_DATA_DIR'] ?? dataDirDefault);
  return { port, dataDir, inherited, extra: readExtra(values.env ?? []) };
}

function readExtra(texts: readonly string[]): StartConfig['extra'] {
  const extra: Record<string, Record<string, string>> = {};
  for (const text of texts) {
    const [, name, key, value] = /^([a-z-]+):([A-Za-z_]\w*)=(.*)$/s.exec(text) ?? [];
    if (name === undefined || key === undefined || value === undefined) {
      throw new StartError(`"${text}" does not fit --env PROCESS:NAME=VALUE.`);
    }
    if (!serviceNames.some((service) => service === name)) {
      throw new StartError(`There is no process "${name}", only ${serviceNames.join(', ')}.`);
    }
    extra[name] = { ...extra[name], [key]: value };
  }
  return extra;
}

function parseStartArgs(args: readonly string[]) {
  const options = {
    port: { type: 'string' },
    'data-dir': { type: 'string' },
    env: { type: 'string', multiple: true },
  } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: false }).values;
  } catch (error) {
    const usage = 'npm start [-- --port NUMBER --data-dir FOLDER --env PROCESS:NAME=VALUE]';
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`${reason.split('. ')[0]}. Usage: ${usage}`, { cause: error });
  }
}

export interface BuildConfig {
  readonly root: string;
  /** The stock Node that becomes the program. */
  readonly node: string;
  readonly output: string;
  /** What the program says of itself; absent: the version of its package. */
  readonly version: string | undefined;
  /** A tar of the program alone, by which sites update it; absent: none is made. */
  readonly archive: string | undefined;
}

/** Options of a build: `[OUTPUT] [--version VERSION] [--archive FILE]`, by default into `dist`. */
export function readBuildConfig(program: string, args: readonly string[]): BuildConfig {
  const root = join(import.meta.dirname, '..', '..');
  const options = { version: { type: 'string' }, archive: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
  });
  return {
    root,
    node: process.execPath,
    output: resolve(positionals[0] ?? join(root, 'dist', program)),
    version: values.version,
    archive: values.archive === undefined ? undefined : resolve(values.archive),
  };
}
