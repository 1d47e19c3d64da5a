import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Random } from '../../kit/random.ts';
import type { FaultCase, FaultContext, FaultOutcome } from '../case.ts';
import { judged, Tally, workplace } from './damage-case.ts';
import { ensureStrace, trace, type Injection, type Traced } from './strace.ts';
import type { DiskSubject } from './subject.ts';
import type { FileCall, TraceLine } from './trace.ts';

/** A state-changing call of a recorded run, to be hit in another. */
export type Target = Omit<Injection, 'effect'>;

/** The calls of a run that change files below `root`, each once, in order. */
export function targetsIn(traced: Traced, root: string): Target[] {
  const found = new Map<string, Target & { readonly atUs: number }>();
  for (const { syscall, nth, did, atUs } of traced.threads.flat()) {
    if (!did || !isBelow(did, root)) continue;
    found.set(`${syscall} ${nth}`, { syscall, nth, atUs });
  }
  return [...found.values()]
    .toSorted((a, b) => a.atUs - b.atUs)
    .map(({ syscall, nth }) => ({ syscall, nth }));
}

/** At most `count` of them, each as likely as the others. */
export function sample<T>(random: Random, all: readonly T[], count: number): T[] {
  const lots = all.map((item, i) => ({ item, i, lot: random.next() }));
  const chosen = lots.toSorted((a, b) => a.lot - b.lot).slice(0, count);
  return chosen.toSorted((a, b) => a.i - b.i).map(({ item }) => item);
}

export function isBelow(did: FileCall, root: string): boolean {
  if (did.call === 'say') return false;
  const path = 'path' in did ? did.path : did.to;
  return path === root || path.startsWith(`${root}/`);
}

/** What the injected call was: the last one of its name in a thread that made that many. */
function hitBy(traced: Traced, target: Target): TraceLine | undefined {
  return traced.threads
    .flat()
    .find(({ syscall, nth, failed }) => syscall === target.syscall && nth === target.nth && failed);
}

interface CallCase {
  readonly subject: DiskSubject;
  readonly effect: Injection['effect'];
  readonly inCi: boolean;
  /** In the place of the name that effect and subject make. */
  readonly name?: string;
}
const names = { KILL: 'kill-at-syscall', EIO: 'eio', ENOSPC: 'enospc' } as const;
const words = {
  KILL: 'kill -9 at',
  EIO: 'EIO from',
  ENOSPC: 'ENOSPC from',
} as const;

/** Every state-changing call of a subject, one a run, fails or is its last. */
export function callCase(options: CallCase): FaultCase {
  const { subject, effect, inCi, name } = options;
  return {
    name: name ?? `${names[effect]}-${subject.name}`,
    breaks: `${words[effect]} each state-changing system call of the ${subject.name}`,
    inCi,
    run: (context) => runCalls(context, options),
  };
}

async function runCalls(context: FaultContext, { subject, effect }: CallCase) {
  const { seed, random, say, signal, tuning } = context;
  await ensureStrace(say);
  await using place = await workplace();
  const start = join(place.path, 'start');
  const root = join(place.path, 'root');
  await mkdir(start);
  await subject.prepare(start);
  const common = { program: subject.program, args: [root, seed], signal, bytesMax: 65_536 };
  const directory = join(place.path, 'trace');
  await cp(start, root, { recursive: true });
  const recorded = await trace({ ...common, directory });
  if (recorded.code !== 0) throw new Error(`recording failed: ${recorded.stderr}`);
  const all = targetsIn(recorded, root);
  const tally = new Tally();
  let hits = 0;
  const chosen = sample(random, all, tuning.places);
  for (const target of chosen) {
    if (signal.aborted) break;
    await rm(root, { recursive: true });
    await cp(start, root, { recursive: true });
    const broken = await trace({ ...common, directory, inject: { ...target, effect } });
    if (hitBy(broken, target)) hits += 1;
    const what = `${effect} at ${target.syscall} ${target.nth}`;
    tally.addSound(what, await judged(subject, root, broken.said));
  }
  say(`${all.length} calls, ${hits} of ${chosen.length} chosen hit, ${tally.faultCount} faults`);
  // Runs differ a little; a run in which nothing failed proves nothing and must stay the exception.
  if (hits < 0.8 * chosen.length) tally.fault(`only ${hits} of ${chosen.length} calls were hit`);
  return tally.outcome() satisfies FaultOutcome;
}
