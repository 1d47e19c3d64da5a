import { truncate } from 'node:fs/promises';
import { listJournalFiles, scanFile } from './files.ts';
import type { JournalFiles } from './journal.ts';
import { Recovery, type Recovered, type ScannedFile } from './recover.ts';

export interface LoadedJournal {
  readonly files: JournalFiles;
  readonly found: Recovered;
  /** A write that the end of the process interrupted; it was never acknowledged. */
  readonly torn: TornTail | undefined;
}

/** Where an interrupted write begins, and how long it is. */
export interface TornTail {
  readonly path: string;
  readonly offset: number;
  readonly length: number;
}

/** Reads all files of one journal directory; changes nothing. */
export async function loadJournal(directory: string, storeKey: Uint8Array): Promise<LoadedJournal> {
  const { wal, seg } = await listJournalFiles(directory);
  const recovery = new Recovery();
  // One file at a time: a journal of months is larger than memory.
  for (const name of seg) recovery.addFile(withoutTorn(await scanFile(name, storeKey)).file);
  let torn: TornTail | undefined;
  for (const name of wal) {
    const scanned = await scanFile(name, storeKey);
    const cut = name === wal.at(-1) ? withoutTorn(scanned) : { file: scanned, torn: undefined };
    recovery.addFile(cut.file);
    torn = cut.torn;
  }
  return { files: { directory, wal, seg }, found: recovery.finish(), torn };
}

/** An interrupted write at the end of a file is no damage: nobody was told that it is there. */
function withoutTorn(file: ScannedFile): { file: ScannedFile; torn: TornTail | undefined } {
  const found = file.damage.find((damage) => damage.reason === 'torn');
  if (!found) return { file, torn: undefined };
  const damage = file.damage.filter((other) => other !== found);
  const torn = { path: file.path, offset: found.offset, length: found.end - found.offset };
  return { file: { ...file, damage }, torn };
}

/** Cuts an interrupted write off, so that the next start does not meet it again. */
export async function cutTorn(torn: TornTail): Promise<void> {
  await truncate(torn.path, torn.offset);
}
