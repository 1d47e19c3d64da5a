import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Counters, filesystemPacks, openPack } from '@eucora/hub/testing';
import { archiveKeys } from './archive-keys.ts';
import type { Said } from './said.ts';
import type { DiskSubject, Verdict } from './subject.ts';

type Packed = Extract<Said, { readonly say: 'packed' }>;

/** What a pack gives back; a sentence where it says that it can not. */
async function readPack(folder: string, { pack, segments }: Packed): Promise<string | string[]> {
  const { store, sign } = archiveKeys;
  try {
    await using file = await filesystemPacks(folder).open(pack);
    const opened = await openPack(file.readAt, file.size, store, sign.publicKey);
    const found: string[] = [];
    for (const entry of opened.index.segments) {
      const { bytes } = await opened.read(entry);
      found.push(createHash('sha256').update(bytes).digest('hex'));
    }
    return found;
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return `pack ${pack} of ${segments.length} segments: ${why}`;
  }
}

async function judge(root: string, said: readonly Said[]): Promise<Verdict> {
  const faults: string[] = [];
  const healed: string[] = [];
  const named: string[] = [];
  const home = join(root, 'hub');
  const folder = join(home, 'archive');
  for (const one of said) {
    if (one.say === 'ended' && !/\b(EIO|ENOSPC|ENOENT)\b/.test(one.why)) {
      faults.push(`the hub's files ended with ${one.name}: ${one.why}`);
    }
  }
  await filesystemPacks(folder).tidy();
  const packed = said.filter((one) => one.say === 'packed');
  let [accepted, arrived, voided] = [0, 0, 0];
  for (const one of packed) {
    const found = await readPack(folder, one);
    accepted += one.segments.length;
    if (typeof found === 'string') {
      healed.push(found);
      voided += one.segments.length;
    } else if (found.join() === one.segments.join()) arrived += one.segments.length;
    else faults.push(`pack ${one.pack} gives other segments than it was given`);
  }
  const counters = await Counters.open(home);
  const numbers = said.filter((one) => one.say === 'number');
  for (const [counter, given] of Map.groupBy(numbers, (one) => one.counter)) {
    const highest = Math.max(...given.map(({ number }) => number));
    const isGone = !existsSync(join(home, 'counters', counter));
    if (isGone) healed.push(`counter ${counter} is gone: its database remembers ${highest}`);
    try {
      const next = await counters.next(counter, isGone ? highest : 0);
      if (next <= highest) faults.push(`${counter} ${next} is given again, after ${highest}`);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (/damaged; write into it a number/.test(why)) healed.push(`counter ${counter}: ${why}`);
      else faults.push(`counter ${counter}: ${why}`);
    }
  }
  const rest = (await readdir(folder, { recursive: true })).filter((name) =>
    name.endsWith('.part'),
  );
  for (const name of rest) faults.push(`${name} is left behind`);
  return { accepted, arrived, voided, named, healed, faults };
}

/** The hub's archive packs and counters; what is accepted are segments in packs. */
export const archiveSubject: DiskSubject = {
  name: 'archive',
  program: join(import.meta.dirname, 'archive-worker.ts'),
  data: /^hub\/(archive\/.*\.pack|counters\/\w+)$/,
  remedies: /damaged; write into it a number/,
  async prepare(root) {
    await mkdir(join(root, 'hub'));
  },
  judge,
};
