import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const leave = new URL('leave.ts', import.meta.url).href;
const run = (program: string): Promise<unknown> =>
  promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    timeout: 20_000,
  });

const holds = `import { createServer } from 'node:net'; createServer().listen(0, '127.0.0.1');`;

test('a program whose work is over ends with its exit code, whatever is still open', async () => {
  const program = `${holds}
    const { leaveSoon } = await import('${leave}');
    process.exitCode = 3;
    leaveSoon(100);`;
  await expect(run(program)).rejects.toMatchObject({ code: 3, killed: false });
});

test('nothing waits for it where nothing is open', async () => {
  const program = `const { leaveSoon } = await import('${leave}');
    leaveSoon(3_600_000);`;
  await expect(run(program)).resolves.toBeDefined();
});
