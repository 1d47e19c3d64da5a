import { ProtocolError } from './errors.ts';
import {
  checkSiteId,
  idToBytes,
  isId,
  isSiteId,
  toHex,
  type DeviceId,
  type Id,
  type SiteId,
} from './ids.ts';
import { lanes, type Lane } from './lanes.ts';

export type DocumentKind =
  | 'receipt'
  | 'lease'
  | 'policy'
  | 'revocations'
  | 'desired-state'
  | 'audit'
  | 'collection'
  | 'erasure'
  | 'hub-keys';
/**
 * What a device may ask at its relay's desk; `collection`: what is collected at its site, `erasure`:
 * whose keys are to be destroyed, `hub-keys`: which keys its hub signs with, `desired`: what it should run, `artifact`, `chunks` and `trust`: the
 * bytes of that, and what proves them.
 */
export const deskVerbs = [
  'enrol',
  'offer',
  'batch',
  'collection',
  'erasure',
  'hub-keys',
  'desired',
  'artifact',
  'chunks',
  'trust',
] as const;
export type DeskVerb = (typeof deskVerbs)[number];

/** What a hub-side or site-side subject says. */
export type ParsedSubject =
  | { readonly type: 'uplink'; readonly lane: Lane; readonly site: SiteId }
  | { readonly type: 'tip'; readonly site: SiteId }
  | { readonly type: 'downlink'; readonly site: SiteId; readonly kind: DocumentKind };

const documentKinds: readonly DocumentKind[] = [
  'receipt',
  'lease',
  'policy',
  'revocations',
  'desired-state',
  'audit',
  'collection',
  'erasure',
  'hub-keys',
];

/**
 * The one place where NATS subjects are made and read. Broker permissions are derived from the same
 * functions, so that grammar and permission cannot drift apart.
 */
export const subjects = {
  stream: { uplink: 'UPLINK', downlink: 'DOWNLINK' },

  /** Where a relay publishes its segments. */
  uplink: (lane: Lane, site: SiteId): string => `uplink.${lane}.${checkSiteId(site)}`,
  uplinkOfLane: (lane: Lane): string => `uplink.${lane}.*`,
  uplinkAll: 'uplink.*.*',

  /** Where a relay states what its journal holds. */
  tip: (site: SiteId): string => `tip.${checkSiteId(site)}`,
  tipAll: 'tip.*',

  /** Where the hub leaves the newest document of a kind for a site. */
  downlink: (site: SiteId, kind: DocumentKind): string => `downlink.${checkSiteId(site)}.${kind}`,
  downlinkOfSite: (site: SiteId): string => `downlink.${checkSiteId(site)}.*`,
  downlinkAll: 'downlink.*.*',
  /** JetStream's direct get of the last message of a downlink subject. */
  downlinkGet: (site: SiteId, kind: DocumentKind): string =>
    `$JS.API.DIRECT.GET.DOWNLINK.downlink.${checkSiteId(site)}.${kind}`,
  downlinkGetOfSite: (site: SiteId): string =>
    `$JS.API.DIRECT.GET.DOWNLINK.downlink.${checkSiteId(site)}.*`,

  /** Where a site's relay answers its devices, on the site's own server. */
  desk: (site: SiteId, verb: DeskVerb): string => `site.${checkSiteId(site)}.${verb}`,
  /** The same where devices connect with certificates: the subject says who asks. */
  deskOf: (site: SiteId, verb: DeskVerb, device: DeviceId): string =>
    `site.${checkSiteId(site)}.${checkId(device)}.${verb}`,
  deskOfAnyone: (site: SiteId, verb: DeskVerb): string => `site.${checkSiteId(site)}.*.${verb}`,
  deskAll: (site: SiteId): string => `site.${checkSiteId(site)}.>`,

  relayInbox: (site: SiteId): string => `_INBOX.relay.${checkSiteId(site)}`,
  deviceInbox: '_INBOX.device',
  /** The inbox of one device, which nobody else may hear. */
  inboxOf: (device: DeviceId): string => `_INBOX.device.${checkId(device)}`,

  /** Where a relay asks the hub for its next certificates. */
  recertify: (site: SiteId): string => `recertify.${checkSiteId(site)}`,
  recertifyAll: 'recertify.*',

  /** Where a relay asks for the hub's door. */
  door: (site: SiteId): string => `door.${checkSiteId(site)}`,
  doorAll: 'door.*',

  /** Where a server asks who is let in, and where it takes orders and answers. */
  authCallout: '$SYS.REQ.USER.AUTH',
  authAnswers: '$SYS._INBOX.>',
} as const;

function checkId(id: Id): string {
  return toHex(idToBytes(id));
}

/** Who asks at a desk, by a subject of `deskOf`; undefined for another subject. */
export function askerOf(subject: string): DeviceId | undefined {
  const [, , device = '', , ...more] = subject.split('.');
  return more.length === 0 && isId(device) ? device : undefined;
}

/** Reads a subject of the hub's server. @throws ProtocolError malformed */
export function parseSubject(subject: string): ParsedSubject {
  const parts = subject.split('.');
  const [type, second, third] = parts;
  if (type === 'uplink' && parts.length === 3 && isSiteId(third ?? '')) {
    const lane = lanes.find((name) => name === second);
    if (lane && third) return { type, lane, site: third };
  }
  if (type === 'tip' && parts.length === 2 && second && isSiteId(second)) {
    return { type, site: second };
  }
  if (type === 'downlink' && parts.length === 3 && second && isSiteId(second)) {
    const kind = documentKinds.find((name) => name === third);
    if (kind) return { type, site: second, kind };
  }
  throw new ProtocolError('malformed', `no subject of ours: ${subject.slice(0, 80)}`);
}

/** What one principal may publish and subscribe. */
export interface SubjectPermissions {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
}

/** What a site's relay may do on the hub's server. */
export function relayPermissions(site: SiteId): SubjectPermissions {
  return {
    publish: [
      ...lanes.map((lane) => subjects.uplink(lane, site)),
      subjects.tip(site),
      subjects.downlinkGetOfSite(site),
      subjects.recertify(site),
      subjects.door(site),
    ],
    subscribe: [subjects.downlinkOfSite(site), `${subjects.relayInbox(site)}.>`],
  };
}

/** What the devices of a site may do on the site's server. */
export function devicePermissions(site: SiteId): SubjectPermissions {
  return {
    publish: deskVerbs.map((verb) => subjects.desk(site, verb)),
    subscribe: [`${subjects.deviceInbox}.>`],
  };
}

/**
 * What one device may do on the site's server when it connects with a certificate: ask in its own
 * name, and hear its own answers.
 */
export function principalPermissions(site: SiteId, device: DeviceId): SubjectPermissions {
  return {
    publish: deskVerbs.map((verb) => subjects.deskOf(site, verb, device)),
    subscribe: [`${subjects.inboxOf(device)}.>`],
  };
}
