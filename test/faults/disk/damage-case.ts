import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../kit/command.ts';
import type { Random } from '../../kit/random.ts';
import type { FaultCase, FaultContext, FaultOutcome } from '../case.ts';
import { applyDamage, damageText, filesBelow, planDamages, type Damage } from './damage.ts';
import { readSaid, type Said } from './said.ts';
import type { DiskSubject, Verdict } from './subject.ts';

/** A directory that goes away again. */
export async function workplace(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'eucora-disk-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** Sums up many verdicts. */
export class Tally {
  #accepted = 0;
  #arrived = 0;
  #voided = 0;
  readonly #named = new Map<string, number>();
  readonly #faults: string[] = [];

  add(what: string, verdict: Verdict): void {
    this.#accepted += verdict.accepted;
    this.#arrived += verdict.arrived;
    this.#voided += verdict.voided;
    for (const text of [...verdict.named, ...verdict.healed]) {
      const kind = text.split(' ').slice(0, 2).join(' ');
      this.#named.set(kind, (this.#named.get(kind) ?? 0) + 1);
    }
    for (const fault of verdict.faults) this.fault(`${what}: ${fault}`);
  }

  /** Where the disk kept everything that it was asked to keep, nothing needs to be made good. */
  addSound(what: string, verdict: Verdict): void {
    const faults = [...verdict.faults, ...verdict.healed];
    this.add(what, { ...verdict, healed: [], faults });
  }

  fault(text: string): void {
    this.#faults.push(text);
  }

  get faultCount(): number {
    return this.#faults.length;
  }

  outcome(): FaultOutcome {
    const named = [...this.#named].map(([kind, count]) => `${count} × ${kind}`);
    return {
      accepted: this.#accepted,
      arrived: this.#arrived,
      voided: this.#voided,
      named,
      faults: this.#faults,
    };
  }
}

/** Judges; what is thrown is a fault unless it is a sentence that names the remedy. */
export async function judged(
  subject: DiskSubject,
  root: string,
  said: readonly Said[],
  whileRunning?: () => Promise<void>,
): Promise<Verdict> {
  try {
    return await subject.judge(root, said, whileRunning);
  } catch (error) {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const none = { accepted: 0, arrived: 0, voided: 0, named: [], healed: [] };
    if (subject.remedies.test(text)) return { ...none, named: [`refused ${text}`], faults: [] };
    return { ...none, faults: [`does not start, and no remedy is named: ${text}`] };
  }
}

const placesMax = 5_000;

interface DamageCase {
  readonly subject: DiskSubject;
  readonly kind: Damage['kind'];
  readonly inCi: boolean;
  /** The damage happens behind the back of a subject that runs. */
  readonly isRunning?: boolean;
}

/** A subject's files damaged, one place at a time. */
export function damageCase(options: DamageCase): FaultCase {
  const { subject, kind, inCi, isRunning = false } = options;
  const state = isRunning ? 'running' : 'stopped';
  const what = { flip: 'one bit flipped', truncate: 'one file cut', missing: 'one file gone' }[
    kind
  ];
  return {
    name: `${kind}-${isRunning ? 'running-' : ''}${subject.name}`,
    breaks: `${what} in the files of a ${state} ${subject.name}`,
    inCi,
    run: (context) => runDamages(context, options),
  };
}

async function runDamages(context: FaultContext, options: DamageCase): Promise<FaultOutcome> {
  const { subject, kind, isRunning = false } = options;
  const { seed, random, say, signal, tuning } = context;
  await using place = await workplace();
  const whole = join(place.path, 'whole');
  await mkdir(whole);
  await subject.prepare(whole);
  const { code, stdout, stderr } = await run(process.execPath, [subject.program, whole, seed]);
  if (code !== 0) throw new Error(`the ${subject.name} worker failed: ${stderr}`);
  const said = readSaid(stdout);
  const tally = new Tally();
  const files = await filesBelow(whole, subject.data);
  const plan = planDamages(random, files, kind, Math.min(tuning.places, placesMax));
  for (const damage of plan) {
    if (signal.aborted) break;
    const root = join(place.path, 'damaged');
    await cp(whole, root, { recursive: true });
    if (isRunning) {
      let what = 'nothing';
      const later = async (): Promise<void> => {
        what = await damageSomething(random, root, options);
      };
      const verdict = await judged(subject, root, said, later);
      tally.add(`while it runs, ${what}`, verdict);
    } else {
      await applyDamage(root, damage);
      tally.add(damageText(damage), await judged(subject, root, said));
    }
    await rm(root, { recursive: true });
  }
  say(`${files.length} files, ${plan.length} places, ${tally.faultCount} faults`);
  return tally.outcome();
}

/** A start puts other files in the place of some: what is there now is damaged. */
async function damageSomething(
  random: Random,
  root: string,
  { subject, kind }: DamageCase,
): Promise<string> {
  const file = random.pick(await filesBelow(root, subject.data));
  const [damage] = planDamages(random, [file], kind, 1);
  if (!damage) return 'nothing';
  await applyDamage(root, damage);
  return damageText(damage);
}
