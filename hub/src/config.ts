import { join } from 'node:path';
import {
  daysOf,
  logLevelOf,
  networksOf,
  optionalPath,
  optionalUrl,
  pathOf,
  portOf,
  targetsOf,
  urlText,
  wholeOf,
  wordsOf,
  type Environment,
} from './config-values.ts';
import type { EnvelopePlace } from './modules/secrets/index.ts';
import { defaultLimits, defaultMfaRoles, isRole, roleNames } from './modules/identity/index.ts';
import type { MfaPolicy, SessionLimits } from './modules/identity/index.ts';
import { scanners, type Scanner } from './modules/packages/index.ts';
import { UsageError } from './platform/errors.ts';
import type { LogLevel } from './platform/logger.ts';
import { defaultHotDays, defaultRollupDays, type HotDays } from './platform/retention.ts';

/** Everything that an operator may set, checked. */
export interface Config {
  /** Of the hub at work: its role can't rewrite the audit record. */
  readonly databaseUrl: string;
  /** Of whoever owns the tables, for migrating and restoring; the same where one role does both. */
  readonly databaseOwnerUrl: string;
  /** `tls:`: relays show certificates, and the hub's server asks the hub who is let in. */
  readonly natsUrl: string;
  readonly home: string;
  readonly host: string;
  readonly port: number;
  readonly door: DoorConfig;
  readonly adminTokenFile: string;
  readonly uiDir: string | undefined;
  readonly natsAuthFile: string | undefined;
  readonly natsPidFile: string | undefined;
  readonly publicUrl: URL | undefined;
  /** Addresses or networks of proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** Hosts, addresses and networks that the hub may ask although they are not public. */
  readonly outboundAllow: readonly string[];
  /** Certificate authorities of the mail server beside the system's. */
  readonly mailCaFile: string | undefined;
  readonly logLevel: LogLevel;
  readonly pidFile: string | undefined;
  readonly archive: StoreConfig;
  /** Where the bytes of packages lie. */
  readonly objects: StoreConfig;
  readonly uploads: UploadConfig;
  /** Which scanners are asked about packages. */
  readonly scanners: readonly Scanner[];
  /** Days for which rows of events stay, by class, and hourly values. */
  readonly hotDays: HotDays;
  readonly rollupDays: number;
  readonly backup: BackupConfig;
  /** Where the key comes from that wraps the keys of secrets at rest. */
  readonly envelope: EnvelopePlace;
  /** Where sealed audit entries are told of beside the database. */
  readonly auditForward: AuditForwardConfig;
  /** Where PostgreSQL's data directory lies, if it is on this machine: it is looked at from outside. */
  readonly databaseDir: string | undefined;
  /** How often the hub changes its password at the database; 0: only when asked to. */
  readonly databasePasswordDays: number;
  /** How old keys may get that others gave to the hub or got from it; 0: no rule says so. */
  readonly apiKeyDays: number;
  readonly identity: IdentityConfig;
}
/** Receivers of audit entries; files hold what is secret. */
export interface AuditForwardConfig {
  readonly syslog:
    | {
        readonly url: URL;
        readonly caFile: string | undefined;
        readonly certFile: string | undefined;
        readonly keyFile: string | undefined;
      }
    | undefined;
  readonly http:
    | {
        readonly url: URL;
        readonly tokenFile: string | undefined;
        readonly caFile: string | undefined;
      }
    | undefined;
}
/** How people sign in. */
export interface IdentityConfig {
  readonly limits: SessionLimits;
  readonly mfa: MfaPolicy;
  readonly localUsers: boolean;
  /** Describes the organisation's own provider. */
  readonly oidcFile: string | undefined;
}
/** Backups that the hub takes by itself. */
export interface BackupConfig {
  readonly dir: string;
  readonly intervalMs: number; // 0: none
  readonly keepCount: number;
  readonly keepMs: number;
}
/** Where relays take what does not fit into messages; only where they show certificates. */
export interface DoorConfig {
  readonly host: string;
  readonly port: number;
  /** As relays reach it; absent: at the host of the broker that they know, on the port. */
  readonly url: URL | undefined;
}
/** Uploads on their way. */
export interface UploadConfig {
  readonly dir: string;
  readonly bytesMax: number; // of one
  readonly idleMs: number; // after which one is given up
}
/** Where archive packs lie, or objects. */
export type StoreConfig =
  | { readonly kind: 'folder'; readonly dir: string }
  | {
      readonly kind: 's3';
      readonly endpoint: URL;
      readonly bucket: string;
      readonly prefix: string; // of object keys; empty or with a slash at its end
      readonly region: string;
      readonly credentialsFile: string; // access key and secret key, a line each
      readonly spoolDir: string;
    };

