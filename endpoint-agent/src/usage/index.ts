import { existsSync } from 'node:fs';
import type { MeasurementBody } from '@eucora/protocol';
import type { CollectWish } from '../collection/rules.ts';
import type { CollectContext, Collector, CollectResult } from '../collectors/contract.ts';
import { FileTooLargeError, type Host, ToolFailedError } from '../collectors/host.ts';
import { errorCode, realHost } from '../collectors/real-host.ts';
import {
  type AccountingMode,
  type AccountingStatus,
  type AcctRead,
  closeAccounting,
  openAccounting,
  ownAccountingFile,
  readAccounting,
  rotateOwn,
  startPosition,
} from './accounting.ts';
import { createAccounts } from './accounts.ts';
import { takeTurn } from './meter.ts';
import { createScanner, type Scanner } from './scanner.ts';
import { shutdownAfter } from './shutdown.ts';
import { asWished, type MeterState, readMeterState } from './state.ts';

/** With the roundings of both clocks an end is known to within two seconds. */
export const scanEveryMs = 1_900;
const stateEveryMs = 60_000; // how stale "last seen alive" may be after a crash
const probeAgainMs = 60_000;
const switchedOff = 'switched off by the site’s settings';

export interface UsageOptions {
  readonly platform: NodeJS.Platform;
  readonly accounting?: AccountingMode;
  readonly accountingFile?: string;
}

function statement(what: string, reason: string | null): MeasurementBody {
  return { kind: 'measurement', what, state: reason === null ? 'measured' : 'unmeasured', reason };
}

/** On platforms whose processes are not read yet, says so once instead of staying silent. */
function unmeasuredUsage(platform: string): Collector {
  const reason = `running programs are not measured on ${platform} yet`;
  return {
    name: 'usage',
    everyMs: 3_600_000,
    budget: { cpuMs: 100, wallMs: 1_000 },
    collect: ({ state }) =>
      Promise.resolve({
        items: 0,
        state: { told: reason },
        events:
          state === undefined
            ? [statement('usage', reason), statement('short_programs', reason)]
            : [],
      }),
  };
}

/** Reads process accounting turn by turn; finds out again when it falls silent. */
function accountingReader(options: UsageOptions) {
  const mode = options.accounting ?? 'enable';
  const own = options.accountingFile ?? ownAccountingFile;
  let status: AccountingStatus | undefined;
  let probedMs = -Infinity;
  let silentTurns = 0;

  const read = async (host: Host, kept: MeterState['accounting']): Promise<AcctRead | null> => {
    if (!status?.on) return null;
    const { path } = status;
    try {
      const position = kept?.path === path ? kept : await startPosition(path);
      const result = await readAccounting(position);
      if (path === own && result.records.length > 0) await rotateOwn(host, own);
      return result;
    } catch (error) {
      // Somebody removed the file or turned accounting off: looks go on without it.
      if (errorCode(error) === undefined && !(error instanceof ToolFailedError)) throw error;
      status = { on: false, reason: `the records of process accounting can't be read: ${path}` };
      return null;
    }
  };

  return {
    /** Records since `kept`; null where there is no accounting. */
    next: async (
      host: Host,
      kept: MeterState['accounting'],
      nowMs: number,
    ): Promise<AcctRead | null> => {
      const lost = silentTurns >= 3;
      if (status === undefined || ((lost || !status.on) && nowMs - probedMs >= probeAgainMs)) {
        probedMs = nowMs;
        silentTurns = 0;
        status = await openAccounting(host, mode, own);
      }
      return read(host, kept);
    },
    /** Tells how many known processes ended in a turn, against how many records came. */
    compare: (goneCount: number, recordCount: number): void => {
      if (recordCount > 0) silentTurns = 0;
      else if (goneCount > 0) silentTurns += 1;
    },
    reason: (): string | null => (status?.on ? null : (status?.reason ?? 'not looked at yet')),
    /** Turns off what was turned on here; the next turn finds out anew. */
    close: async (host: Host): Promise<void> => {
      const was = status;
      status = undefined;
      if (mode === 'enable' && was?.on) await closeAccounting(host, own);
    },
  };
}

