import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const templates = join(root, '.cache', 'test-databases');
const keptMs = 24 * 3_600_000;

/** Whatever decides what the files of a fresh, migrated server hold. */
const inputs = [
  'package-lock.json',
  'hub/migrations',
  'hub/src/platform/migrate.ts',
  'hub/src/platform/database-roles.ts',
  'hub/src/platform/testing.ts',
  'hub/src/platform/testing-template.ts',
];

/** Fills one folder with the files of a stopped server. */
export type Make = (folder: string) => Promise<void>;

/**
 * Fills `folder`, which exists and is empty, with a copy of what `make` makes, and has it made only
 * when its inputs or the day changed (migrations found partitions by the date).
 * @throws whatever `make` throws; Error with what `cp` said
 */
export async function copyMigrated(folder: string, make: Make): Promise<void> {
  const day = new Date().toISOString().slice(0, 10);
  const user = process.getuid?.() ?? 'user';
  const name = `${day}-${user}-${await hashOfInputs()}`;
  await copyTemplate({ templates, name, make }, folder);
}

interface Template {
  /** The folder of all templates. */
  readonly templates: string;
  readonly name: string;
  readonly make: Make;
}

/**
 * Copies the template of that name, made now where there is none. Two who find none make one each
 * and the last to finish drops its own, so nobody waits for a process that was cut. Owners and modes
 * are copied: a server run by root belongs to another user.
 */
export async function copyTemplate(template: Template, folder: string): Promise<void> {
  const place = join(template.templates, template.name);
  if (!existsSync(place)) await makeTemplate(template, place);
  await copy(place, folder);
}

async function makeTemplate({ templates: all, make }: Template, place: string): Promise<void> {
  await mkdir(all, { recursive: true });
  // Made where a server of another user finds it; the project may lie where only its owner does.
  const made = await mkdtemp(join(tmpdir(), 'eucora-hub-template-'));
  const beside = await mkdtemp(join(all, 'new-'));
  try {
    await make(made);
    await copy(made, beside);
    await takePlace(beside, place);
  } finally {
    await rm(made, { recursive: true, force: true });
    await rm(beside, { recursive: true, force: true });
  }
  await removeOld(all);
}

/** Renames whole folders alone, so that what bears the name is complete. */
async function takePlace(beside: string, place: string): Promise<void> {
  try {
    await rename(beside, place);
  } catch (error) {
    if (!existsSync(place)) throw error; // otherwise another one was faster
  }
}

/** By age and not by name: a run that began before an edit may still be copying another one. */
async function removeOld(all: string): Promise<void> {
  for (const name of await readdir(all)) {
    const folder = join(all, name);
    const found = await stat(folder, { throwIfNoEntry: false });
    if (found && Date.now() - found.mtimeMs > keptMs)
      await rm(folder, { recursive: true, force: true });
  }
}

async function copy(from: string, to: string): Promise<void> {
  await promisify(execFile)('cp', ['-a', `${from}/.`, to]);
}

async function hashOfInputs(): Promise<string> {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of await filesOf(join(root, input))) {
      const bytes = await readFile(file);
      hash.update(`${relative(root, file)}\0${bytes.length}\0`).update(bytes);
    }
  }
  return hash.digest('hex').slice(0, 32);
}

async function filesOf(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  return (await readdir(path)).toSorted().map((name) => join(path, name));
}
