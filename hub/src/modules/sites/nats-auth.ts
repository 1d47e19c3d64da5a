import {
  nkeyText,
  relayPermissions,
  type PrivateKey,
  type SubjectPermissions,
} from '@eucora/protocol';

export interface NatsRelay {
  readonly siteId: string;
  readonly natsPublic: string;
}

const list = (subjects: readonly string[]): string =>
  `[${subjects.map((subject) => JSON.stringify(subject)).join(', ')}]`;

function user(nkey: string, permissions: SubjectPermissions | undefined): string {
  if (!permissions) return `    { nkey: ${nkey} }`;
  const { publish, subscribe } = permissions;
  return [
    `    { nkey: ${nkey}, permissions: {`,
    `      publish: { allow: ${list(publish)} }`,
    `      subscribe: { allow: ${list(subscribe)} }`,
    '    } }',
  ].join('\n');
}

/**
 * The `authorization` block of the hub's nats-server: the hub itself, which may do everything, and
 * each admitted relay, which may do exactly what the protocol's subject grammar gives its site.
 */
export function renderNatsAuth(hubPublic: string, relays: readonly NatsRelay[]): string {
  const users = [
    user(hubPublic, undefined),
    ...relays.map((relay) => user(relay.natsPublic, relayPermissions(relay.siteId))),
  ];
  // Seconds to prove a key. Two, as is usual, are too few when a thousand relays come back at once.
  const timeout = '  timeout: 30';
  return ['authorization {', timeout, '  users = [', users.join(',\n'), '  ]', '}', ''].join('\n');
}

/** Public nkeys of what speaks for the hub at its own server. */
export interface CalloutUsers {
  readonly hub: string;
  /** Lists and ends connections. */
  readonly system: string;
  /** Of the account key that signs who is let in. */
  readonly issuer: string;
}

/** Those of a hub's keys. */
export function calloutUsers(keys: {
  readonly natsPublic: string;
  readonly natsSystemPublic: string;
  readonly natsAccount: PrivateKey;
}): CalloutUsers {
  const issuer = nkeyText('account', keys.natsAccount.publicKey.raw);
  return { hub: keys.natsPublic, system: keys.natsSystemPublic, issuer };
}

/** The account in which the hub and its relays speak. */
export const hubAccount = 'HUB';

/**
 * The same where relays show certificates: the server asks the hub about everybody else (PROTOCOL: NATS
 * permissions).
 */
export function renderCalloutAuth({ hub, system, issuer }: CalloutUsers): string {
  return [
    'accounts {',
    `  ${hubAccount} { jetstream: enabled, users: [ { nkey: ${hub} } ] }`,
    `  SYSTEM { users: [ { nkey: ${system} } ] }`,
    '}',
    'system_account: SYSTEM',
    'authorization {',
    '  timeout: 30',
    `  auth_callout { issuer: ${issuer}, account: ${hubAccount}, auth_users: [ ${hub}, ${system} ] }`,
    '}',
    '',
  ].join('\n');
}
