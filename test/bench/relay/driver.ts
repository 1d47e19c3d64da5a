import {
  askForAdmission,
  createDesk,
  createMachineClock,
  createTimeKeeper,
  type Desk,
} from '@eucora/endpoint-agent';
import { type JournalPosition, type Lane } from '@eucora/protocol';
import { InvalidRunError } from '../errors.ts';
import { byLane, createFleet, type BenchDevice, type CutBatch } from '../fleet/device.ts';
import { Line, natsIdentity, type LineTls } from './line.ts';
import type { BenchSite } from './site.ts';

export interface DriverOptions {
  readonly site: BenchSite;
  readonly tlsOf: ((deviceId: string) => LineTls) | undefined;
  readonly devices: number;
  readonly eventsPerBatch: number;
  /** Cut and signed before the clock starts. */
  readonly batchesPerDevice: number;
}
export interface RunOptions {
  readonly seconds: number;
  /** Devices that hand over at the same time. */
  readonly inFlight: number;
  /** Holds back to this rate, and cuts on the way what was not cut before; undefined: neither. */
  readonly eventsPerSecond: number | undefined;
}
/** Devices with a connection each, enrolled, with everything cut and signed that they will say. */
export interface Driver extends AsyncDisposable {
  /** Lets devices hand over batch after batch until the time is over. */
  run(options: RunOptions): Promise<Driven>;
}
export interface Driven {
  readonly events: number;
  readonly batches: number;
  readonly seconds: number;
  /** From the offer of a batch, or its delivery by a carried grant, to its durable ack, ms. */
  readonly latenciesMs: readonly number[];
  readonly offers: number;
  /** Offers that heard "busy". */
  readonly busy: number;
}

interface Speaker {
  readonly device: BenchDevice;
  readonly desk: Desk;
  readonly batches: CutBatch[];
  readonly waiting: Map<Lane, CutBatch['events'][number][]>;
  /** The last position that it was shown, by lane: real agents say it with each offer. */
  readonly seen: Map<Lane, JournalPosition>;
  /** Grants that came with the answer before. */
  readonly carried: Map<Lane, number>;
}
interface Counts {
  events: number;
  batches: number;
  offers: number;
  busy: number;
}

const meanGapMs = 1_000;
const openingMax = 64; // connections and enrolments under way at once

/** Opens the connections, enrols, and makes what there is to say. */
export async function openDriver(options: DriverOptions): Promise<Driver> {
  const { site, tlsOf, devices } = options;
  const beganMs = Date.now() - 86_400_000;
  const fleet = createFleet({ seed: 'relay-1', devices, meanGapMs, beganMs });
  const ticket = await site.ticket(2 * devices);
  const identity = natsIdentity(ticket.natsSeed);
  const keeper = createTimeKeeper(createMachineClock());
  await using lines = new AsyncDisposableStack();
  const speakers: Speaker[] = [];
  await inParallel([...fleet.entries()], openingMax, async ([index, device]) => {
    const tls = tlsOf?.(device.deviceId);
    const line = await Line.open({ port: site.port, identity, index, tls });
    lines.use(line);
    const desk = createDesk(line, site.site);
    await askForAdmission(desk, { ticket, key: device.key, keeper, simulatedRun: 'relay bench' });
    const none = { batches: [], waiting: byLane([]), seen: new Map(), carried: new Map() };
    const speaker: Speaker = { device, desk, ...none };
    cutMore(speaker, options.batchesPerDevice, options.eventsPerBatch);
    speakers.push(speaker);
  });
  const owned = lines.move();
  return {
    run: (run) => drive(speakers, run, options.eventsPerBatch),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Lives on until so many batches wait. Urgent events stay open: they would be batches of one. */
function cutMore(speaker: Speaker, batches: number, eventsPerBatch: number): void {
  const { device, waiting } = speaker;
  while (speaker.batches.length < batches) {
    for (const [lane, events] of byLane(device.live())) {
      if (lane === 'urgent') continue;
      const queue = waiting.get(lane) ?? [];
      queue.push(...events);
      waiting.set(lane, queue);
      if (queue.length < eventsPerBatch) continue;
      speaker.batches.push(...device.cut(lane, queue.splice(0, eventsPerBatch)));
    }
  }
}

async function drive(
  speakers: readonly Speaker[],
  { seconds, inFlight, eventsPerSecond }: RunOptions,
  eventsPerBatch: number,
): Promise<Driven> {
  const beganMs = performance.now();
  const untilMs = beganMs + 1_000 * seconds;
  const counts: Counts = { events: 0, batches: 0, offers: 0, busy: 0 };
  const latenciesMs: number[] = [];
  const queue = new Round(speakers);
  const turn = async (): Promise<void> => {
    for (let speaker = queue.next(); speaker; speaker = queue.next()) {
      const startedMs = performance.now();
      if (startedMs >= untilMs) return;
      if (eventsPerSecond !== undefined) {
        cutMore(speaker, 2, eventsPerBatch);
        const dueMs = beganMs + (1_000 * counts.events) / eventsPerSecond;
        if (dueMs > startedMs) await pause(dueMs - startedMs);
      }
      const cut = speaker.batches.shift();
      if (!cut) continue; // said everything: leaves the round
      const offeredMs = performance.now();
      counts.events += cut.events.length;
      await handOver(speaker, cut, counts);
      latenciesMs.push(performance.now() - offeredMs);
      counts.batches += 1;
      queue.add(speaker);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, turn));
  return { ...counts, latenciesMs, seconds: (performance.now() - beganMs) / 1_000 };
}

/** Who is next, in the order in which they came back. */
class Round {
  readonly #ring: Speaker[];
  #first = 0;

  constructor(speakers: readonly Speaker[]) {
    this.#ring = [...speakers];
  }

  next(): Speaker | undefined {
    const speaker = this.#ring[this.#first];
    if (!speaker) return undefined;
    this.#first += 1;
    if (this.#first < 10_000) return speaker;
    this.#ring.splice(0, this.#first);
    this.#first = 0;
    return speaker;
  }

  add(speaker: Speaker): void {
    this.#ring.push(speaker);
  }
}

/** Delivers by the grant that came with the answer before, else by an offer. @throws InvalidRunError */
async function handOver(speaker: Speaker, cut: CutBatch, counts: Counts): Promise<void> {
  const { lane, bytes } = cut.batch;
  const carried = speaker.carried.get(lane) ?? 0;
  const grant = carried || (await offer(speaker, cut, counts));
  const next = speaker.batches.find((each) => each.batch.lane === lane);
  const nextBytes = next?.batch.bytes.length ?? 0;
  const answer = await speaker.desk.deliver({ grant, batch: bytes, nextBytes });
  speaker.carried.set(lane, answer.nextGrant);
  if (answer.position === null || answer.duplicate) {
    throw new InvalidRunError(`a batch was not taken: ${answer.refused} ${answer.detail}`);
  }
  speaker.seen.set(lane, answer.position);
}

async function offer(speaker: Speaker, { batch }: CutBatch, counts: Counts): Promise<number> {
  const { deviceId, incarnation, lane, first, last } = batch;
  const place = { deviceId, incarnation, lane, first, last, bytes: batch.bytes.length };
  for (;;) {
    counts.offers += 1;
    const answer = await speaker.desk.offer({ ...place, seen: speaker.seen.get(lane) ?? null });
    if (answer.refused !== '') throw new InvalidRunError(`an offer was refused: ${answer.refused}`);
    if (answer.grant !== 0) return answer.grant;
    counts.busy += 1;
    await pause(answer.retryAfterMs);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
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
