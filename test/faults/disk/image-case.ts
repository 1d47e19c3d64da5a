import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Random } from '../../kit/random.ts';
import type { FaultCase, FaultContext } from '../case.ts';
import { isBelow, sample } from './call-case.ts';
import { judged, Tally, workplace } from './damage-case.ts';
import { DiskModel, type Image, type Leftover } from './images.ts';
import { readSaid } from './said.ts';
import { ensureStrace, inOrder, trace, type Traced } from './strace.ts';
import type { DiskSubject } from './subject.ts';
import type { FileCall } from './trace.ts';

const leftovers: readonly Leftover[] = ['nothing', 'some', 'some'];

/** All that a run did to files below a root and all that it said, in order. */
export function historyOf(traced: Traced, root: string): FileCall[] {
  return inOrder(traced).flatMap(({ did }) =>
    did && (did.call === 'say' || isBelow(did, root)) ? [did] : [],
  );
}

/** Power cuts: a subject's run, stopped before every call, with what nobody had synced dropped. */
export function imageCase(subject: DiskSubject, inCi: boolean): FaultCase {
  return {
    name: `unsynced-writes-dropped-${subject.name}`,
    breaks: `power cut while the ${subject.name} writes: what was not synced is gone, or half there`,
    inCi,
    run: (context) => runImages(context, subject),
  };
}

async function runImages(context: FaultContext, subject: DiskSubject) {
  const { seed, random, say, signal, tuning } = context;
  await ensureStrace(say);
  await using place = await workplace();
  const root = join(place.path, 'root');
  const start = join(place.path, 'start');
  await mkdir(root);
  await subject.prepare(root);
  await cp(root, start, { recursive: true });
  const directory = join(place.path, 'trace');
  const args = [root, seed];
  const common = { program: subject.program, args, signal, bytesMax: 4_000_000 };
  const recorded = await trace({ ...common, directory });
  if (recorded.code !== 0) throw new Error(`recording failed: ${recorded.stderr}`);
  const history = historyOf(recorded, root);
  const begin = await readImage(start, root);
  await checkWhole(begin, history, root, random);
  const cuts = history.flatMap((call, at) => (call.call === 'say' ? [] : [at]));
  const plan = cuts.flatMap((at) => leftovers.map((leftover, turn) => ({ at, leftover, turn })));
  const chosen = sample(random, plan, tuning.places);
  const tally = new Tally();
  for (const { at, leftover, turn } of chosen) {
    if (signal.aborted) break;
    const lot = random.fork(`${at} ${turn}`);
    await writeImage(modelAt(begin, history, at).image(leftover, lot), root);
    const told = history.slice(0, at).flatMap((call) => (call.call === 'say' ? [call.text] : []));
    const what = `power cut before call ${at} (${history[at]?.call}), ${leftover} left`;
    tally.addSound(what, await judged(subject, root, readSaid(told.join(''))));
  }
  const syncs = history.filter(({ call }) => call === 'sync').length;
  say(`${cuts.length} calls, ${syncs} syncs, ${chosen.length} images, ${tally.faultCount} faults`);
  return tally.outcome();
}

function modelAt(begin: Image, history: readonly FileCall[], at: number): DiskModel {
  const model = new DiskModel(begin);
  for (const call of history.slice(0, at)) model.apply(call);
  return model;
}

/** The model with everything applied must be what is really there; else its images prove nothing. */
async function checkWhole(
  begin: Image,
  history: readonly FileCall[],
  root: string,
  random: Random,
): Promise<void> {
  const modelled = modelAt(begin, history, history.length).image('all', random);
  const real = await readImage(root, root);
  const names = new Set([...modelled.keys(), ...real.keys()]);
  for (const name of names) {
    const [mine, theirs] = [modelled.get(name), real.get(name)];
    const same = mine && theirs ? mine.equals(theirs) : mine === theirs;
    if (!same) throw new Error(`the recorded calls do not make ${name} as it is`);
  }
}

/** A directory tree in memory, its paths as if it stood at `as`. */
async function readImage(root: string, as: string): Promise<Image> {
  const image = new Map<string, Buffer | null>([[as, null]]);
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = as + path.slice(root.length);
    if (entry.isDirectory()) image.set(name, null);
    if (entry.isFile()) image.set(name, await readFile(path));
  }
  return image;
}

async function writeImage(image: Image, root: string): Promise<void> {
  await rm(root, { recursive: true });
  for (const [path, bytes] of [...image].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (bytes === null) await mkdir(path, { mode: 0o700 });
    else await writeFile(path, bytes, { mode: 0o600 });
  }
}
