import { setTimeout as delay } from 'node:timers/promises';
import { signalProcess } from '../../kit/processes.ts';
import { until } from '../../kit/until.ts';
import type { FaultCase, FaultContext } from '../case.ts';
import type { Fleet } from '../fleet.ts';
import { underFleet } from '../trial.ts';

/** So many of them have something to say; the others are connected and silent, as most are. */
const speaking = { devices: 200, eventsPerSecond: 500 };
const fleetWithinMs = 900_000;
const backWithinMs = 180_000;
const lives = 2;

/**
 * A connection for every agent, all dropped at once. They come back spread over a minute when there
 * are 5,000, as real agents do, and sooner when there are fewer.
 */
export const reconnectCase: FaultCase = {
  name: 'reconnect-5000',
  breaks: "the relay's server is killed under --agents connections, which all come back at once",
  inCi: false,
  run: (context) =>
    context.stages.shared((stage) => {
      const { agents } = context.tuning;
      const devices = Math.min(speaking.devices, agents);
      const fleet = { ...speaking, devices, connections: agents };
      const patience = { fleetWithinMs, drainWithinMs: 300_000 };
      const breakIt = (all: Fleet) => dropAll(context, stage.edge.dataDir, all);
      return underFleet(context, stage, breakIt, { ...fleet, ...patience });
    }),
};

async function dropAll(context: FaultContext, dataDir: string, fleet: Fleet): Promise<void> {
  const { signal, say, tuning } = context;
  const { agents } = tuning;
  const connected = () => fleet.progress?.connected ?? 0;
  const dropped = () => fleet.progress?.disconnects ?? 0;
  for (let life = 1; life <= lives; life += 1) {
    const wait = { withinMs: backWithinMs, signal };
    await until(`${agents} agents are connected`, () => connected() === agents, wait);
    const before = dropped();
    await signalProcess(dataDir, 'relay-hq-nats', 'SIGKILL');
    const beganMs = performance.now();
    const back = () => dropped() >= before + agents && connected() === agents;
    await until(`all ${agents} agents are back`, back, wait).catch((cause: unknown) => {
      const state = `${connected()} of ${agents} are, ${dropped() - before} were dropped`;
      throw new Error(`not all agents came back: ${state}`, { cause });
    });
    const seconds = Math.round((performance.now() - beganMs) / 1_000);
    say(`${agents} connections dropped; all are back after ${seconds} s at most`);
    await delay(3_000, undefined, { signal });
  }
}
