import { Gauge } from 'prom-client';
import type { Database } from '../../../platform/db.ts';
import type { Logger } from '../../../platform/logger.ts';
import { Loop } from '../../../platform/loop.ts';
import type { Metrics } from '../../../platform/metrics.ts';
import { duties, whileOwner } from '../../../platform/ownership.ts';
import { readHead } from '../chain-store.ts';
import { entriesAfter, type EntryRow } from '../store.ts';
import { advanceForward, forwardPosition } from './store.ts';

/** Where audit entries are told of beside the database. */
export interface Sender extends Disposable {
  readonly name: 'syslog' | 'http';
  /** Resolves when the other side has them, as far as its protocol says so. */
  send(rows: readonly EntryRow[], signal: AbortSignal): Promise<void>;
}
export interface ForwardDeps {
  readonly db: Database;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

const rowsPerBatchMax = 500;
const lookEveryMs = 500;

/**
 * Forwards sealed entries in the order of the chain, from a cursor that lies in the database: a
 * receiver that was away gets everything it missed, and nobody else waits for it.
 */
export function startForwarding(deps: ForwardDeps, senders: readonly Sender[]): AsyncDisposable {
  const stack = new AsyncDisposableStack();
  if (senders.length === 0) return stack;
  const behind = new Gauge({
    name: 'eucora_audit_forward_behind_entries',
    help: 'Sealed audit entries that a receiver has not been told yet',
    labelNames: ['receiver'],
    registers: [deps.metrics],
  });
  for (const sender of senders) {
    stack.use(sender);
    const duty = sender.name === 'syslog' ? duties.auditSyslog : duties.auditHttp;
    const loop = new Loop({
      name: `audit-forward-${sender.name}`,
      everyMs: lookEveryMs,
      logger: deps.logger,
      turn: async (signal) => {
        await whileOwner(deps.db, duty, (owned) =>
          forwardTurn(deps.db, sender, AbortSignal.any([signal, owned])),
        ).finally(async () => {
          behind.set({ receiver: sender.name }, await behindOf(deps.db, sender.name));
        });
      },
    });
    stack.use(loop);
  }
  return stack;
}

async function behindOf(db: Database, name: string): Promise<number> {
  const head = (await readHead(db))?.position ?? 0;
  return head - (await forwardPosition(db, name));
}

/** Sends everything that is sealed and not sent; says how many entries that were. */
export async function forwardTurn(
  db: Database,
  sender: Sender,
  signal: AbortSignal,
): Promise<number> {
  let position = await forwardPosition(db, sender.name);
  let sent = 0;
  while (!signal.aborted) {
    const rows = await entriesAfter(db, {}, position, rowsPerBatchMax);
    const last = rows.at(-1)?.position;
    if (last === undefined || last === null) break;
    await sender.send(rows, signal);
    await advanceForward(db, sender.name, last);
    position = last;
    sent += rows.length;
  }
  return sent;
}
