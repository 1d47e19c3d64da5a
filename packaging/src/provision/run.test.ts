import { expect, test } from 'vitest';
import { reasonIn, run, RunError } from './run.ts';

test('the reason is the last line, of a crashed Node the line of its error', () => {
  expect(reasonIn('warning: slow\nerror: no space left\n\n')).toBe('error: no space left');
  expect(reasonIn('')).toBe('');
  const crash = [
    'node:internal/modules/run_main:107',
    "Error: Cannot find module 'x'",
    '    at resolve (node:internal:1:1)',
    '',
    'Node.js v26.10.0',
  ];
  expect(reasonIn(crash.join('\n'))).toBe("Error: Cannot find module 'x'");
  expect(reasonIn('Error [ERR_X]: broken\n    at x\n\nNode.js v26.10.0')).toBe(
    'Error [ERR_X]: broken',
  );
});

test('a program answers its output, takes its input, and fails with its reason', async () => {
  const timeoutMs = 10_000;
  expect(await run('cat', [], { input: 'text', timeoutMs })).toBe('text');
  const failing = run('sh', ['-c', 'echo "no such site" >&2; exit 3'], { timeoutMs });
  await expect(failing).rejects.toThrow('sh failed: no such site');
  await expect(run('/nonexistent/program', [], { timeoutMs })).rejects.toThrow(RunError);
  await expect(run('sleep', ['60'], { timeoutMs: 20 })).rejects.toThrow(RunError);
  // A program that does not read its input is no fault of ours.
  expect(await run('true', [], { input: 'x'.repeat(1e6), timeoutMs })).toBe('');
});
