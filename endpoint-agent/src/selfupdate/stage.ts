import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  nextSlot,
  readDescription,
  refusalOfBuild,
  type Build,
  type BuildRefusal,
} from '@eucora/protocol/self-update';
import type { ProgramSource, SlotStore } from './slot-store.ts';

/** The program is genuine and may not take this one's place; nothing was changed that counts. */
export class BuildRefusedError extends Error {
  override readonly name = 'BuildRefusedError';
  readonly code: BuildRefusal | 'does_not_start';

  constructor(code: BuildRefusedError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export interface StageDoors {
  readonly store: SlotStore;
  readonly homeFormat: number;
  /** Asks a program what it is; null: it does not say. */
  readonly describe?: (path: string) => Promise<string | null>;
  readonly nonce?: () => string;
}

const describeMs = 30_000;

/**
 * Puts a program, which both sides of the trust have vouched for, into the free slot and on trial at
 * the next start. Safe to repeat after a crash at any point.
 * @throws BuildRefusedError; SlotError when the bytes are others
 */
export async function stageProgram(
  doors: StageDoors,
  source: ProgramSource,
  build: Build,
): Promise<void> {
  const { store, describe = describeProgram, nonce = randomNonce } = doors;
  await store.write(nextSlot(store.state, { kind: 'clear' }).state);
  await store.fill(source, build, (path) => require(path, build, { ...doors, describe }));
  await store.write(nextSlot(store.state, { kind: 'staged', build, nonce: nonce() }).state);
}

const words: Readonly<Record<BuildRefusal, string>> = {
  not_this_program: 'it is another program: assign the artifact of this one',
  other_version: 'it says that it is another version: have its publisher look at it',
  home_too_old: 'it can’t open a home as old as this one: assign a version in between first',
  home_too_new: 'it is too old for this home, which a newer version has changed',
};

async function require(
  path: string,
  { version }: Build,
  { store, homeFormat, describe }: StageDoors & Required<Pick<StageDoors, 'describe'>>,
): Promise<void> {
  const text = await describe(path);
  const description = text === null ? null : readDescription(text);
  if (!description) {
    throw new BuildRefusedError(
      'does_not_start',
      'it does not run on this machine: assign the artifact that was built for it, and let ' +
        'programs be started from the agent’s home',
    );
  }
  const code = refusalOfBuild(description, { program: store.of.program, version }, homeFormat);
  if (code) throw new BuildRefusedError(code, words[code]);
}

/** What `version --json` of a program prints; null when it prints nothing in time. */
async function describeProgram(path: string): Promise<string | null> {
  const child = spawn(path, ['version', '--json'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {},
    timeout: describeMs,
    killSignal: 'SIGKILL',
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text = (text + part).slice(0, 4_096);
  });
  try {
    const [code]: unknown[] = await once(child, 'close');
    return code === 0 ? text : null;
  } catch (error) {
    // Another machine's program, or a file system from which nothing is run.
    if (error instanceof Error && 'syscall' in error) return null;
    throw error;
  }
}

function randomNonce(): string {
  return randomBytes(16).toString('hex');
}
