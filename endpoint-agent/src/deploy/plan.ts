import type { Id, Moment } from '@eucora/protocol';
import {
  judgeItem,
  mayDo,
  type DesiredItem,
  type ImageSide,
  type Lease,
  type LocalTime,
  type UnreadItem,
  type Verdict,
} from '@eucora/protocol/desired';
import { isBelowFloor } from '@eucora/protocol/trust';
import {
  entryOf,
  isUnderWay,
  isWaiting,
  type Book,
  type Entry,
  type Order,
  type Saying,
  type Writer,
} from './book.ts';
import { withRemedy, type Abilities, type DeployCode, type Installed } from './contract.ts';
import { keyOf } from './intent.ts';

/** What is known of one package of the machine, and of what is ordered for it. */
export interface Known {
  readonly installed: Installed;
  readonly imageSide: ImageSide | null; // null where no artifact is ordered
  readonly bytes: 'here' | 'coming' | 'failed' | 'away';
}
/** Everything that a plan follows from. */
export interface PlanFacts {
  readonly items: readonly DesiredItem[];
  readonly unread: readonly UnreadItem[];
  readonly generation: number;
  readonly approved: boolean;
  readonly lease: Lease;
  readonly now: LocalTime;
  readonly moment: Moment;
  readonly run: string; // of this agent's process
  readonly current: ReadonlyMap<string, Known>; // by keyOf
  readonly book: Book;
  readonly can: Abilities;
}

/** One thing to do. What is `say` changes nothing on the machine. */
export type Step =
  | {
      readonly do: 'say';
      readonly key: string;
      readonly entry: Entry; // as it is to be from now on
      readonly saying: Saying | null;
    }
  | {
      /** Goes on with what the book says is under way. */
      readonly do: 'recover' | 'verify' | 'go_back';
      readonly key: string;
      readonly entry: Entry;
    }
  | {
      readonly do: 'fetch' | 'give_up_fetch' | 'install' | 'remove' | 'affirm' | 'hold' | 'release';
      readonly key: string;
      readonly entry: Entry;
    };

const pinSuffix = ':pin';
const packageOf = (key: string): string =>
  key.endsWith(pinSuffix) ? key.slice(0, -pinSuffix.length) : key;

/**
 * What is to be done now, most pressing first: what is under way comes to its end whatever is ordered
 * by now, security goes before the rest, and of one package one thing is done at a time. The caller
 * says all that is to be said, does the first other step, looks again and asks again: no choice is
 * left to it.
 */
export function plan(facts: PlanFacts): readonly Step[] {
  const { book, items } = facts;
  const underWay = Object.entries(book.entries).filter(([, entry]) => isUnderWay(entry));
  const busy = new Set(underWay.map(([key]) => packageOf(key)));
  const goingOn = underWay.flatMap(([key, entry]) => goOn(key, entry, facts));
  const keys = items.map(keyOf);
  const ordered = items
    .map((item, at) => ({ item, isFirst: keys.indexOf(keyOf(item)) === at }))
    .toSorted((a, b) => Number(b.item.security) - Number(a.item.security));
  const wanted = ordered.flatMap(({ item, isFirst }) => {
    if (busy.has(packageOf(keyOf(item)))) return [];
    return isFirst ? stepsOf(item, facts) : refuseSecond(item, facts);
  });
  const strange = facts.unread.flatMap((unread) => sayUnread(unread, facts));
  return [...goingOn, ...releases(keys, busy, facts), ...wanted, ...strange];
}

const writerOf = ({ moment, run }: PlanFacts): Writer => ({ at: moment, run });

function orderOf(item: DesiredItem, facts: PlanFacts, key = keyOf(item)): Order {
  return { key, item, generation: facts.generation, who: writerOf(facts) };
}

/** A word, unless it was the last one and changes nothing. */
function saying(key: string, entry: Entry, word: Saying, facts: PlanFacts): Step[] {
  const known = facts.book.entries[key];
  const isKnown = known?.intent === entry.intent && known.accepted === entry.accepted;
  if (isKnown && known.phase === entry.phase && entry.said === `${word.step}:${word.code}`) {
    return [];
  }
  return [{ do: 'say', key, entry, saying: word }];
}

