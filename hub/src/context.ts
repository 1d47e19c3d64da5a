import { readFile } from 'node:fs/promises';
import { alertSources } from './alert-sources.ts';
import { openArchive, type ArchiveStore } from './archive/index.ts';
import type { Config } from './config.ts';
import { createApp } from './http/app.ts';
import type { ReadinessCheck } from './http/health-routes.ts';
import { commitDeps, resolveConflict } from './ingest/index.ts';
import { forwardersOf } from './audit-forwarders.ts';
import {
  startAuditRetention,
  startAuditWatch,
  startForwarding,
  startSealer,
} from './modules/audit/index.ts';
import { openDoor, startObjectWork } from './object-work.ts';
import { startIntake, UploadDesk, withdrawTakenBack } from './modules/packages/index.ts';
import { DeviceDirectory, Fleet } from './modules/devices/index.ts';
import {
  bootstrapAdmin,
  IdentityKeys,
  PasswordWork,
  readExternalProvider,
  SessionWatch,
  startIdentityUpkeep,
  startSessionWatch,
  type IdentitySettings,
} from './modules/identity/index.ts';
import { Counters, createLedgerReader } from './modules/ledger/index.ts';
import { startNotifications } from './modules/notifications/index.ts';
import { startErasures, type ErasureWork } from './modules/privacy/index.ts';
import {
  Envelope,
  envelopeSource,
  KeptLogin,
  SecretStore,
  type Rotations,
} from './modules/secrets/index.ts';
import { applicationsOf, startTally } from './modules/portfolio/index.ts';
import { startTrust, TrustDesk, TrustKeys } from './modules/trust/index.ts';
import { auditRoleFault, checkAuditRole } from './platform/database-roles.ts';
import { calloutUsers, writeNatsAuth } from './modules/sites/index.ts';
import { Database, type Tx } from './platform/db.ts';
import { UsageError } from './platform/errors.ts';
import { loadHubKeys, type HubKeys } from './platform/keys.ts';
import type { LedgerReader } from './platform/ledger-reader.ts';
import { lockHome } from './platform/home-lock.ts';
import { listen } from './platform/listen.ts';
import { createLiveBus, type LiveBus } from './platform/live.ts';
import { createLogger, type Logger } from './platform/logger.ts';
import { Loop } from './platform/loop.ts';
import { createMetrics, type Metrics } from './platform/metrics.ts';
import { pendingMigrations } from './platform/migrate.ts';
import { openObjects } from './platform/objects/open-objects.ts';
import type { ObjectStore } from './platform/objects/store.ts';
import { Outbound } from './platform/outbound.ts';
import { sharedReading } from './platform/shared-reading.ts';
import { writePidFile } from './platform/pid-file.ts';
import { openErasureBook, startScheduledBackups, type ScheduledBackups } from './recovery/index.ts';
import { systemHealth } from './system-health.ts';
import { createRotations, startRotationWork, type RotationWork } from './rotations.ts';
import { createFolds, startBrokerWork, type BrokerWork } from './workers.ts';

/**
 * A running hub. Disposing stops it: no new requests, work under way finishes, connections close.
 */
export interface Hub extends AsyncDisposable {
  readonly url: URL;
}
/** What tests put in the place of the real thing. */
export interface Overrides {
  readonly now?: () => Date;
  readonly logger?: Logger;
}
/** What everything in the hub is made of. */
export interface Base {
  readonly config: Config;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly db: Database;
  readonly login: KeptLogin;
  readonly keys: HubKeys;
  readonly envelope: Envelope;
  readonly secrets: SecretStore;
  readonly identityKeys: IdentityKeys;
  readonly archive: ArchiveStore;
  readonly objects: ObjectStore;
  readonly trust: TrustDesk;
  readonly trustKeys: TrustKeys;
  readonly live: LiveBus;
  readonly now: () => Date;
  readonly stopping: AbortSignal;
}

