import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { useTemporaryFolder } from './config.ts';

const program = fileURLToPath(new URL('./sweeper.ts', import.meta.url));

/**
 * Before all tests (vitest's globalSetup): gives the run a temporary folder of its own, which all
 * that tests start inherits, and a process that waits for the run to end, in whatever way. It then
 * ends what still runs there and removes the folder; what the returned function says was left is a
 * defect of the test that left it.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'eucora-run-'));
  await chmod(folder, 0o1777); // like the one around it: PostgreSQL of a root is another user
  const sweeper = spawn(process.execPath, [program, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true, // what ends this run by its group or terminal must not end the sweeper
  });
  let left = '';
  sweeper.stdout.setEncoding('utf8').on('data', (text: string) => {
    left += text;
  });
  useTemporaryFolder(folder);
  return async () => {
    const closed = once(sweeper, 'close');
    sweeper.stdin.end();
    await closed;
    if (left !== '') process.stderr.write(`Tests left processes behind, now ended:\n${left}`);
  };
}