const word = (step: Saying['step'], code: DeployCode, saw = ''): Saying => ({
  step,
  code,
  detail: withRemedy(saw, code),
});

/** What the book says is under way. It does not ask whether it is still wanted. */
function goOn(key: string, entry: Entry, facts: PlanFacts): Step[] {
  const { moment, run, can } = facts;
  if (!can.formats.has(entry.item.format) || isWaiting(entry, moment)) return [];
  switch (entry.phase) {
    case 'installing':
    case 'removing':
      return [{ do: 'recover', key, entry }];
    case 'checking':
      return [{ do: 'verify', key, entry }];
    case 'restart': {
      const isBoot = entry.restart === 'boot';
      const isOver = isBoot ? entry.at.bootId !== moment.bootId : entry.run !== run;
      if (isOver) return [{ do: 'verify', key, entry }];
      const code = isBoot ? 'boot_needed' : 'agent_restart_needed';
      return saying(key, entry, word('restart_needed', code), facts);
    }
    case 'returning': {
      const why = whyNotBack(key, entry, facts);
      if (why) return saying(key, entry, word('waiting', why), facts);
      return [{ do: 'go_back', key, entry }];
    }
    default:
      return [];
  }
}

/** The way back is an act like others: the lease, and the publisher's floor, hold for it too. */
function whyNotBack(key: string, entry: Entry, facts: PlanFacts): DeployCode | undefined {
  const before = entry.before?.version ?? null;
  if (before === null) return undefined; // taking away what this attempt brought
  if (mayDo('rollback', facts.lease) !== undefined) return 'rollback_not_now';
  const side = facts.current.get(key)?.imageSide;
  const floor = side && 'minVersion' in side ? side.minVersion : null;
  const isDangerous = isBelowFloor(before, floor ?? undefined);
  return isDangerous && !facts.approved ? 'rollback_below_floor' : undefined;
}

function stepsOf(item: DesiredItem, facts: PlanFacts): Step[] {
  const key = keyOf(item);
  const entry = entryOf(facts.book, orderOf(item, facts));
  const known = facts.current.get(key);
  if (item.plane === 'agent' && !facts.can.formats.has(item.format)) {
    return saying(key, entry, word('refused', 'no_executor', item.format), facts);
  }
  // What could not be looked at is not touched; the loop says why and looks again.
  if (item.plane === 'agent' && !known) return [];
  const verdict = judgeItem({
    item,
    approved: facts.approved,
    imageSide: known?.imageSide ?? null,
    lease: facts.lease,
    installed: known ? installedAs(item, known.installed) : null,
    accepted: entry.accepted,
    now: facts.now,
  });
  if (verdict.verdict === 'refuse') {
    return saying(key, entry, { step: 'refused', ...reasonOf(verdict) }, facts);
  }
  const taken = accepted(key, entry, verdict, facts);
  return known ? [...taken.steps, ...follow(key, taken.entry, known, verdict, facts)] : [];
}

/** What the rules see: of a package that was left half installed only that it is not as ordered. */
function installedAs({ action }: DesiredItem, { state, version }: Installed): string | null {
  if (state === 'absent' || (state === 'broken' && action === 'install')) return null;
  return version ?? '0';
}

const reasonOf = (
  verdict: Exclude<Verdict, { verdict: 'do' }>,
): Pick<Saying, 'code' | 'detail'> => {
  const { code, saw, clause, remedy } = verdict;
  return { code, detail: `${saw} (${clause}). ${remedy}` };
};

