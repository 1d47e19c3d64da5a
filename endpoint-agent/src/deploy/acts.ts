import type { ArtifactRef } from '@eucora/protocol/desired';
import type { SecurityBody } from '@eucora/protocol';
import { systemCode } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { BookFile } from './book-file.ts';
import {
  attest,
  bookLimits,
  inPhase,
  neededFiles,
  say,
  waitAfter,
  withEntry,
  withWayBack,
  type Book,
  type Entry,
  type Saying,
  type Writer,
} from './book.ts';
import {
  withRemedy,
  type DeployCode,
  type Executor,
  type Executors,
  type Installed,
  type Outcome,
} from './contract.ts';
import { failedCheck } from './health.ts';
import { itemOf, refOf } from './intent.ts';
import type { Step } from './plan.ts';
import type { RunProgram } from './program.ts';
import { BytesChangedError, type Staging } from './staging.ts';

/** Artifacts on their way to this device. */
export interface Fetching {
  /** Begins to fetch, unless it is begun; the loop is woken when it has ended. */
  begin(ref: ArtifactRef): void;
  /** Where the bytes are; undefined while they are not here. */
  pathOf(ref: ArtifactRef): string | undefined;
  /** Forgets what came of it, so that it may be fetched again; answers why it failed. */
  forget(ref: ArtifactRef): string | undefined;
}
/** What acts work with. */
export interface Hands {
  readonly executors: Executors;
  readonly file: BookFile;
  readonly staging: Staging;
  readonly fetching: Fetching;
  readonly run: RunProgram;
  readonly who: () => Writer;
  readonly tell: (body: SecurityBody) => Promise<void>;
  readonly logger: Logger;
  /** Tells what is in the book, as far as the spool takes it. */
  readonly sayAll: () => Promise<void>;
  /** How long a check after an installation may take to be satisfied. */
  readonly patienceMs: number;
}
type Act = Exclude<Step['do'], 'say'>;

const returnsMax = 3;

/**
 * What each step does. Whatever changes the machine is in the book before it is begun, and what came of
 * it is in the book before anything else: a process that dies in between finds at its next start what
 * it was about (`recover`).
 */
export const acts: Readonly<
  Record<Act, (hands: Hands, key: string, entry: Entry) => Promise<void>>
> = {
  fetch: fetchBytes,
  give_up_fetch: giveUpFetch,
  install,
  remove,
  recover,
  verify,
  go_back: goBack,
  affirm,
  hold: (hands, key, entry) => setHold(hands, key, entry, true),
  release: (hands, key, entry) => setHold(hands, key, entry, false),
};

function executorOf({ executors }: Hands, entry: Entry): Executor {
  const executor = executors[entry.item.format];
  if (!executor) throw new TypeError(`the plan asks for ${entry.item.format}, which is not here`);
  return executor;
}

const wordOf = (step: Saying['step'], code: DeployCode, saw: string): Saying => ({
  step,
  code,
  detail: withRemedy(saw, code),
});

/** The book with another phase of an entry, and a word about it: one write. */
async function write(
  { file, who }: Hands,
  key: string,
  entry: Entry,
  saying: Saying | null,
  change: (book: Book) => Book = (book) => book,
): Promise<void> {
  const { at } = who();
  const { book } = file;
  await file.write(
    change(saying ? say(book, key, entry, saying, at) : withEntry(book, key, entry)),
  );
}

async function fetchBytes(hands: Hands, key: string, entry: Entry): Promise<void> {
  const { artifact } = itemOf(entry.item);
  if (!artifact) throw new TypeError('only artifacts are fetched');
  hands.fetching.begin(artifact);
  const detail = `${artifact.targetPath}, ${artifact.bytes} bytes`;
  await write(hands, key, entry, { step: 'fetching', code: '', detail });
}

async function giveUpFetch(hands: Hands, key: string, entry: Entry): Promise<void> {
  const { artifact } = itemOf(entry.item);
  const why = (artifact && hands.fetching.forget(artifact)) ?? '';
  const waits = inPhase(entry, 'open', hands.who(), { waitMs: bookLimits.deferMs });
  await write(hands, key, waits, wordOf('waiting', 'fetch_failed', why));
}

