/** How one life of a process went. */
export interface Life {
  readonly wasReady: boolean;
  /** From start to end, in milliseconds. */
  readonly livedMs: number;
}

/** What is remembered between the lives of one process. */
export interface Restarts {
  /** Lives in a row that ended soon. */
  readonly quickDeaths: number;
  /** Lives in a row that never became ready. */
  readonly neverReady: number;
}

export interface RestartDecision {
  readonly restarts: Restarts;
  readonly waitMs: number;
  /** It has just become clear that the process cannot start at all: say why. */
  readonly isHopeless: boolean;
}

export const noRestarts: Restarts = { quickDeaths: 0, neverReady: 0 };

export const restartLimits = {
  firstWaitMs: 200,
  waitMsMax: 2_000,
  /** Once hopeless it is still tried, since a full disk or a lost mount may come back. */
  hopelessWaitMs: 30_000,
  hopelessAfterLives: 10,
  /** A life that was ready and longer than this owes nothing to the ones before. */
  longLifeMs: 3_000,
};

/**
 * Decides when a process that ended is started again. One that served and was killed comes back
 * almost at once; one that keeps dying is tried less and less often.
 */
export function afterDeath(before: Restarts, life: Life): RestartDecision {
  const isQuick = !life.wasReady || life.livedMs < restartLimits.longLifeMs;
  const restarts: Restarts = {
    quickDeaths: isQuick ? before.quickDeaths + 1 : 0,
    neverReady: life.wasReady ? 0 : before.neverReady + 1,
  };
  const exponent = Math.max(0, Math.min(restarts.quickDeaths - 1, 20));
  const waitMs = Math.min(restartLimits.firstWaitMs * 2 ** exponent, restartLimits.waitMsMax);
  const isStuck = restarts.neverReady >= restartLimits.hopelessAfterLives;
  return {
    restarts,
    waitMs: isStuck ? restartLimits.hopelessWaitMs : waitMs,
    isHopeless: restarts.neverReady === restartLimits.hopelessAfterLives,
  };
}
