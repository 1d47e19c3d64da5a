import { Gauge } from 'prom-client';
import type { DatabaseLogin } from '../../platform/database-login.ts';
import { listen } from '../../platform/listen.ts';
import type { Logger } from '../../platform/logger.ts';
import { Loop } from '../../platform/loop.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { TrustDesk } from './desk.ts';
import { overviewOf } from './overview.ts';

export interface TrustWorkDeps {
  readonly desk: TrustDesk;
  readonly url: string;
  readonly login: DatabaseLogin | undefined;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly now: () => Date;
}

const lookEveryMs = 3_600_000;

/**
 * Signs what is due: each hour it is looked at, and at once when another process has imported
 * something.
 */
export function startTrust(deps: TrustWorkDeps): AsyncDisposable {
  const { desk, logger, url, login } = deps;
  const expiry = new Gauge({
    name: 'eucora_trust_expiry_timestamp_seconds',
    help: 'When the metadata of a role that people hold expires',
    labelNames: ['role'],
    registers: [deps.metrics],
  });
  const loop = new Loop({
    name: 'trust',
    everyMs: lookEveryMs,
    logger,
    turn: async () => {
      const made = await desk.publish();
      if (made) logger.info({ ...made }, 'trust metadata are published');
      const { repository } = await desk.served();
      const nowMs = deps.now().getTime();
      const none = { held: [], storedAt: new Map<string, Date>() };
      const { roles, publishers } = overviewOf({ repository, nowMs, ...none });
      for (const { name, expiresAt } of [...roles, ...publishers]) {
        if (expiresAt) expiry.set({ role: name }, expiresAt.getTime() / 1_000);
      }
    },
  });
  const changes = listen({
    url,
    login,
    channel: 'eucora_trust',
    logger,
    onChange: () => loop.wake(),
  });
  return {
    async [Symbol.asyncDispose]() {
      await changes[Symbol.asyncDispose]();
      await loop[Symbol.asyncDispose]();
    },
  };
}
