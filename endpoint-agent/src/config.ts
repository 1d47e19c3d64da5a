import { homedir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { UsageError } from './errors.ts';
import type { AccountingMode } from './usage/accounting.ts';

/** Files of the site's PKI, in PEM: who this device is, and whom it believes. */
export interface TlsFiles {
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
}
/** Everything that the surroundings tell this program. Flags win over the environment. */
export interface Config {
  readonly home: string; // spool, state, enrolment
  readonly keys: string; // identity: outlives the home
  readonly relayUrls: readonly string[] | null; // null: those of the enrolment
  readonly doors: readonly string[] | null; // where to enrol; null: as the ticket says
  readonly tls: TlsFiles | null; // of another PKI; null: as the ticket says
  readonly reconnectWindowMs: number;
  /** How often the relay is asked for documents, half as much less or more. */
  readonly askEveryMs: number;
  readonly pidFile: string | null;
  readonly logLevel: string;
  readonly spoolBytesMax: number;
  /** A launcher started this program, and will start the version that counts when it ends. */
  readonly launched: boolean;
  /** The nonce of the trial in which a launcher started this program; null: it is none. */
  readonly trial: string | null;
  /** Whether it installs what is ordered, or only observes. */
  readonly deploys: boolean;
  /** The first root of trust, in the place of the ticket's; null: as the ticket says. */
  readonly trustRoot: string | null;
  /** Another system's root folder, into which packages are installed; null: this machine. */
  readonly installRoot: string | null;
  /** Of the relay on this machine, which orders update; null: there is none. */
  readonly relayHome: string | null;
  readonly accounting: AccountingMode; // of the kernel, by which short programs are counted
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
  const list = (text: string | undefined): readonly string[] | null =>
    text
      ?.split(',')
      .map((url) => url.trim())
      .filter((url) => url.length > 0) ?? null;
  return {
    home,
    keys,
    relayUrls: list(env['EUCORA_RELAY_URLS']),
    doors: list(env['EUCORA_RELAY_DOORS']),
    tls: readTls(env),
    reconnectWindowMs: 1_000 * readSeconds(env, 'EUCORA_AGENT_RECONNECT_SECONDS', 60),
    askEveryMs: 1_000 * readSeconds(env, 'EUCORA_AGENT_ASK_SECONDS', 60),
    pidFile: env['EUCORA_PID_FILE'] ?? null,
    logLevel: readLogLevel(env['EUCORA_LOG_LEVEL'] ?? 'info'),
    spoolBytesMax: readBytes(env['EUCORA_SPOOL_BYTES_MAX'], 134_217_728),
    launched: env['EUCORA_AGENT_LAUNCHED'] === '1',
    trial: env['EUCORA_AGENT_TRIAL'] || null,
    deploys: readSwitch('EUCORA_AGENT_DEPLOY', env['EUCORA_AGENT_DEPLOY'], isRoot()),
    trustRoot: whole(env['EUCORA_AGENT_TRUST_ROOT']),
    installRoot: whole(env['EUCORA_AGENT_INSTALL_ROOT']),
    relayHome: whole(env['EUCORA_AGENT_RELAY_HOME']),
    accounting: readAccounting(env['EUCORA_AGENT_ACCOUNTING'] ?? 'enable'),
  };
}

const isRoot = (): boolean => process.getuid?.() === 0;
const whole = (path: string | undefined): string | null => (path ? resolve(path) : null);

function readSwitch(name: string, text: string | undefined, fallback: boolean): boolean {
  if (text === undefined || text === '') return fallback;
  if (text === 'on' || text === 'off') return text === 'on';
  throw new UsageError(`${name} is "${text}": use on or off`);
}

/** What a program that this one starts in its own place is told: the same, and its trial. */
export function environmentOf(trial: string | null, env = process.env): NodeJS.ProcessEnv {
  const { EUCORA_AGENT_TRIAL: _, ...others } = env;
  const rest = { ...others, EUCORA_AGENT_LAUNCHED: '1' };
  return trial === null ? rest : { ...rest, EUCORA_AGENT_TRIAL: trial };
}

function readTls(env: NodeJS.ProcessEnv): TlsFiles | null {
  const certificate = env['EUCORA_AGENT_TLS_CERT_FILE'];
  const key = env['EUCORA_AGENT_TLS_KEY_FILE'];
  const authority = env['EUCORA_AGENT_TLS_CA_FILE'];
  if (certificate && key && authority) {
    return { certificate: resolve(certificate), key: resolve(key), authority: resolve(authority) };
  }
  if (!certificate && !key && !authority) return null;
  throw new UsageError('set all of EUCORA_AGENT_TLS_CERT_FILE, _KEY_FILE and _CA_FILE, or none');
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

function readAccounting(text: string): AccountingMode {
  if (text === 'off' || text === 'use' || text === 'enable') return text;
  throw new UsageError(`EUCORA_AGENT_ACCOUNTING is "${text}": use off, use or enable`);
}

function readSeconds(env: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const text = env[name];
  if (text === undefined) return fallback;
  const seconds = Number(text);
  if (Number.isSafeInteger(seconds) && seconds >= 1 && seconds <= 3_600) return seconds;
  throw new UsageError(`${name} is "${text}": use 1 to 3600 seconds`);
}

function readBytes(text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const bytes = Number(text);
  if (Number.isSafeInteger(bytes) && bytes >= 8_388_608) return bytes;
  throw new UsageError(`EUCORA_SPOOL_BYTES_MAX is "${text}": use a number of bytes from 8388608`);
}
