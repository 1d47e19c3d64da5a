import { describe, expect, it } from 'vitest';
import { judge, lastLine, type FileResult } from './verdict.ts';

const green: FileResult = {
  file: 'hub/src/a.test.ts',
  status: 'passed',
  message: '',
  tests: [{ name: 'adds', status: 'passed' }],
};

describe('the verdict of a run', () => {
  it('counts gates and tests together', () => {
    const verdict = judge([{ name: 'lint', passed: true, reason: '' }], [green], []);
    expect(lastLine(verdict)).toBe('2 passed, 0 failed, 0 skipped');
  });

  it('fails for a gate, a test, and a file that broke before its tests were known', () => {
    const failing = { ...green, status: 'failed', tests: [{ name: 'adds', status: 'failed' }] };
    const broken = { ...green, file: 'b.test.ts', status: 'failed', message: 'no b', tests: [] };
    const gate = { name: 'lint', passed: false, reason: 'exit code 1' };
    const verdict = judge([gate], [green, failing, broken], []);
    expect(lastLine(verdict)).toBe('1 passed, 3 failed, 0 skipped');
    expect(verdict.complaints).toContain('file b.test.ts: no b');
  });

  it('lets only listed tests be skipped', () => {
    const skipped = { ...green, tests: [...green.tests, { name: 'rpm', status: 'skipped' }] };
    const leave = [{ test: 'hub/src/a.test.ts > rpm', reason: 'needs rpm' }];
    expect(lastLine(judge([], [skipped], leave))).toBe('1 passed, 0 failed, 1 skipped');
    expect(lastLine(judge([], [skipped], []))).toBe('1 passed, 1 failed, 0 skipped');
  });

  it('does not take a run without tests for a green one', () => {
    expect(judge([], [], []).failed).toBe(1);
    expect(judge([], [{ ...green, tests: [] }], []).failed).toBe(1);
  });
});
