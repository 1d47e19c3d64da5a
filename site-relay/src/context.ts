import { mkdir } from 'node:fs/promises';
import { AuditBook } from './audit/book.ts';
import type { Moment } from '@eucora/protocol';
import type { WantedArtifact } from './cache/store.ts';
import type { RelayConfig } from './config.ts';
import { ConfigError } from './errors.ts';
import { RelayClock } from './home/clock.ts';
import { writeFileAtomic } from './home/files.ts';
import { loadAdmission, requireFacts, writeFacts, type Admission } from './home/identity.ts';
import { loadKeys, type RelayKeys } from './home/keys.ts';
import { openPassedOn } from './documents/passed-on.ts';
import { settleHomeFormat } from './home/format.ts';
import { SiteHubKeys } from './documents/hub-keys.ts';
import { lockHome } from './home/lock.ts';
import { homePaths, type HomePaths } from './home/paths.ts';
import { Room } from './home/room.ts';
import { TicketStore } from './home/tickets.ts';
import { Desk } from './intake/desk.ts';
import { EnrolmentDesk, type EnrolmentPki } from './intake/enrol.ts';
import { Intake } from './intake/intake.ts';
import { RefusalLog } from './intake/refusals.ts';
import type { RelayIdentity } from './journal/journal.ts';
import { Journals } from './journal/journals.ts';
import { Sealer } from './journal/sealer.ts';
import { Link } from './link/link.ts';
import { defaultPlan } from './link/plan-file.ts';
import { createLogger, type Logger } from './log.ts';
import { claimPort } from './nats/process.ts';
import { findServerProgram } from './nats/program.ts';
import { NatsSupervisor } from './nats/supervisor.ts';
import { readSiteTls, type SiteTls } from './nats/tls.ts';
import { Housekeeping } from './housekeeping.ts';
import type { Door } from './pki/door.ts';
import type { Leaves } from './pki/leaves.ts';
import {
  addressesOf,
  calloutKeys,
  doorUrls,
  openHubWord,
  openLeaves,
  openPki,
  startPki,
  type OpenedPki,
} from './pki/start.ts';
import { buildReport } from './status/build.ts';
import { StatusServer } from './status/server.ts';
import { Receipts } from './uplink/receipts.ts';
import { Uplink, type UplinkDeps } from './uplink/uplink.ts';
import { View } from './view/view.ts';

export interface RelayOverrides {
  readonly log?: Logger;
  /** Another clock: a year passes in a test. */
  readonly moment?: () => Moment;
  /** What the site needs, said by somebody else than its desired state. */
  readonly wanted?: () => readonly WantedArtifact[];
}
/** A relay that runs. Disposing it stops everything, its nats-server included. */
export interface Relay extends AsyncDisposable {
  readonly statusUrl: string;
  readonly natsUrl: string;
  /** Where devices enrol; absent: by the site's nats-server. */
  readonly doors: readonly string[];
  readonly journals: Journals;
  /** It speaks with its hub now, or its site has no wire. */
  readonly spoke: () => boolean;
  /** What the site needs has changed. */
  wakeDelivery(): void;
}

interface Base {
  readonly config: RelayConfig;
  readonly paths: HomePaths;
  readonly keys: RelayKeys;
  readonly admission: Admission;
  readonly hubKeys: SiteHubKeys;
  readonly identity: RelayIdentity;
  readonly room: Room;
  readonly clock: RelayClock;
  readonly pki: OpenedPki | undefined;
  readonly doorPort: number;
  readonly addresses: readonly string[];
  readonly wanted: RelayOverrides['wanted'];
  readonly log: Logger;
}

/**
 * Builds and starts a relay in dependency order. What was started is stopped again, in reverse, when
 * a later step fails.
 * @throws RelayError with a sentence for the operator
 */
