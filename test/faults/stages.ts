import {
  startConstellation,
  type Constellation,
  type ConstellationOptions,
} from '../kit/constellation.ts';
import type { SwarmResult } from '../swarm/swarm.ts';
import type { FaultOutcome } from './case.ts';

/** A running constellation and the fleets that have already lived on it. */
export interface Stage {
  readonly edge: Constellation;
  readonly fleets: SwarmResult[];
}
export type OnStage = (stage: Stage) => Promise<FaultOutcome>;

/** Constellations for cases to break. A stage with faults is kept on disk, and its place told. */
export interface Stages extends AsyncDisposable {
  /**
   * For cases that leave everything whole: on the constellation that the case before left, or on a
   * fresh one.
   */
  shared(act: OnStage): Promise<FaultOutcome>;
  /** For cases that start otherwise or leave scars: on a fresh one of its own. */
  own(act: OnStage, options?: ConstellationOptions): Promise<FaultOutcome>;
}

/** Nothing is started before it is asked for. */
export function createStages(say: (line: string) => void): Stages {
  const idle: Stage[] = [];
  const close = async ({ edge }: Stage, keep: boolean): Promise<void> => {
    if (keep) say(`kept for you to look into: ${edge.dataDir}`);
    await edge.stop({ keep });
  };
  const on = async (stage: Stage, act: OnStage, whole: (stage: Stage) => Promise<void>) => {
    let outcome: FaultOutcome;
    try {
      outcome = await act(stage);
    } catch (error) {
      await close(stage, true);
      throw error;
    }
    await (outcome.faults.length === 0 ? whole(stage) : close(stage, true));
    return outcome;
  };
  const fresh = async (options?: ConstellationOptions): Promise<Stage> => {
    return { edge: await startConstellation(options), fleets: [] };
  };
  return {
    async shared(act) {
      const stage = idle.pop() ?? (await fresh());
      return on(stage, act, async () => void idle.push(stage));
    },
    async own(act, options) {
      return on(await fresh(options), act, (stage) => close(stage, false));
    },
    async [Symbol.asyncDispose]() {
      for (const stage of idle.splice(0)) await close(stage, false);
    },
  };
}
