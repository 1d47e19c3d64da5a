import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { importPublicKey, type DeviceId } from '@eucora/protocol';
import { createMachineClock, type MachineClock } from './clock/machine-clock.ts';
import { openTimeKeeper, type TimeKeeper } from './clock/time-keeper.ts';
import { followCollection, type FollowerOptions } from './collection/follower.ts';
import { CollectionPolicy } from './collection/policy.ts';
import type { Collector } from './collectors/contract.ts';
import { createCollectors } from './collectors/index.ts';
import type { Config } from './config.ts';
import { openWayDown, type WayDown } from './deploy/way-down.ts';
import { keepEnrolment, readEnrolment, type StoredEnrolment } from './enrolment-file.ts';
import { systemCode, UsageError } from './errors.ts';
import { removeFile, writeWhole } from './files/atomic.ts';
import { settleHomeFormat } from './files/home-format.ts';
import { lockHome, type HomeLock } from './files/home-lock.ts';
import { followHubKeys, keysBeforeDocuments, type HubKeysFollower } from './hub-keys/follower.ts';
import { DeviceHubKeys, hubKeysPath } from './hub-keys/hub-keys.ts';
import { openKeyStore } from './keys/key-store.ts';
import { createLogger, type Logger } from './log.ts';
import { Observer } from './loop/observer.ts';
import { DeviceErasures, followErasures } from './names/erasures.ts';
import { SubjectStore } from './names/subject-store.ts';
import type { Desk } from './sender/desk.ts';
import { RelaySession } from './sender/relay-session.ts';
import { collectionNote, writeStatus } from './status/status-file.ts';
import { openSpool } from './spool/open-spool.ts';
import type { Spool } from './spool/spool.ts';
import { createDoor } from './tls/door.ts';
import type { SiteAccess } from './tls/site-certificates.ts';
import { tlsPath, TlsStore } from './tls/tls-store.ts';

/** What tests put in the place of the real thing. */
export interface Overrides {
  readonly collectors?: readonly Collector[];
  readonly logger?: Logger;
  readonly hostName?: () => string;
  /** How often the relay is asked what is collected. */
  readonly askEveryMs?: number;
  /** Another clock: a year passes in a test. */
  readonly clock?: MachineClock;
}
/** An agent on its home, ready to run. Disposing of it closes the spool and releases the home. */
export interface Agent extends AsyncDisposable {
  /** Looks, keeps and sends until `signal` is aborted; ends within 10 s after that. */
  run(signal: AbortSignal): Promise<void>;
  /** Whether it speaks with a relay now, why it is not let in, and where it would speak. */
  contact(): AgentContact;
}
export interface AgentContact {
  readonly spoke: boolean;
  readonly trouble: string | null;
  readonly urls: readonly string[];
}

/** The directories of a home, made where they are missing. @throws UsageError */
export async function openHome(home: string): Promise<{ spool: string; state: string }> {
  const places = { spool: join(home, 'spool'), state: join(home, 'state') };
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
    await mkdir(places.spool, { recursive: true, mode: 0o700 });
    await mkdir(places.state, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const code = systemCode(cause);
    if (code === '') throw cause;
    const text = `${home} can't be used as the agent's home (${code}): set EUCORA_AGENT_HOME`;
    throw new UsageError(text, { cause });
  }
  return places;
}

/** Makes a home this process's own, in a format that it knows. @throws UsageError */
async function takeHome({ home, trial }: Config): Promise<HomeLock> {
  await settleHomeFormat(home, trial !== null);
  return lockHome(home);
}

function contactOf({ connected, trouble }: RelaySession, urls: readonly string[]): AgentContact {
  return { spoke: connected, trouble, urls };
}

