import type { Moment } from '@eucora/protocol';
import type { Attestation, DeploymentReport, DesiredItem } from '@eucora/protocol/desired';
import type { DeployCode, Installed, Restart } from './contract.ts';
import { intentOf, keepItem, type KeptItem, type KeptRef } from './intent.ts';

/**
 * How far an order has come. `installing` and `removing` are written before the installer is asked:
 * who finds them at a start knows that it was interrupted. `checking` waits for what makes a success
 * of it, `restart` for another boot (or another agent) before that, `returning` for the way back.
 */
export type Phase =
  | 'open'
  | 'installing'
  | 'removing'
  | 'checking'
  | 'restart'
  | 'returning'
  | 'done'
  | 'given_up';

/** What this device did about one order, on disk before it does it. */
export interface Entry {
  readonly intent: string;
  readonly item: KeptItem;
  readonly generation: number;
  readonly phase: Phase;
  /** How often the installer was asked, also by agents before this one. Never goes back. */
  readonly attempts: number;
  readonly returns: number; // tries of the way back
  /** When the phase began, and in which agent. */
  readonly at: Moment;
  readonly run: string;
  /** Nothing is tried before so much of this machine's running time is over. */
  readonly waitMs: number;
  /** What was there before the last attempt; null before the first. */
  readonly before: Installed | null;
  readonly restart: Restart;
  /** The last word about it, `step:code`, so that nothing is said twice; empty: none yet. */
  readonly said: string;
  /** It was taken while the lease was fresh (EUCORA D6). */
  readonly accepted: boolean;
  /** This agent told the package manager to leave it alone. */
  readonly holds: boolean;
}
/** An artifact that leads back to a version, kept from when that one was installed. */
export interface WayBack {
  readonly version: string;
  readonly ref: KeptRef;
}
/** A word that the spool has not accepted yet. It was written with what it tells of. */
export interface Unsaid {
  readonly at: Moment;
  readonly report: DeploymentReport | null;
  readonly attestation: Attestation | null;
}
/** Everything that must outlive a crash. Plain data: a change is a new book. */
export interface Book {
  readonly entries: Readonly<Record<string, Entry>>;
  readonly waysBack: Readonly<Record<string, WayBack>>;
  readonly unsaid: readonly Unsaid[];
}
export const emptyBook: Book = { entries: {}, waysBack: {}, unsaid: [] };

export const bookLimits = {
  entriesMax: 500, // orders that nobody gives any more are forgotten beyond it, oldest first
  unsaidMax: 1_000,
  waysBackMax: 32, // artifacts kept
  detailCharactersMax: 500, // what a report carries
  firstWaitMs: 60_000, // after the first failed attempt; doubled after each
  longestWaitMs: 21_600_000,
  lockedWaitMs: 30_000,
  deferMs: 300_000, // after a check before, or bytes that did not come
} as const;

/** A time and an agent: who writes into the book, and when. */
export interface Writer {
  readonly at: Moment;
  readonly run: string;
}

/** An order as it stands in a document. */
export interface Order {
  readonly key: string;
  readonly item: DesiredItem;
  readonly generation: number;
  readonly who: Writer;
}

/** The entry of an order, made where there is none of this intent; the hold of an older one stays. */
export function entryOf(book: Book, { key, item, generation, who }: Order): Entry {
  const found = book.entries[key];
  const intent = intentOf(item);
  if (found?.intent === intent) return { ...found, item: keepItem(item), generation };
  return {
    intent,
    item: keepItem(item),
    generation,
    phase: 'open',
    attempts: 0,
    returns: 0,
    ...who,
    waitMs: 0,
    before: null,
    restart: 'nothing',
    said: '',
    accepted: false,
    holds: found?.holds ?? false,
  };
}

export function withEntry(book: Book, key: string, entry: Entry): Book {
  return { ...book, entries: { ...book.entries, [key]: entry } };
}

/** Another phase begins now, in this agent. */
export function inPhase(entry: Entry, phase: Phase, who: Writer, more: Partial<Entry> = {}): Entry {
  return { ...entry, phase, waitMs: 0, ...who, ...more };
}

