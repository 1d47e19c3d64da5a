import { once } from 'node:events';
import type { HubDoorPlace } from '@eucora/protocol';
import type { NatsConnection } from '@nats-io/transport-node';
import { startArchiver, startHotWindow } from './archive/index.ts';
import type { Base } from './context.ts';
import { startDoorPlace } from './delivery/index.ts';
import { startIngest } from './ingest/index.ts';
import { resultsFold } from './modules/deployments/index.ts';
import { createDevicesFold } from './modules/devices/index.ts';
import { Counters } from './modules/ledger/index.ts';
import { licensesFold } from './modules/licenses/index.ts';
import { collectionFold, erasureFold } from './modules/privacy/index.ts';
import { portfolioFold } from './modules/portfolio/index.ts';
import { hubLeafFiles } from './modules/sites/index.ts';
import { connectBroker, type BrokerTls } from './platform/broker.ts';
import { UnavailableError } from './platform/errors.ts';
import type { Fold } from './platform/fold.ts';
import type { HubKeys } from './platform/keys.ts';
import type { LedgerReader } from './platform/ledger-reader.ts';
import { listen } from './platform/listen.ts';
import { Loop } from './platform/loop.ts';
import type { Metrics } from './platform/metrics.ts';
import { endNats } from './platform/nats-process.ts';
import {
  CreditDesk,
  startAuditDocuments,
  startDesiredState,
  startGate,
  startHubKeyDocuments,
  startPublisher,
  startServerFiles,
  startSiteDocuments,
  startTips,
  type DesiredState,
  type Missing,
} from './publish/index.ts';
import { signingKeyDeps } from './rotations.ts';
import { followSigningKey } from './signing-key.ts';

/** What needs the broker. It begins when the broker is there. */
export interface BrokerWork extends AsyncDisposable {
  /** Why the broker can't be used; undefined: it can. */
  brokerFault(): Promise<string | undefined>;
  /** Why segments don't become rows; undefined: they do. */
  ingestFault(): string | undefined;
  readonly release: LedgerReader['release'];
  /** Sites are told anew what to run; with a site, its document bears another signature. */
  wakeDesired(siteId?: string): void;
}
interface Workers extends AsyncDisposable {
  fault(): string | undefined;
  readonly release: LedgerReader['release'];
  readonly desired: Pick<DesiredState, 'wake' | 'wakeSite'>;
}

/**
 * Starts waiting for the broker; ingest, receipts, tips and the archive start with it. `door`: where
 * relays find the door, if there is one.
 */
export function startBrokerWork(hub: Base, door: HubDoorPlace | undefined): BrokerWork {
  const { config, keys, logger, stopping } = hub;
  const stop = new AbortController();
  const signal = AbortSignal.any([stopping, stop.signal]);
  let nats: NatsConnection | undefined;
  let workers: Workers | undefined;
  const loop = new Loop({
    name: 'broker',
    everyMs: 1_000,
    logger,
    turn: async () => {
      const tls = await brokerFiles(hub);
      const broker = { url: config.natsUrl, seed: keys.natsSeed, tls, logger, signal };
      const connection = await connectBroker(broker);
      nats = connection;
      try {
        await using running = await startWorkers(hub, connection, tls, door);
        workers = running;
        if (!signal.aborted) await Promise.race([connection.closed(), once(signal, 'abort')]);
      } finally {
        workers = undefined;
        nats = undefined;
        await connection.close();
      }
    },
  });
  return {
    async brokerFault() {
      if (nats === undefined || nats.isClosed()) return 'not connected';
      await nats.rtt();
      return undefined;
    },
    ingestFault: () => (workers === undefined ? 'waits for the broker' : workers.fault()),
    async release(id, actor) {
      if (workers) return workers.release(id, actor);
      throw new UnavailableError('Ingest waits for the broker; try again shortly.');
    },
    wakeDesired(siteId) {
      if (siteId === undefined) workers?.desired.wake();
      else workers?.desired.wakeSite(siteId);
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await loop[Symbol.asyncDispose]();
    },
  };
}

/**
 * Everything that moves segments and receipts, in the order in which it may be stopped backwards.
 */
