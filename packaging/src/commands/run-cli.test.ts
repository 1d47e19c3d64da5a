import { expect, test } from 'vitest';
import { splitCliArgs } from './run-cli.ts';

test('what stands before the program is ours, what stands after it is the program’s', () => {
  expect(splitCliArgs(['--data-dir', 'x', 'hub', 'token', 'create', '--data-dir', 'y'])).toEqual({
    own: ['--data-dir', 'x'],
    program: 'hub',
    rest: ['token', 'create', '--data-dir', 'y'],
  });
  expect(splitCliArgs(['relay-vault', 'status'])).toMatchObject({ own: [], rest: ['status'] });
  expect(() => splitCliArgs(['token', 'create'])).toThrow(/relay-hq/);
});
