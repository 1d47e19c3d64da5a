import { hostname } from 'node:os';
import { generateKeyPair, nkeyText, sameBytes, toPem } from '@eucora/protocol';
import { makeSiteLeaf } from '@eucora/protocol/x509';
import type { RelayConfig } from '../config.ts';
import type { SiteHubKeys } from '../documents/hub-keys.ts';
import type { RelayClock } from '../home/clock.ts';
import type { Admission } from '../home/identity.ts';
import type { RelayKeys } from '../home/keys.ts';
import type { HomePaths } from '../home/paths.ts';
import type { RoomKeeper } from '../home/room.ts';
import type { EnrolmentDesk } from '../intake/enrol.ts';
import type { RefusalLog } from '../intake/refusals.ts';
import type { Journals } from '../journal/journals.ts';
import type { Logger } from '../log.ts';
import type { NatsSupervisor } from '../nats/supervisor.ts';
import type { SiteTls, TlsClient } from '../nats/tls.ts';
import { Door } from './door.ts';
import { Gate } from './gate.ts';
import { HubWord } from './hub-word.ts';
import { openKeysOf, serverKeys, type ServerKeys } from './keys.ts';
import { LeafBook } from './leaf-book.ts';
import { Leaves } from './leaves.ts';
import { Recertified } from './recertify.ts';
import { Revocations } from './revocations.ts';
import {
  hubClient,
  keyPem,
  ownServerClient,
  writeServerFiles,
  type OwnLeaf,
  type SitePki,
} from './site-pki.ts';
import { Sweep } from './sweep.ts';

/** The site's PKI as a running relay holds it; certificates may be replaced while it runs. */
export interface OpenedPki {
  current: SitePki;
  admission: Admission;
  readonly own: OwnLeaf;
  readonly server: ServerKeys;
  readonly tls: SiteTls;
  readonly revocations: Revocations;
  readonly book: LeafBook;
  readonly hub: () => TlsClient;
}
export interface PkiBase {
  readonly config: RelayConfig;
  readonly paths: HomePaths;
  readonly keys: RelayKeys;
  readonly admission: Admission;
  readonly hubKeys: SiteHubKeys;
  readonly clock: RelayClock;
  readonly room: RoomKeeper;
  readonly log: Logger;
}

/** Opens what the hub certified; undefined for a relay without certificates. @throws ConfigError */
export async function openPki(base: PkiBase): Promise<OpenedPki | undefined> {
  const { paths, keys, admission, hubKeys, clock, room, log } = base;
  const { site, pki: certified } = admission.credential;
  if (!certified) return undefined;
  const current = await openKeysOf(paths.home, paths.pki, admission.credential);
  // Its own name at its own server and at the hub's, for as long as this process lives.
  const key = generateKeyPair();
  const issuedMs = Math.floor(clock.now().loMs);
  const publicKey = key.publicKey.raw;
  const parts = { site, id: keys.relayId, publicKey, issuedMs };
  const leaf = await makeSiteLeaf(current.issuer, parts);
  const own = { chain: toPem(leaf) + toPem(certified.issuer), key: keyPem(key) };
  const files = await room.use(() => writeServerFiles(paths.pki, current));
  const opened: OpenedPki = {
    current,
    admission,
    own,
    server: await serverKeys(paths.pki),
    tls: {
      ...files,
      fingerprint: current.fingerprint,
      client: ownServerClient(certified.authority, () => opened.current.fingerprint, own),
    },
    revocations: await Revocations.load({ path: paths.revocations, site, hubKeys, room, log }),
    book: await LeafBook.load(paths.leaves, room),
    hub: () => hubClient(opened.current, own),
  };
  return opened;
}

/** What the server's configuration says of the callout. */
export function calloutKeys({ server }: OpenedPki): { issuer: string; system: string } {
  return {
    issuer: nkeyText('account', server.account.publicKey.raw),
    system: server.system.publicKey,
  };
}

/** Lets devices in, gives them certificates, and ends what must end. */
export async function startPki(
  opened: OpenedPki,
  from: PkiBase & {
    readonly journals: Journals;
    readonly refusals: RefusalLog;
    readonly nats: NatsSupervisor;
    readonly leaves: Leaves;
    readonly enrolment: EnrolmentDesk;
    readonly doorPort: number;
  },
  stack: AsyncDisposableStack,
): Promise<Door> {
  const { config, keys, admission, clock, log, nats, refusals, leaves, enrolment } = from;
  const { server, book, revocations, tls } = opened;
  const { url } = nats;
  const common = { url, tls: tls.client, revocations, clock, log };
  const { site } = admission.credential;
  const gate = { ...common, site, seed: keys.local.seed, account: server.account, book, refusals };
  stack.use(await Gate.open(gate));
  const sweep = stack.use(await Sweep.open({ ...common, seed: server.system.seed }));
  revocations.onChange(() => sweep.wake());
  sweep.wake();
  const door = await Door.open({
    host: config.natsHost,
    port: from.doorPort,
    pki: () => opened.current,
    answers: { enrol: (bytes) => enrolment.enrol(bytes), renew: (bytes) => leaves.renew(bytes) },
    log,
  });
  stack.use(door);
  return door;
}

/** The certificates of a site's devices. */
export function openLeaves(
  opened: OpenedPki,
  from: PkiBase & { readonly journals: Journals; readonly refusals: RefusalLog },
): Leaves {
  const { journals, refusals, clock, log } = from;
  const { hubKeys } = from;
  const { book, revocations } = opened;
  const pki = (): SitePki => opened.current;
  const admission = (): Admission => opened.admission;
  return new Leaves({ pki, admission, hubKeys, book, revocations, journals, refusals, clock, log });
}

/** What the uplink's connections carry of the PKI. `inUse`: what shows the certificates. */
export function openHubWord(
  opened: OpenedPki,
  from: PkiBase & { readonly addresses: readonly string[] },
  inUse: () => { readonly nats: NatsSupervisor; readonly door: Door } | undefined,
): HubWord {
  const { paths, keys, hubKeys, room, clock, log, addresses } = from;
  const recertified = new Recertified({
    paths,
    keys,
    addresses,
    room,
    admission: () => opened.admission,
    hubKeys,
    use: async (admission, pki) => {
      opened.admission = admission;
      opened.current = pki;
      await room.use(() => writeServerFiles(paths.pki, pki));
      const shown = inUse();
      await shown?.nats.reload(pki.fingerprint);
      shown?.door.show(pki);
    },
  });
  return new HubWord({
    site: opened.admission.credential.site,
    requestPath: paths.request,
    addresses,
    pki: () => opened.current,
    revocations: opened.revocations,
    recertified,
    isByNewestKey: () => {
      const { hubPublic } = opened.admission.credential;
      return hubKeys.newest.keys.some(({ raw }) => sameBytes(raw, hubPublic));
    },
    clock,
    log,
  });
}

/** Where devices reach this relay's door. */
export function doorUrls(config: RelayConfig, port: number): readonly string[] {
  return [`https://${hostOf(config)}:${port}`];
}

/** All that devices reach this relay by: its door and its nats-server. */
export function addressesOf(config: RelayConfig, doorPort: number, natsPort: number) {
  return [...doorUrls(config, doorPort), `tls://${hostOf(config)}:${natsPort}`];
}

/** How devices name this relay's host. */
export function hostOf({ reachedAs, natsHost }: RelayConfig): string {
  if (reachedAs !== undefined) return bracketed(reachedAs);
  const everywhere = natsHost === '0.0.0.0' || natsHost === '::';
  return bracketed(everywhere ? hostname() : natsHost);
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
