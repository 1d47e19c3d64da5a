import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Counter, Gauge } from 'prom-client';
import { audit } from '../modules/audit/index.ts';
import type { BackupPolicy, BackupState, KnownBackup } from '../platform/backup-state.ts';
import { messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { Loop } from '../platform/loop.ts';
import type { Metrics } from '../platform/metrics.ts';
import { duties, whileOwner } from '../platform/ownership.ts';
import { listBackups, removeParts } from './backup-files.ts';
import { backupTime, expiredBackups, nextBackupAt } from './backup-plan.ts';
import { backUp, type BackupDeps } from './backup.ts';

export interface ScheduledBackupsDeps extends BackupDeps {
  readonly dir: string;
  readonly policy: BackupPolicy;
  readonly metrics: Metrics;
  readonly logger: Logger;
}
export interface ScheduledBackups extends AsyncDisposable {
  state(): Promise<BackupState>;
  /** Takes one if it is due; for the loop and for tests. */
  turn(): Promise<void>;
  /** There is something that the backups so far lack: the next one is due now, if any are taken. */
  ask(): void;
}

const lookEveryMs = 15_000;

/**
 * Takes backups while the hub works, one when it is due. Each is read back before it counts, and older
 * ones go only after a newer one was read back. A failure is told and tried again.
 */
export function startScheduledBackups(deps: ScheduledBackupsDeps): ScheduledBackups {
  const work = new BackupWork(deps);
  const { logger } = deps;
  const loop = new Loop({
    name: 'backups',
    everyMs: lookEveryMs,
    logger,
    turn: () => work.turn(),
  });
  return {
    state: () => work.state(),
    turn: () => work.turn(),
    ask: () => {
      work.ask();
      loop.wake();
    },
    [Symbol.asyncDispose]: () => loop[Symbol.asyncDispose](),
  };
}

/** What the loop does; separate so that a test may move the clock. */
export class BackupWork {
  readonly #deps: ScheduledBackupsDeps;
  readonly #startedMs: number;
  readonly #metrics: ReturnType<typeof backupMetrics>;
  #isAsked = false;
  #failure: { atMs: number; count: number; message: string } | undefined;

  constructor(deps: ScheduledBackupsDeps) {
    this.#deps = deps;
    this.#startedMs = deps.now().getTime();
    this.#metrics = backupMetrics(deps.metrics);
  }

  async state(): Promise<BackupState> {
    const { dir, policy } = this.#deps;
    const backups = await this.#known();
    const nextAtMs = this.#nextAt(backups) ?? null;
    const failure = this.#failure
      ? { atMs: this.#failure.atMs, message: this.#failure.message }
      : null;
    return { dir, policy, backups: backups.toReversed(), nextAtMs, failure };
  }

  ask(): void {
    this.#isAsked = this.#deps.policy.intervalMs > 0;
  }

  async turn(): Promise<void> {
    const { db, now } = this.#deps;
    const known = await this.#known();
    this.#metrics.lastGood.set((known.at(-1)?.atMs ?? 0) / 1_000);
    const due = this.#nextAt(known);
    const isDue = due !== undefined && now().getTime() >= due;
    if (!isDue && !this.#isAsked) return;
    this.#isAsked = false; // one that fails is due again by its failure
    // Of several hubs on one database one does it.
    await whileOwner(db, duties.backup, () => this.#take());
  }

  async #take(): Promise<void> {
    const { db, dir, logger, now } = this.#deps;
    try {
      await removeParts(dir);
      const { bytes, rows, dir: made } = await backUp(this.#deps, dir);
      this.#failure = undefined;
      this.#metrics.failing.set(0);
      this.#metrics.bytes.set(bytes);
      const removed = await this.#removeOld();
      const known = await this.#known();
      this.#metrics.lastGood.set((known.at(-1)?.atMs ?? 0) / 1_000);
      logger.info({ dir: made, bytes, rows, removed: removed.length }, 'backed up and read back');
      const detail = { dir: made, bytes, rows, removed };
      await audit(db, { actor: 'hub', action: 'backup.taken', subject: 'ledger', detail });
    } catch (error) {
      const count = (this.#failure?.count ?? 0) + 1;
      const message = messageOf(error);
      this.#failure = { atMs: now().getTime(), count, message };
      this.#metrics.failing.set(1);
      this.#metrics.failures.inc();
      logger.error({ err: error, dir, failures: count }, `no backup could be taken: ${message}`);
      if (count > 1) return;
      const entry = { actor: 'hub', action: 'backup.failed', subject: 'ledger' };
      await audit(db, { ...entry, detail: { dir, reason: message } });
    }
  }

  async #removeOld(): Promise<string[]> {
    const { dir, now, policy } = this.#deps;
    const names = expiredBackups(policy, await this.#known(), now().getTime());
    for (const name of names) await rm(join(dir, name), { recursive: true });
    return names;
  }

  #nextAt(known: readonly KnownBackup[]): number | undefined {
    return nextBackupAt(this.#deps.policy, known.at(-1), this.#startedMs, this.#failure);
  }

  /** Oldest first. A folder has its name only after it was read back. */
  async #known(): Promise<KnownBackup[]> {
    const names = await listBackups(this.#deps.dir);
    return names.map((name) => ({ name, atMs: backupTime(name) }));
  }
}

function backupMetrics(metrics: Metrics) {
  const registers = [metrics];
  return {
    lastGood: new Gauge({
      name: 'eucora_backup_last_good_timestamp_seconds',
      help: 'When the newest backup was taken that was read back; 0: there is none',
      registers,
    }),
    bytes: new Gauge({
      name: 'eucora_backup_bytes',
      help: 'Size of the newest backup taken by this process',
      registers,
    }),
    failing: new Gauge({
      name: 'eucora_backup_failing',
      help: '1 while the newest try to take a backup failed',
      registers,
    }),
    failures: new Counter({
      name: 'eucora_backup_failures_total',
      help: 'Backups that could not be taken',
      registers,
    }),
  };
}
