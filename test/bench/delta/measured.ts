import { readFile, rm } from 'node:fs/promises';
import { run } from '../../kit/command.ts';
import { InvalidRunError } from '../errors.ts';

/** What a program cost, by GNU time: all its threads and children that ended. */
export interface Cost {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Largest resident set of one process, in MiB. */
  readonly rssMib: number;
}
export interface Measured extends Cost {
  readonly stdout: string;
}

const programMs = 3_600_000;

/** Runs a program and says what it cost; `note` is a file that GNU time writes to. */
export async function measured(
  note: string,
  file: string,
  args: readonly string[],
): Promise<Measured> {
  const watched = ['-q', '-f', '%e %U %S %M', '-o', note, file, ...args];
  const { code, stdout, stderr } = await run('/usr/bin/time', watched, { timeoutMs: programMs });
  if (code !== 0) {
    const said = stderr.trim().slice(-500);
    throw new InvalidRunError(`${file} ${args.join(' ')} ended with code ${code}: ${said}`);
  }
  const [seconds = 0, user = 0, system = 0, kib = 0] = (await readFile(note, 'utf8'))
    .trim()
    .split(' ')
    .map(Number);
  await rm(note);
  return { seconds, cpuSeconds: user + system, rssMib: Math.round(kib / 1024), stdout };
}

/** @throws InvalidRunError when two files differ */
export async function mustBeSame(made: string, wanted: string, by: string): Promise<void> {
  const { code } = await run('cmp', ['-s', made, wanted], { timeoutMs: programMs });
  if (code !== 0) throw new InvalidRunError(`${by} did not make ${wanted} again`);
}