async function install(hands: Hands, key: string, entry: Entry): Promise<void> {
  const { fetching, staging, run, who } = hands;
  const executor = executorOf(hands, entry);
  const item = itemOf(entry.item);
  const { artifact, packageName, version } = item;
  if (!artifact) throw new TypeError('an installation has an artifact');
  const unmet = await failedCheck(item.before, run, 0);
  if (unmet !== null) {
    const waits = inPhase(entry, 'open', who(), { waitMs: bookLimits.deferMs });
    return write(hands, key, waits, wordOf('waiting', 'check_before_failed', unmet));
  }
  const source = fetching.pathOf(artifact) ?? staging.pathOf(artifact.sha256, executor.suffix);
  let path: string;
  try {
    path = await staging.stage(source, artifact, executor.suffix);
  } catch (error) {
    if (error instanceof BytesChangedError) {
      return otherBytes(hands, key, entry, artifact, error.message);
    }
    if (systemCode(error) !== 'ENOENT') throw error;
    // Whoever keeps fetched files has tidied it away meanwhile.
    fetching.forget(artifact);
    return write(hands, key, entry, null);
  }
  const before = beforeOf(entry, await executor.look(packageName));
  const begun = inPhase(entry, 'installing', who(), { attempts: entry.attempts + 1, before });
  await write(hands, key, begun, { step: 'installing', code: '', detail: '' });
  await hands.sayAll();
  const outcome = await executor.install({ path, packageName, version });
  await settle(hands, key, begun, outcome);
}

/** Somebody put other bytes where the fetched ones were: told, and fetched again after a while. */
async function otherBytes(
  hands: Hands,
  key: string,
  entry: Entry,
  artifact: ArtifactRef,
  saw: string,
): Promise<void> {
  hands.fetching.forget(artifact);
  const attempts = entry.attempts + 1;
  const waits = inPhase(entry, 'open', hands.who(), { attempts, waitMs: waitAfter(attempts) });
  await write(hands, key, waits, wordOf('failed', 'bytes_changed', saw));
  const detail = `${artifact.targetPath}: ${saw}`;
  await hands.tell({
    kind: 'security',
    code: 'artifact_bytes_changed',
    severity: 'warning',
    detail,
  });
}

async function remove(hands: Hands, key: string, entry: Entry): Promise<void> {
  const { run, who } = hands;
  const executor = executorOf(hands, entry);
  const { before: checks, packageName } = entry.item;
  const unmet = await failedCheck(checks, run, 0);
  if (unmet !== null) {
    const waits = inPhase(entry, 'open', who(), { waitMs: bookLimits.deferMs });
    return write(hands, key, waits, wordOf('waiting', 'check_before_failed', unmet));
  }
  const before = beforeOf(entry, await executor.look(packageName));
  const begun = inPhase(entry, 'removing', who(), { attempts: entry.attempts + 1, before });
  await write(hands, key, begun, { step: 'installing', code: 'removing', detail: '' });
  await hands.sayAll();
  await settle(hands, key, begun, await executor.remove(packageName));
}

/** What an interrupted attempt left is not where the way back leads: that is what was before it. */
function beforeOf(entry: Entry, found: Installed): Installed {
  return found.state === 'broken' && entry.phase === 'open' ? (entry.before ?? found) : found;
}

const isSame = (a: Installed | null, b: Installed): boolean =>
  a !== null && a.state === b.state && a.version === b.version;

/** What came of an installer's run: to be checked, not now, to be tried again, or to be taken back. */
async function settle(hands: Hands, key: string, entry: Entry, outcome: Outcome): Promise<void> {
  const { who } = hands;
  const executor = executorOf(hands, entry);
  if (outcome.ok) return installed(hands, key, entry);
  const { code, said } = outcome;
  if (code === 'locked' && !outcome.changed) {
    // Nothing was tried: it does not count.
    const attempts = entry.attempts - 1;
    const waits = inPhase(entry, 'open', who(), { attempts, waitMs: bookLimits.lockedWaitMs });
    return write(hands, key, waits, wordOf('waiting', code, said));
  }
  const found = outcome.changed ? await executor.look(entry.item.packageName) : entry.before;
  const isAsBefore = found === null || isSame(entry.before, found);
  const next = isAsBefore
    ? inPhase(entry, 'open', who(), { waitMs: waitAfter(entry.attempts) })
    : inPhase(entry, 'returning', who(), { returns: 0 });
  await write(hands, key, next, wordOf('failed', code, said));
}

