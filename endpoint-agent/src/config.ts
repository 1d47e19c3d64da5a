import { homedir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { UsageError } from './errors.ts';

/** Everything that the surroundings tell this program. Flags win over the environment. */
export interface Config {
  readonly home: string; // spool, state, enrolment
  readonly keys: string; // identity: outlives the home
  readonly relayUrls: readonly string[] | null; // null: those of the enrolment
  readonly pidFile: string | null;
  readonly logLevel: string;
  readonly spoolBytesMax: number;
}
export interface ConfigFlags {
  readonly home?: string | undefined;
  readonly keys?: string | undefined;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Reads every variable that this package knows; the only reader of the environment. @throws UsageError */
export function readConfig(flags: ConfigFlags = {}, env = process.env): Config {
  const base = defaultBase(env);
  const home = resolve(flags.home ?? env['EUCORA_AGENT_HOME'] ?? join(base, 'eucora-agent'));
  const keys = resolve(flags.keys ?? env['EUCORA_AGENT_KEYS'] ?? join(base, 'eucora-agent-keys'));
  if (home === keys || keys.startsWith(`${home}${sep}`)) {
    throw new UsageError(
      'the key store must lie outside the home, so that it outlives it: set EUCORA_AGENT_KEYS',
    );
  }
  const urls = env['EUCORA_RELAY_URLS']?.split(',').map((url) => url.trim());
  return {
    home,
    keys,
    relayUrls: urls?.filter((url) => url.length > 0) ?? null,
    pidFile: env['EUCORA_PID_FILE'] ?? null,
    logLevel: readLogLevel(env['EUCORA_LOG_LEVEL'] ?? 'info'),
    spoolBytesMax: readBytes(env['EUCORA_SPOOL_BYTES_MAX'], 134_217_728),
  };
}

function defaultBase(env: NodeJS.ProcessEnv): string {
  if (process.platform === 'win32') return env['ProgramData'] ?? 'C:\\ProgramData';
  if (process.platform === 'darwin') return '/Library/Application Support';
  if (process.getuid?.() === 0) return '/var/lib';
  return env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state');
}

function readLogLevel(text: string): string {
  if (logLevels.includes(text)) return text;
  throw new UsageError(`EUCORA_LOG_LEVEL is "${text}": use one of ${logLevels.join(', ')}`);
}

function readBytes(text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const bytes = Number(text);
  if (Number.isSafeInteger(bytes) && bytes >= 8_388_608) return bytes;
  throw new UsageError(`EUCORA_SPOOL_BYTES_MAX is "${text}": use a number of bytes from 8388608`);
}