/**
 * Builds the hub in the order of its dependencies and starts it. It serves at once; what it waits
 * for (database, broker) is told by /readyz.
 * @throws UsageError when it can't listen, or its keys, the envelope key or the archive's keys
 * can't be read
 */
export async function startHub(
  config: Config,
  signal: AbortSignal,
  overrides: Overrides = {},
): Promise<Hub> {
  await using stack = new AsyncDisposableStack();
  const stop = new AbortController();
  const stopping = AbortSignal.any([signal, stop.signal]);
  const logger = overrides.logger ?? createLogger(config.logLevel);
  const now = overrides.now ?? (() => new Date());
  stack.use(await lockHome(config.home));
  const keys = await loadHubKeys(config.home);
  const envelope = await Envelope.open(envelopeSource(config.envelope));
  const login = await KeptLogin.open({ url: config.databaseUrl, home: config.home, envelope });
  const db = stack.use(new Database({ url: config.databaseUrl, login, logger }));
  await checkAuditRole(db);
  const archive = await openArchive(config.archive);
  const objects = await openObjects(config.objects);
  const secrets = new SecretStore({ db, envelope, now });
  const identityKeys = new IdentityKeys({ store: secrets, db, now, imported: keys.identity });
  const identity = await identitySettings(config);
  const own = await trustOf({ db, secrets, home: config.home, now });
  const held = { keys, login, envelope, secrets, identityKeys, ...own };
  const base = { config, logger, now, db, archive, objects, stopping, ...held };
  const hub: Base = { ...base, metrics: createMetrics(), live: createLiveBus() };
  const broker = stack.use(startBrokerWork(hub, await openDoor(hub, stack)));
  const apiDb = stack.use(apiDatabase(config.databaseUrl, login, logger));
  const ledger = sharedLedger(
    createLedgerReader(apiDb, (id, actor) => broker.release(id, actor), now),
    now,
  );
  if (config.pidFile !== undefined) stack.use(await writePidFile(config.pidFile));
  const backups = stack.use(
    startScheduledBackups({ ...hub, home: config.home, ...policyOf(config.backup) }),
  );
  stack.use(startAuditWatch(hub));
  stack.use(startForwarding(hub, await forwardersOf(config.auditForward)));
  const { external } = identity;
  const rotations = createRotations({ ...hub, external, backUp: () => backups.ask() });
  const sources = alertSources({ ...hub, ledger, rotations, backups: () => backups.state() });
  stack.use(
    startNotifications({
      ...hub,
      sources,
      outbound: new Outbound(outboundOf(config)),
      mailCa: await mailCaOf(config),
      consoleUrl: config.publicUrl?.href,
    }),
  );
  const rotating = startRotationWork(hub, rotations);
  for (const loop of rotating.loops) stack.use(loop);
  const { home } = config;
  const book = openErasureBook({ home, archive, archiveKey: keys.archive });
  const erasures = stack.use(startErasures({ db, book, box: keys.box, now, logger }));
  const parts = { ledger, broker, backups, rotations, rotating, erasures, identity };
  const url = await serve({ ...hub, db: apiDb }, parts, stack);
  for (const worker of startObjectWork(hub)) stack.use(worker);
  for (const worker of startOwnWork(hub, ledger)) stack.use(worker);
  logger.info({ url: url.href }, 'hub is up');
  const running = stack.move();
  return {
    url,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await running.disposeAsync();
      logger.info('hub has stopped');
    },
  };
}

/** Trust in artifacts; what a publisher takes back is withdrawn with it. */
async function trustOf({
  db,
  secrets,
  now,
  home,
}: Pick<Base, 'db' | 'secrets' | 'now'> & { readonly home: string }) {
  const trustKeys = new TrustKeys({ db, secrets });
  const counters = await Counters.open(home);
  const onTakenBack = (tx: Tx, gone: readonly string[]) => withdrawTakenBack(tx, gone, now());
  return { trustKeys, trust: new TrustDesk({ db, keys: trustKeys, counters, now, onTakenBack }) };
}