/** The installer is content: what is still missing to a success is a restart, or only the checks. */
async function installed(hands: Hands, key: string, entry: Entry): Promise<void> {
  const executor = executorOf(hands, entry);
  const restart = await executor.restartOf(entry.item.packageName);
  if (restart === 'nothing') {
    return write(hands, key, inPhase(entry, 'checking', hands.who(), { restart }), null);
  }
  const code = restart === 'boot' ? 'boot_needed' : 'agent_restart_needed';
  const waits = inPhase(entry, 'restart', hands.who(), { restart });
  await write(hands, key, waits, wordOf('restart_needed', code, ''));
  if (restart === 'agent_restart') executor.startAnew?.();
}

/**
 * An installer was at work when this program, or the machine, ended. What it left is put right as far
 * as the package manager can; then what is there says what it was: done, not begun, or in between.
 */
async function recover(hands: Hands, key: string, entry: Entry): Promise<void> {
  const { who, logger } = hands;
  const executor = executorOf(hands, entry);
  const { packageName, attemptsMax } = entry.item;
  logger.warn({ package: packageName, phase: entry.phase }, 'an installation was interrupted');
  const repaired = await executor.repair();
  if (!repaired.ok && repaired.code === 'locked') {
    // The installer may still be at work: it outlives this program.
    const waits = { ...entry, ...who(), waitMs: bookLimits.lockedWaitMs };
    return write(hands, key, waits, null);
  }
  const found = await executor.look(packageName);
  if (isReached(entry, found)) return installed(hands, key, entry);
  const saw = `${describe(found)} after it was interrupted`;
  const word = wordOf('failed', 'interrupted', saw);
  if (isSame(entry.before, found)) {
    const waitMs = waitAfter(entry.attempts);
    return write(hands, key, inPhase(entry, 'open', who(), { waitMs }), word);
  }
  // In between: the same installation again is what puts it right, as long as it may be tried.
  const mayGoOn = entry.attempts < attemptsMax;
  const next = mayGoOn
    ? inPhase(entry, 'open', who())
    : inPhase(entry, 'returning', who(), { returns: 0 });
  await write(hands, key, next, word);
}

function isReached({ item }: Entry, found: Installed): boolean {
  if (item.action === 'remove') return found.state === 'absent';
  return found.state === 'installed' && found.version === item.version;
}

const describe = ({ state, version }: Installed): string =>
  state === 'absent' ? 'not installed' : `${version} ${state}`;

/** Asks the package manager and the checks: only they make a success of it, and only after a restart. */
async function verify(hands: Hands, key: string, entry: Entry): Promise<void> {
  const { run, who, patienceMs } = hands;
  const { item } = entry;
  const isRemoval = item.action === 'remove';
  const found = await executorOf(hands, entry).look(item.packageName);
  const code = isRemoval ? 'still_there' : 'wrong_version_after';
  let fault = isReached(entry, found) ? null : wordOf('failed', code, describe(found));
  const unmet = fault ? null : await failedCheck(item.after, run, patienceMs);
  if (unmet !== null) fault = wordOf('failed', 'check_after_failed', unmet);
  const now = who();
  if (fault) {
    const next = isSame(entry.before, found)
      ? inPhase(entry, 'open', now, { waitMs: waitAfter(entry.attempts) })
      : inPhase(entry, 'returning', now, { returns: 0 });
    return write(hands, key, next, fault);
  }
  const done = inPhase(entry, 'done', now);
  const { artifact, version } = item;
  const word: Saying = { step: isRemoval ? 'removed' : 'installed', code: '', detail: '' };
  await write(hands, key, done, word, (book) => {
    const way = artifact ? withWayBack(book, key, { version, ref: artifact }) : book;
    return attest(way, done, version, now.at);
  });
  if (artifact) hands.fetching.forget(itemOf(item).artifact ?? refOf(artifact));
  await tidy(hands);
}

/** Staged files that nothing needs any more go. */
const tidy = ({ staging, file }: Hands): Promise<void> => staging.sweep(neededFiles(file.book));

/** It is as ordered without anything having been done about it. */
async function affirm(hands: Hands, key: string, entry: Entry): Promise<void> {
  const who = hands.who();
  const done = inPhase(entry, 'done', who, { holds: entry.holds });
  const word: Saying = { step: 'unchanged', code: '', detail: '' };
  await write(hands, key, done, word, (book) => attest(book, done, entry.item.version, who.at));
}