/** Who may not see the processes of others measures only a part, and says that. */
function visibility(): string | null {
  return existsSync('/proc/1/stat') ? null : 'processes of other users are hidden from the agent';
}

/** When the boot that `memory` speaks of was shut down, once another boot is running. */
async function shutdownBefore(
  host: Host,
  memory: MeterState | undefined,
  bootId: string,
): Promise<number | undefined> {
  if (!memory || memory.usage.bootId === bootId) return undefined;
  try {
    const wtmp = await host.readBytes('/var/log/wtmp');
    return wtmp && shutdownAfter(wtmp, memory.usage.wallMs, process.arch);
  } catch (error) {
    // Not knowing widens the bounds of what was open, no more.
    if (error instanceof FileTooLargeError) return undefined;
    throw error;
  }
}

function linuxUsage(options: UsageOptions): Collector {
  let context: CollectContext | undefined;
  let memory: MeterState | undefined;
  let savedTurn = -1;
  let savedMs = -Infinity;
  let scanner: Scanner | undefined;
  let saw: CollectWish | undefined;
  const hostNow = (): Host => realHost(context?.signal ?? AbortSignal.timeout(30_000));
  const accounts = createAccounts(hostNow);
  const accounting = accountingReader(options);
  const ownerOf = async (uid: number) => {
    const { name, home } = await accounts.of(uid);
    if (!context) throw new Error('a look at processes outside of a turn of the collector');
    return { subject: context.subjectOfUser(name), home };
  };
  /** Who is known by what may not be read any more, or was not read until now, is met anew. */
  const eyesFor = (wish: CollectWish): Scanner => {
    if (saw?.persons !== wish.persons || saw.places !== wish.places) {
      scanner?.[Symbol.dispose]();
      scanner = undefined;
    }
    saw = wish;
    scanner ??= createScanner({ ownerOf: wish.persons ? ownerOf : null, places: wish.places });
    return scanner;
  };

  const collect = async (given: CollectContext): Promise<CollectResult> => {
    context = given;
    const kept = readMeterState(given.state);
    // What was handed out last and is not what comes back was never made durable: begin from there.
    if (!memory || (kept?.turn ?? -1) !== savedTurn) memory = kept;
    const { wish } = given;
    memory &&= asWished(memory, wish);
    const look = await eyesFor(wish).look();
    if (!wish.shortPrograms) await accounting.close(hostNow());
    // Read after the look: who is missing in it has its record written already.
    const records = wish.shortPrograms
      ? await accounting.next(hostNow(), memory?.accounting ?? null, look.endedMs)
      : null;
    const measurements = [
      statement('usage', visibility()),
      statement('short_programs', wish.shortPrograms ? accounting.reason() : switchedOff),
    ];
    const { wallMs } = given.now();
    const downWallMs = await shutdownBefore(hostNow(), memory, look.bootId);
    const turn = { look, wallMs, accounting: records, measurements, downWallMs };
    const result = takeTurn(memory, turn);
    accounting.compare(result.goneCount, records?.records.length ?? 0);
    memory = result.state;
    const items = look.processes.length;
    const due = result.events.length > 0 || look.endedMs - savedMs >= stateEveryMs;
    if (!due) return { items };
    savedTurn = result.state.turn;
    savedMs = look.endedMs;
    return { items, events: result.events, moments: result.moments, state: result.state };
  };
  return {
    name: 'usage',
    everyMs: scanEveryMs,
    budget: { cpuMs: 200, wallMs: 1_500 },
    collect,
    stop: async () => {
      scanner?.[Symbol.dispose]();
      [scanner, saw, memory, savedTurn] = [undefined, undefined, undefined, -1];
      await accounting.close(realHost(AbortSignal.timeout(5_000)));
    },
  };
}

/** Meters running programs: intervals for what lives ten seconds, counts for what does not. */
export function createUsageCollector(options: UsageOptions): Collector {
  return options.platform === 'linux' ? linuxUsage(options) : unmeasuredUsage(options.platform);
}
