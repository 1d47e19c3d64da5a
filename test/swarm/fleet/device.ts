import { setTimeout as delay } from 'node:timers/promises';
import {
  askForAdmission,
  createTimeKeeper,
  DeskUnavailableError,
  EnrolmentRefusedError,
  MemorySpool,
  Sender,
  silentLogger,
  type Desk,
  type OutgoingBatch,
} from '@eucora/endpoint-agent';
import {
  deviceIdOf,
  generateKeyPair,
  generateSubjectKey,
  randomId,
  sealName,
  type EnrolmentTicket,
  type EventBody,
  type SiteCredential,
} from '@eucora/protocol';
import type { Random } from '../../kit/random.ts';
import type { Tally } from '../tally.ts';
import type { DeviceLife, SealName } from '../world/life.ts';

/** What every device of a run has in common. */
export interface DeviceSurroundings {
  readonly run: string;
  readonly ticket: EnrolmentTicket;
  readonly lingerMs: number;
  readonly tally: Tally;
  /** Told of what a correct device and a correct relay never do. */
  readonly onDefect: (error: Error) => void;
  readonly signal: AbortSignal;
}
/** A simulated device: a life of its own, and the agent's own cutter and sender. */
export interface SimulatedDevice {
  /** Enrols at the relay and says what a new machine says. Waits for a relay that is away. */
  enrol(): Promise<void>;
  /** Sends until the signal; the agent's sender at work. */
  send(): Promise<void>;
  /** Lets the next thing happen; gives the number of events. */
  live(): number;
  /** Makes batches of what has waited for the linger, or of everything. */
  flush(all: boolean): void;
  /** The relay may be back: ends the waits of failures. */
  retryNow(): void;
  /** True when a relay has everything. */
  readonly idle: boolean;
}

/** Another history under a simulated device's key: some batch changed on its way, or was mixed up. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

const uptimeMsMax = 20 * 86_400_000;
const enrolRetryMs = { least: 200, most: 2_000 } as const;

class WatchedSpool extends MemorySpool {
  readonly #onDefect: (error: Error) => void;

  constructor(
    options: ConstructorParameters<typeof MemorySpool>[0],
    onDefect: (error: Error) => void,
  ) {
    super(options);
    this.#onDefect = onDefect;
  }

  override async reincarnate({ lane, first, last }: OutgoingBatch): Promise<void> {
    const error = new ConflictError(
      `${this.deviceId}: the relay has another ${lane} ${first}-${last}`,
    );
    this.#onDefect(error);
    throw error;
  }
}

export function createDevice(
  life: DeviceLife,
  random: Random,
  desk: Desk,
  around: DeviceSurroundings,
): SimulatedDevice {
  const { run, ticket, lingerMs, tally, onDefect, signal } = around;
  const key = generateKeyPair();
  const deviceId = deviceIdOf(key.publicKey.raw);
  const keeper = createTimeKeeper(simulatedClock(random));
  const spool = new WatchedSpool({ deviceId, key, keeper }, onDefect);
  const admit = () => askForAdmission(desk, { ticket, key, keeper, simulatedRun: run });
  const say = (bodies: readonly EventBody[]): number => {
    const at = keeper.now();
    spool.append(bodies.map((body) => ({ at, body })));
    tally.produced(bodies.length);
    return bodies.length;
  };
  const sender = new Sender({
    outbox: spool,
    desk,
    signal,
    logger: silentLogger,
    random: () => random.next(),
    enrol: async () => void (await admit()),
    onForwarded: (batch, duplicate) => tally.acked({ deviceId, ...batch }, duplicate),
  });
  // Devices flush at different moments, as if they had been switched on at different moments.
  let flushedMs = keeper.now().boottimeMs - random.below(lingerMs + 1);
  return {
    async enrol() {
      const { credential } = await persist(admit, random, signal);
      say(life.begin(sealFor(credential)));
    },
    send: async () => {
      await sender.run();
      spool[Symbol.dispose]();
    },
    live: () => say(life.next(keeper.now())),
    flush(all) {
      const { boottimeMs } = keeper.now();
      if (!all && boottimeMs - flushedMs < lingerMs) return;
      flushedMs = boottimeMs;
      spool.flush();
    },
    retryNow: () => sender.retryNow(),
    get idle() {
      return spool.idle;
    },
  };
}

/** A machine that was started some days ago. */
function simulatedClock(random: Random) {
  const bootId = randomId();
  const bootedAtMs = performance.now() - random.below(uptimeMsMax);
  const now = () => {
    const boottimeMs = Math.round(performance.now() - bootedAtMs);
    return { bootId, boottimeMs, wallMs: Date.now() };
  };
  return { bootId, now };
}

/** Names are for the hub and the site's relay to read. */
function sealFor({ hubBoxPublic, relayBoxPublic }: SiteCredential): SealName {
  const recipients = [hubBoxPublic, relayBoxPublic];
  return (name, subject, role) => sealName(name, subject, role, generateSubjectKey(), recipients);
}

/** Repeats what fails while the relay is away or busy, until it succeeds or `signal` ends it. */
async function persist<T>(act: () => Promise<T>, random: Random, signal: AbortSignal): Promise<T> {
  for (
    let waitMs: number = enrolRetryMs.least;
    ;
    waitMs = Math.min(2 * waitMs, enrolRetryMs.most)
  ) {
    try {
      return await act();
    } catch (error) {
      const isBusy = error instanceof EnrolmentRefusedError && error.code === 'busy';
      if (!(error instanceof DeskUnavailableError) && !isBusy) throw error;
      await delay(waitMs + random.below(waitMs), undefined, { signal });
    }
  }
}
