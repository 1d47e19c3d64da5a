import { join } from 'node:path';

/** Names of everything below a relay's home directory. */
export interface HomePaths {
  readonly home: string;
  readonly keys: string;
  readonly tickets: string;
  readonly journal: string;
  readonly nats: string;
  readonly identity: string;
  readonly request: string;
  readonly certificate: string;
  /** Keys and files of the site's PKI. */
  readonly pki: string;
  /** Which certificate each device was given last. */
  readonly leaves: string;
  /** The hub's signing keys, each named by the one before. */
  readonly hubKeys: string;
  /** The hub's newest list of whom not to let in. */
  readonly revocations: string;
  /** What is collected at the site, as the hub said it last. */
  readonly collection: string;
  /** Whose keys are to be destroyed, as the hub said it last. */
  readonly erasures: string;
  /** Artifacts that the site needs, sealed; what proves them; and files that somebody brings. */
  readonly cache: string;
  readonly trust: string;
  readonly inbox: string;
  /** Where the hub's door is, as it said last. */
  readonly hubDoor: string;
  /** What devices should run, as the director said it last. */
  readonly desired: string;
  readonly receipt: string;
  readonly gone: string;
  /** The hub's audit checkpoints, only appended to. */
  readonly auditBook: string;
  readonly statusUrl: string;
  readonly clock: string;
  /** What the link to the hub may cost, by the operator; and what today cost. */
  readonly linkPlan: string;
  readonly linkUse: string;
  /** Room kept back, so that a full disk can still be tidied. */
  readonly reserve: string;
}

export function homePaths(home: string): HomePaths {
  return {
    home,
    keys: join(home, 'keys'),
    tickets: join(home, 'tickets'),
    journal: join(home, 'journal'),
    nats: join(home, 'nats'),
    identity: join(home, 'relay.json'),
    request: join(home, 'relay-request'),
    certificate: join(home, 'site-certificate'),
    pki: join(home, 'pki'),
    leaves: join(home, 'pki', 'leaves'),
    hubKeys: join(home, 'hub-keys'),
    revocations: join(home, 'revocations'),
    collection: join(home, 'collection'),
    erasures: join(home, 'erasures'),
    cache: join(home, 'cache'),
    trust: join(home, 'trust'),
    inbox: join(home, 'inbox'),
    hubDoor: join(home, 'hub-door'),
    desired: join(home, 'desired-state'),
    receipt: join(home, 'receipt'),
    gone: join(home, 'gone-segments'),
    auditBook: join(home, 'audit-checkpoints'),
    statusUrl: join(home, 'status-url'),
    clock: join(home, 'clock'),
    linkPlan: join(home, 'link.json'),
    linkUse: join(home, 'link-use'),
    reserve: join(home, 'reserve'),
  };
}