const postgresProtocols = ['postgres:', 'postgresql:'];
/**
 * Reads the configuration: each name, its default and what it must be.
 * @throws UsageError naming the variable and what it may hold
 */
export function readConfig(env: Environment = process.env): Config {
  const home = pathOf(env['EUCORA_HUB_HOME'] ?? join('.eucora', 'hub'));
  const databaseUrl = urlText(env, 'EUCORA_DATABASE_URL', postgresProtocols);
  return {
    databaseUrl,
    databaseOwnerUrl: urlText(env, 'EUCORA_DATABASE_OWNER_URL', postgresProtocols, databaseUrl),
    natsUrl: urlText(env, 'EUCORA_NATS_URL', ['nats:', 'tls:'], 'nats://127.0.0.1:4222'),
    home,
    host: env['EUCORA_HOST'] ?? '127.0.0.1',
    port: portOf('EUCORA_PORT', env['EUCORA_PORT'] ?? '8080'),
    door: doorOf(env),
    adminTokenFile: pathOf(env['EUCORA_ADMIN_TOKEN_FILE'] ?? join(home, 'admin-token')),
    uiDir: optionalPath(env['EUCORA_UI_DIR']),
    natsAuthFile: optionalPath(env['EUCORA_NATS_AUTH_FILE']),
    natsPidFile: optionalPath(env['EUCORA_NATS_PID_FILE']),
    publicUrl: optionalUrl(env, 'EUCORA_PUBLIC_URL'),
    trustedProxies: networksOf(env, 'EUCORA_TRUSTED_PROXIES'),
    outboundAllow: targetsOf(env, 'EUCORA_OUTBOUND_ALLOW'),
    mailCaFile: optionalPath(env['EUCORA_MAIL_CA_FILE']),
    logLevel: logLevelOf(env['EUCORA_LOG_LEVEL'] ?? 'info'),
    pidFile: optionalPath(env['EUCORA_PID_FILE']),
    archive: storeOf(env, home, 'EUCORA_ARCHIVE', 'archive'),
    objects: storeOf(env, home, 'EUCORA_OBJECTS', 'objects'),
    uploads: uploadsOf(env, home),
    scanners: scannersOf(env),
    hotDays: {
      sensitive: daysOf(env, 'EUCORA_HOT_DAYS_SENSITIVE', defaultHotDays.sensitive),
      operational: daysOf(env, 'EUCORA_HOT_DAYS_OPERATIONAL', defaultHotDays.operational),
      metrics: daysOf(env, 'EUCORA_HOT_DAYS_METRICS', defaultHotDays.metrics),
      audit: daysOf(env, 'EUCORA_HOT_DAYS_AUDIT', defaultHotDays.audit),
    },
    rollupDays: daysOf(env, 'EUCORA_ROLLUP_DAYS', defaultRollupDays),
    backup: backupOf(env, home),
    auditForward: auditForwardOf(env),
    envelope: envelopeOf(env, home),
    databaseDir: optionalPath(env['EUCORA_DATABASE_DIR']),
    databasePasswordDays: wholeOf(env, 'EUCORA_DATABASE_PASSWORD_DAYS', 90, 36_500),
    apiKeyDays: wholeOf(env, 'EUCORA_API_KEY_DAYS', 365, 36_500),
    identity: identityOf(env),
  };
}

function doorOf(env: Environment): DoorConfig {
  // Where any port will do for the console, it does for the door.
  const port = env['EUCORA_DOOR_PORT'] ?? (env['EUCORA_PORT'] === '0' ? '0' : '8443');
  return {
    host: env['EUCORA_DOOR_HOST'] ?? env['EUCORA_HOST'] ?? '127.0.0.1',
    port: portOf('EUCORA_DOOR_PORT', port),
    url: optionalUrl(env, 'EUCORA_DOOR_URL', ['https:']),
  };
}

