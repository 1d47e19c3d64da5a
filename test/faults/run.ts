import { setTimeout as delay } from 'node:timers/promises';
import type { LedgerRow } from '../kit/api.ts';
import { startConstellation, type Constellation } from '../kit/constellation.ts';
import { identify, signalProcess } from '../kit/processes.ts';
import { createRandom } from '../kit/random.ts';
import { until } from '../kit/until.ts';
import { runSwarm, type SwarmProgress, type SwarmResult } from '../swarm/swarm.ts';
import { makeTicket, readSurroundings, relayServers } from '../swarm/ticket.ts';
import { verifyLedger, type Comparison } from '../swarm/verify.ts';
import { readAgent, readAgentStreams } from './agent.ts';
import { compareSite, compareSpool } from './oracle.ts';
import { killable, planKills, type Kill, type Killable } from './plan.ts';

export interface FaultRunOptions {
  readonly seed: string;
  readonly kills: number;
  readonly meanGapMs: number;
  readonly devices: number;
  readonly eventsPerSecond: number;
  readonly say: (line: string) => void;
}
/** What one run showed. It is good when `faults` is empty. */
export interface FaultRunReport {
  readonly seed: string;
  readonly killed: Readonly<Record<Killable, number>>;
  readonly swarm: SwarmResult;
  readonly ledger: Comparison;
  readonly faults: readonly string[];
  readonly seconds: number;
}

const site = 'hq';
const agreeWithinMs = 120_000;
const recoverWithinMs = 90_000;

/**
 * Starts everything, lets a fleet live, kills processes by plan, and compares what arrived with
 * what was said. The data directory of a run with faults is kept, and its place told.
 */
export async function faultRun(options: FaultRunOptions): Promise<FaultRunReport> {
  const edge = await startConstellation();
  try {
    const report = await faultRunOn(edge, options);
    await edge.stop({ keep: report.faults.length > 0 });
    return report;
  } catch (error) {
    await edge.stop({ keep: true });
    throw error;
  }
}

/** The same on a constellation that is already up. */
export async function faultRunOn(
  edge: Constellation,
  options: FaultRunOptions,
): Promise<FaultRunReport> {
  const { say, seed } = options;
  const beganMs = performance.now();
  const plan = planKills(createRandom(`faults ${seed}`), options.kills, options.meanGapMs);
  const fleet = await startFleet(edge, options);
  const endedEarly = fleet.result.then(() => Promise.reject(new Error('the swarm ended early')));
  await Promise.race([killAll(edge.dataDir, plan, say), endedEarly]);
  await recovered(edge);
  say('all killed and back; the swarm sends what is left');
  const swarm = await fleet.finish();
  const ledger = await verifyLedger(edge.api, swarm, agreeWithinMs);
  const faults = [
    ...(ledger.agrees ? [] : [ledgerFault(swarm, ledger)]),
    ...(await agentFaults(edge, swarm)),
  ];
  if (faults.length > 0) say(`kept for you to look into: ${edge.dataDir}`);
  const count = (target: Killable) => plan.filter((kill) => kill.target === target).length;
  const killed = Object.fromEntries(killable.map((target) => [target, count(target)]));
  const seconds = Math.round((performance.now() - beganMs) / 1_000);
  return { seed, killed: killed as Record<Killable, number>, swarm, ledger, faults, seconds };
}

async function startFleet(edge: Constellation, options: FaultRunOptions) {
  const { devices, eventsPerSecond, seed } = options;
  const around = await readSurroundings(edge.dataDir);
  const [finish, abort] = [new AbortController(), new AbortController()];
  const ticket = await makeTicket(around, site, devices);
  const fleet = { site, devices, eventsPerSecond, seconds: 86_400, seed, lingerMs: 1_000 };
  let last: SwarmProgress | undefined;
  const result = runSwarm(fleet, {
    ticket,
    servers: relayServers(around, site),
    report: (progress) => (last = progress),
    finish: finish.signal,
    abort: abort.signal,
  });
  return {
    result,
    async finish(): Promise<SwarmResult> {
      finish.abort();
      const timer = setTimeout(() => abort.abort(), agreeWithinMs);
      try {
        return await result;
      } catch (cause) {
        const where = JSON.stringify(last);
        throw new Error(`the swarm could not send everything: ${where}`, { cause });
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

async function killAll(dataDir: string, plan: readonly Kill[], say: (line: string) => void) {
  for (const [index, { target, afterMs }] of plan.entries()) {
    await delay(afterMs);
    const { pid } = await signalProcess(dataDir, target, 'SIGKILL');
    say(`kill ${index + 1} of ${plan.length}: ${target} (${pid}), ${afterMs} ms after the last`);
  }
}

/** Everything runs again and the hub says that it is ready. */
async function recovered({ dataDir, url }: Constellation): Promise<void> {
  const look = async (): Promise<boolean> => {
    const found = await Promise.all(killable.map((name) => identify(dataDir, name)));
    if (found.includes(undefined)) return false;
    return (await fetch(new URL('/readyz', url), { signal: AbortSignal.timeout(2_000) })).ok;
  };
  await until('everything runs again and the hub is ready', look, { withinMs: recoverWithinMs });
}

function ledgerFault(swarm: SwarmResult, ledger: Comparison): string {
  return `the swarm has ${swarm.acked} acked, digest ${swarm.digest}; ledger ${JSON.stringify(ledger)}`;
}

/**
 * This machine's own agent, whose spool is the oracle. It goes on living, so its marks and the
 * site's ledger are read until they fit one another.
 */
async function agentFaults(edge: Constellation, swarm: SwarmResult): Promise<string[]> {
  const agent = await readAgent(edge.dataDir);
  let faults = ['no moment was found at which the marks of the agent stood still'];
  const agrees = async (): Promise<boolean> => {
    const before = await readAgentStreams(edge.api, agent.deviceId);
    const [row] = await edge.api.all<LedgerRow>(`/api/telemetry/ledger/?site=${site}`);
    const after = await readAgentStreams(edge.api, agent.deviceId);
    if (JSON.stringify(before) !== JSON.stringify(after)) return false;
    const whole = compareSite(row, swarm, { deviceId: agent.deviceId, streams: after });
    faults = [...compareSpool(agent.spool, after), ...(whole ? [whole] : [])];
    return faults.length === 0;
  };
  const wait = { withinMs: agreeWithinMs, everyMs: 500 };
  await until("the hub agrees with the agent's spool", agrees, wait).catch(() => undefined);
  return faults;
}
