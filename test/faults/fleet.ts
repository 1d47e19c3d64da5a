import { setTimeout as delay } from 'node:timers/promises';
import { runSwarm, type SwarmProgress, type SwarmResult } from '../swarm/swarm.ts';
import { makeTicket, readSurroundings, relayServers } from '../swarm/ticket.ts';
import type { FaultContext } from './case.ts';
import { abortWithinMs, drainWithinMs } from './limits.ts';

/** A fleet that lives until it is told to finish. */
export interface Fleet {
  /** Rejects when the fleet ended by itself, which is a fault. */
  readonly ended: Promise<never>;
  readonly progress: SwarmProgress | undefined;
  /** No more events; waits until a relay has acked every one. */
  finish(): Promise<SwarmResult>;
  /** Gives up at once. */
  abort(): Promise<void>;
}
export interface FleetOptions {
  readonly site?: string;
  /** Where its devices connect, when it is not straight at the relay. */
  readonly servers?: readonly string[];
  readonly devices?: number;
  /** How many connections they share. */
  readonly connections?: number;
  readonly eventsPerSecond?: number;
  readonly drainWithinMs?: number;
}

/** Starts a fleet as the tuning has it. */
export async function startFleet(
  context: Pick<FaultContext, 'seed' | 'signal' | 'tuning'>,
  dataDir: string,
  options: FleetOptions = {},
): Promise<Fleet> {
  const { seed, signal, tuning } = context;
  const { site = 'hq', devices = tuning.devices } = options;
  const eventsPerSecond = options.eventsPerSecond ?? tuning.eventsPerSecond;
  const around = await readSurroundings(dataDir);
  const [finish, abort] = [new AbortController(), new AbortController()];
  const ticket = await makeTicket(around, site, devices);
  const life = { site, devices, eventsPerSecond, seconds: 86_400, seed, lingerMs: 1_000 };
  const { connections } = options;
  const fleet = connections === undefined ? life : { ...life, connections };
  let last: SwarmProgress | undefined;
  const result = runSwarm(fleet, {
    ticket,
    servers: options.servers ?? relayServers(around, site),
    report: (progress) => (last = progress),
    finish: finish.signal,
    abort: AbortSignal.any([abort.signal, signal]),
  });
  const ended = result.then(() => Promise.reject(new Error('the swarm ended early')));
  // Whoever races it is told; nobody else has to listen.
  ended.catch(() => undefined);
  return {
    ended,
    get progress() {
      return last;
    },
    async finish() {
      finish.abort();
      const timer = setTimeout(() => abort.abort(), options.drainWithinMs ?? drainWithinMs);
      try {
        return await result;
      } catch (cause) {
        const where = JSON.stringify(last);
        throw new Error(`the swarm could not send everything: ${where}`, { cause });
      } finally {
        clearTimeout(timer);
      }
    },
    async abort() {
      abort.abort();
      const left = result.then(
        () => undefined,
        () => undefined,
      );
      await Promise.race([left, delay(abortWithinMs, undefined, { ref: false })]);
    },
  };
}