function envelopeOf(env: Environment, home: string): EnvelopePlace {
  const names = ['EUCORA_ENVELOPE_KEY_FILE', 'EUCORA_ENVELOPE_KEY', 'EUCORA_VAULT_ADDR'];
  const given = names.filter((name) => (env[name] ?? '') !== '');
  if (given.length > 1) throw new UsageError(`Set one of ${given.join(' and ')}, not both.`);
  const current = env['EUCORA_ENVELOPE_KEY'] ?? '';
  if (current !== '') {
    const previous = env['EUCORA_ENVELOPE_KEY_PREVIOUS'] ?? '';
    return { kind: 'environment', current, ...(previous !== '' && { previous }) };
  }
  const address = optionalUrl(env, 'EUCORA_VAULT_ADDR');
  if (address !== undefined) return vaultOf(env, address);
  const file = optionalPath(env['EUCORA_ENVELOPE_KEY_FILE']);
  return { kind: 'file', path: file ?? join(home, 'keys', 'envelope.key') };
}

function vaultOf(env: Environment, address: URL): EnvelopePlace {
  const tokenFile = optionalPath(env['EUCORA_VAULT_TOKEN_FILE']);
  const roleId = env['EUCORA_VAULT_ROLE_ID'] ?? '';
  const secretIdFile = optionalPath(env['EUCORA_VAULT_SECRET_ID_FILE']);
  const isAppRole = roleId !== '' && secretIdFile !== undefined;
  if ((tokenFile === undefined) === !isAppRole) {
    throw new UsageError(
      'Since EUCORA_VAULT_ADDR is set, set EUCORA_VAULT_TOKEN_FILE, or EUCORA_VAULT_ROLE_ID with ' +
        'EUCORA_VAULT_SECRET_ID_FILE.',
    );
  }
  const namespace = env['EUCORA_VAULT_NAMESPACE'] ?? '';
  return {
    kind: 'vault',
    address,
    mount: env['EUCORA_VAULT_MOUNT'] ?? 'secret',
    path: env['EUCORA_VAULT_PATH'] ?? 'eucora/envelope',
    ...(namespace !== '' && { namespace }),
    login:
      tokenFile === undefined
        ? {
            method: 'approle',
            roleId,
            secretIdFile: secretIdFile ?? '',
            mount: env['EUCORA_VAULT_APPROLE_MOUNT'] ?? 'approle',
          }
        : { method: 'token', tokenFile },
  };
}

function identityOf(env: Environment): IdentityConfig {
  const { absoluteMs, idleMs } = defaultLimits;
  const hours = wholeOf(env, 'EUCORA_SESSION_HOURS', absoluteMs / 3_600_000, 720);
  const minutes = wholeOf(env, 'EUCORA_SESSION_IDLE_MINUTES', idleMs / 60_000, 43_200);
  if (hours < 1 || minutes < 1) {
    throw new UsageError('EUCORA_SESSION_HOURS and EUCORA_SESSION_IDLE_MINUTES begin at 1.');
  }
  const oidcFile = optionalPath(env['EUCORA_OIDC_FILE']);
  const localUsers = env['EUCORA_LOCAL_USERS'] ?? 'on';
  if (localUsers !== 'on' && localUsers !== 'off') {
    throw new UsageError('EUCORA_LOCAL_USERS is on or off.');
  }
  if (localUsers === 'off' && oidcFile === undefined) {
    throw new UsageError('Set EUCORA_OIDC_FILE, or nobody could sign in without local users.');
  }
  const limits = { absoluteMs: hours * 3_600_000, idleMs: minutes * 60_000 };
  return { limits, mfa: mfaOf(env), localUsers: localUsers === 'on', oidcFile };
}

function mfaOf(env: Environment): MfaPolicy {
  const text = env['EUCORA_MFA_ROLES'];
  if (text === undefined || text === '') return defaultMfaRoles;
  if (text === 'all') return 'everybody';
  if (text === 'none') return [];
  return text.split(',').map((part) => {
    const role = part.trim();
    if (isRole(role)) return role;
    const known = roleNames.join(', ');
    throw new UsageError(`EUCORA_MFA_ROLES names "${role}"; use all, none, or some of ${known}.`);
  });
}

