import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { lanes, type DeviceId, type SiteId } from '@eucora/protocol';
import { audit } from '../modules/audit/index.ts';
import { closeQuarantineHours, ensurePartitions, pruneFailures } from '../modules/ledger/index.ts';
import type { Database } from '../platform/db.ts';
import type { Fold } from '../platform/fold.ts';
import type { LedgerReader } from '../platform/ledger-reader.ts';
import type { Logger } from '../platform/logger.ts';
import { Loop } from '../platform/loop.ts';
import type { Metrics } from '../platform/metrics.ts';
import { commitDeps } from './adapters.ts';
import { consumeOnce, Held } from './lane-consumer.ts';
import { createIngestMetrics } from './metrics.ts';
import { releaseQuarantined } from './release.ts';
import { SegmentQueue } from './segment-queue.ts';
import { SegmentTaker, type Disposition } from './take.ts';
import { openWindowBytes, ensureStreams, sweepUplink, type UplinkQueue } from './uplink-stream.ts';
import { startUplinkWatch } from './uplink-watch.ts';

export { commitDeps } from './adapters.ts';
export { commitSegment, type JudgedSegment } from './commit.ts';
export {
  devicesIn,
  judgePart,
  keysIn,
  openArrived,
  type JudgedBatch,
  type OpenedSegment,
} from './judge.ts';
export type { CommitDeps } from './ports.ts';
export { releaseQuarantined } from './release.ts';
export { resolveConflict } from './resolve.ts';
export { SegmentTaker, type Arrived, type Disposition } from './take.ts';

export interface IngestOptions {
  readonly db: Database;
  readonly nats: NatsConnection;
  /** In the order in which they are to be applied. */
  readonly folds: readonly Fold[];
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly now: () => Date;
  /** Told after a commit has brought something new. */
  readonly onCommitted?: (commit: {
    readonly siteId: SiteId;
    readonly events: number;
    readonly deviceIds: readonly DeviceId[];
    readonly bytes: number; // of the segment
  }) => void;
  /** Told every second what waits at the broker. */
  readonly onQueue?: (queue: UplinkQueue) => void;
  /** Has a broker that can't be healed otherwise started again; says why it could not. */
  readonly restartBroker?: () => Promise<string | undefined>;
  readonly uplinkBytesMax?: number; // 1 GiB unless told
  readonly replicas?: number; // of the broker's streams; 3 in a cluster
  readonly ackWaitMs?: number; // until an unacknowledged segment comes again; 15 s unless told
  readonly slots?: number; // groups of segments worked on at once; `slotsUsual` unless told
}
/** One is judged while two are with the database: fewer leave a core idle, more only wait. */
export const slotsUsual = 3;

/** Segments become ledger rows for as long as this lives. */
export interface Ingest extends AsyncDisposable {
  /** Takes segments that another carrier brought: a bundle, HTTPS. */
  readonly taker: SegmentTaker;
  /** Tries quarantined bytes again; goes into the ledger's reader. */
  readonly release: LedgerReader['release'];
  /** Why segments don't become rows now; undefined: they do. */
  readonly fault: () => string | undefined;
  /** Open window of a lane that keeps up; dealt credit is publish/credit-desk.ts. */
  readonly windowBytes: () => number;
}

/** What it takes to take segments, whatever carries them. */
export type TakerOptions = Pick<IngestOptions, 'db' | 'folds' | 'metrics' | 'logger' | 'now'>;

function takeDeps(options: TakerOptions) {
  return { ...commitDeps(options), metrics: createIngestMetrics(options.metrics) };
}

/** A taker for segments that no broker carries. */
export function createTaker(options: TakerOptions): SegmentTaker {
  return new SegmentTaker(takeDeps(options));
}

/**
 * Starts ingest: makes partitions, streams and consumers, then takes segments lane by lane. Broker
 * and database may go and come back at any moment; what was not acknowledged comes again, and the
 * ledger knows what it has.
 */
