import { laneNumber, type EventBody, type Incarnation, type Lane } from '@eucora/protocol';
import { deviceFor, type TestDevice } from '@eucora/protocol/testing';
import { Client } from 'pg';
import type { StormRelay } from './relay.ts';

export type LiveLane = Extract<Lane, 'urgent' | 'ledger'>;
/** Whether the site that speaks has a backlog behind its live words. */
export type LiveFrom = 'returning' | 'online';
export interface LiveSample {
  readonly lane: LiveLane;
  readonly from: LiveFrom;
  readonly ms: number;
}

const lookEveryMs = 100;
const bodyOf: Readonly<Record<LiveLane, EventBody>> = {
  urgent: { kind: 'security', code: 'storm', severity: 'info', detail: null },
  ledger: { kind: 'heartbeat', spoolEvents: 0, spoolBytes: 0 },
};

/** A device that speaks in one lane while the storm is on; one segment each time. */
class Speaker {
  readonly lane: LiveLane;
  readonly from: LiveFrom;
  readonly incarnation: Incarnation;
  readonly #relay: StormRelay;
  readonly #device: TestDevice;
  readonly #sealedMs: { readonly through: number; readonly ms: number }[] = [];
  said = 0;

  constructor(relay: StormRelay, lane: LiveLane, from: LiveFrom) {
    this.#relay = relay;
    this.lane = lane;
    this.from = from;
    this.#device = deviceFor(`live ${lane} ${relay.site}`);
    this.incarnation = this.#device.incarnation;
  }

  say(events: number): void {
    const { sealer, site } = this.#relay;
    const bodies = Array.from({ length: events }, () => bodyOf[this.lane]);
    const isFirst = this.said === 0;
    const enrolments = isFirst ? [this.#device.enrolment(site, sealer.key, true, 'storm')] : [];
    const batch = this.#device.next(bodies, this.lane);
    const { bytes, headerHash } = sealer.seal([batch], { lane: this.lane, enrolments });
    this.said += events;
    this.#sealedMs.push({ through: this.said, ms: performance.now() });
    this.#relay.append(this.lane, bytes, headerHash);
  }

  /** Rows up to this number are there; gives how long each segment took. */
  seen(through: number): number[] {
    const now = performance.now();
    const took: number[] = [];
    while ((this.#sealedMs[0]?.through ?? Infinity) <= through) {
      took.push(now - this.#sealedMs.shift()!.ms);
    }
    return took;
  }

  get waitingMs(): number[] {
    const now = performance.now();
    return this.#sealedMs.map(({ ms }) => now - ms);
  }
}

export interface LiveOptions {
  readonly databaseUrl: string;
  readonly eventsPerSecond: number;
  /** Their urgent lane speaks while the others drain. */
  readonly returning: readonly StormRelay[];
  /** Never away: urgent and ledger. */
  readonly online: readonly StormRelay[];
}
/** What is said while the storm is on, and how long it takes to become rows. */
export interface Live extends AsyncDisposable {
  start(): void;
  /** Says no more. */
  hush(): void;
  readonly said: () => number;
  /** How long each segment took; those that are not there yet count with their age. */
  readonly samples: () => LiveSample[];
}

/** Prepares the speakers and the looking; each speaker seals one segment a second. */
export async function openLive(options: LiveOptions): Promise<Live> {
  const { databaseUrl, eventsPerSecond, returning, online } = options;
  const speakers = [
    ...returning.map((relay) => new Speaker(relay, 'urgent', 'returning')),
    ...online.map((relay) => new Speaker(relay, 'urgent', 'online')),
    ...online.map((relay) => new Speaker(relay, 'ledger', 'online')),
  ];
  const each = Math.max(1, Math.round(eventsPerSecond / speakers.length));
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const samples: LiveSample[] = [];
  const speaking: NodeJS.Timeout[] = [];
  let looking: NodeJS.Timeout | undefined;
  let look = Promise.resolve();
  let isLooking = false;
  const lookOnce = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    look = lookFor(client, speakers, samples).finally(() => (isLooking = false));
    await look;
  };
  return {
    start() {
      for (const [index, speaker] of speakers.entries()) {
        const begin = (): void => {
          speaker.say(each);
          speaking.push(setInterval(() => speaker.say(each), 1_000));
        };
        speaking.push(setTimeout(begin, (1_000 * index) / speakers.length));
      }
      looking = setInterval(() => void lookOnce(), lookEveryMs);
    },
    hush: () => speaking.forEach((timer) => clearTimeout(timer)),
    said: () => speakers.reduce((sum, { said }) => sum + said, 0),
    samples: () => [
      ...samples,
      ...speakers.flatMap(({ lane, from, waitingMs }) =>
        waitingMs.map((ms) => ({ lane, from, ms })),
      ),
    ],
    async [Symbol.asyncDispose]() {
      speaking.forEach((timer) => clearTimeout(timer));
      clearInterval(looking);
      await look;
      await client.end();
    },
  };
}

async function lookFor(
  client: Client,
  speakers: readonly Speaker[],
  samples: LiveSample[],
): Promise<void> {
  const sql = `
    SELECT p.at, s.through
      FROM unnest($1::uuid[], $2::int2[]) WITH ORDINALITY AS p (incarnation, lane, at)
      JOIN ledger.incarnations AS i ON i.incarnation = p.incarnation
      JOIN ledger.streams AS s ON s.incarnation_no = i.incarnation_no AND s.lane = p.lane`;
  const { rows } = await client.query<{ at: string; through: string }>(sql, [
    speakers.map(({ incarnation }) => incarnation),
    speakers.map(({ lane }) => laneNumber(lane)),
  ]);
  for (const { at, through } of rows) {
    const speaker = speakers[Number(at) - 1]!;
    const { lane, from } = speaker;
    samples.push(...speaker.seen(Number(through)).map((ms) => ({ lane, from, ms })));
  }
}
