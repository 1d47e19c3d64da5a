import { laneOf, type Lane } from '@eucora/protocol';
import { Client } from 'pg';
import type { SiteBacklog } from './backlog-site.ts';
import { jainIndex } from './fairness.ts';

/** One look at how far all sites are. */
export interface Look {
  readonly atMs: number;
  readonly events: number;
  readonly bytesBySite: readonly number[];
}
/** Watches marks in the database until the backlog is in. */
export interface Progress extends AsyncDisposable {
  readonly looks: readonly Look[];
  /** When each site was seen to be done, ms since the beginning; undefined: not yet. */
  readonly doneMs: readonly (number | undefined)[];
  look(): Promise<Look>;
}

interface Sums {
  readonly seqs: number[];
  readonly events: number[];
  readonly bytes: number[];
}

/** `events` and `bytes` of a lane up to each of its numbers, arrival excluded. */
function sumsOf(backlog: SiteBacklog): Map<Lane, Sums> {
  const sums = new Map<Lane, Sums>();
  for (const { lane, seq, events, bytes } of backlog.backlog) {
    const own = sums.get(lane) ?? { seqs: [], events: [], bytes: [] };
    sums.set(lane, own);
    own.seqs.push(seq);
    own.events.push((own.events.at(-1) ?? 0) + events);
    own.bytes.push((own.bytes.at(-1) ?? 0) + bytes);
  }
  return sums;
}

/** How much lies at or below a mark. */
function upTo({ seqs, events, bytes }: Sums, through: number) {
  const count = Math.min(seqs.length, Math.max(0, through - seqs[0]! + 1));
  return { events: events[count - 1] ?? 0, bytes: bytes[count - 1] ?? 0 };
}

export async function openProgress(
  databaseUrl: string,
  sites: readonly SiteBacklog[],
): Promise<Progress> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const sums = sites.map(sumsOf);
  const totals = sites.map(({ backlog }) => backlog.reduce((sum, { events }) => sum + events, 0));
  const indexOf = new Map(sites.map(({ site }, index) => [site, index]));
  const began = performance.now();
  const looks: Look[] = [];
  const doneMs: (number | undefined)[] = sites.map(() => undefined);
  type Row = { site: string; lane: number; through: string };
  const sql = `SELECT j.site_id AS site, jl.lane, jl.committed_through AS through
                 FROM ledger.journal_lanes AS jl JOIN ledger.journals AS j USING (journal_no)`;
  return {
    looks,
    doneMs,
    async look() {
      const { rows } = await client.query<Row>(sql);
      const atMs = performance.now() - began;
      const events = sites.map(() => 0);
      const bytesBySite = sites.map(() => 0);
      for (const row of rows) {
        const index = indexOf.get(row.site);
        const own = index === undefined ? undefined : sums[index]!.get(laneOf(row.lane));
        if (index === undefined || own === undefined) continue;
        const had = upTo(own, Number(row.through));
        events[index]! += had.events;
        bytesBySite[index]! += had.bytes;
      }
      for (const [index, total] of totals.entries()) {
        if (events[index]! >= total) doneMs[index] ??= atMs;
      }
      const look = { atMs, events: events.reduce((a, b) => a + b, 0), bytesBySite };
      looks.push(look);
      return look;
    },
    [Symbol.asyncDispose]: () => client.end(),
  };
}

/** Fairness while most of the drain was still to be done: at the look nearest to its half. */
export function fairnessAtHalf(looks: readonly Look[], total: number): number {
  const distance = ({ events }: Look): number => Math.abs(events - total / 2);
  const nearest = looks.toSorted((a, b) => distance(a) - distance(b))[0];
  return nearest ? jainIndex(nearest.bytesBySite) : Number.NaN;
}
