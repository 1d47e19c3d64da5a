import type { ApiClient } from '../kit/api.ts';

interface Range {
  readonly first: number;
  readonly last: number;
}
interface JournalLane {
  readonly lane: string;
  readonly gaps: readonly Range[];
  readonly unavailable: readonly (Range & { readonly reason: string })[];
}
interface SiteDetail {
  readonly journals: readonly {
    readonly incarnation: string;
    readonly lanes: readonly JournalLane[];
  }[];
}
interface Loss extends Range {
  readonly device_id: string;
  readonly incarnation: string;
  readonly lane: string;
  readonly events: number;
  readonly cause: string;
}

/** What the hub itself says is lost or not there, each with its exact range and count. */
export async function namedAt(api: ApiClient, site: string): Promise<string[]> {
  const losses = await api.get<{ readonly items: readonly Loss[] }>(`/api/sites/${site}/losses/`);
  const { journals } = await api.get<SiteDetail>(`/api/sites/${site}/`);
  const lost = losses.items.map(
    ({ device_id, incarnation, lane, first, last, events, cause }) =>
      `${events} events of ${device_id}/${incarnation}/${lane} ${first}-${last}: ${cause}`,
  );
  const ofJournals = journals.flatMap(({ incarnation, lanes }) =>
    lanes.flatMap((lane) => ofLane(`journal ${incarnation}/${lane.lane}`, lane)),
  );
  return [...lost, ...ofJournals];
}

function ofLane(where: string, { gaps, unavailable }: JournalLane): string[] {
  const count = ({ first, last }: Range) => `${last - first + 1} segments ${first}-${last}`;
  return [
    ...gaps.map((range) => `${where}: ${count(range)} have not come`),
    ...unavailable.map((range) => `${where}: ${count(range)} are gone: ${range.reason}`),
  ];
}
