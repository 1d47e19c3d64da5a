import { Gauge } from 'prom-client';
import type { Database } from '../../platform/db.ts';
import { ConflictError, messageOf, NotFoundError } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import { Loop } from '../../platform/loop.ts';
import type { Metrics } from '../../platform/metrics.ts';
import { duties, whileOwner } from '../../platform/ownership.ts';
import { audit } from '../audit/index.ts';
import { planRotation, type RotationKind, type RotationPlan } from './calendar.ts';
import {
  enterRotation,
  noteFailed,
  noteRotated,
  requestRotation,
  rotationRows,
  type RotationRow,
} from './rotation-store.ts';

/** Something that changes by the calendar, and how. */
export interface Rotation {
  readonly name: string;
  readonly kind: RotationKind;
  /** What it is, for people. */
  readonly title: string;
  readonly everyMs: number; // 0: only when asked for
  /** False: only an operator can change it; the calendar reminds. */
  readonly isAutomatic: boolean;
  /**
   * Changes it without anybody waiting. Stopped half-way or done twice, everything goes on.
   * Gives particulars for the audit record; never a value.
   */
  rotate(actor: string): Promise<Readonly<Record<string, unknown>>>;
}
/** One line of the calendar. */
export interface CalendarEntry extends RotationPlan {
  readonly rotation: Rotation;
  readonly state: Omit<RotationRow, 'name'>;
}
export interface RotationsDeps {
  readonly db: Database;
  readonly now: () => Date;
  readonly logger: Logger;
  readonly rotations: readonly Rotation[];
}

/** The calendar: what changes when, and doing it when it is due. */
export class Rotations {
  readonly #deps: RotationsDeps;

  constructor(deps: RotationsDeps) {
    this.#deps = deps;
  }

  /** Everything in the calendar, what comes next first. */
  async list(): Promise<CalendarEntry[]> {
    const { db, now, rotations } = this.#deps;
    const rows = await rotationRows(db);
    const at = now();
    const farMs = Number.MAX_SAFE_INTEGER;
    return rotations
      .map((rotation) => {
        const row = rows.get(rotation.name) ?? { name: rotation.name, ...unknownState(at) };
        return { rotation, state: row, ...planRotation(rotation, row, at) };
      })
      .toSorted(
        (a, b) => (a.nextAt?.getTime() ?? farMs) - (b.nextAt?.getTime() ?? farMs) || order(a, b),
      );
  }

  /**
   * Asks for a change now; whoever has the duty does it within seconds.
   * @throws NotFoundError, ConflictError when only an operator can do it
   */
  async request(name: string, actor: string): Promise<void> {
    const { db, now, rotations } = this.#deps;
    const rotation = rotations.find((known) => known.name === name);
    if (!rotation) throw new NotFoundError('rotation', name);
    if (!rotation.isAutomatic) {
      throw new ConflictError(
        `${rotation.title} comes from the hub's environment: set a new one there, name the old ` +
          'one as previous, and start the hub again.',
        'operator_only',
      );
    }
    await db.transaction(async (tx) => {
      await enterRotation(tx, name, now());
      await requestRotation(tx, name, now(), actor);
      await audit(tx, { actor, action: 'rotation.requested', subject: name });
    });
  }

  /**
   * Changes what is due, one after the other; a failure of one holds up no other. Of several hubs
   * on one database one does it. Gives the names of what was changed.
   */
  async turn(signal?: AbortSignal): Promise<string[]> {
    const { db } = this.#deps;
    const done = await whileOwner(db, duties.rotations, async (owned) => {
      const names: string[] = [];
      await this.#enterMissing();
      for (const { rotation, because, state } of await this.list()) {
        if (because === undefined || owned.aborted || signal?.aborted) continue;
        const actor = state.requestedBy ?? 'hub';
        if (await this.#rotate(rotation, because, actor, state)) names.push(rotation.name);
      }
      return names;
    });
    return done ?? [];
  }

  /** Something was changed by other means (an operator): its interval begins anew. */
  async note(name: string, actor: string): Promise<void> {
    const { db, now } = this.#deps;
    await db.transaction(async (tx) => {
      await enterRotation(tx, name, now());
      await noteRotated(tx, name, now());
      await audit(tx, { actor, action: 'rotation.done', subject: name });
    });
  }

  async #enterMissing(): Promise<void> {
    const { db, now, rotations } = this.#deps;
    const rows = await rotationRows(db);
    for (const { name } of rotations) {
      if (!rows.has(name)) await enterRotation(db, name, now());
    }
  }

  async #rotate(
    rotation: Rotation,
    because: string,
    actor: string,
    state: CalendarEntry['state'],
  ): Promise<boolean> {
    const { db, now, logger } = this.#deps;
    const { name } = rotation;
    try {
      const detail = await rotation.rotate(actor);
      await db.transaction(async (tx) => {
        await noteRotated(tx, name, now());
        const entry = { actor, action: 'rotation.done', subject: name };
        await audit(tx, { ...entry, detail: { because, ...detail } });
      });
      logger.info({ rotation: name, because }, 'rotated');
      return true;
    } catch (error) {
      const failure = messageOf(error);
      logger.error({ rotation: name, err: error }, `${name} could not be rotated: ${failure}`);
      await db.transaction(async (tx) => {
        await noteFailed(tx, name, now(), failure);
        if (state.failures > 0) return; // it is told once, as long as it lasts
        const entry = { actor, action: 'rotation.failed', subject: name };
        await audit(tx, { ...entry, detail: { because, reason: failure } });
      });
      return false;
    }
  }
}

const order = (a: CalendarEntry, b: CalendarEntry): number =>
  a.rotation.name < b.rotation.name ? -1 : 1;

function unknownState(lastAt: Date): Omit<RotationRow, 'name'> {
  const none = { requestedAt: null, requestedBy: null, failedAt: null, failure: null };
  return { lastAt, failures: 0, ...none };
}

const lookEveryMs = 60_000;

/** Keeps the calendar: looks each minute, and at once when it is woken. */
export function startRotations(
  rotations: Rotations,
  deps: { readonly logger: Logger; readonly metrics: Metrics; readonly now: () => Date },
): Loop {
  const next = new Gauge({
    name: 'eucora_rotation_next_timestamp_seconds',
    help: 'When a secret or key changes next by the calendar; in the past: it is overdue',
    labelNames: ['name'],
    registers: [deps.metrics],
  });
  const failing = new Gauge({
    name: 'eucora_rotation_failing',
    help: '1 while the newest try to change a secret or key failed',
    labelNames: ['name'],
    registers: [deps.metrics],
  });
  return new Loop({
    name: 'rotations',
    everyMs: lookEveryMs,
    logger: deps.logger,
    turn: async (signal) => {
      await rotations.turn(signal);
      for (const { rotation, nextAt, state } of await rotations.list()) {
        const { name } = rotation;
        if (nextAt !== null) next.set({ name }, nextAt.getTime() / 1_000);
        failing.set({ name }, state.failures > 0 ? 1 : 0);
      }
    },
  });
}