const policyOf = (policy: Config['backup']) => ({ dir: policy.dir, policy });

/** Subscribers have ten seconds and are not listened to for long. */
const outboundOf = ({ outboundAllow }: Config) => {
  return { allow: outboundAllow, timeoutMs: 10_000, answerBytesMax: 65_536 };
};

async function mailCaOf({ mailCaFile }: Config): Promise<string | undefined> {
  if (mailCaFile === undefined) return undefined;
  return readFile(mailCaFile, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`${mailCaFile}, which EUCORA_MAIL_CA_FILE names, can't be read.`, {
      cause,
    });
  });
}

const sharedMs = 1_000;

/**
 * What is the same for everybody is read once a second, however many people look at it. Who sees a
 * part of the fleet has it read for themselves.
 */
function sharedLedger(ledger: LedgerReader, now: () => Date): LedgerReader {
  const share = <T>(read: () => Promise<T>): (() => Promise<T>) =>
    sharedReading(read, sharedMs, () => now().getTime());
  const sites = share(() => ledger.sites());
  const whole = { all: true } as const;
  const rates = share(() => ledger.rates(now(), whole));
  const quarantined = share(() => ledger.quarantinedOpen(whole));
  return {
    ...ledger,
    sites: (siteId) => (siteId === undefined ? sites() : ledger.sites(siteId)),
    rates: (at, visible) => (visible.all ? rates() : ledger.rates(at, visible)),
    quarantinedOpen: (visible) => (visible.all ? quarantined() : ledger.quarantinedOpen(visible)),
  };
}

async function identitySettings(config: Config): Promise<IdentitySettings> {
  const { identity, publicUrl, outboundAllow } = config;
  const { oidcFile, ...settings } = identity;
  const external = oidcFile === undefined ? undefined : await readExternalProvider(oidcFile);
  return { ...settings, external, publicUrl, outboundAllow };
}

/**
 * People's questions have connections of their own, so that ingest at full load never makes them wait
 * for one, and a time limit, so that theirs never hold up ingest for long.
 */
function apiDatabase(url: string, login: KeptLogin, logger: Logger): Database {
  const bounds = { connectionsMax: 10, statementTimeoutMs: 15_000 };
  return new Database({ url, login, logger, applicationName: 'eucora-hub-api', ...bounds });
}

async function serve(
  hub: Base,
  parts: {
    readonly ledger: LedgerReader;
    readonly broker: BrokerWork;
    readonly backups: ScheduledBackups;
    readonly rotations: Rotations;
    readonly rotating: RotationWork;
    readonly erasures: ErasureWork;
    readonly identity: IdentitySettings;
  },
  stack: AsyncDisposableStack,
): Promise<URL> {
  const { ledger, broker, backups, rotations, rotating, erasures, identity } = parts;
  const { config, db, now, keys, logger, stopping } = hub;
  const sessionWatch = new SessionWatch({ db, now });
  const { login } = hub;
  stack.use(startSessionWatch(sessionWatch, { url: config.databaseUrl, login, logger }));
  const passwords = new PasswordWork();
  const uploads = startUploads(hub, stack);
  const people = { db, now, logger, keys: hub.identityKeys, passwords, settings: identity };
  stack.use(startIdentityUpkeep(people));
  const app = await createApp({
    ...hub,
    ledger,
    fleet: new Fleet({ db, now }),
    directory: new DeviceDirectory({ db, now, namesKey: keys.names }),
    applicationsOf: (itemIds) => applicationsOf(db, itemIds),
    resolveConflict: (decision) =>
      resolveConflict(commitDeps({ db, now, logger, folds: createFolds(keys) }), decision),
    namesKey: keys.names,
    pkiKeys: keys,
    identity,
    passwords,
    uploads,
    vouchers: hub.trust,
    sessionWatch,
    checks: checksOf(db, broker),
    hubKey: keys.sign,
    outbound: new Outbound(outboundOf(config)),
    backups: () => backups.state(),
    health: () => systemHealth(hub),
    rotations,
    wakeRotations: () => rotating.wake(),
    wakeErasures: () => erasures.wake(),
    wakeDesired: (siteId) => broker.wakeDesired(siteId),
    box: keys.box,
    stopping,
    uiDir: config.uiDir,
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
  });
  stack.defer(() => app.close());
  try {
    return new URL(await app.listen({ host: config.host, port: config.port }));
  } catch (cause) {
    if (!(cause instanceof Error) || !('code' in cause)) throw cause;
    throw new UsageError(
      `The hub can't listen on ${config.host}:${config.port} (${String(cause.code)}); ` +
        'set EUCORA_PORT to a free port.',
      { cause },
    );
  }
}

