import { audit } from '../modules/audit/index.ts';
import {
  countDays,
  currentPacks,
  dropRows,
  packsOfDay,
  plausibleNow,
  pruneHours,
  storedDays,
  unpackedThrough,
} from '../modules/ledger/index.ts';
import { sqlState } from '../platform/db.ts';
import { messageOf } from '../platform/errors.ts';
import { dueDrops, type DueDrop, type HotDays } from '../platform/retention.ts';
import { scrubPack } from './scrub.ts';
import type { StoreDeps } from './packs.ts';

export interface HotWindow {
  readonly hotDays: HotDays;
  readonly rollupDays: number;
  /** The time by which rows grow old; undefined: not known yet, nothing is dropped. */
  readonly steady?: (now: Date) => Date | undefined; // the same unless told
}
/** What one turn did. */
export interface Kept {
  readonly daysCounted: number;
  readonly dropped: readonly DueDrop[];
  /** Days that are due and stay, and why. */
  readonly held: readonly { readonly day: string; readonly reason: string }[];
}

/**
 * Counts days that are over and drops rows past their class' hot window, oldest first. A day's rows
 * go only when every segment until its end lies in a pack and each pack with one of that day was
 * read just now and is as it was verified. Every drop is in the audit record, in its transaction.
 */
export async function hotWindowTurn(
  deps: StoreDeps,
  { hotDays, rollupDays, steady = (at) => at }: HotWindow,
  signal?: AbortSignal,
): Promise<Kept> {
  const { db } = deps;
  const now = await plausibleNow(db, deps.now());
  const daysCounted = await countDays(db, now, signal && { signal });
  const agedBy = steady(now);
  if (!agedBy) return { daysCounted, dropped: [], held: [] };
  const shortest = Math.min(...Object.values(hotDays));
  const due = dueDrops(await storedDays(db, agedBy, shortest), hotDays, agedBy);
  const dropped: DueDrop[] = [];
  const held: { day: string; reason: string }[] = [];
  const read = new Map<string, string | undefined>();
  for (const drop of due) {
    if (signal?.aborted) break;
    const reason = (await reasonToHold(deps, drop.day, read)) ?? (await dropNow(deps, drop));
    if (reason === undefined) dropped.push(drop);
    else held.push({ day: drop.day, reason });
  }
  await pruneHours(db, agedBy, rollupDays);
  return { daysCounted, dropped, held };
}

const refused = 'P0001'; // SQLSTATE of RAISE EXCEPTION

/** Drops the rows, or says why they were not as counted. */
async function dropNow({ db, now }: StoreDeps, drop: DueDrop): Promise<string | undefined> {
  const { day, kinds, events } = drop;
  const detail = { day, kinds, events };
  try {
    await db.transaction(async (tx) => {
      await dropRows(tx, drop, now());
      await audit(tx, { actor: 'hub', action: 'ledger.rows_dropped', subject: 'ledger', detail });
    });
    return undefined;
  } catch (error) {
    if (sqlState(error) !== refused) throw error;
    return `${messageOf(error)}; later rows are counted in the next turn`;
  }
}

/** `read` remembers the faults of packs that this turn has read: a large one holds many days. */
async function reasonToHold(
  deps: StoreDeps,
  day: string,
  read: Map<string, string | undefined>,
): Promise<string | undefined> {
  const unpacked = await unpackedThrough(deps.db, day);
  if (unpacked > 0) return `${unpacked} segments until then are in no pack yet`;
  const wanted = new Set(await packsOfDay(deps.db, day));
  const packs = (await currentPacks(deps.db)).filter(({ packNo }) => wanted.has(packNo));
  if (packs.length < wanted.size) return 'its packs are being merged';
  for (const pack of packs) {
    const { name } = pack;
    if (!read.has(name)) read.set(name, (await scrubPack(deps, pack)).fault);
    const fault = read.get(name);
    if (fault !== undefined) return `pack ${name} is damaged: ${fault}`;
  }
  return undefined;
}