export function startIngest(options: IngestOptions): Ingest {
  const { db, nats, logger, now } = options;
  const uplinkBytesMax = options.uplinkBytesMax ?? 1_073_741_824;
  const { replicas = 1, ackWaitMs = 15_000 } = options;
  const streams = { uplinkBytesMax, replicas, ackWaitMs };
  const deps = takeDeps(options);
  const { metrics } = deps;
  const taker = new SegmentTaker(deps);
  const queue = new SegmentQueue({ taker, slots: options.slots ?? slotsUsual, logger });
  const held = new Map(lanes.map((lane) => [lane, new Held()]));
  let window = openWindowBytes(uplinkBytesMax, 0, 1);
  const onTaken = (disposition: Disposition, bytes: number): void => {
    if (disposition.kind !== 'committed') return;
    const { siteId, eventsNew, deviceIds } = disposition.result;
    options.onCommitted?.({ siteId, events: eventsNew, deviceIds, bytes });
  };
  const loops = lanes.map((lane) => {
    let isPrepared = false;
    return new Loop({
      name: `ingest-${lane}`,
      everyMs: 0,
      logger,
      async turn(signal) {
        if (!isPrepared) {
          await ensureStreams(await jetstreamManager(nats, { checkAPI: false }), streams);
          await ensurePartitions(db, now());
        }
        // A fetch that fails may mean that the broker lost what was made.
        isPrepared = false;
        await consumeOnce({ nats, queue, onTaken }, lane, held.get(lane)!, signal);
        isPrepared = true;
      },
    });
  });
  const sweep = new Loop({
    name: 'sweep-uplink',
    everyMs: 5_000,
    logger,
    async turn() {
      const manager = await jetstreamManager(nats, { checkAPI: false });
      const state = await sweepUplink(manager, streams);
      for (const [lane, messages] of state.backlog) metrics.backlog(lane, messages);
      const sites = await db.query<{ n: number }>('SELECT count(*) AS n FROM ledger.sites');
      window = openWindowBytes(uplinkBytesMax, state.bytes, sites.rows[0]?.n ?? 1);
    },
  });
  const { onQueue, restartBroker = cannotRestart } = options;
  const watch = startUplinkWatch({ nats, logger, metrics, streams, onQueue, restartBroker });
  const upkeep = [watch, ...startUpkeep(options)];
  return {
    taker,
    release: (id, actor) => releaseQuarantined(deps, taker, id, actor),
    fault() {
      const illness = watch.fault();
      if (illness !== undefined) {
        return `${illness}; the hub heals it. If it stays, restart nats-server`;
      }
      const failing = [...loops, sweep].filter((loop) => loop.failures > 0);
      return failing.length === 0
        ? undefined
        : `${failing.map((loop) => loop.name).join(', ')} failed at the last turn; see the log`;
    },
    windowBytes: () => window,
    async [Symbol.asyncDispose]() {
      const all = [...loops, sweep, ...upkeep];
      await Promise.all(all.map((loop) => loop[Symbol.asyncDispose]()));
      await Promise.all(Array.from(held.values(), (lane) => lane.none()));
    },
  };
}

const cannotRestart = (): Promise<string> => Promise.resolve('the hub may not do it here');

/** What the ledger needs from time to time, whether segments come or not. */
function startUpkeep({ db, logger, now }: IngestOptions): Loop[] {
  const partitions = new Loop({
    name: 'ledger-upkeep',
    everyMs: 3_600_000,
    logger,
    async turn() {
      await ensurePartitions(db, now());
      await pruneFailures(db, now());
    },
  });
  const hours = new Loop({
    name: 'quarantine-hours',
    everyMs: 60_000,
    logger,
    turn: () => sayNotKept(db, now()),
  });
  return [partitions, hours];
}

/** Audits, once per site and hour that is over, what quarantine had no room for. */
export async function sayNotKept(db: Database, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    for (const { siteId, hour, items, bytes } of await closeQuarantineHours(tx, now)) {
      await audit(tx, {
        actor: 'hub',
        action: 'quarantine.not_kept',
        subject: siteId,
        detail: { hour: hour.toISOString(), items, bytes },
      });
    }
  });
}
