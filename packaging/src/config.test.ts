import { expect, test } from 'vitest';
import { readStartConfig } from './config.ts';

const extraOf = (...args: string[]) => readStartConfig(args, {}, '/project').extra;

test('a variable for one process is told by its name, and repeated ones add up', () => {
  expect(extraOf()).toEqual({});
  expect(extraOf('--env', 'hub:A=1', '--env', 'hub:B=x=y', '--env', 'agent:A=')).toEqual({
    hub: { A: '1', B: 'x=y' },
    agent: { A: '' },
  });
  expect(() => extraOf('--env', 'hub=1')).toThrow(/does not fit --env PROCESS:NAME=VALUE/);
  expect(() => extraOf('--env', 'hub-redis:A=1')).toThrow(/no process "hub-redis", only hub-/);
});
