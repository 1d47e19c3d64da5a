import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { until } from './until.ts';

/** A run that leaves a process and, beside it, one whose environment says nothing of the run. */
const run = `
  import { spawn } from 'node:child_process';
  import { mkdtempSync } from 'node:fs';
  import { tmpdir } from 'node:os';
  import setUp from ${JSON.stringify(new URL('./run-folder.ts', import.meta.url).href)};
  const tearDown = await setUp();
  const stay = 'setInterval(() => {}, 1000)';
  const options = { detached: true, stdio: 'ignore' };
  const inherits = spawn(process.execPath, ['-e', stay], options);
  const place = mkdtempSync(tmpdir() + '/data-') + '/file';
  const named = spawn(process.execPath, ['-e', stay, place], { ...options, env: {} });
  console.log(JSON.stringify({ folder: tmpdir(), pids: [inherits.pid, named.pid] }));
  process.stdin.once('data', async () => {
    await tearDown();
    process.exit(0);
  });
`;

interface Left {
  readonly folder: string;
  readonly pids: readonly number[];
}

async function leave(child: ChildProcess): Promise<Left> {
  if (!child.stdout) throw new Error('The run has no output.');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return JSON.parse(line) as Left;
}

const start = () => spawn(process.execPath, ['--input-type=module', '-e', run], { stdio: 'pipe' });
/** One that has ended without its parent asking yet has no command left. */
function isThere(pid: number): boolean {
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file) && readFileSync(file, 'utf8') !== '';
}

test.runIf(process.platform === 'linux')('a killed run leaves nothing', async () => {
  const child = start();
  const { folder, pids } = await leave(child);
  expect([existsSync(folder), ...pids.map(isThere)]).toEqual([true, true, true]);
  child.kill('SIGKILL');
  await until('the folder is gone', () => !existsSync(folder), { withinMs: 20_000 });
  expect(pids.map(isThere)).toEqual([false, false]);
});

test.runIf(process.platform === 'linux')('one that ends says what tests left', async () => {
  const child = start();
  const said = text(child.stderr);
  const { folder, pids } = await leave(child);
  child.stdin.write('end\n');
  await once(child, 'close');
  expect([existsSync(folder), ...pids.map(isThere)]).toEqual([false, false, false]);
  expect((await said).match(/setInterval/g)).toHaveLength(2);
});
