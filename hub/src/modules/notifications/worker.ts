import { Counter } from 'prom-client';
import type { Database } from '../../platform/db.ts';
import type { Logger } from '../../platform/logger.ts';
import { Loop } from '../../platform/loop.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Outbound } from '../../platform/outbound.ts';
import { duties, whileOwner } from '../../platform/ownership.ts';
import type { SecretStore } from '../secrets/index.ts';
import { pruneAlerts } from './alert-store.ts';
import { alertTurn } from './alert-turn.ts';
import type { AlertSource } from './alert-kinds.ts';
import { Deliverer } from './deliver.ts';
import { fanOutTurn } from './fan-out.ts';
import { pruneDeliveries } from './store.ts';
import { failingTargets } from './target-source.ts';

const lookEveryMs = 1_000;
const pruneEveryMs = 3_600_000;
const keptMs = 30 * 86_400_000;
const alertsEveryMs = 15_000;
const alertsKeptMs = 180 * 86_400_000;

export interface NotifyDeps {
  readonly db: Database;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly now: () => Date;
  readonly secrets: SecretStore;
  readonly outbound: Outbound;
  /** What alerts are made of, beside the audit record. */
  readonly sources: readonly AlertSource[];
  readonly mailCa: string | undefined;
  readonly consoleUrl: string | undefined;
}

/** Starts telling subscribers. */
export function startNotifications(deps: NotifyDeps): AsyncDisposable {
  const { db, logger, metrics } = deps;
  const stack = new AsyncDisposableStack();
  const deliveries = new Counter({
    name: 'eucora_webhook_deliveries_total',
    help: 'Tries to deliver to webhook subscribers, by how they ended',
    labelNames: ['result'],
    registers: [metrics],
  });
  const wake = { deliver: (): void => undefined };
  const deliverer = stack.use(
    new Deliverer({ ...deps, random: Math.random, deliveries }, () => wake.deliver()),
  );
  const deliver = new Loop({
    name: 'webhook-deliver',
    everyMs: lookEveryMs,
    logger,
    turn: async () => {
      await deliverer.turn();
    },
  });
  stack.use(deliver);
  const prune = new Loop({
    name: 'webhook-prune',
    everyMs: pruneEveryMs,
    logger,
    turn: async () => {
      const nowMs = deps.now().getTime();
      await pruneDeliveries(db, new Date(nowMs - keptMs));
      await pruneAlerts(db, new Date(nowMs - alertsKeptMs));
    },
  });
  stack.use(prune);
  wake.deliver = () => deliver.wake();
  const fanOut = new Loop({
    name: 'webhook-fan-out',
    everyMs: lookEveryMs,
    logger,
    turn: async (signal) => {
      await whileOwner(db, duties.notifyFanOut, async () => {
        while (!signal.aborted && (await fanOutTurn(deps)) > 0) wake.deliver();
      });
    },
  });
  stack.use(fanOut);
  stack.use(startAlerts(deps, () => wake.deliver()));
  return stack;
}

/** Looks for what wants attention, in one process of this hub. */
function startAlerts(deps: NotifyDeps, onMade: () => void): Loop {
  const { db, logger } = deps;
  const sources = [...deps.sources, failingTargets(db)];
  return new Loop({
    name: 'alerts',
    everyMs: alertsEveryMs,
    logger,
    turn: async () => {
      await whileOwner(db, duties.alerts, async () => {
        if ((await alertTurn({ ...deps, sources })) > 0) onMade();
      });
    },
  });
}
