import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import {
  askForAdmission,
  createDesk,
  createMachineClock,
  createTimeKeeper,
  openSpool,
  Sender,
  silentLogger,
} from '@eucora/endpoint-agent';
import {
  deviceIdOf,
  generateKeyPair,
  ticketFromText,
  type DeviceEvent,
  type Moment,
} from '@eucora/protocol';
import { connect } from '@nats-io/transport-node';
import { deviceAccess } from '../../kit/device-access.ts';
import { createRandom } from '../../kit/random.ts';
import { until } from '../../kit/until.ts';
import { createCatalogue } from '../../swarm/world/catalogue.ts';
import { createLife } from '../../swarm/world/life.ts';

/** What the loaded agent is told, as the only argument in JSON. */
export interface LoadTask {
  readonly ticket: string;
  readonly server: string;
  readonly directory: string;
  readonly eventsPerSecond: number;
  readonly seconds: number;
}
/** What became of its events. */
export interface LoadAnswer {
  readonly appended: number;
  readonly acknowledged: number;
  /** From the first event to the durable ack of the last. */
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly rssPeakMib: number;
}

const tickMs = 50;
const drainMsMax = 60_000;

/**
 * The agent's own spool on disk and its sender, fed with everyday events at a rate that no collector
 * reaches. An event counts as taken when the spool has it on disk, and as sent when a relay has.
 */
async function load(task: LoadTask): Promise<LoadAnswer> {
  await using stack = new AsyncDisposableStack();
  const ticket = ticketFromText(task.ticket);
  const stop = new AbortController();
  const key = generateKeyPair();
  const keeper = createTimeKeeper(createMachineClock());
  const { options, carrier } = await deviceAccess(ticket);
  const connection = await connect({
    servers: [task.server],
    ...options,
  });
  stack.defer(() => connection.close());
  const desk = createDesk(connection, ticket.site, carrier);
  await askForAdmission(desk, { ticket, key, keeper, simulatedRun: 'agent bench' });
  const spool = stack.use(
    await openSpool({
      directory: task.directory,
      storeKey: randomBytes(32),
      deviceId: deviceIdOf(key.publicKey.raw),
      key,
      keeper,
      lineage: { read: () => Promise.resolve(null), write: () => Promise.resolve() },
      logger: silentLogger,
    }),
  );
  const count = { acknowledged: 0 };
  const enrol = () => Promise.reject(new Error('the relay forgot this device'));
  const sender = new Sender({
    outbox: spool,
    desk,
    enrol,
    signal: stop.signal,
    logger: silentLogger,
    onForwarded: ({ first, last }, duplicate) => {
      if (!duplicate) count.acknowledged += last - first + 1;
    },
  });
  const sending = sender.run();
  const before = { atMs: performance.now(), cpu: process.cpuUsage() };
  const appended = await produce(
    task,
    () => keeper.now(),
    (events) => spool.append(events),
  );
  await spool.flush();
  // What is missing then is told as lost.
  await until('all is acknowledged', () => count.acknowledged === appended, {
    withinMs: drainMsMax,
    everyMs: tickMs,
  }).catch(() => undefined);
  const seconds = (performance.now() - before.atMs) / 1_000;
  const { user, system } = process.cpuUsage(before.cpu);
  stop.abort();
  await sending;
  const rssPeakMib = process.resourceUsage().maxRSS / 1_024;
  return { appended, ...count, seconds, cpuSeconds: (user + system) / 1e6, rssPeakMib };
}

/** Appends at the wanted rate, each time waiting until the events are durable. */
async function produce(
  task: LoadTask,
  now: () => Moment,
  append: (events: readonly DeviceEvent[]) => Promise<void>,
): Promise<number> {
  const random = createRandom('agent-1');
  const life = createLife(random, createCatalogue(random.fork('catalogue')), 0);
  const beganMs = performance.now();
  let appended = 0;
  for (let elapsedMs = 0; elapsedMs < 1_000 * task.seconds;) {
    const due = Math.floor((task.eventsPerSecond * elapsedMs) / 1_000);
    const events: DeviceEvent[] = [];
    while (appended + events.length < due) {
      const at = now();
      events.push(...life.next(at).map((body) => ({ at, body })));
    }
    if (events.length > 0) await append(events);
    appended += events.length;
    const nextMs = beganMs + elapsedMs + tickMs;
    await delay(Math.max(0, nextMs - performance.now()));
    elapsedMs = performance.now() - beganMs;
  }
  return appended;
}

// As the agent runs: see its `run` command.
setFlagsFromString('--no-turbofan');
setFlagsFromString('--no-maglev');
const [, , task = ''] = process.argv;
process.stdout.write(`${JSON.stringify(await load(JSON.parse(task) as LoadTask))}\n`);
