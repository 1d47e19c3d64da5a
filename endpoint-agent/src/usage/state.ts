import { nobody, type MeasurementBody } from '@eucora/protocol';
import type { CollectWish } from '../collection/rules.ts';
import type { AcctPosition } from './accounting.ts';
import type { Run, UsageState } from './fold.ts';
import { ownerless } from './program.ts';
import type { ShortWindow } from './short-programs.ts';

/** Everything that metering must know after a restart, as plain JSON. Holds no names of persons. */
export interface MeterState {
  readonly version: 1;
  readonly turn: number; // grows with each state that was handed out
  readonly usage: UsageState;
  readonly short: ShortWindow;
  readonly accounting: AcctPosition | null;
  readonly measurements: readonly MeasurementBody[]; // as last stated
}

/** The state without what is not to be known any more; the programs in it go on as they are. */
export function asWished(state: MeterState, { persons, places }: CollectWish): MeterState {
  if (persons && places) return state;
  const runs = state.usage.runs.map((run) => ({
    ...run,
    ...(persons ? {} : { subject: nobody, path: ownerless(run).path }),
    ...(places ? {} : { path: null, title: null }),
  }));
  return { ...state, usage: { ...state.usage, runs } };
}

type Checks<T> = { readonly [Key in keyof T]: (value: unknown) => boolean };

const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
const isText = (value: unknown): boolean => typeof value === 'string';
const isTextOrNull = (value: unknown): boolean => value === null || isText(value);
const isFlag = (value: unknown): boolean => typeof value === 'boolean';
const listOf =
  (check: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(check);
const shaped =
  <T>(checks: Checks<T>) =>
  (value: unknown): boolean =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries<(field: unknown) => boolean>(checks).every(([key, check]) =>
      check(Reflect.get(value, key)),
    );

const isRun = shaped<Run>({
  pid: isNumber,
  ppid: isNumber,
  startMs: isNumber,
  startUncertaintyMs: isNumber,
  subject: isText,
  aliveMs: isNumber,
  program: isText,
  path: isTextOrNull,
  title: isTextOrNull,
  processStartMs: isNumber,
  leader: isText,
  announced: isFlag,
  instancesMax: isNumber,
});
const isUsage = shaped<UsageState>({
  bootId: isText,
  endedMs: isNumber,
  wallMs: isNumber,
  runs: listOf(isRun),
});
const isCount = (value: unknown): boolean =>
  Array.isArray(value) && isText(value[0]) && isNumber(value[1]);
const isPosition = shaped<AcctPosition>({ path: isText, inode: isText, offset: isNumber });
const meterShape = shaped<MeterState>({
  version: (value) => value === 1,
  turn: isNumber,
  usage: isUsage,
  short: shaped<ShortWindow>({ fromMs: isNumber, counts: listOf(isCount) }),
  accounting: (value) => value === null || isPosition(value),
  measurements: listOf(
    shaped<MeasurementBody>({
      kind: (value) => value === 'measurement',
      what: isText,
      state: (value) => value === 'measured' || value === 'unmeasured',
      reason: isTextOrNull,
    }),
  ),
});

const isMeterState = (kept: unknown): kept is MeterState => meterShape(kept);

/**
 * The state in what was kept; undefined when there is none or it is not as this program writes it.
 * Metering then begins anew: what still runs is told again under the same identity.
 */
export function readMeterState(kept: unknown): MeterState | undefined {
  return isMeterState(kept) ? kept : undefined;
}
