import {
  devicePermissions,
  subjects,
  type SiteId,
  type SubjectPermissions,
} from '@eucora/protocol';
import type { TlsFiles } from '../config.ts';
import { limits } from '../limits.ts';

export interface ServerConfigInput {
  readonly site: SiteId;
  readonly host: string;
  readonly port: number;
  readonly pidFile: string;
  readonly logFile: string;
  /** Public nkeys of this relay and of the principal that the site's devices share. */
  readonly relayNkey: string;
  readonly deviceNkey: string;
  readonly tls: (TlsFiles & { readonly fingerprint: string }) | undefined;
  /** Who is let in is asked of this relay; absent: whoever holds the devices' nkey. */
  readonly callout: CalloutKeys | undefined;
}
/** Public nkeys between a relay and its server. */
export interface CalloutKeys {
  /** Of the account key that signs who is let in. */
  readonly issuer: string;
  /** Of the user that lists and ends connections. */
  readonly system: string;
}

/** The account in which a site's devices and its relay speak. */
export const deviceAccount = 'SITE';

/** What this relay may do on its own server: hear its devices and answer them. */
export function deskPermissions(site: SiteId): SubjectPermissions {
  return {
    publish: [`${subjects.deviceInbox}.>`],
    subscribe: [subjects.deskAll(site), `${subjects.relayInbox(site)}.>`],
  };
}

/** The nats-server configuration of a site, as text. Same input, same bytes. */
export function renderServerConfig(input: ServerConfigInput): string {
  const { site, host, port, pidFile, logFile, relayNkey, deviceNkey } = input;
  return [
    '# Written by eucora-relay at every start; changes here are lost.',
    `server_name: ${quote(`relay-${site}`)}`,
    `host: ${quote(host)}`,
    `port: ${port}`,
    `pid_file: ${quote(pidFile)}`,
    `log_file: ${quote(logFile)}`,
    'logfile_size_limit: 16777216',
    'logfile_max_num: 2',
    `max_payload: ${limits.natsMaxPayloadBytes}`,
    'max_pending: 67108864',
    'max_connections: 65536',
    'max_control_line: 4096',
    '# Every answer goes to an inbox of its own: a cache of subjects only ever misses.',
    'disable_sublist_cache: true',
    'lame_duck_duration: "30s"',
    'write_deadline: "10s"',
    ...renderTls(input.tls),
    ...(input.callout
      ? renderCallout(site, relayNkey, input.callout)
      : renderShared(site, relayNkey, deviceNkey)),
    '',
  ].join('\n');
}

const authTimeout = [
  '  # Thousands of devices connect at once after a power cut; two seconds would let none in.',
  '  timeout: 30',
];

/** Without certificates: one nkey for all devices. */
function renderShared(site: SiteId, relayNkey: string, deviceNkey: string): string[] {
  return [
    'authorization {',
    ...authTimeout,
    '  users: [',
    renderUser(relayNkey, deskPermissions(site)),
    renderUser(deviceNkey, devicePermissions(site)),
    '  ]',
    '}',
  ];
}

/** With certificates: the relay says who each one is, and what he may. */
function renderCallout(site: SiteId, relayNkey: string, keys: CalloutKeys): string[] {
  const { publish, subscribe } = deskPermissions(site);
  const gate = {
    publish: [...publish, subjects.authAnswers],
    subscribe: [...subscribe, subjects.authCallout],
  };
  return [
    'accounts {',
    `  ${deviceAccount} { users: [`,
    renderUser(relayNkey, gate),
    '  ] }',
    `  SYSTEM { users: [ { nkey: ${quote(keys.system)} } ] }`,
    '}',
    'system_account: SYSTEM',
    'authorization {',
    ...authTimeout,
    `  auth_callout { issuer: ${quote(keys.issuer)}, account: ${deviceAccount}, auth_users: [`,
    `    ${quote(relayNkey)}, ${quote(keys.system)}`,
    '  ] }',
    '}',
  ];
}

/** Whoever connects shows a certificate of the site; nothing older than TLS 1.3 is spoken. */
function renderTls(tls: ServerConfigInput['tls']): string[] {
  if (!tls) return [];
  return [
    `# certificate ${tls.fingerprint}`,
    'tls {',
    `  cert_file: ${quote(tls.certificate)}`,
    `  key_file: ${quote(tls.key)}`,
    `  ca_file: ${quote(tls.authority)}`,
    '  verify: true',
    '  min_version: "1.3"',
    '  # As for authorization below: 5,000 handshakes at once take several seconds.',
    '  timeout: 30',
    '}',
  ];
}

function renderUser(nkey: string, permissions: SubjectPermissions): string {
  const list = (subjectList: readonly string[]): string => `[${subjectList.map(quote).join(', ')}]`;
  return [
    `    { nkey: ${quote(nkey)}, permissions: {`,
    `      publish: { allow: ${list(permissions.publish)} }`,
    `      subscribe: { allow: ${list(permissions.subscribe)} }`,
    '    } }',
  ].join('\n');
}

/** A string of the server's configuration language, which takes JSON's escapes. */
function quote(text: string): string {
  return JSON.stringify(text);
}
