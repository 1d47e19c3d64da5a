import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { EnrolmentTicket } from '@eucora/protocol';
import { createRandom } from '../kit/random.ts';
import { openDesks, type Desks } from './fleet/connections.ts';
import { createDevice, type DeviceSurroundings, type SimulatedDevice } from './fleet/device.ts';
import { dueEvents, turnOf } from './pace.ts';
import { createTally, type TallyReading } from './tally.ts';
import { createCatalogue } from './world/catalogue.ts';
import { createLife } from './world/life.ts';

/** The fleet of one run. */
export interface SwarmOptions {
  readonly site: string;
  readonly devices: number;
  readonly eventsPerSecond: number;
  readonly seconds: number;
  readonly seed: string;
  /** How long events wait for company before they become a batch, except urgent ones. */
  readonly lingerMs: number;
  /** How many connections are held; the devices share a few unless said otherwise. */
  readonly connections?: number;
}
/** Where a run stands. */
export interface SwarmProgress extends TallyReading {
  readonly phase: 'enrolling' | 'running' | 'draining';
  readonly enrolled: number;
  /** Connections that are up now, and how often one was lost. */
  readonly connected: number;
  readonly disconnects: number;
  readonly seconds: number;
}
export interface SwarmResult extends TallyReading {
  readonly run: string;
  readonly site: string;
  readonly devices: number;
  readonly seconds: number;
  readonly seed: string;
}
export interface SwarmSurroundings {
  readonly ticket: EnrolmentTicket;
  readonly servers: readonly string[];
  readonly report: (progress: SwarmProgress) => void;
  /** Stop producing, send what there is, and come to an end. */
  readonly finish: AbortSignal;
  /** Give up at once. */
  readonly abort: AbortSignal;
}

const connectionsMax = 16;
const enrollersMax = 16;
const tickMs = 50;
const reportEveryMs = 2_000;
// Real agents back off for up to a minute; a run is to go on soon after a restart.
const retryEveryMs = 2_000;

/** A name for this run's devices that no other run has. */
function runName(seed: string): string {
  return `swarm-${seed.slice(0, 16)}-${randomBytes(5).toString('hex')}`;
}

/**
 * Enrols a fleet, lets it live at the wanted rate, and returns when a relay has acked every event.
 * Restarts of the relay and of its server are waited out; batches are re-sent byte-identical.
 */
export async function runSwarm(
  options: SwarmOptions,
  around: SwarmSurroundings,
): Promise<SwarmResult> {
  const { site, seed, lingerMs } = options;
  const run = runName(seed);
  const tally = createTally();
  const defect = Promise.withResolvers<never>();
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, around.abort]);
  const { ticket } = around;
  const connections = options.connections ?? Math.min(connectionsMax, options.devices);
  await using desks = await openDesks(ticket, around.servers, connections, signal);
  const onDefect = (error: Error) => defect.reject(error);
  const fleet = createFleet(options, desks, { run, ticket, lingerMs, tally, onDefect, signal });
  const beganMs = performance.now();
  const seconds = () => Math.round(performance.now() - beganMs) / 1_000;
  const state = { phase: 'enrolling' as SwarmProgress['phase'], enrolled: 0 };
  const reporter = setInterval(
    () => around.report({ ...state, ...tally.read(), ...desks.read(), seconds: seconds() }),
    reportEveryMs,
  );
  const retrier = setInterval(() => fleet.forEach((device) => device.retryNow()), retryEveryMs);
  const sending = fleet.map((device) => device.send());
  const work = async (): Promise<void> => {
    await enrolAll(fleet, () => (state.enrolled += 1));
    state.phase = 'running';
    await produce(options, fleet, AbortSignal.any([around.finish, signal]));
    state.phase = 'draining';
    await drain(fleet, signal);
  };
  try {
    await Promise.race([work(), Promise.all(sending), defect.promise]);
    around.abort.throwIfAborted();
    return { run, site, devices: fleet.length, ...tally.read(), seconds: seconds(), seed };
  } finally {
    clearInterval(reporter);
    clearInterval(retrier);
    stop.abort();
    await Promise.allSettled(sending);
  }
}

function createFleet(
  options: SwarmOptions,
  desks: Desks,
  around: DeviceSurroundings,
): SimulatedDevice[] {
  const random = createRandom(options.seed);
  const catalogue = createCatalogue(random.fork('catalogue'));
  return Array.from({ length: options.devices }, (_, index) => {
    const own = random.fork(`device ${index}`);
    const life = createLife(own, catalogue, index);
    return createDevice(life, own.fork('device'), desks.at(index), around);
  });
}

/** Enrols a bounded number of devices at a time. */
async function enrolAll(fleet: readonly SimulatedDevice[], onEnrolled: () => void): Promise<void> {
  const left = [...fleet];
  const enroller = async (): Promise<void> => {
    for (let device = left.shift(); device; device = left.shift()) {
      await device.enrol();
      device.flush(true);
      onEnrolled();
    }
  };
  const count = Math.min(enrollersMax, fleet.length);
  await Promise.all(Array.from({ length: count }, () => enroller()));
}

async function produce(
  options: SwarmOptions,
  fleet: readonly SimulatedDevice[],
  signal: AbortSignal,
): Promise<void> {
  const { eventsPerSecond, seconds } = options;
  const beganMs = performance.now();
  let made = 0;
  while (!signal.aborted) {
    const elapsedMs = performance.now() - beganMs;
    const due = dueEvents(eventsPerSecond, seconds, elapsedMs);
    while (made < due) made += fleet[turnOf(made, fleet.length)]?.live() ?? 1;
    for (const device of fleet) device.flush(false);
    if (elapsedMs >= seconds * 1_000) return;
    await delay(tickMs);
  }
}

async function drain(fleet: readonly SimulatedDevice[], signal: AbortSignal): Promise<void> {
  for (const device of fleet) device.flush(true);
  while (!signal.aborted && !fleet.every((device) => device.idle)) await delay(tickMs);
}
