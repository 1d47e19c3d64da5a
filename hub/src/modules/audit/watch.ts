import { Gauge } from 'prom-client';
import type { Database } from '../../platform/db.ts';
import type { Logger } from '../../platform/logger.ts';
import { Loop } from '../../platform/loop.ts';
import type { Metrics } from '../../platform/metrics.ts';
import { sweepRefusals } from './refusals.ts';
import { unsealedState, type UnsealedState } from './store.ts';

/** An entry that is unsealed for longer than this is an alarm: nobody seals. */
export const unsealedMsMax = 10_000;
const lookEveryMs = 2_000;

export interface AuditWatchDeps {
  readonly db: Database;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** The alarm of what was seen: a sentence, or nothing. */
export function sealingFault({ count, oldestMs }: UnsealedState): string | undefined {
  if (oldestMs <= unsealedMsMax) return undefined;
  const seconds = Math.floor(oldestMs / 1_000);
  const what = `${count} audit entries are not sealed, the oldest for ${seconds} s`;
  return `${what}; the log of the hub says why under audit-sealer`;
}

/** Looks every other second whether entries are sealed, and closes counted refusals. */
export function startAuditWatch(deps: AuditWatchDeps): Loop {
  const { db, metrics, logger } = deps;
  const gauge = (name: string, help: string): Gauge =>
    new Gauge({ name: `eucora_audit_${name}`, help, registers: [metrics] });
  const count = gauge('unsealed_entries', 'Audit entries that are committed and not sealed yet');
  const age = gauge('unsealed_oldest_seconds', 'How long the oldest of them has been waiting');
  const alarm = gauge('unsealed_alarm', '1: an entry is unsealed for more than 10 seconds');
  let isAlarmed = false;
  return new Loop({
    name: 'audit-watch',
    everyMs: lookEveryMs,
    logger,
    turn: async () => {
      const state = await unsealedState(db);
      const fault = sealingFault(state);
      count.set(state.count);
      age.set(state.oldestMs / 1_000);
      alarm.set(fault === undefined ? 0 : 1);
      if (fault !== undefined && !isAlarmed) logger.error({ alarm: 'audit-unsealed' }, fault);
      if (fault === undefined && isAlarmed) logger.info('audit entries are sealed again');
      isAlarmed = fault !== undefined;
      await sweepRefusals(db);
    },
  });
}
