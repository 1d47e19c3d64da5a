import { setTimeout as delay } from 'node:timers/promises';
import type { LedgerRow } from '../../kit/api.ts';
import type { LinkFaults } from '../../kit/link-faults.ts';
import type { FaultCase, FaultContext } from '../case.ts';
import type { Links } from '../links.ts';
import type { LinkedStage } from '../stages.ts';
import { underFleet, type TrialOptions } from '../trial.ts';

const beforeSeconds = 3;
/** What was already on its way when a wire was cut has arrived by then. */
const settleSeconds = 6;

interface NetFault {
  readonly name: string;
  readonly breaks: string;
  readonly inCi: boolean;
  readonly seconds: number;
  readonly secondsInCi: number;
  /** Nothing may reach the hub while it lasts. */
  readonly cuts: boolean;
  /** Begins the fault. */
  begin(links: Links): void;
  readonly trial?: TrialOptions;
}

const both = (faults: Partial<LinkFaults>) => (links: Links) => {
  links.hub.change(faults);
  links.site.change(faults);
};

const faults: readonly NetFault[] = [
  {
    name: 'net-delay',
    breaks: 'both wires: 300 to 500 ms each way',
    inCi: false,
    seconds: 25,
    secondsInCi: 10,
    cuts: false,
    begin: both({ delayMs: 300, jitterMs: 200 }),
  },
  {
    name: 'net-loss',
    breaks: 'both wires: 5 % of packets lost, a connection reset every 10 s',
    inCi: false,
    seconds: 40,
    secondsInCi: 15,
    cuts: false,
    begin: both({ lossChance: 0.05, resetChancePerSecond: 0.1 }),
  },
  {
    name: 'net-half-open',
    breaks: 'the hub vanishes without a FIN, then accepts and never answers',
    inCi: false,
    // The relay asks every 10 s whether its hub is there, and gives up after two silences.
    seconds: 45,
    secondsInCi: 15,
    cuts: true,
    begin: ({ hub }) => {
      hub.vanish();
      hub.change({ route: 'half-open' });
    },
  },
  {
    name: 'net-partition',
    breaks: 'both wires drop everything silently, both ways',
    inCi: true,
    seconds: 50,
    secondsInCi: 15,
    cuts: true,
    begin: both({ route: 'partition' }),
  },
  {
    name: 'net-256kbit',
    breaks: 'the wire to the hub carries 256 kbit/s, with more to send than fits',
    inCi: false,
    seconds: 30,
    secondsInCi: 10,
    cuts: false,
    begin: ({ hub }) => hub.change({ bytesPerSecond: 32_000, delayMs: 40 }),
    trial: { eventsPerSecond: 3_000, agreeWithinMs: 240_000 },
  },
];

/** What a wire does to what passes, and what it does when nothing does. */
export const netCases: readonly FaultCase[] = faults.map(({ name, breaks, inCi, ...fault }) => ({
  name,
  breaks,
  inCi,
  run: (context) =>
    context.stages.linked((stage) => {
      const trial = { servers: stage.links.servers, ...fault.trial };
      return underFleet(context, stage, () => breakFor(context, stage, fault), trial);
    }),
}));

async function breakFor(
  context: FaultContext,
  { edge, links }: LinkedStage,
  fault: Omit<NetFault, 'name' | 'breaks' | 'inCi'>,
): Promise<void> {
  const { signal, say, tuning } = context;
  const seconds = tuning.isBounded ? fault.secondsInCi : fault.seconds;
  const wait = (time: number) => delay(1_000 * time, undefined, { signal });
  const arrived = async (): Promise<number> => {
    const rows = await edge.api.all<LedgerRow>('/api/telemetry/ledger/');
    return rows.find(({ site_id }) => site_id === 'hq')?.events_committed ?? 0;
  };
  await wait(beforeSeconds);
  const bytesBefore = links.hub.bytes;
  fault.begin(links);
  await wait(settleSeconds);
  const atFirst = await arrived();
  await wait(seconds - settleSeconds);
  const atLast = await arrived();
  const bytes = links.hub.bytes - bytesBefore;
  say(`${seconds} s: ${bytes} bytes passed to and from the hub, ${atLast - atFirst} events`);
  if (fault.cuts && atLast !== atFirst) throw new Error('the wire was not cut: events arrived');
  links.heal();
}
