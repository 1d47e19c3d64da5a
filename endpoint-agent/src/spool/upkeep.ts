// The way of an event: what the hub has committed is trimmed: the way ends here.

import { lanes } from '@eucora/protocol';
import { SpoolUnavailableError, systemCode } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { OutgoingBatch } from '../sender/outbox.ts';
import type { OpenEvent } from './cutter.ts';
import { applyDrop, candidatesOf, type DropReport } from './disk-bound.ts';
import { planDrop } from './drop.ts';
import type { Bench } from './mend.ts';
import { checkpointOf, marksOf, statedOf, type Stream } from './model.ts';
import type { OpenLog } from './open-log.ts';
import { writeFirst, writeMarks, writeOpen } from './records.ts';
import type { Reserve } from './reserve.ts';
import type { StatedMark } from './stated.ts';
import { spoolStats } from './stats.ts';

export interface SpoolBounds {
  readonly bytesMax: number; // on disk
  readonly logBytesMax: number; // of the log of open events, before it is begun anew
  readonly openBytesMax: number; // of one lane's open events, when no batch can be written
}
export interface SpoolParts extends Bench {
  readonly log: OpenLog;
  readonly stated: StatedMark;
  readonly reserve: Reserve;
  readonly bounds: SpoolBounds;
  readonly logger: Logger;
  /** Told at every checkpoint, so that a spool made anew can name its parent. */
  readonly keepLineage: () => Promise<void>;
}

/** Keeps the spool's disk in order: the log, its marks, and the room it takes. Called in turns. */
export class Upkeep {
  readonly #parts: SpoolParts;
  readonly #onItsWay: (stream: Stream) => OutgoingBatch | undefined;
  #trouble: SpoolUnavailableError | null = null;
  marksChanged = false;

  constructor(parts: SpoolParts, onItsWay: (stream: Stream) => OutgoingBatch | undefined) {
    this.#parts = parts;
    this.#onItsWay = onItsWay;
  }

  /** The fault that keeps new events out at the moment, if there is one. */
  get trouble(): SpoolUnavailableError | null {
    return this.#trouble;
  }

  #marks(): Buffer[] {
    const { state } = this.#parts;
    return [writeMarks(marksOf(state.streams, state.seen))];
  }

  async writeLog(records: readonly Buffer[]): Promise<void> {
    const { log, logger } = this.#parts;
    const all = this.marksChanged ? [...this.#marks(), ...records] : records;
    try {
      if (!log.usable) await this.rotate();
      await log.append(all);
    } catch (error) {
      await this.makeRoom(error);
      try {
        await this.rotate();
        await log.append(records);
      } catch (cause) {
        const code = systemCode(cause);
        this.#trouble = new SpoolUnavailableError(code, troubleText(code), { cause });
        logger.error({ code }, this.#trouble.message);
        throw this.#trouble;
      }
    }
    if (this.#trouble) logger.info({}, 'the spool takes events again');
    this.#trouble = null;
    this.marksChanged = false;
  }

  /**
   * Begins the log anew when it is long and most of it is in batches by now. Only between turns that
   * take events: a new log holds what is open, and an event is not until its record was written.
   */
  async shortenLog(): Promise<void> {
    const { log, bounds } = this.#parts;
    if (!log.usable || log.bytes <= bounds.logBytesMax) return;
    const open = lanes.flatMap((lane) => this.#parts.state.open[lane]);
    const needed = open.reduce((sum, one) => sum + 2 * one.bytes, 0);
    if (needed > log.bytes / 2) return;
    try {
      await this.rotate();
    } catch (error) {
      this.#parts.logger.warn({ err: error }, 'the spool log could not be begun anew');
    }
  }

  async rotate(): Promise<void> {
    const { state, log, keeper, reserve } = this.#parts;
    const book = keeper.book();
    const records: Buffer[] = [];
    for (const lane of lanes) {
      for (const run of runsOf(state.open[lane])) {
        const events = run.map((one) => one.event);
        records.push(...writeOpen(state.tips[lane], run[0]!.seq, events, book));
      }
    }
    await log.rotate(writeFirst(checkpointOf(state), records));
    this.marksChanged = false;
    await this.writeStated();
    await this.#parts.keepLineage();
    await reserve.fill();
  }

  // A full disk costs redundancy before it costs events: only what a hub or a relay has is removed.
  async makeRoom(error: unknown): Promise<void> {
    const code = systemCode(error);
    if (code !== 'ENOSPC' && code !== 'EDQUOT') return;
    const { reserve, bounds } = this.#parts;
    await reserve.spend();
    const used = spoolStats(this.#parts.state, this.#parts.log.bytes).bytes;
    await this.#drop(used, Math.max(0, used - bounds.logBytesMax), false);
  }

  async keepBound(): Promise<void> {
    const { bytes } = spoolStats(this.#parts.state, this.#parts.log.bytes);
    if (bytes > this.#parts.bounds.bytesMax)
      await this.#drop(bytes, this.#parts.bounds.bytesMax, true);
  }

  async #drop(bytesUsed: number, bytesMax: number, voids: boolean): Promise<void> {
    const candidates = candidatesOf(this.#parts, (stream, file) => {
      const sent = this.#onItsWay(stream);
      return sent !== undefined && file.first <= sent.first && sent.first <= file.last;
    });
    const plan = planDrop(candidates, bytesUsed, bytesMax);
    const steps = voids ? plan : plan.filter((step) => step.act !== 'void');
    if (steps.some((step) => step.act === 'trim')) await this.keepMarks();
    for (const step of steps) {
      const report = await applyDrop(this.#parts, step);
      if (report && step.act !== 'trim') this.#sayDropped(report);
    }
  }

  #sayDropped(report: DropReport): void {
    const lost = report.act === 'void';
    const text = lost
      ? 'spool over its bound: events dropped, a void stands for them'
      : 'spool over its bound: batches that only the relay has now';
    this.#parts.logger.warn(report, text);
  }

  async keepMarks(): Promise<void> {
    const { log } = this.#parts;
    if (!log.usable) return this.rotate();
    await log.append(this.#marks());
    this.marksChanged = false;
    await this.writeStated();
  }

  /** States how far numbers are given out, once that is durable. */
  writeStated(): Promise<void> {
    return this.#parts.stated.write(statedOf(this.#parts.state));
  }

  async trim(): Promise<void> {
    const { state, store } = this.#parts;
    await this.keepMarks();
    for (const stream of state.streams) {
      for (const file of stream.files) {
        const over = stream.closedThrough !== null && stream.committed >= stream.closedThrough;
        if (file.last > stream.committed || (store.isActive(file) && !over)) continue;
        await store.remove(stream, file);
      }
    }
    const settled = (s: Stream): boolean =>
      s.closedThrough !== null && s.committed >= s.closedThrough;
    state.streams = state.streams.filter((stream) => !settled(stream));
  }
}

function* runsOf(open: readonly OpenEvent[]): Generator<OpenEvent[]> {
  let run: OpenEvent[] = [];
  for (const one of open) {
    const last = run.at(-1);
    if (last && (one.seq !== last.seq + 1 || run.length === 1_000)) {
      yield run;
      run = [];
    }
    run.push(one);
  }
  if (run.length > 0) yield run;
}

function troubleText(code: string): string {
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return 'the disk is full: make room on it; events wait in memory until then';
  }
  return `the spool can't be written (${code || 'unknown fault'}): check the disk`;
}
