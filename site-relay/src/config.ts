import { resolve } from 'node:path';
import { ConfigError } from './errors.ts';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Files of the site's PKI, in PEM: who this relay is, and whom it believes. */
export interface TlsFiles {
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
}
export interface RelayConfig {
  readonly home: string;
  /** Absent: this relay never connects to a hub (air-gapped site). */
  readonly hubNatsUrl: string | undefined;
  /** Absent: `nats-server` of PATH. */
  readonly natsServer: string | undefined;
  readonly natsHost: string;
  /** 0: a free port is chosen at first start and kept. */
  readonly natsPort: number;
  /** Where devices enrol. 0: a free port is chosen at first start and kept. */
  readonly doorPort: number;
  /** Names or addresses by which devices reach this relay; absent: where it listens. */
  readonly reachedAs: string | undefined;
  /** Certificates of another PKI, in the place of those that the hub gives. */
  readonly tls: TlsFiles | undefined;
  readonly statusPort: number;
  readonly pidFile: string | undefined;
  readonly natsPidFile: string | undefined;
  readonly logLevel: LogLevel;
  /** Segments younger than this stay, even when the hub has made them safe. */
  readonly retentionMs: number;
  /** Bytes per second towards the hub; 0: as fast as the link takes them. */
  readonly uplinkBytesPerSecond: number;
  /** Intake pauses while less than this is free on the disk of the home; 0: only when it is full. */
  readonly freeBytesMin: number;
  /** Where the hub's door is; absent: as the hub says. */
  readonly hubDoorUrl: URL | undefined;
  /** Artifacts take at most so much of the disk; 0: as it allows. */
  readonly cacheBytesMax: number;
  readonly path: string;
  /** A launcher started this program, and will start the version that counts when it ends. */
  readonly launched: boolean;
  /** The nonce of the trial in which a launcher started this program; null: it is none. */
  readonly trial: string | null;
}

const dayMs = 86_400_000;

/**
 * The relay's configuration. This is the only reader of the environment.
 * @throws ConfigError naming the variable and what it may be
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
): RelayConfig {
  return {
    home: resolve(env['EUCORA_RELAY_HOME'] || '.eucora/relay'),
    hubNatsUrl: env['EUCORA_HUB_NATS_URL'] || undefined,
    natsServer: env['EUCORA_NATS_SERVER'] || undefined,
    natsHost: env['EUCORA_RELAY_NATS_HOST'] || '127.0.0.1',
    natsPort: port(env, 'EUCORA_RELAY_NATS_PORT'),
    doorPort: port(env, 'EUCORA_RELAY_DOOR_PORT'),
    reachedAs: env['EUCORA_RELAY_HOST'] || undefined,
    tls: tlsFiles(env),
    statusPort: port(env, 'EUCORA_RELAY_STATUS_PORT'),
    pidFile: env['EUCORA_PID_FILE'] || undefined,
    natsPidFile: env['EUCORA_RELAY_NATS_PID_FILE'] || undefined,
    logLevel: logLevel(env['EUCORA_LOG_LEVEL']),
    retentionMs: whole(env, 'EUCORA_RELAY_RETENTION_DAYS', 14, 4_000) * dayMs,
    uplinkBytesPerSecond: whole(env, 'EUCORA_RELAY_UPLINK_BYTES_PER_SECOND', 0, 2 ** 40),
    freeBytesMin: whole(env, 'EUCORA_RELAY_FREE_BYTES_MIN', 128 * 1024 * 1024, 2 ** 50),
    hubDoorUrl: httpsUrl(env, 'EUCORA_HUB_DOOR_URL'),
    cacheBytesMax: whole(env, 'EUCORA_RELAY_CACHE_BYTES_MAX', 0, 2 ** 50),
    path: env['PATH'] ?? '',
    launched: env['EUCORA_RELAY_LAUNCHED'] === '1',
    trial: env['EUCORA_RELAY_TRIAL'] || null,
  };
}

/** What a program that this one starts in its own place is told: the same, and its trial. */
export function environmentOf(trial: string | null, env = process.env): NodeJS.ProcessEnv {
  const { EUCORA_RELAY_TRIAL: _, ...others } = env;
  const rest = { ...others, EUCORA_RELAY_LAUNCHED: '1' };
  return trial === null ? rest : { ...rest, EUCORA_RELAY_TRIAL: trial };
}

const tlsNames = {
  certificate: 'EUCORA_RELAY_TLS_CERT_FILE',
  key: 'EUCORA_RELAY_TLS_KEY_FILE',
  authority: 'EUCORA_RELAY_TLS_CA_FILE',
} as const;

function tlsFiles(env: Readonly<Record<string, string | undefined>>): TlsFiles | undefined {
  const { certificate, key, authority } = {
    certificate: env[tlsNames.certificate],
    key: env[tlsNames.key],
    authority: env[tlsNames.authority],
  };
  if (certificate && key && authority) {
    return {
      certificate: resolve(certificate),
      key: resolve(key),
      authority: resolve(authority),
    };
  }
  if (!certificate && !key && !authority) return undefined;
  throw new ConfigError(`set all of ${Object.values(tlsNames).join(', ')}, or none of them`);
}

function httpsUrl(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
): URL | undefined {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  if (URL.canParse(text) && new URL(text).protocol === 'https:') return new URL(text);
  throw new ConfigError(`${name} must be an address that begins with https://, not "${text}"`);
}

function port(env: Readonly<Record<string, string | undefined>>, name: string): number {
  return whole(env, name, 0, 65_535);
}

function whole(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  otherwise: number,
  max: number,
): number {
  const text = env[name];
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0 || value > max) {
    throw new ConfigError(`${name} must be a whole number from 0 to ${max}, not "${text}"`);
  }
  return value;
}

function logLevel(text: string | undefined): LogLevel {
  const value = text || 'info';
  switch (value) {
    case 'trace':
    case 'debug':
    case 'info':
    case 'warn':
    case 'error':
    case 'silent':
      return value;
    default:
      throw new ConfigError(
        `EUCORA_LOG_LEVEL must be trace, debug, info, warn, error or silent, not "${value}"`,
      );
  }
}