/** Builds the agent in the order of its dependencies. @throws UsageError and its kinds */
export async function createAgent(config: Config, overrides: Overrides = {}): Promise<Agent> {
  await using made = new AsyncDisposableStack();
  const { home } = config;
  const logger = overrides.logger ?? (await createLogger(config.logLevel));
  const places = await openHome(home);
  const lock = made.use(await takeHome(config));
  const enrolment = await readEnrolment(home);
  const keys = await openKeyStore(config.keys);
  const clock = overrides.clock ?? createMachineClock();
  const keeper = await openTimeKeeper(clock, join(places.state, 'clock.json'));
  const spool = made.use(
    await openSpool({
      directory: places.spool,
      storeKey: keys.spoolKey,
      deviceId: keys.deviceId,
      key: keys.identity,
      keeper,
      lineage: keys.lineage,
      logger,
      bounds: { bytesMax: config.spoolBytesMax },
    }),
  );
  const { deviceId } = keys;
  const { askEveryMs = config.askEveryMs } = overrides;
  const asking = { deviceId, logger, askEveryMs };
  const { state } = places;
  const ending = new AbortController();
  const startAnew = (): void => ending.abort();
  const way = { ...asking, config, state, enrolment, spool, keeper, startAnew };
  const documents = await openDocuments(way);
  const { hubKeys, policy, subjects, erasures, wayDown } = documents;
  const session = new RelaySession({
    atDesk: (desk, signal) => followDocuments(desk, { ...asking, ...documents }, signal),
    hubKeys,
    enrolment,
    relayUrls: config.relayUrls,
    tls: config.tls,
    site: await siteAccess(config, enrolment, keys.deviceId),
    reconnectWindowMs: config.reconnectWindowMs,
    key: keys.identity,
    keeper,
    spool,
    logger,
    keep: (renewed) => keepEnrolment(home, renewed),
  });
  const observer = new Observer({
    deviceId: keys.deviceId,
    collectors:
      overrides.collectors ??
      createCollectors({ platform: process.platform, accounting: config.accounting }),
    sink: spool,
    subjects,
    credential: () => session.credential,
    hubBox: () => erasures.hubBox,
    keeper,
    rule: policy,
    stateDirectory: places.state,
    logger,
    afterCrash: lock.takenOver,
    ...(overrides.hostName && { hostName: overrides.hostName }),
  });
  const parts: Parts = { spool, session, observer, wayDown, policy, keeper, ending, logger };
  const owned = made.move();
  return {
    run: (signal) =>
      run({ config, deviceId: keys.deviceId, state: places.state, ...parts }, signal),
    contact: () => contactOf(session, config.relayUrls ?? enrolment.ticket.urls),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/**
 * What documents say here: the hub's keys, what is collected, whose keys were destroyed, and what is to
 * be installed.
 */
async function openDocuments(of: {
  readonly config: Config;
  readonly deviceId: DeviceId;
  readonly state: string;
  readonly enrolment: StoredEnrolment;
  readonly spool: Spool;
  readonly keeper: TimeKeeper;
  readonly logger: Logger;
  readonly startAnew: () => void;
  readonly askEveryMs?: number;
}) {
  const { state, enrolment, spool, keeper, logger } = of;
  const { site } = enrolment.ticket;
  const pinned = importPublicKey(enrolment.credential.hubPublic);
  const hubKeys = await DeviceHubKeys.open({ path: hubKeysPath(state), pinned, logger });
  const path = join(state, 'collection');
  const policy = await CollectionPolicy.open({ path, site, hubKeys, logger });
  const subjects = await SubjectStore.open(join(state, 'subjects.json'));
  const erasures = await DeviceErasures.open({
    path: join(state, 'erasures'),
    site,
    hubKeys,
    subjects,
    tell: (body) => spool.append([{ at: keeper.now(), body }]),
    logger,
  });
  const wayDown = await openWayDown({ ...of, ticket: enrolment.ticket, sink: spool });
  return { hubKeys, policy, subjects, erasures, wayDown };
}

/** Asks a relay for the hub's keys and for what they signed, until aborted. */
async function followDocuments(
  plain: Desk,
  of: HubKeysFollower &
    FollowerOptions &
    Parameters<typeof followErasures>[1] & { readonly wayDown: WayDown },
  signal: AbortSignal,
): Promise<void> {
  const desk = keysBeforeDocuments(plain, of);
  await Promise.all([
    followHubKeys(desk, of, signal),
    followCollection(desk, of, signal),
    followErasures(desk, of, signal),
    of.wayDown.atDesk(plain, signal),
  ]);
}

/** Where the site has certificates, and no operator brought others. */
async function siteAccess(
  { home, doors, tls }: Config,
  { ticket }: StoredEnrolment,
  deviceId: DeviceId,
): Promise<SiteAccess | null> {
  if (tls || ticket.authority.length === 0) return null;
  const { site, authority } = ticket;
  const door = createDoor({ doors: doors ?? ticket.doors, site, authority });
  return { deviceId, store: await TlsStore.open(tlsPath(home)), door };
}

interface Parts {
  readonly spool: Spool;
  readonly session: RelaySession;
  readonly observer: Observer;
  readonly wayDown: WayDown;
  /** Aborted when this program is to be started anew. */
  readonly ending: AbortController;
  readonly policy: CollectionPolicy;
  readonly keeper: TimeKeeper;
  readonly logger: Logger;
}
interface Running extends Parts {
  readonly config: Config;
  readonly deviceId: DeviceId;
  readonly state: string;
}

async function run(running: Running, stop: AbortSignal): Promise<void> {
  const { config, deviceId, session, observer, wayDown, keeper, logger } = running;
  const signal = AbortSignal.any([stop, running.ending.signal]);
  const { site } = session.credential;
  if (config.pidFile) await writeWhole(config.pidFile, `${process.pid}\n`, { durable: false });
  logger.info({ device: deviceId, site, home: config.home }, 'agent running');
  const sending = new AbortController();
  const sessionDone = session.run(sending.signal);
  const deployingDone = wayDown.run(signal);
  try {
    await observer.run(signal, () => report(running, true));
    await deployingDone;
    await session.drain();
  } finally {
    sending.abort();
    await sessionDone;
    await keeper.save();
    await report(running, false);
    if (config.pidFile) await removeFile(config.pidFile);
    logger.info({}, 'agent stopped');
  }
}

async function report(parts: Running, running: boolean): Promise<void> {
  const { spool, session, observer, wayDown, policy, deviceId } = parts;
  await writeStatus(parts.state, {
    at: new Date().toISOString(),
    running,
    device_id: deviceId,
    site: session.credential.site,
    relay_connected: session.connected,
    spool: spool.stats(),
    trouble: spool.trouble?.message ?? session.trouble,
    collection: collectionNote(policy),
    deploy: wayDown.note,
    collectors: observer.costs,
  });
}