/** While the lease is fresh an order is taken, so that it may be carried out when it is no more. */
function accepted(key: string, entry: Entry, verdict: Verdict, facts: PlanFacts) {
  const { state, possiblyLater } = facts.lease;
  const isTaken =
    verdict.verdict === 'do' ||
    (verdict.verdict === 'wait' && ['not_yet', 'window_closed'].includes(verdict.code));
  if (entry.accepted || !isTaken || state !== 'fresh' || possiblyLater) {
    return { entry, steps: [] };
  }
  const taken = { ...entry, accepted: true };
  const isSo = verdict.verdict === 'do' && verdict.act === 'none';
  const said: Saying | null = isSo ? null : { step: 'accepted', code: '', detail: '' };
  const steps: Step[] = [{ do: 'say', key, entry: taken, saying: said }];
  return { entry: taken, steps };
}

function follow(
  key: string,
  entry: Entry,
  known: Known,
  verdict: Exclude<Verdict, { verdict: 'refuse' }>,
  facts: PlanFacts,
): Step[] {
  if (verdict.verdict === 'do' && verdict.act === 'none') {
    return entry.phase === 'done' ? [] : [{ do: 'affirm', key, entry }];
  }
  if (entry.phase === 'given_up' || isWaiting(entry, facts.moment)) return [];
  if (verdict.verdict === 'do' && verdict.act === 'pin') return pin(key, entry, known, facts);
  if (entry.attempts >= entry.item.attemptsMax) {
    const over: Entry = { ...entry, phase: 'given_up' };
    return saying(key, over, word('failed', 'attempts_exhausted'), facts);
  }
  if (verdict.verdict === 'do' && verdict.act === 'remove') return [{ do: 'remove', key, entry }];
  const bytes = entry.item.artifact ? bring(key, entry, known) : [];
  if (verdict.verdict === 'do') {
    return known.bytes === 'here' ? [{ do: 'install', key, entry }] : bytes;
  }
  const waiting = saying(key, entry, { step: 'waiting', ...reasonOf(verdict) }, facts);
  // Bytes may come before their time, so that a short window is for the installation.
  return ['not_yet', 'window_closed'].includes(verdict.code) ? [...waiting, ...bytes] : waiting;
}

function bring(key: string, entry: Entry, { bytes }: Known): Step[] {
  if (bytes === 'away') return [{ do: 'fetch', key, entry }];
  return bytes === 'failed' ? [{ do: 'give_up_fetch', key, entry }] : [];
}

function pin(key: string, entry: Entry, { installed }: Known, { can }: PlanFacts): Step[] {
  const isKept = installed.held || !can.holding.has(entry.item.format);
  if (!isKept) return [{ do: 'hold', key, entry }];
  return entry.phase === 'done' ? [] : [{ do: 'affirm', key, entry }];
}

/** Holds of ours that no pin asks for any more. */
function releases(
  keys: readonly string[],
  busy: ReadonlySet<string>,
  { book, can }: PlanFacts,
): Step[] {
  return Object.entries(book.entries).flatMap(([key, entry]): Step[] => {
    const isOver = entry.holds && !keys.includes(key) && !busy.has(packageOf(key));
    const canRelease = can.holding.has(entry.item.format);
    return isOver && canRelease ? [{ do: 'release', key, entry }] : [];
  });
}

/** Two orders of one package: the first counts, and the other is told of. */
function refuseSecond(item: DesiredItem, facts: PlanFacts): Step[] {
  const key = `${keyOf(item)}:${item.assignment}`;
  const entry = entryOf(facts.book, orderOf(item, facts, key));
  return saying(key, entry, word('refused', 'two_orders', item.packageName), facts);
}

function sayUnread({ assignment, why }: UnreadItem, facts: PlanFacts): Step[] {
  const key = `unread:${assignment}`;
  const entry = entryOf(facts.book, orderOf(unreadItem(assignment), facts, key));
  return saying(key, entry, word('refused', 'unreadable', why), facts);
}

/** Stands for an order of which only the assignment can be read. */
function unreadItem(assignment: Id): DesiredItem {
  return {
    assignment,
    packageName: '?',
    format: 'exe',
    action: 'install',
    version: '?',
    artifact: null,
    rollback: false,
    security: false,
    ring: 0,
    plane: 'agent',
    notBeforeMs: null,
    deadlineMs: null,
    windows: [],
    before: [],
    after: [],
    attemptsMax: 1,
  };
}