export async function startRelay(
  config: RelayConfig,
  overrides: RelayOverrides = {},
): Promise<Relay> {
  await using stack = new AsyncDisposableStack();
  const paths = homePaths(config.home);
  const facts = await requireFacts(paths);
  const log = overrides.log ?? createLogger(config.logLevel, `relay-${facts.site}`);
  stack.use(await takeHome(config));
  const keys = await loadKeys(config.home, paths.keys);
  const admission = await loadAdmission(paths, facts.site, keys);
  const { site, relayId } = admission.credential;
  // A wire that is always there has room; one that comes and goes, or a stick, has not.
  const frugal = admission.credential.siteClass !== 'online';
  const identity = { site, relayId, key: keys.sign, storeKey: keys.atRest, frugal };
  const room = await Room.open({ path: paths.reserve, floorBytes: config.freeBytesMin, log });
  const clock = await RelayClock.load(paths.clock, overrides.moment);
  clock.learn(admission.credential.issuedMs);
  const hubKeys = await SiteHubKeys.of(paths, admission, { room, log });
  const pkiBase = { config, paths, keys, admission, hubKeys, clock, room, log };
  // Certificates that an operator brings of his own are in the place of the hub's.
  const pki = config.tls ? undefined : await openPki(pkiBase);
  const doorPort = pki ? await settlePort(config, paths, 'door') : 0;
  const doors = pki ? doorUrls(config, doorPort) : [];
  const addresses = pki ? addressesOf(config, doorPort, await settlePort(config, paths)) : [];
  const base: Base = { ...pkiBase, identity, pki, doorPort, addresses, wanted: overrides.wanted };

  const tls = pki?.tls ?? (config.tls && (await readSiteTls(config.tls)));
  const nats = stack.use(await room.borrow(() => startServer(base, tls)));
  const shown: Shown = { nats, door: undefined };
  const parts = await startJournal(base, stack, shown);
  const { journals, intake, enrolment, leaves, passedOn } = parts;
  if (pki && leaves) {
    shown.door = await startPki(pki, { ...base, ...parts, leaves, nats }, stack);
  }
  const answers = {
    enrol: (bytes: Uint8Array) => enrolment.enrol(bytes),
    offer: (bytes: Uint8Array) => intake.offer(bytes),
    batch: (bytes: Uint8Array) => intake.deliver(bytes),
    ...passedOn.answers,
    ...parts.delivery.answers,
  };
  const onDisconnect = (): void => nats.look();
  const seed = keys.local.seed;
  const at = { site, url: nats.url, seed, tls: tls?.client, named: pki !== undefined };
  stack.use(await Desk.open({ ...at, answers, log, onDisconnect }));
  const status = stack.use(await startStatus(base, parts, nats));
  await room.use(() => writeFileAtomic(paths.statusUrl, `${status.url}\n`, 0o644));
  const { pidFile } = config;
  if (pidFile) await room.use(() => writeFileAtomic(pidFile, `${process.pid}\n`, 0o644));
  log.info({ site, relay: relayId, nats: nats.url, status: status.url }, 'relay runs');
  const owned = stack.move();
  return {
    statusUrl: status.url,
    natsUrl: nats.url,
    doors,
    journals,
    spoke: () => parts.uplink?.state.connected ?? true,
    wakeDelivery: () => parts.delivery.wake(),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

type Parts = Awaited<ReturnType<typeof startJournal>>;

function startStatus(base: Base, parts: Parts, nats: NatsSupervisor): Promise<StatusServer> {
  const { config, admission, room } = base;
  const { view, delivery } = parts;
  const { cache } = delivery;
  const startedMs = Date.now();
  return StatusServer.start({
    port: config.statusPort,
    report: () => buildReport({ ...parts, cache, admission, room, nats, startedMs }),
    devices: (limit, search, offset) => {
      view.refresh();
      return view.devices(limit, search, offset);
    },
  });
}

/** Makes a home this process's own, in a format that it knows. @throws RelayError */
async function takeHome({ home, trial }: RelayConfig): Promise<AsyncDisposable> {
  await settleHomeFormat(home, trial !== null);
  return lockHome(home);
}

async function startServer(base: Base, tls: SiteTls | undefined): Promise<NatsSupervisor> {
  const { config, paths, keys, identity, log } = base;
  const { program } = await findServerProgram(config.natsServer, config.path);
  const port = await settlePort(config, paths);
  return NatsSupervisor.start({
    directory: paths.nats,
    program,
    site: identity.site,
    host: config.natsHost,
    port,
    pidFile: config.natsPidFile,
    relayNkey: keys.local.publicKey,
    deviceNkey: keys.device.publicKey,
    tls,
    callout: base.pki && calloutKeys(base.pki),
    log,
  });
}

const ports = {
  nats: {
    fact: 'natsPort',
    what: "the site's nats-server",
    variable: 'EUCORA_RELAY_NATS_PORT',
  },
  door: { fact: 'doorPort', what: 'enrolment', variable: 'EUCORA_RELAY_DOOR_PORT' },
} as const;

/** A port that tickets name: configured, or chosen once and kept. */
export async function settlePort(
  config: RelayConfig,
  paths: HomePaths,
  which: keyof typeof ports = 'nats',
): Promise<number> {
  const { fact, what, variable } = ports[which];
  const facts = await requireFacts(paths);
  const wanted = config[fact] || facts[fact];
  const port = wanted || (await claimPort(config.natsHost, 0, what, variable));
  if (port !== facts[fact]) await writeFacts(paths, { ...facts, [fact]: port });
  return port;
}

/** What shows the site's certificates while the relay runs. */
interface Shown {
  readonly nats: NatsSupervisor;
  door: Door | undefined;
}

async function startJournal(base: Base, stack: AsyncDisposableStack, shown: Shown) {
  const { config, paths, admission, hubKeys, identity, room, clock, pki, log } = base;
  await room.use(() => mkdir(paths.tickets, { recursive: true, mode: 0o700 }));
  const stop = new AbortController();
  stack.defer(() => stop.abort());
  const refusals = new RefusalLog();
  // The journal is made first and tells the others later; until then there is nobody to tell.
  const wire = { onSealed: (): void => undefined, onPending: (): void => undefined };
  const journals = stack.use(
    await Journals.open(paths.journal, {
      identity,
      clock,
      refusals,
      signal: stop.signal,
      room,
      onSealed: () => wire.onSealed(),
      onPending: () => wire.onPending(),
      onRefused: (error) => log.error({ err: error }, 'the journal cannot be written'),
      onRecovered: () => log.info('the journal can be written again'),
    }),
  );
  tellNotes(journals, log);
  const receipts = await Receipts.load({
    path: paths.receipt,
    gonePath: paths.gone,
    admission,
    hubKeys,
    journals,
    log,
    retentionMs: config.retentionMs,
    room,
    onSignedTime: (signedMs) => clock.learn(signedMs),
  });
  const link = await openLink(base);
  stack.defer(() => link.keep());
  const auditBook = await AuditBook.open({ path: paths.auditBook, hubKeys, room, log });
  const from = { ...base, site: identity.site, hubTls: pki?.hub };
  const asked = { link, wanted: base.wanted };
  const { delivery, wanted, passedOn } = await openPassedOn(from, asked, stack);
  const { collection, erasures, desired } = passedOn;
  const cache = () => delivery.cache.tell();
  const onHub: UplinkDeps['onHub'] = (connection) => delivery.onHub(connection);
  const kept = { auditBook, collection, erasures, desired };
  const uplinked = { journals, receipts, clock, link, hubKeys, cache, onHub, ...kept };
  const uplink = startUplink(base, uplinked, shown);
  if (uplink) stack.use(uplink);
  const mood = uplink ? uplink.mood.bind(uplink) : (): 'none' => 'none';
  const sealer = stack.use(new Sealer({ journals, refusals, mood, log }));
  delivery.cache.onSettled(() => uplink?.tell());
  wire.onSealed = () => uplink?.wake();
  wire.onPending = () => sealer.wake();
  const view = stack.use(await View.build(journals, receipts));
  const onContact = (deviceId: string): void => view.touch(deviceId);
  const intake = new Intake({ journals, refusals, clock, log, onContact });
  const leaves = pki && openLeaves(pki, { ...base, journals, refusals });
  const enrolment = openEnrolment(base, { journals, refusals, leaves });
  const onLinkChange = (): void => {
    uplink?.wake();
    delivery.wake();
  };
  const keeping = { journals, receipts, clock, room, link, onLinkChange, log };
  const documents = [...passedOn.documents, ...(pki ? [pki.revocations] : [])];
  stack.use(new Housekeeping({ ...keeping, documents }));
  sealer.start();
  uplink?.start();
  const told = { receipts, link, auditBook, passedOn, uplink, view, refusals, delivery, wanted };
  return { journals, intake, enrolment, leaves, ...told };
}

function openEnrolment(
  base: Base,
  parts: { journals: Journals; refusals: RefusalLog; leaves: Leaves | undefined },
): EnrolmentDesk {
  const { identity, paths, pki, admission, hubKeys, clock, log } = base;
  const { leaves, ...shared } = parts;
  return new EnrolmentDesk({
    ...shared,
    identity,
    tickets: new TicketStore(paths.tickets),
    certificate: () => (pki?.admission ?? admission).certificate,
    hubKeys: () => hubKeys.bytes,
    pki: pki && leaves && enrolmentPki(base, pki, leaves),
    clock,
    log,
  });
}

/** The way to the hub, and what it may cost. */
function openLink({ config, paths, clock, room, log }: Base): Promise<Link> {
  return Link.open({
    planPath: paths.linkPlan,
    usePath: paths.linkUse,
    otherwise: defaultPlan(config.uplinkBytesPerSecond),
    clock,
    room,
    log,
  });
}

function startUplink(
  base: Base,
  parts: Pick<
    UplinkDeps,
    | 'journals'
    | 'receipts'
    | 'clock'
    | 'link'
    | 'auditBook'
    | 'hubKeys'
    | 'collection'
    | 'erasures'
    | 'cache'
    | 'onHub'
    | 'desired'
  >,
  shown: Shown,
): Uplink | undefined {
  const { config, identity, keys, pki, log } = base;
  if (!config.hubNatsUrl) return undefined;
  const isSecured = config.hubNatsUrl.startsWith('tls:');
  if (isSecured && !pki) {
    throw new ConfigError(
      'the hub asks for certificates and this relay has none: run `eucora-relay init`, have the ' +
        'hub admit its request again, and give its answer to `eucora-relay admit`',
    );
  }
  const inUse = () => (shown.door ? { nats: shown.nats, door: shown.door } : undefined);
  return new Uplink({
    tls: isSecured ? pki?.hub : undefined,
    word: pki && openHubWord(pki, base, inUse),
    ...parts,
    identity,
    url: config.hubNatsUrl,
    seed: keys.hub.seed,
    log,
  });
}

function enrolmentPki({ hubKeys, clock }: Base, pki: OpenedPki, leaves: Leaves): EnrolmentPki {
  return {
    grantors: () => hubKeys.grantors(clock.now().loMs),
    issue: (device, tlsPublic) => leaves.issue(device, tlsPublic),
    isRevokedDevice: (device) => pki.revocations.isDevice(device),
    isRevokedToken: (token) => pki.revocations.isToken(token),
  };
}

/** Says once, at start, what the files told. */
function tellNotes(journals: Journals, log: Logger): void {
  const { damage, lost, lostEarlier, tornBytes, reopened } = journals.notes;
  if (tornBytes > 0) log.info({ tornBytes }, 'an interrupted write was cut off; nothing was lost');
  for (const place of damage) log.error(place, 'a journal file is damaged');
  for (const range of [...lost, ...lostEarlier])
    log.error(range, 'the journal lost a range; the hub will be told');
  if (reopened) log.warn({ parent: reopened }, 'a new incarnation continues the damaged journal');
}
