import type { ApiClient } from '../../kit/api.ts';
import { admitStrangeRelay } from '../../kit/strange-relay.ts';
import { until } from '../../kit/until.ts';
import type { FaultCase } from '../case.ts';
import { forgeries, type Forgery } from '../forgeries.ts';
import { drawTraffic } from '../traffic.ts';
import { arrivedAt, outcomeOf, rowOf, sendAll } from '../wire.ts';

const rounds = 4;
const segmentCount = 40;

interface QuarantineRow {
  readonly site_id: string;
  readonly code: string;
  readonly bytes: number;
  readonly released_at: string | null;
}

/** Forgeries between genuine segments: each is kept as evidence, and stops nothing behind it. */
export const forgedCase: FaultCase = {
  name: 'segments-forged',
  breaks: 'tampered segments, unknown relays, wrong sites and stolen names between genuine ones',
  inCi: true,
  run: ({ stages, random, signal, ...context }) =>
    stages.shared(async ({ edge }) => {
      const site = `forged-${random.below(1e9)}`;
      await using wire = await admitStrangeRelay(edge, site);
      const drawn = random.fork('traffic');
      const traffic = drawTraffic(drawn, site, wire.relay, segmentCount);
      const sent: Forgery[] = [];
      for (const [index, segment] of traffic.segments.entries()) {
        if (index < rounds) {
          const forged = forgeries(wire.relay, site, segment, index);
          await sendAll(wire, forged);
          sent.push(...forged);
        }
        await sendAll(wire, [segment]);
      }
      const all = { ...context, stages, random, signal };
      await arrivedAt(all, edge, site, traffic.events).catch(() => undefined);
      const { named, faults } = await kept(edge.api, site, sent, signal);
      const outcome = outcomeOf(traffic, await rowOf(edge, site));
      return { ...outcome, named, faults: [...outcome.faults, ...faults] };
    }),
};

/**
 * Every forgery is in quarantine under its code, and nothing else of this site is. A genuine batch that
 * overtakes its device's enrolment waits there too, and the enrolment releases it.
 */
async function kept(
  api: ApiClient,
  site: string,
  sent: readonly Forgery[],
  signal: AbortSignal,
): Promise<{ named: string[]; faults: string[] }> {
  let rows: QuarantineRow[] = [];
  const all = async () => {
    const list = await api.all<QuarantineRow>('/api/quarantine/');
    rows = list.filter((row) => row.site_id === site && row.released_at === null);
    return rows.length >= sent.length;
  };
  await until('every forgery is kept', all, { signal }).catch(() => undefined);
  const count = (list: readonly { readonly code: string }[], code: string) =>
    list.filter((each) => each.code === code).length;
  const codes = [...new Set([...sent, ...rows].map(({ code }) => code))];
  const named = codes.map((code) => `${count(rows, code)} refused as ${code}, bytes kept`);
  const faults = codes
    .filter((code) => count(rows, code) !== count(sent, code))
    .map((code) => `${count(sent, code)} sent that are ${code}, ${count(rows, code)} kept`);
  return { named, faults };
}
