import {
  askForAdmission,
  createDesk,
  createMachineClock,
  createTimeKeeper,
  type Desk,
} from '@eucora/endpoint-agent';
import { subjects, type EnrolmentTicket, type JournalPosition, type Lane } from '@eucora/protocol';
import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import { InvalidRunError } from '../errors.ts';
import { byLane, createFleet, type BenchDevice, type CutBatch } from '../fleet/device.ts';

export interface DriverOptions {
  readonly ticket: EnrolmentTicket;
  readonly server: string;
  readonly devices: number;
  readonly eventsPerBatch: number;
  readonly batchesPerDevice: number;
}
/** Devices with a connection each, enrolled, with everything cut and signed that they will say. */
export interface Driver extends AsyncDisposable {
  /** Lets devices hand over batch after batch, `inFlight` at once, until the time is over. */
  run(seconds: number, inFlight: number): Promise<Driven>;
}
export interface Driven {
  readonly events: number;
  readonly batches: number;
  readonly seconds: number;
  /** From the offer of a batch to its durable ack, ms. */
  readonly latenciesMs: readonly number[];
  /** Offers that heard "busy". */
  readonly busy: number;
}

interface Speaker {
  readonly device: BenchDevice;
  readonly desk: Desk;
  readonly batches: CutBatch[];
  /** The last position that it was shown, by lane: real agents say it with each offer. */
  readonly seen: Map<Lane, JournalPosition>;
}

const meanGapMs = 1_000;
const openingMax = 64; // connections and enrolments under way at once

/** Opens the connections, enrols, and makes what there is to say. */
export async function openDriver(options: DriverOptions): Promise<Driver> {
  const beganMs = Date.now() - 86_400_000;
  const fleet = createFleet({ seed: 'relay-1', devices: options.devices, meanGapMs, beganMs });
  const keeper = createTimeKeeper(createMachineClock());
  const connections: NatsConnection[] = [];
  const speakers: Speaker[] = [];
  await inParallel(fleet, openingMax, async (device) => {
    const connection = await open(options);
    connections.push(connection);
    const desk = createDesk(connection, options.ticket.site);
    const { ticket } = options;
    await askForAdmission(desk, { ticket, key: device.key, keeper, simulatedRun: 'relay bench' });
    speakers.push({ device, desk, batches: cutAll(device, options), seen: new Map() });
  });
  return {
    run: (seconds, inFlight) => drive(speakers, seconds, inFlight),
    async [Symbol.asyncDispose]() {
      await Promise.all(connections.map((connection) => connection.close()));
    },
  };
}

function open({ ticket, server }: DriverOptions): Promise<NatsConnection> {
  return connect({
    servers: [server],
    authenticator: nkeyAuthenticator(new TextEncoder().encode(ticket.natsSeed)),
    inboxPrefix: subjects.deviceInbox,
    name: 'eucora-bench',
    reconnect: false,
    timeout: 30_000,
  });
}

function cutAll(device: BenchDevice, options: DriverOptions): CutBatch[] {
  const batches: CutBatch[] = [];
  let waiting = byLane([]);
  while (batches.length < options.batchesPerDevice) {
    for (const [lane, events] of byLane(device.live())) {
      const queue = [...(waiting.get(lane) ?? []), ...events];
      const isFull = lane !== 'urgent' && queue.length >= options.eventsPerBatch;
      if (isFull) batches.push(...device.cut(lane, queue.splice(0, options.eventsPerBatch)));
      waiting.set(lane, queue);
    }
  }
  return batches;
}

async function drive(
  speakers: readonly Speaker[],
  seconds: number,
  inFlight: number,
): Promise<Driven> {
  const beganMs = performance.now();
  const untilMs = beganMs + 1_000 * seconds;
  const counts = { events: 0, batches: 0, busy: 0 };
  const latenciesMs: number[] = [];
  const queue = [...speakers];
  const turn = async (): Promise<void> => {
    for (let speaker = queue.shift(); speaker; speaker = queue.shift()) {
      if (performance.now() >= untilMs) return;
      const cut = speaker.batches.shift();
      if (!cut) continue; // said everything: leaves the round
      const offeredMs = performance.now();
      counts.busy += await handOver(speaker, cut);
      latenciesMs.push(performance.now() - offeredMs);
      counts.events += cut.events.length;
      counts.batches += 1;
      queue.push(speaker);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, turn));
  return { ...counts, latenciesMs, seconds: (performance.now() - beganMs) / 1_000 };
}

/** Offers, then delivers; gives how often the relay was busy. @throws InvalidRunError */
async function handOver(speaker: Speaker, { batch }: CutBatch): Promise<number> {
  const { deviceId, incarnation, lane, first, last, bytes } = batch;
  const place = { deviceId, incarnation, lane, first, last };
  for (let busy = 0; ; busy += 1) {
    const seen = speaker.seen.get(lane) ?? null;
    const offer = await speaker.desk.offer({ ...place, bytes: bytes.length, seen });
    if (offer.refused !== '') throw new InvalidRunError(`an offer was refused: ${offer.refused}`);
    if (offer.grant === 0) {
      await new Promise((resolve) => setTimeout(resolve, offer.retryAfterMs));
      continue;
    }
    const answer = await speaker.desk.deliver({ grant: offer.grant, batch: bytes });
    if (answer.position === null || answer.duplicate) {
      throw new InvalidRunError(`a batch was not taken: ${answer.refused} ${answer.detail}`);
    }
    speaker.seen.set(lane, answer.position);
    return busy;
  }
}

async function inParallel<T>(
  all: readonly T[],
  atOnce: number,
  act: (each: T) => Promise<void>,
): Promise<void> {
  const left = [...all];
  const worker = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await act(next);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
