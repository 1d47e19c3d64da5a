import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run } from './provision/run.ts';

const script = join(import.meta.dirname, '..', 'systemd', 'accounting-off');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eucora-accounting-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function program(name: string, text: string): Promise<void> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o755);
}

/** Runs the script with an accton that only notes, and a kernel that writes so much a process. */
async function turnedOff(file: string, bytesPerProcess: number): Promise<string> {
  const calls = join(folder, 'calls');
  await writeFile(calls, '');
  await program('accton', `echo "$@" >> ${calls}`);
  await program('stat', `head -c ${bytesPerProcess} /dev/zero >> "$3"; exec /usr/bin/stat "$@"`);
  const env = { PATH: `${folder}:/usr/bin:/bin` };
  await run('sh', [script, file], { timeoutMs: 10_000, env });
  return (await readFile(calls, 'utf8')).trim();
}

test('turns accounting off when the agent’s own file is the one that grows', async () => {
  const file = join(folder, 'pacct');
  await writeFile(file, 'records');
  expect(await turnedOff(file, 64)).toBe('off');
});

test('leaves an administrator’s accounting alone', async () => {
  const file = join(folder, 'pacct');
  await writeFile(file, 'records');
  expect(await turnedOff(file, 0)).toBe('');
  expect(await turnedOff(join(folder, 'none'), 64)).toBe('');
});