/** Takes uploads in; what is whole is looked at in the background. */
function startUploads(hub: Base, stack: AsyncDisposableStack): UploadDesk {
  const { db, now, config } = hub;
  const onReceived = (): void => intake.wake();
  const desk = new UploadDesk({ db, now, place: config.uploads, onReceived });
  const intake = stack.use(startIntake({ ...hub, desk }));
  return desk;
}

function checksOf(db: Database, broker: BrokerWork): ReadinessCheck[] {
  return [
    {
      name: 'database',
      check: async () => {
        await db.query('SELECT 1');
        return undefined;
      },
    },
    {
      name: 'migrations',
      check: async () => {
        const pending = await pendingMigrations(db);
        return pending.length === 0 ? undefined : `run eucora-hub migrate: ${pending.join(', ')}`;
      },
    },
    { name: 'database-role', check: () => auditRoleFault(db) },
    { name: 'broker', check: () => broker.brokerFault() },
    { name: 'ingest', check: () => Promise.resolve(broker.ingestFault()) },
  ];
}

/** Loops that need only the database. Each does its first turn at once. */
function startOwnWork(hub: Base, ledger: LedgerReader): AsyncDisposable[] {
  const { config, db, keys, logger, live, now } = hub;
  const auth = new Loop({
    name: 'nats-users',
    everyMs: 60_000,
    logger,
    turn: async () => {
      const { natsAuthFile: authFile, natsPidFile: pidFile } = config;
      const isSecured = config.natsUrl.startsWith('tls:');
      const callout = isSecured ? calloutUsers(keys) : undefined;
      const hubPublic = keys.natsPublic;
      await writeNatsAuth({ db, hubPublic, callout, authFile, pidFile, logger });
    },
  });
  const sites = listen({
    url: config.databaseUrl,
    login: hub.login,
    channel: 'eucora_sites',
    logger,
    onChange: () => auth.wake(),
  });
  let isBootstrapped = false;
  const bootstrap = new Loop({
    name: 'bootstrap-admin',
    everyMs: 3_600_000,
    logger,
    turn: async () => {
      if (!isBootstrapped) await bootstrapAdmin({ db, now }, config.adminTokenFile);
      isBootstrapped = true;
    },
  });
  const rate = new Loop({
    name: 'live-rate',
    everyMs: 2_000,
    logger,
    turn: async () => {
      const ledgers = [...(await ledger.sites()).values()];
      const bySite = new Map(ledgers.map((site) => [site.siteId, site.eventsPerSecond]));
      live.publish({ type: 'rate', bySite });
    },
  });
  const sealer = startSealer({ db, signKey: keys.sign, live, logger, now });
  const retention = startAuditRetention({ db, signKey: keys.sign, logger, now });
  const trust = startTrust({ ...hub, desk: hub.trust, url: config.databaseUrl });
  return [auth, sites, bootstrap, rate, sealer, retention, trust, startTally({ db, logger })];
}
