import {
  askForAdmission,
  createDesk,
  createMachineClock,
  createTimeKeeper,
  MemorySpool,
  Sender,
  silentLogger,
} from '@eucora/endpoint-agent';
import {
  generateKeyPair,
  laneNumber,
  type EnrolmentTicket,
  type EventBody,
  type Incarnation,
} from '@eucora/protocol';
import { connect } from '@nats-io/transport-node';
import { deviceAccess } from '../../kit/device-access.ts';
import { Client } from 'pg';

export interface ProbeOptions {
  readonly ticket: EnrolmentTicket;
  readonly servers: readonly string[];
  readonly databaseUrl: string;
}
type ProbedLane = 'urgent' | 'ledger';
/** Devices beside the fleet that watch when their own events become rows. */
export interface Probes extends AsyncDisposable {
  /** Forgets what was measured so far, and what was said and is not there yet. */
  reset(): void;
  /** From the fact (urgent) or the cut of its batch (ledger) to the row that a query sees, ms. */
  read(): Readonly<Record<ProbedLane, readonly number[]>>;
  /** Events whose rows are not there yet. */
  waiting(): number;
}

const devicesPerLane = 4;
const sayEveryMs = 250;
const lookEveryMs = 25;

/** One device in one lane; remembers when it said what. */
class Probe {
  readonly lane: ProbedLane;
  readonly spool: MemorySpool;
  readonly #keeper: ReturnType<typeof createTimeKeeper>;
  readonly #saidMs = new Map<number, number>();
  #said = 0;

  constructor(lane: ProbedLane, keeper: ReturnType<typeof createTimeKeeper>, spool: MemorySpool) {
    this.lane = lane;
    this.spool = spool;
    this.#keeper = keeper;
  }

  get incarnation(): Incarnation {
    return this.spool.incarnation;
  }
  get waiting(): number {
    return this.#saidMs.size;
  }

  say(): void {
    this.#said += 1;
    this.#saidMs.set(this.#said, performance.now());
    this.spool.append([{ at: this.#keeper.now(), body: bodyOf[this.lane] }]);
    // The urgent lane's linger is part of what a user waits for; the ledger's is given apart.
    if (this.lane === 'ledger') this.spool.flush();
  }

  forget(): void {
    this.#saidMs.clear();
  }

  /** Everything up to this number is there; gives how long each took. */
  seen(through: number): number[] {
    const now = performance.now();
    return [...this.#saidMs].flatMap(([seq, saidMs]) => {
      if (seq > through) return [];
      this.#saidMs.delete(seq);
      return [now - saidMs];
    });
  }
}

const bodyOf: Readonly<Record<ProbedLane, EventBody>> = {
  urgent: { kind: 'security', code: 'probe', severity: 'info', detail: null },
  ledger: { kind: 'heartbeat', spoolEvents: 0, spoolBytes: 0 },
};

/** Enrols the probes and lets them speak until they are disposed of. */
export async function startProbes(options: ProbeOptions): Promise<Probes> {
  await using stack = new AsyncDisposableStack();
  const stop = new AbortController();
  const probes = await openProbes(options, stack, stop.signal);
  const client = new Client({ connectionString: options.databaseUrl });
  await client.connect();
  stack.defer(() => client.end());
  const samples: Record<ProbedLane, number[]> = { urgent: [], ledger: [] };
  const speaking = setInterval(() => probes.forEach((probe) => probe.say()), sayEveryMs);
  let look = Promise.resolve();
  let isLooking = false;
  const looking = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    look = lookFor(client, probes, samples).finally(() => (isLooking = false));
  }, lookEveryMs);
  const owned = stack.move();
  return {
    reset() {
      probes.forEach((probe) => probe.forget());
      samples.urgent = [];
      samples.ledger = [];
    },
    read: () => samples,
    waiting: () => probes.reduce((sum, { waiting }) => sum + waiting, 0),
    async [Symbol.asyncDispose]() {
      clearInterval(speaking);
      clearInterval(looking);
      await look;
      stop.abort();
      await owned.disposeAsync();
    },
  };
}

async function openProbes(
  { ticket, servers }: ProbeOptions,
  stack: AsyncDisposableStack,
  signal: AbortSignal,
): Promise<Probe[]> {
  const { options, carrier } = await deviceAccess(ticket);
  const connection = await connect({
    servers: [...servers],
    ...options,
    name: 'eucora-bench-probe',
  });
  stack.defer(() => connection.close());
  const desk = createDesk(connection, ticket.site, carrier);
  const keeper = createTimeKeeper(createMachineClock());
  const lanes = Array.from({ length: devicesPerLane }, () => ['urgent', 'ledger'] as const).flat();
  return Promise.all(
    lanes.map(async (lane) => {
      const key = generateKeyPair();
      const request = { ticket, key, keeper, simulatedRun: 'probe' };
      const { enrolment } = await askForAdmission(desk, request);
      const spool = stack.use(new MemorySpool({ deviceId: enrolment.deviceId, key, keeper }));
      const enrol = async (): Promise<void> => void (await askForAdmission(desk, request));
      const sender = new Sender({ outbox: spool, desk, signal, enrol, logger: silentLogger });
      const sending = sender.run();
      stack.defer(() => sending);
      return new Probe(lane, keeper, spool);
    }),
  );
}

async function lookFor(
  client: Client,
  probes: readonly Probe[],
  samples: Record<ProbedLane, number[]>,
): Promise<void> {
  const sql = `
    SELECT p.at, (SELECT max(e.seq) FROM ledger.events AS e
                   WHERE e.incarnation_no = i.incarnation_no AND e.lane = p.lane) AS through
      FROM unnest($1::uuid[], $2::int2[]) WITH ORDINALITY AS p (incarnation, lane, at)
      JOIN ledger.incarnations AS i ON i.incarnation = p.incarnation`;
  const { rows } = await client.query<{ at: string; through: string | null }>(sql, [
    probes.map((probe) => probe.incarnation),
    probes.map((probe) => laneNumber(probe.lane)),
  ]);
  for (const { at, through } of rows) {
    const probe = probes[Number(at) - 1];
    if (probe) samples[probe.lane].push(...probe.seen(Number(through ?? 0)));
  }
}
