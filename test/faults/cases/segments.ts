import type { Constellation } from '../../kit/constellation.ts';
import { signalProcess } from '../../kit/processes.ts';
import { admitStrangeRelay } from '../../kit/strange-relay.ts';
import type { FaultCase, FaultContext } from '../case.ts';
import { forgedCase } from './forged.ts';
import { recovered } from '../recovery.ts';
import { disordered, drawTraffic, type TrafficSegment } from '../traffic.ts';
import { arrivedAt, outcomeOf, rowOf, sendAll, withoutLast } from '../wire.ts';

const segmentCount = 60;
const reorderReach = 12;

/** How the segments of one honest relay get onto the wire. */
interface Delivery {
  readonly name: string;
  readonly breaks: string;
  readonly deliver: (wire: Wire, segments: readonly TrafficSegment[]) => Promise<void>;
}
interface Wire {
  readonly context: FaultContext;
  readonly edge: Constellation;
  readonly send: (segments: readonly TrafficSegment[]) => Promise<void>;
  /** Waits until the ledger has all that a first delivery brought. */
  readonly arrived: () => Promise<unknown>;
}

const deliveries: readonly Delivery[] = [
  {
    name: 'segments-duplicated',
    breaks: 'every segment one to four times, the hub killed meanwhile',
    async deliver({ context, edge, send }, segments) {
      const { random } = context;
      const killed = random.below(segments.length);
      for (const [index, segment] of segments.entries()) {
        await send(Array.from({ length: random.between(1, 4) }, () => segment));
        if (index === killed) await signalProcess(edge.dataDir, 'hub', 'SIGKILL');
      }
    },
  },
  {
    name: 'segments-reordered',
    breaks: 'segments in another order, whole lanes apart, some twice',
    async deliver({ context: { random }, send }, segments) {
      const late = segments.filter(({ lane }) => lane === 'ledger');
      const first = segments.filter(({ lane }) => lane !== 'ledger');
      await send(disordered(random, first, reorderReach));
      await send(disordered(random, late, segments.length));
      await send(disordered(random, segments, segments.length).slice(0, reorderReach));
    },
  },
  {
    name: 'segments-replayed',
    breaks: 'old segments all over again after they were committed and the hub restarted, twice',
    async deliver({ context: { random, signal }, edge, send, arrived }, segments) {
      await send(segments);
      await arrived();
      await signalProcess(edge.dataDir, 'hub', 'SIGKILL');
      await recovered(edge, signal);
      for (let round = 0; round < 2; round += 1) {
        await send(disordered(random, segments, segments.length));
      }
    },
  },
];

/** The ledger is the same, however often and in whatever order the wire carries a segment. */
const deliveryCases: readonly FaultCase[] = deliveries.map(({ name, breaks, deliver }) => ({
  name,
  breaks,
  inCi: true,
  run: (context) =>
    context.stages.shared(async ({ edge }) => {
      const site = `${name.slice('segments-'.length)}-${context.random.below(1e9)}`;
      await using relay = await admitStrangeRelay(edge, site);
      const traffic = drawTraffic(context.random.fork('traffic'), site, relay.relay, segmentCount);
      const { rest, last } = withoutLast(traffic.segments);
      const arrived = (events: number) => arrivedAt(context, edge, site, events);
      const send = (segments: readonly TrafficSegment[]) => sendAll(relay, segments);
      const early = rest.reduce((sum, { events }) => sum + events, 0);
      await deliver({ context, edge, send, arrived: () => arrived(early) }, rest);
      await recovered(edge, context.signal);
      // A lane is taken in order: what was sent before these has been looked at when they are there.
      await send(last);
      await arrived(traffic.events).catch(() => undefined);
      return outcomeOf(traffic, await rowOf(edge, site));
    }),
}));

export const segmentCases: readonly FaultCase[] = [...deliveryCases, forgedCase];