async function setHold(hands: Hands, key: string, entry: Entry, on: boolean): Promise<void> {
  const { hold } = executorOf(hands, entry);
  if (!hold) throw new TypeError('the plan holds only what can be held');
  // Written before, so that a hold of ours is never taken for an administrator's.
  if (on) await write(hands, key, { ...entry, holds: true }, null);
  const outcome = await hold(entry.item.packageName, on);
  const who = hands.who();
  if (outcome.ok) {
    const next = { ...(hands.file.book.entries[key] ?? entry), holds: on };
    return write(hands, key, on ? next : inPhase(next, 'done', who), null);
  }
  const waits = inPhase({ ...entry, holds: on }, 'open', who, { waitMs: bookLimits.deferMs });
  const step = outcome.code === 'locked' ? 'waiting' : 'failed';
  await write(hands, key, waits, wordOf(step, outcome.code, outcome.said));
}

/** Back to what was there before the attempt: the version before, or nothing. */
async function goBack(hands: Hands, key: string, entry: Entry): Promise<void> {
  const { who } = hands;
  const executor = executorOf(hands, entry);
  const { packageName } = entry.item;
  const { before } = entry;
  const asBefore = (found: Installed): boolean =>
    before?.state === 'installed' ? isSame(before, found) : found.state === 'absent';
  if (asBefore(await executor.look(packageName))) return returned(hands, key, entry);
  let outcome: Outcome;
  if (before?.state === 'installed') {
    const file = await wayBack(hands, key, entry, before.version ?? '');
    if (file === 'coming') return;
    if (file === 'none') {
      const saw = `nothing here leads back to ${before.version ?? 'it'}`;
      const over = inPhase(entry, 'given_up', who());
      await write(hands, key, over, wordOf('failed', 'no_way_back', saw));
      return tidy(hands);
    }
    const tries = { ...entry, returns: entry.returns + 1 };
    await write(hands, key, tries, null);
    outcome = await executor.install({ ...file, packageName, version: before.version ?? '' });
  } else {
    await write(hands, key, { ...entry, returns: entry.returns + 1 }, null);
    outcome = await executor.remove(packageName);
  }
  const now = hands.file.book.entries[key] ?? entry;
  if (asBefore(await executor.look(packageName))) return returned(hands, key, now);
  const said = outcome.said;
  if (now.returns >= returnsMax) {
    const over = inPhase(now, 'given_up', who());
    await write(hands, key, over, wordOf('failed', 'rollback_failed', said));
    return tidy(hands);
  }
  const waitMs = waitAfter(now.returns);
  await write(hands, key, inPhase(now, 'returning', who(), { waitMs }), null);
}

async function returned(hands: Hands, key: string, entry: Entry): Promise<void> {
  const isOver = entry.attempts >= entry.item.attemptsMax;
  const waitMs = waitAfter(entry.attempts);
  const next = inPhase(entry, isOver ? 'given_up' : 'open', hands.who(), { waitMs });
  const [, code = ''] = entry.said.split(':');
  const detail = entry.before ? `back: ${describe(entry.before)}` : '';
  await write(hands, key, next, { step: 'rolled_back', code, detail });
  await tidy(hands);
}

/** The artifact that leads back to a version: kept since its installation, else fetched again. */
async function wayBack(
  hands: Hands,
  key: string,
  entry: Entry,
  version: string,
): Promise<{ readonly path: string } | 'coming' | 'none'> {
  const { file, staging, fetching } = hands;
  const way = file.book.waysBack[key];
  if (way?.version !== version) return 'none';
  const ref = refOf(way.ref);
  const { suffix } = executorOf(hands, entry);
  const held = await staging.held(ref, suffix);
  if (held !== undefined) return { path: held };
  const fetched = fetching.pathOf(ref);
  if (fetched === undefined) {
    fetching.forget(ref);
    fetching.begin(ref);
    const waits = inPhase(entry, 'returning', hands.who(), { waitMs: bookLimits.lockedWaitMs });
    await write(hands, key, waits, null);
    return 'coming';
  }
  return { path: await staging.stage(fetched, ref, suffix) };
}