export interface Saying {
  readonly step: DeploymentReport['step'];
  readonly code: DeployCode | (string & {});
  readonly detail: string;
}

/** Notes a word about an entry's order, unless it is the last one that was said of it. */
export function say(book: Book, key: string, entry: Entry, saying: Saying, at: Moment): Book {
  const said = `${saying.step}:${saying.code}`;
  if (entry.said === said) return withEntry(book, key, entry);
  const { assignment, packageName, version } = entry.item;
  const { generation, attempts } = entry;
  const detail = cut(saying.detail);
  const report: DeploymentReport = {
    assignment,
    packageName,
    version,
    generation,
    step: saying.step,
    code: saying.code,
    detail,
    attempt: attempts,
  };
  return noted(withEntry(book, key, { ...entry, said }), { at, report, attestation: null });
}

/** Notes that the order is fulfilled, as this boot shows it. */
export function attest(book: Book, entry: Entry, version: string, at: Moment): Book {
  const { assignment, packageName } = entry.item;
  const attestation: Attestation = {
    assignment,
    packageName,
    version,
    bootId: at.bootId,
    generation: entry.generation,
  };
  return noted(book, { at, report: null, attestation });
}

function noted(book: Book, word: Unsaid): Book {
  return { ...book, unsaid: [...book.unsaid, word].slice(-bookLimits.unsaidMax) };
}

/** The end is what matters: an installer's last words, and the remedy. */
function cut(text: string): string {
  const most = bookLimits.detailCharactersMax;
  return text.length <= most ? text : `…${text.slice(-most + 1)}`;
}

/** How long to wait after so many failed attempts: a minute, doubled each time, up to six hours. */
export function waitAfter(attempts: number): number {
  const { firstWaitMs, longestWaitMs } = bookLimits;
  return Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(20, Math.max(0, attempts - 1)));
}

/**
 * Whether the wait of an entry is over. It is counted on the machine's own running time, which no
 * clock can shorten; after another boot it begins anew with that boot.
 */
export function isWaiting({ at, waitMs }: Pick<Entry, 'at' | 'waitMs'>, now: Moment): boolean {
  const since = at.bootId === now.bootId ? now.boottimeMs - at.boottimeMs : now.boottimeMs;
  return since < waitMs;
}

/** True for phases that have to come to an end, whatever is wanted by now. */
export function isUnderWay({ phase }: Pick<Entry, 'phase'>): boolean {
  return phase !== 'open' && phase !== 'done' && phase !== 'given_up';
}

/** Forgets orders that nobody gives any more beyond the limit, those of the oldest documents first. */
export function trimmed(book: Book, wanted: ReadonlySet<string>): Book {
  const entries = Object.entries(book.entries);
  const over = entries.length - bookLimits.entriesMax;
  if (over <= 0) return book;
  const idle = entries
    .filter(([key, entry]) => !wanted.has(key) && !isUnderWay(entry) && !entry.holds)
    .toSorted(([, a], [, b]) => a.generation - b.generation)
    .slice(0, over)
    .map(([key]) => key);
  return { ...book, entries: without(book.entries, new Set(idle)) };
}

/** Remembers how to come back to a version; the oldest of too many goes. */
export function withWayBack(book: Book, key: string, way: WayBack): Book {
  const others = without(book.waysBack, new Set([key]));
  const kept = Object.entries(others).slice(-(bookLimits.waysBackMax - 1));
  return { ...book, waysBack: { ...Object.fromEntries(kept), [key]: way } };
}

function without<T>(record: Readonly<Record<string, T>>, keys: ReadonlySet<string>) {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.has(key)));
}

/** Hashes (hex) of the staged files that the book still needs. */
export function neededFiles(book: Book): ReadonlySet<string> {
  const ways = Object.values(book.waysBack).map(({ ref }) => ref.sha256);
  const underWay = Object.values(book.entries)
    .filter(isUnderWay)
    .flatMap(({ item }) => item.artifact?.sha256 ?? []);
  return new Set([...ways, ...underWay]);
}
