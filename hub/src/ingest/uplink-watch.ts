import { jetstreamManager, JetStreamApiError, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Logger } from '../platform/logger.ts';
import { Loop } from '../platform/loop.ts';
import type { IngestMetrics } from './metrics.ts';
import {
  illnessOf,
  judgeHealth,
  unknownHealth,
  wordsOf,
  type Remedy,
  type Seen,
  type UplinkHealth,
} from './uplink-health.ts';
import {
  queueOf,
  readUplink,
  remakeConsumers,
  remakeStream,
  type UplinkOptions,
  type UplinkQueue,
} from './uplink-stream.ts';

export interface UplinkWatchDeps {
  readonly nats: NatsConnection;
  readonly logger: Logger;
  readonly metrics: IngestMetrics;
  readonly streams: UplinkOptions;
  readonly onQueue: ((queue: UplinkQueue) => void) | undefined;
  /** Has the broker started again; says why it could not. */
  readonly restartBroker: () => Promise<string | undefined>;
}
export interface UplinkWatch extends AsyncDisposable {
  /** Why the broker delivers nothing; undefined: it does. */
  fault(): string | undefined;
}

/** Looks at the stream every second: tells what waits there, and heals it when it is sick. */
export function startUplinkWatch(deps: UplinkWatchDeps): UplinkWatch {
  const { nats, logger, metrics, onQueue, streams } = deps;
  let health: UplinkHealth = unknownHealth;
  const loop = new Loop({
    name: 'watch-uplink',
    everyMs: 1_000,
    logger,
    async turn() {
      const manager = await jetstreamManager(nats, { checkAPI: false });
      const { seen, error } = await lookAt(manager);
      const judged = judgeHealth(health, seen, performance.now());
      health = judged.health;
      metrics.uplinkSick(illnessOf(health, performance.now()) !== undefined);
      if (typeof seen !== 'string') onQueue?.(queueOf(seen, streams.uplinkBytesMax));
      if (judged.remedy) await heal(deps, manager, health, judged.remedy);
      if (error) throw error;
    },
  });
  return {
    fault: () => illnessOf(health, performance.now()),
    [Symbol.asyncDispose]: () => loop[Symbol.asyncDispose](),
  };
}

/** @throws when the broker does not answer: the connection tells more of that */
async function lookAt(manager: JetStreamManager): Promise<{ seen: Seen; error?: Error }> {
  try {
    return { seen: (await readUplink(manager)) ?? 'absent' };
  } catch (error) {
    if (error instanceof Error && isDeaf(error)) return { seen: 'deaf', error };
    throw error;
  }
}

const unavailable = 503;

function isDeaf(error: Error): boolean {
  if (error instanceof JetStreamApiError) return error.status === unavailable;
  return error.name === 'JetStreamNotEnabled' || error.name === 'NoRespondersError';
}

async function heal(
  deps: UplinkWatchDeps,
  manager: JetStreamManager,
  { sign }: UplinkHealth,
  remedy: Remedy,
): Promise<void> {
  const { logger, metrics, streams } = deps;
  const why = sign === undefined ? 'the stream is sick' : wordsOf(sign);
  metrics.uplinkRemedy(remedy);
  if (remedy === 'restart') {
    const failed = await deps.restartBroker();
    if (failed === undefined) logger.error({ remedy }, `${why}; nats-server is started again`);
    else logger.error({ remedy }, `${why}; restart nats-server by hand: ${failed}`);
    return;
  }
  logger.error({ remedy }, `${why}; made anew: ${remedy}. Relays send again what was there`);
  if (remedy === 'stream') await remakeStream(manager, streams);
  else await remakeConsumers(manager, streams);
}
