import {
  startConstellation,
  type Constellation,
  type ConstellationOptions,
} from '../kit/constellation.ts';
import type { SwarmResult } from '../swarm/swarm.ts';
import type { FaultOutcome } from './case.ts';
import { startWithinMs } from './limits.ts';
import { openLinks, type Links } from './links.ts';

/** A running constellation and the fleets that have already lived on it. */
export interface Stage {
  readonly edge: Constellation;
  readonly fleets: SwarmResult[];
}
/** Relay and hub, and agent and relay, are joined by links that can be broken. */
export interface LinkedStage extends Stage {
  readonly links: Links;
}
export type OnStage<S extends Stage = Stage> = (stage: S) => Promise<FaultOutcome>;

/** Constellations for cases to break. A stage with faults is kept on disk, and its place told. */
export interface Stages extends AsyncDisposable {
  /**
   * For cases that leave everything whole: on the constellation that the case before left, or on a
   * fresh one.
   */
  shared(act: OnStage): Promise<FaultOutcome>;
  /** The same on a constellation with links to break; they are healed when `act` has ended. */
  linked(act: OnStage<LinkedStage>): Promise<FaultOutcome>;
  /** For cases that start otherwise or leave scars: on a fresh one of its own. */
  own(act: OnStage, options?: ConstellationOptions): Promise<FaultOutcome>;
}

interface Closable<S extends Stage> {
  readonly stage: S;
  close(keep: boolean): Promise<void>;
}

/**
 * Nothing is started before it is asked for, and at most one constellation runs at a time: an idle
 * one of the other kind is stopped first.
 */
export function createStages(say: (line: string) => void): Stages {
  const idle = new Map<'shared' | 'linked', Closable<Stage>>();
  const fresh = async (options?: ConstellationOptions): Promise<Closable<Stage>> => {
    await closeIdle();
    const edge = await startConstellation({ startWithinMs, ...options });
    return { stage: { edge, fleets: [] }, close: (keep) => stop(edge, keep) };
  };
  const freshLinked = async (): Promise<Closable<LinkedStage>> => {
    await closeIdle();
    const links = await openLinks();
    try {
      const edge = await startConstellation({ startWithinMs, env: links.env });
      links.leadTo(edge.dataDir);
      const close = async (keep: boolean) => {
        await stop(edge, keep);
        await links[Symbol.asyncDispose]();
      };
      return { stage: { edge, fleets: [], links }, close };
    } catch (error) {
      await links[Symbol.asyncDispose]();
      throw error;
    }
  };
  const stop = async (edge: Constellation, keep: boolean): Promise<void> => {
    if (keep) say(`kept for you to look into: ${edge.dataDir}`);
    await edge.stop({ keep });
  };
  const closeIdle = async (): Promise<void> => {
    const all = [...idle.values()];
    idle.clear();
    for (const each of all) await each.close(false);
  };
  return {
    async shared(act) {
      const stage = idle.get('shared') ?? (await fresh());
      idle.delete('shared');
      return actOn(stage, act, async () => void idle.set('shared', stage));
    },
    async linked(act) {
      const stage =
        (idle.get('linked') as Closable<LinkedStage> | undefined) ?? (await freshLinked());
      idle.delete('linked');
      const healing = async (linked: LinkedStage) => {
        try {
          return await act(linked);
        } finally {
          linked.links.heal();
        }
      };
      return actOn(stage, healing, async () => void idle.set('linked', stage));
    },
    async own(act, options) {
      const stage = await fresh(options);
      return actOn(stage, act, () => stage.close(false));
    },
    [Symbol.asyncDispose]: closeIdle,
  };
}

/** A stage is kept for those who look for the reason when anything was wrong on it. */
async function actOn<S extends Stage>(
  closable: Closable<S>,
  act: OnStage<S>,
  whole: () => Promise<void>,
): Promise<FaultOutcome> {
  let outcome: FaultOutcome;
  try {
    outcome = await act(closable.stage);
  } catch (error) {
    await closable.close(true);
    throw error;
  }
  await (outcome.faults.length === 0 ? whole() : closable.close(true));
  return outcome;
}
