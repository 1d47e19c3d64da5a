import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { programOf } from '../kit/command.ts';
import { inheritedEnvironment } from '../kit/config.ts';

/** Runs a program whose reader is gone before it says anything, as `… | head` may be. */
async function runUnread(program: string, args: readonly string[]) {
  const child = spawn(process.execPath, [program, ...args], {
    env: inheritedEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  const said = text(child.stderr);
  const [code] = await once(child, 'exit');
  return { code: code as number | null, said: await said };
}

describe.each([
  ['endpoint-agent', ['--help']],
  ['endpoint-agent', ['inventory', '--json']],
  ['site-relay', ['--help']],
  ['hub', ['--help']],
] as const)('%s %j', (name, args) => {
  test('ends quietly when nobody reads what it says', async () => {
    expect(await runUnread(programOf(name), args)).toEqual({ code: 0, said: '' });
  });
});
