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
  /** What an operator does, where only one can. */
  readonly how?: string;
  /** Since when it is in force, where that is known by itself; undefined: it is not there yet. */
  since?(): Promise<Date | undefined>;
  /**
   * Changes it without anybody waiting. Stopped half-way or done twice, everything goes on.
   * Gives particulars for the audit record; never a value.
   */
  rotate(actor: string): Promise<Readonly<Record<string, unknown>>>;
}
/** Who changes it: the hub by this calendar, a site's relay by itself, or a person. */
export const keepers = ['hub', 'relay', 'person'] as const;
export type Keeper = (typeof keepers)[number];

/** Something that others change: the calendar says when it is due. */
export interface Watched {
  readonly name: string;
  readonly kind: RotationKind;
  readonly title: string;
  readonly everyMs: number; // 0: no rule says so
  readonly lastAt: Date;
  /** When it must have been changed, where that is not an interval after it last was. */
  readonly nextAt?: Date | null;
  readonly keeper: Exclude<Keeper, 'hub'>;
  readonly how: string;
}
/** One line of the calendar. */
export interface CalendarEntry extends RotationPlan {
  readonly rotation: Omit<Rotation, 'rotate' | 'since'>;
  readonly keeper: Keeper;
  readonly state: Omit<RotationRow, 'name'>;
}
interface OwnEntry extends CalendarEntry {
  readonly rotation: Rotation;
}
export interface RotationsDeps {
  readonly db: Database;
  readonly now: () => Date;
  readonly logger: Logger;
  readonly rotations: readonly Rotation[];
  /** What others change. */
  readonly watched?: () => Promise<readonly Watched[]>;
}

/** The calendar: what changes when, and doing it when it is due. */
export class Rotations {
  readonly #deps: RotationsDeps;

  constructor(deps: RotationsDeps) {
    this.#deps = deps;
  }

  /** Everything in the calendar, what comes next first. */
  async list(): Promise<CalendarEntry[]> {
    const at = this.#deps.now();
    const watched = (await this.#deps.watched?.()) ?? [];
    return [...(await this.#own()), ...watched.map((it) => watchedEntry(it, at))].toSorted(inTime);
  }

  async #own(): Promise<OwnEntry[]> {
    const { db, now, rotations } = this.#deps;
    const rows = await rotationRows(db);
    const at = now();
    const entries: OwnEntry[] = [];
    for (const rotation of rotations) {
      const row = rows.get(rotation.name) ?? { name: rotation.name, ...unknownState(at) };
      const since = await rotation.since?.();
      const state =
        since && (!rows.has(rotation.name) || since > row.lastAt) ? { ...row, lastAt: since } : row;
      const keeper = rotation.isAutomatic ? 'hub' : 'person';
      entries.push({ rotation, keeper, state, ...planRotation(rotation, state, at) });
    }
    return entries.toSorted(inTime);
  }

  /**
   * Asks for a change now; whoever has the duty does it within seconds.
   * @throws NotFoundError, ConflictError when only an operator can do it
   */
  async request(name: string, actor: string): Promise<void> {
    const { db, now, rotations } = this.#deps;
    const rotation =
      rotations.find((known) => known.name === name) ??
      (await this.list()).find((known) => known.rotation.name === name)?.rotation;
    if (!rotation) throw new NotFoundError('rotation', name);
    if (!rotation.isAutomatic) {
      const { title, how = 'an operator changes it.' } = rotation;
      throw new ConflictError(`The hub does not change this (${title}): ${how}`, 'operator_only');
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
      for (const { rotation, because, state } of await this.#own()) {
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
    for (const rotation of rotations) {
      if (rows.has(rotation.name)) continue;
      await enterRotation(db, rotation.name, (await rotation.since?.()) ?? now());
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

const farMs = Number.MAX_SAFE_INTEGER;

const inTime = (a: CalendarEntry, b: CalendarEntry): number =>
  (a.nextAt?.getTime() ?? farMs) - (b.nextAt?.getTime() ?? farMs) ||
  (a.rotation.name < b.rotation.name ? -1 : 1);

function watchedEntry(watched: Watched, now: Date): CalendarEntry {
  const { name, kind, title, everyMs, lastAt, keeper, how } = watched;
  const rotation = { name, kind, title, everyMs, isAutomatic: false, how };
  const state = { ...unknownState(lastAt) };
  const plan = planRotation(rotation, state, now);
  const nextAt = watched.nextAt === undefined ? plan.nextAt : watched.nextAt;
  return {
    rotation,
    keeper,
    state,
    nextAt,
    isOverdue: nextAt !== null && nextAt <= now,
    because: undefined,
  };
}

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
      for (const { rotation, keeper, nextAt, state } of await rotations.list()) {
        if (keeper !== 'hub') continue;
        const { name } = rotation;
        if (nextAt !== null) next.set({ name }, nextAt.getTime() / 1_000);
        failing.set({ name }, state.failures > 0 ? 1 : 0);
      }
    },
  });
}