async function startWorkers(
  hub: Base,
  nats: NatsConnection,
  tls: BrokerTls | undefined,
  door: HubDoorPlace | undefined,
): Promise<Workers> {
  const { config, db, keys, live, logger, metrics, now } = hub;
  await using stack = new AsyncDisposableStack();
  stack.defer(forgetMetrics(metrics));
  if (tls) await startEntry(hub, nats, tls, stack);
  if (door) stack.use(startDoorPlace({ nats, place: door, logger }));
  const counters = await Counters.open(config.home);
  const credit = new CreditDesk(() => performance.now());
  const ingest = startIngest({
    db,
    nats,
    metrics,
    logger,
    now,
    folds: createFolds(keys),
    onCommitted: ({ siteId, events, deviceIds, bytes }) => {
      credit.noteCommitted(siteId, bytes);
      live.publish({ type: 'ledger', siteId, events, devices: deviceIds });
      publisher.wake();
    },
    onQueue: (queue) => credit.observe(queue),
    restartBroker: () => endNats(config.natsPidFile),
  });
  stack.use(ingest);
  const windowBytes = (): number => ingest.windowBytes();
  const publisher = stack.use(
    startPublisher({
      ...hub,
      nats,
      counters,
      key: keys.sign,
      windowBytes,
      credit,
      backupIntervalMs: config.backup.intervalMs,
    }),
  );
  stack.use(startSiteDocuments({ ...hub, nats, counters, key: keys.sign, box: keys.box }));
  const desired = stack.use(startDesiredState({ ...hub, nats, counters, vouchers: hub.trust }));
  const onTip = (siteId: string, missing: Missing): void => {
    live.publish({ type: 'site', siteId });
    credit.noteMissing(siteId, missing);
    if (credit.isBehind(siteId)) publisher.wake();
  };
  stack.use(startAuditDocuments({ db, nats, logger }));
  stack.use(startHubKeyDocuments({ db, nats, key: keys.sign, logger }));
  const hubKeys = () => keys.sign.chain;
  const followKeys = (): Promise<void> => followSigningKey(signingKeyDeps(hub));
  const told = { hubKey: keys.sign, hubKeys, followKeys, onTip };
  stack.use(startTips({ db, nats, metrics, logger, now, ...told }));
  const archive = { files: hub.archive, key: keys.archive, sign: keys.sign };
  stack.use(startArchiver({ db, metrics, logger, now, ...archive }));
  const { hotDays, rollupDays } = config;
  stack.use(startHotWindow({ db, metrics, logger, now, ...archive, hotDays, rollupDays }));
  const running = stack.move();
  return {
    release: ingest.release,
    desired,
    fault: ingest.fault,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** The hub's own certificate, where its broker asks for one. */
async function brokerFiles({ config, keys, now }: Base): Promise<BrokerTls | undefined> {
  return config.natsUrl.startsWith('tls:') ? hubLeafFiles(config.home, keys.ca, now()) : undefined;
}

/** Lets relays in by their certificates, and follows when they change. */
async function startEntry(
  hub: Base,
  nats: NatsConnection,
  tls: BrokerTls,
  stack: AsyncDisposableStack,
): Promise<void> {
  const { config, keys, logger, stopping } = hub;
  const broker = { url: config.natsUrl, seed: keys.natsSystemSeed, tls, logger };
  const system = await connectBroker({ ...broker, name: 'eucora-hub gate', signal: stopping });
  stack.defer(() => system.close());
  const gate = stack.use(startGate({ ...hub, nats, system, account: keys.natsAccount }));
  await nats.flush();
  const { home, natsPidFile: pidFile } = config;
  if (pidFile !== undefined) {
    stack.use(startServerFiles({ ...hub, home, ca: keys.ca, pidFile, system }));
  }
  const onChange = (): void => gate.wake();
  const { login } = hub;
  stack.use(listen({ url: config.databaseUrl, login, channel: 'eucora_sites', logger, onChange }));
}

/** Everything that keeps current state from events, in the order in which it is applied. */
export function createFolds(keys: HubKeys): Fold[] {
  const devices = createDevicesFold(keys);
  return [devices, portfolioFold, licensesFold, resultsFold, collectionFold, erasureFold];
}

/** Workers that start again register their metrics again; what they registered goes with them. */
function forgetMetrics(metrics: Metrics): () => void {
  const before = new Set(metrics.getMetricsAsArray().map((metric) => metric.name));
  return () => {
    for (const { name } of metrics.getMetricsAsArray()) {
      if (!before.has(name)) metrics.removeSingleMetric(name);
    }
  };
}
