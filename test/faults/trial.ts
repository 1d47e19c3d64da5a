import { until } from '../kit/until.ts';
import { verifyLedger } from '../swarm/verify.ts';
import { agentFaults } from './agent.ts';
import type { FaultContext, FaultOutcome } from './case.ts';
import { startFleet, type Fleet, type FleetOptions } from './fleet.ts';
import { agreeWithinMs, fleetWithinMs } from './limits.ts';
import { namedAt } from './naming.ts';
import { recovered } from './recovery.ts';
import type { Stage } from './stages.ts';

/** What else a trial may be told. */
export interface TrialOptions extends FleetOptions {
  /** How long the ledger may take to agree. */
  readonly agreeWithinMs?: number;
  /** How long the fleet may take to enrol. */
  readonly fleetWithinMs?: number;
}

/**
 * Lets a fleet live on a stage, breaks something, waits until everything runs again, and compares
 * what arrived with what was acked to the fleet and with what this machine's agent has stated.
 */
export async function underFleet(
  context: FaultContext,
  stage: Stage,
  breakIt: (fleet: Fleet) => Promise<void>,
  options: TrialOptions = {},
): Promise<FaultOutcome> {
  const { edge, fleets } = stage;
  const { say, signal } = context;
  const site = options.site ?? 'hq';
  const namedBefore = new Set(await namedAt(edge.api, site));
  const fleet = await startFleet(context, edge.dataDir, options);
  try {
    const lives = () => (fleet.progress?.acked ?? 0) > 0 && fleet.progress?.phase === 'running';
    await Promise.race([
      until('the fleet lives', lives, { withinMs: options.fleetWithinMs ?? fleetWithinMs, signal }),
      fleet.ended,
    ]);
    await Promise.race([breakIt(fleet), fleet.ended]);
    await recovered(edge, signal);
    say('everything is back; the swarm sends what is left');
    const swarm = await fleet.finish();
    fleets.push(swarm);
    const within = options.agreeWithinMs ?? agreeWithinMs;
    const ledger = await verifyLedger(edge.api, swarm, within, signal);
    signal.throwIfAborted();
    const differs = `the swarm has ${swarm.acked} acked, digest ${swarm.digest}; ledger ${JSON.stringify(ledger)}`;
    const faults = [
      ...(ledger.agrees ? [] : [differs]),
      ...(await agentFaults(edge, swarm.site, fleets, signal)),
    ];
    const voided = ledger.void + ledger.rejected;
    const named = (await namedAt(edge.api, site)).filter((line) => !namedBefore.has(line));
    return { accepted: swarm.acked, arrived: ledger.committed, voided, named, faults };
  } catch (error) {
    await fleet.abort();
    throw error;
  }
}