function backupOf(env: Environment, home: string): BackupConfig {
  return {
    dir: optionalPath(env['EUCORA_BACKUP_DIR']) ?? join(home, 'backups'),
    intervalMs: wholeOf(env, 'EUCORA_BACKUP_INTERVAL_HOURS', 24, 8_760) * 3_600_000,
    keepCount: wholeOf(env, 'EUCORA_BACKUP_KEEP', 7, 10_000),
    keepMs: wholeOf(env, 'EUCORA_BACKUP_KEEP_DAYS', 0, 36_500) * 86_400_000,
  };
}

function auditForwardOf(env: Environment): AuditForwardConfig {
  const syslog = optionalUrl(env, 'EUCORA_AUDIT_SYSLOG_URL', ['tls:']);
  const http = optionalUrl(env, 'EUCORA_AUDIT_HTTP_URL');
  const certFile = optionalPath(env['EUCORA_AUDIT_SYSLOG_CERT_FILE']);
  const keyFile = optionalPath(env['EUCORA_AUDIT_SYSLOG_KEY_FILE']);
  if ((certFile === undefined) !== (keyFile === undefined)) {
    throw new UsageError(
      'Set EUCORA_AUDIT_SYSLOG_CERT_FILE and EUCORA_AUDIT_SYSLOG_KEY_FILE, or neither.',
    );
  }
  const caFile = optionalPath(env['EUCORA_AUDIT_SYSLOG_CA_FILE']);
  const tokenFile = optionalPath(env['EUCORA_AUDIT_HTTP_TOKEN_FILE']);
  const httpCa = optionalPath(env['EUCORA_AUDIT_HTTP_CA_FILE']);
  return {
    syslog: syslog && { url: syslog, caFile, certFile, keyFile },
    http: http && { url: http, tokenFile, caFile: httpCa },
  };
}

/** A folder of the home, another one, or a bucket; `name` is how its variables begin. */
function storeOf(env: Environment, home: string, name: string, folder: string): StoreConfig {
  const dir = optionalPath(env[`${name}_DIR`]);
  const endpoint = optionalUrl(env, `${name}_S3_ENDPOINT`);
  if (endpoint === undefined) return { kind: 'folder', dir: dir ?? join(home, folder) };
  if (dir !== undefined) {
    throw new UsageError(`Set ${name}_DIR or ${name}_S3_ENDPOINT, not both.`);
  }
  const needed = (variable: string): string => {
    const value = env[variable];
    if (value !== undefined && value !== '') return value;
    throw new UsageError(`Set ${variable}, since ${name}_S3_ENDPOINT is set.`);
  };
  const prefix = (env[`${name}_S3_PREFIX`] ?? '').replaceAll(/^\/+|\/+$/g, '');
  return {
    kind: 's3',
    endpoint,
    bucket: needed(`${name}_S3_BUCKET`),
    prefix: prefix === '' ? '' : `${prefix}/`,
    region: env[`${name}_S3_REGION`] ?? 'us-east-1',
    credentialsFile: pathOf(needed(`${name}_S3_CREDENTIALS_FILE`)),
    spoolDir: join(home, `${folder}-spool`),
  };
}

function scannersOf(env: Environment): Scanner[] {
  return wordsOf(env, 'EUCORA_SCANNERS').map((word) => {
    const known = scanners.find((name) => name === word);
    if (known) return known;
    throw new UsageError(`EUCORA_SCANNERS names "${word}"; use some of ${scanners.join(', ')}.`);
  });
}

function uploadsOf(env: Environment, home: string): UploadConfig {
  return {
    dir: optionalPath(env['EUCORA_UPLOAD_DIR']) ?? join(home, 'uploads'),
    bytesMax: wholeOf(env, 'EUCORA_UPLOAD_GIB_MAX', 32, 4_096) * 1_073_741_824,
    idleMs: daysOf(env, 'EUCORA_UPLOAD_IDLE_DAYS', 7) * 86_400_000,
  };
}
