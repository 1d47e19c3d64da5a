import type { ApiClient } from '../kit/api.ts';
import { identify, processNames, type ProcessIdentity } from '../kit/processes.ts';
import { until } from '../kit/until.ts';
import type { SwarmResult } from './swarm.ts';
import type { Comparison } from './verify.ts';

/** A line of the hub's calendar. */
export interface CalendarRow {
  readonly name: string;
  readonly automatic: boolean;
  readonly kept_by: 'hub' | 'relay' | 'person';
  readonly last_at: string;
  readonly requested_at: string | null;
  readonly failure: { readonly message: string } | null;
}
/** One that was changed while the fleet sent. */
export interface Rotated {
  readonly name: string;
  readonly seconds: number;
  /** Acked by the relay when it was done. */
  readonly acked: number;
  readonly stillSending: boolean;
  readonly failure: string | undefined;
}
export interface RotationReport {
  readonly rotated: readonly Rotated[];
  /** In the calendar, and not the hub's to change. */
  readonly left: readonly { readonly name: string; readonly keptBy: string }[];
  /** Processes that are not the ones from before. */
  readonly restarted: readonly string[];
}
/** How the fleet stands at this moment. */
export interface FleetNow {
  readonly acked: number;
  readonly isSending: boolean;
}
export interface RotateDeps {
  readonly api: ApiClient;
  readonly dataDir: string;
  readonly fleet: () => FleetNow;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

const path = '/api/system/rotations/';
const withinMs = 120_000;

/** Changes everything that the hub can, one after the other; call it while a fleet sends. */
export async function rotateEverything(deps: RotateDeps): Promise<RotationReport> {
  const { api, dataDir, fleet, say } = deps;
  const before = await processesOf(dataDir);
  const calendar = await calendarOf(api);
  const rotated: Rotated[] = [];
  for (const row of calendar.filter(({ automatic }) => automatic)) {
    const beganMs = performance.now();
    const failure = await rotate(deps, row);
    const { acked, isSending } = fleet();
    const seconds = (performance.now() - beganMs) / 1_000;
    rotated.push({ name: row.name, seconds, acked, stillSending: isSending, failure });
    say(failure === undefined ? `${row.name} is another` : `${row.name} failed: ${failure}`);
  }
  const left = calendar
    .filter(({ automatic }) => !automatic)
    .map(({ name, kept_by: keptBy }) => ({ name, keptBy }));
  const after = await processesOf(dataDir);
  const restarted = [...before].flatMap(([name, was]) => {
    const is = after.get(name);
    return is?.pid === was.pid && is.startTicks === was.startTicks ? [] : [name];
  });
  return { rotated, left, restarted };
}

/** Why it failed; undefined: it is another now. */
async function rotate(
  { api, signal }: RotateDeps,
  { name, last_at: lastAt }: CalendarRow,
): Promise<string | undefined> {
  await api.post(`${path}${name}/`, {});
  const done = await until(
    `${name} is rotated`,
    async () => {
      const row = (await calendarOf(api)).find((one) => one.name === name);
      const isOver = row?.failure != null || (row?.requested_at === null && row.last_at !== lastAt);
      return isOver ? row : undefined;
    },
    { withinMs, signal },
  );
  return done.failure?.message;
}

const calendarOf = async (api: ApiClient): Promise<readonly CalendarRow[]> =>
  (await api.get<{ items: CalendarRow[] }>(path)).items;

async function processesOf(dataDir: string): Promise<Map<string, ProcessIdentity>> {
  const found = new Map<string, ProcessIdentity>();
  for (const name of processNames) {
    const identity = await identify(dataDir, name);
    if (identity) found.set(name, identity);
  }
  return found;
}

/** Whether it went as it has to: all changed while events came, none lost, nothing restarted. */
export function isGood(
  report: RotationReport,
  result: Pick<SwarmResult, 'produced' | 'acked'>,
  ledger: Comparison,
): boolean {
  return (
    report.rotated.length > 0 &&
    report.rotated.every(({ failure, stillSending }) => failure === undefined && stillSending) &&
    report.restarted.length === 0 &&
    result.acked === result.produced &&
    ledger.agrees
  );
}

const whole = new Intl.NumberFormat('en-US');

/** The end of it for a person: what was changed, and what became of the events. */
export function rotationTable(
  report: RotationReport,
  { produced }: Pick<SwarmResult, 'produced'>,
  ledger: Comparison,
): string {
  const width = Math.max(10, ...report.rotated.map(({ name }) => name.length)) + 2;
  const rows = report.rotated.map(({ name, seconds, acked, stillSending, failure }) => {
    const word = failure ?? (stillSending ? 'changed' : 'changed, but the fleet had stopped');
    const time = `${seconds.toFixed(1)} s`.padStart(8);
    return `${name.padEnd(width)}${time}  ${whole.format(acked).padStart(12)}  ${word}`;
  });
  const head = `${'rotated'.padEnd(width)}${'took'.padStart(8)}  ${'acked by then'.padStart(12)}`;
  const left = report.left.map(({ name, keptBy }) => `${name} (${keptBy})`);
  const lost = Math.max(0, produced - ledger.committed);
  return [
    head,
    ...rows,
    ...(left.length === 0 ? [] : [`not the hub's to change: ${left.join(', ')}`]),
    `events accepted ${whole.format(produced)}, committed ${whole.format(ledger.committed)}, ` +
      `lost ${whole.format(lost)}; restarts ${report.restarted.length}` +
      (report.restarted.length === 0 ? '' : ` (${report.restarted.join(', ')})`),
  ].join('\n');
}
