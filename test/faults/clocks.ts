import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findClockLibrary } from '@eucora/packaging';

/** Processes whose wall clock can be set; they are Node programs, which ask the C library. */
export const clocked = ['hub', 'relay-hq', 'agent'] as const;
export type Clocked = (typeof clocked)[number];

/** The wall clocks of some processes. Their monotonic clocks are never touched. */
export interface Clocks extends AsyncDisposable {
  /** What a constellation is started with, so that its processes take these clocks. */
  readonly env: readonly string[];
  /** Sets a clock off by so much (`+10y`, `-56y`, `-1h`, `+0`); it is seen within a second. */
  set(name: Clocked, offset: string): Promise<void>;
}

/** Prepares clocks that are right. @throws Error naming what to install */
export async function openClocks(): Promise<Clocks> {
  const library = await findClockLibrary();
  if (library === undefined) {
    throw new Error('libfaketime is not here: apt-get install faketime, then run this again');
  }
  const folder = await mkdtemp(join(tmpdir(), 'eucora-clocks-'));
  const fileOf = (name: Clocked) => join(folder, name);
  const set = async (name: Clocked, offset: string): Promise<void> => {
    // Renamed into place: a half-written file would be some other time.
    await writeFile(`${fileOf(name)}.new`, `${offset}\n`);
    await rename(`${fileOf(name)}.new`, fileOf(name));
  };
  for (const name of clocked) await set(name, '+0');
  const variables = (name: Clocked) => [
    `LD_PRELOAD=${library}`,
    `FAKETIME_TIMESTAMP_FILE=${fileOf(name)}`,
    'FAKETIME_CACHE_DURATION=1',
    'FAKETIME_DONT_FAKE_MONOTONIC=1',
    'DONT_FAKE_MONOTONIC=1',
    'NO_FAKE_STAT=1',
  ];
  return {
    env: clocked.flatMap((name) => variables(name).map((variable) => `${name}:${variable}`)),
    set,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
