import { relayPermissions, type SubjectPermissions } from '@eucora/protocol';

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
