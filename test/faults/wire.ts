import { lanes } from '@eucora/protocol';
import type { LedgerRow } from '../kit/api.ts';
import type { Constellation } from '../kit/constellation.ts';
import type { StrangeRelay } from '../kit/strange-relay.ts';
import { until } from '../kit/until.ts';
import type { FaultContext, FaultOutcome } from './case.ts';
import { agreeWithinMs } from './limits.ts';
import type { Traffic, TrafficSegment } from './traffic.ts';

/** The last segment of each lane apart from the others. */
export function withoutLast(segments: readonly TrafficSegment[]) {
  const last = lanes.flatMap((lane) => segments.findLast((each) => each.lane === lane) ?? []);
  return { rest: segments.filter((segment) => !last.includes(segment)), last };
}

export async function sendAll(
  relay: StrangeRelay,
  segments: readonly Pick<TrafficSegment, 'lane' | 'bytes'>[],
): Promise<void> {
  for (const { lane, bytes } of segments) {
    await until('the broker takes the segment', async () => {
      await relay.send(lane, bytes);
      return true;
    });
  }
}

export async function rowOf({ api }: Constellation, site: string): Promise<LedgerRow | undefined> {
  const rows = await api.all<LedgerRow>('/api/telemetry/ledger/');
  return rows.find(({ site_id }) => site_id === site);
}

export function arrivedAt(
  context: FaultContext,
  edge: Constellation,
  site: string,
  events: number,
) {
  return until(
    `the ledger has ${events} events of ${site}`,
    async () => (await rowOf(edge, site))?.events_committed === events,
    { withinMs: agreeWithinMs, everyMs: 250, signal: context.signal },
  );
}

export function outcomeOf({ events, digest }: Traffic, row: LedgerRow | undefined): FaultOutcome {
  const { events_committed = 0, events_rejected = 0, events_void = 0, gaps = 0 } = row ?? {};
  const voided = events_void + events_rejected;
  const isWhole = events_committed === events && row?.digest === digest;
  const found = `the ledger has ${JSON.stringify(row)}`;
  return {
    accepted: events,
    arrived: events_committed,
    voided,
    named: [],
    faults:
      isWhole && voided === 0 && gaps === 0
        ? []
        : [`${events} events, digest ${digest} were sent; ${found}`],
  };
}
