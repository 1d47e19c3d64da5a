import { availableParallelism } from 'node:os';
import { InvalidRunError } from '../errors.ts';
import { quantile } from '../measure/statistics.ts';
import { rounded, type BenchResult, type Cell } from '../report.ts';
import type { LiveSample } from './live.ts';
import { fairnessAtHalf } from './progress.ts';
import type { StormRun } from './storm.ts';

const complaintsShown = 5;

/** Figures of a storm. @throws InvalidRunError when events were lost or doubled */
export function stormResult(run: StormRun): BenchResult {
  const { ledger, drained, seconds, samples, answers, progress, backlogEvents } = run;
  const { counted, rows, produced } = ledger;
  if (rows !== counted || counted > produced || (run.isWhole && counted !== produced)) {
    const said = `${produced} events were produced, ${counted} counted and ${rows} rows are there`;
    throw new InvalidRunError(said);
  }
  const finishedSeconds = progress.doneMs.flatMap((ms) => (ms === undefined ? [] : [ms / 1_000]));
  const finish = (share: number): number => rounded(quantile(finishedSeconds, share));
  const api = answers.map(({ ms }) => ms);
  const figures = {
    sites: run.sites,
    backlog_events: backlogEvents,
    drained_per_second: Math.round(drained / seconds),
    live_p99_ms: p99(samples),
    api_p95_ms: rounded(quantile(api, 0.95)),
    fairness: rounded(fairnessAtHalf(progress.looks, backlogEvents)),
    drained_events: drained,
    seconds: rounded(seconds),
    live_p50_ms: rounded(quantile(msOf(samples), 0.5)),
    live_urgent_p99_ms: p99(samples.filter(({ lane }) => lane === 'urgent')),
    live_urgent_of_returning_p99_ms: p99(samples.filter(({ from }) => from === 'returning')),
    live_ledger_p99_ms: p99(samples.filter(({ lane }) => lane === 'ledger')),
    live_events: run.liveSaid,
    api_p50_ms: rounded(quantile(api, 0.5)),
    api_p99_ms: rounded(quantile(api, 0.99)),
    api_requests: answers.length,
    finish_seconds: { least: finish(0), median: finish(0.5), most: finish(1) },
    sites_finished: finishedSeconds.length,
    lost: run.isWhole ? produced - counted : undefined,
    doubled: rows - counted,
    refused_by_broker: run.refused,
    receipts: run.receipts,
    segments_sent_twice: run.duplicates,
    cpu_us_per_event: perEvent(run),
    hub_event_loop_p99_ms: rounded(run.eventLoopMs),
    hub_rss_mb: Math.round(run.hubMib),
    complaints: run.complaints.length,
  };
  return { figures, table: tableOf(figures), notes: notesOf(run) };
}

const msOf = (samples: readonly LiveSample[]): number[] => samples.map(({ ms }) => ms);
const p99 = (samples: readonly LiveSample[]): number => rounded(quantile(msOf(samples), 0.99));

function perEvent({ cpu, drained }: StormRun): Record<string, number> {
  const events = Math.max(1, drained);
  const micros = Object.entries(cpu).map(([name, used]) => [name, rounded((1e6 * used) / events)]);
  return Object.fromEntries(micros) as Record<string, number>;
}

function tableOf(figures: Readonly<Record<string, unknown>>): Cell[][] {
  const cell = (value: unknown): Cell =>
    typeof value === 'number' ? value : (JSON.stringify(value) ?? '-');
  return [['figure', 'value'], ...Object.entries(figures).map(([name, v]) => [name, cell(v)])];
}

function notesOf(run: StormRun): string[] {
  return [
    'each site has a relay key, a NATS user and a connection of its own, and obeys its windows',
    'a segment holds one batch of 100 events; it was signed before the clock started',
    'live: from sealing at the relay to the row that a query sees, looked for every 100 ms',
    'fairness: Jain’s index of committed bytes by site when half of the backlog is in',
    `relays, people and servers share ${availableParallelism()} cores`,
    ...(run.isWhole ? [] : ['the time ended before the backlog was in']),
    ...run.complaints
      .slice(0, complaintsShown)
      .map((line) => `the hub said: ${line.slice(0, 200)}`),
  ];
}
