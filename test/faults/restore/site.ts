import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isReport, type StatusReport } from '@eucora/site-relay';
import type { ApiClient } from '../../kit/api.ts';
import { until } from '../../kit/until.ts';

/** What a relay has been told last; order is (epoch, generation). */
export interface Told {
  readonly epoch: number;
  readonly generation: number;
}
export interface Gone {
  readonly lane: string;
  readonly first: number;
  readonly last: number;
  readonly reason: string;
}
export interface Losses {
  readonly items: readonly {
    readonly device_id: string;
    readonly lane: string;
    readonly first: number;
    readonly last: number;
    readonly events: number;
    readonly cause: string;
  }[];
  readonly events: number;
  readonly is_complete: boolean;
}
export interface SiteDetail {
  readonly events_void: number;
  readonly gaps: number;
  readonly journals: readonly {
    readonly lanes: readonly {
      readonly lane: string;
      readonly gaps: readonly unknown[];
      readonly unavailable: readonly Gone[];
    }[];
  }[];
}

const settleWithinMs = 120_000;

/** The relay's own status page as data. */
export async function relayStatus(dataDir: string, site: string): Promise<StatusReport> {
  const url = (await readFile(join(dataDir, `relay-${site}`, 'status-url'), 'utf8')).trim();
  const answer: unknown = await (await fetch(new URL('api/status/', url))).json();
  if (!isReport(answer)) throw new Error(`the relay of ${site} gives no report`);
  return answer;
}

export async function toldTo(dataDir: string, site: string): Promise<Told> {
  const { receipt } = await relayStatus(dataDir, site);
  return { epoch: receipt.ledger_epoch, generation: receipt.generation };
}

/**
 * What is wrong with how the relay takes the restored hub's documents: the epoch must be a new one,
 * numbers must have gone on above all that were used, marks must reach everything that was sealed.
 */
export async function documentFaults(
  dataDir: string,
  site: string,
  before: Told,
): Promise<string[]> {
  let fault = 'the relay did not answer';
  const settled = async (): Promise<boolean> => {
    const { receipt, journal } = await relayStatus(dataDir, site);
    const { ledger_epoch: epoch, generation } = receipt;
    const behind = journal.lanes.filter((lane) => lane.committed_through < lane.sealed_through);
    if (epoch <= before.epoch) fault = `the relay still is in epoch ${epoch}`;
    else if (generation <= before.generation) {
      fault = `generation ${generation} is not above ${before.generation} of the epoch before`;
    } else fault = `lanes stay behind: ${JSON.stringify(behind)}`;
    return epoch > before.epoch && generation > before.generation && behind.length === 0;
  };
  const wait = { withinMs: settleWithinMs, everyMs: 500 };
  const isSettled = await until('the relay has taken it', settled, wait).catch(() => undefined);
  const log = await readFile(join(dataDir, 'logs', `relay-${site}.log`), 'utf8');
  const refused = log.split('\n').filter((line) => line.includes('a receipt was refused'));
  return [
    ...(isSettled ? [] : [fault]),
    ...(refused.length === 0 ? [] : [`${refused.length} documents were refused: ${refused[0]}`]),
  ];
}

export function siteDetail(api: ApiClient, site: string): Promise<SiteDetail> {
  return api.get<SiteDetail>(`/api/sites/${site}/`);
}

export function lossesOf(api: ApiClient, site: string): Promise<Losses> {
  return api.get<Losses>(`/api/sites/${site}/losses/`);
}
