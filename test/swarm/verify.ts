import type { ApiClient, LedgerRow } from '../kit/api.ts';
import { until } from '../kit/until.ts';

export interface Expected {
  readonly run: string;
  readonly site: string;
  readonly acked: number;
  readonly digest: string;
}
/** What the hub's ledger holds of one run, beside what it should. */
export interface Comparison {
  readonly agrees: boolean;
  readonly committed: number;
  readonly rejected: number;
  readonly void: number;
  readonly gaps: number;
  readonly digest: string;
}

/** Compares a run with the ledger's row for its site. Every number must match, none be lost. */
export function compare(expected: Expected, rows: readonly LedgerRow[]): Comparison {
  const row = rows.find(({ site_id }) => site_id === expected.site);
  const committed = row?.events_committed ?? 0;
  const seen = {
    committed,
    rejected: row?.events_rejected ?? 0,
    void: row?.events_void ?? 0,
    gaps: row?.gaps ?? 0,
    digest: row?.digest ?? '',
  };
  const whole = committed === expected.acked && seen.digest === expected.digest;
  return { ...seen, agrees: whole && seen.rejected === 0 && seen.void === 0 && seen.gaps === 0 };
}

/** Waits until the ledger agrees; after `withinMs` gives the comparison as it then is. */
export async function verifyLedger(
  api: ApiClient,
  expected: Expected,
  withinMs: number,
  signal?: AbortSignal,
): Promise<Comparison> {
  const look = async (): Promise<Comparison> => {
    const path = `/api/telemetry/ledger/?run=${encodeURIComponent(expected.run)}`;
    return compare(expected, await api.all<LedgerRow>(path));
  };
  const agreed = async () => {
    const comparison = await look();
    return comparison.agrees && comparison;
  };
  const options = { withinMs, everyMs: 500, ...(signal ? { signal } : {}) };
  return until('the ledger agrees with the run', agreed, options).catch(look);
}
