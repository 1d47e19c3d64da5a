import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { inheritedEnvironment } from '../../kit/config.ts';
import { InvalidRunError } from '../errors.ts';
import type { RelaysAnswer, RelaysTask } from './relays.ts';

/** The process that holds all connections of sites. */
export interface RelaysProcess extends AsyncDisposable {
  /** @throws InvalidRunError when the task failed */
  do(task: RelaysTask): Promise<RelaysAnswer>;
}

export function startRelays(): RelaysProcess {
  const child = fork(fileURLToPath(new URL('relays.ts', import.meta.url)), [], {
    env: inheritedEnvironment(),
    serialization: 'advanced',
  });
  const exited = once(child, 'exit').then(() => {
    throw new InvalidRunError('the process of the relays ended');
  });
  // Nobody may be waiting when it ends as it should.
  exited.catch(() => undefined);
  const act = async (task: RelaysTask): Promise<RelaysAnswer> => {
    const answered = once(child, 'message') as Promise<[RelaysAnswer]>;
    child.send(task);
    const [answer] = await Promise.race([answered, exited]);
    if (answer.fault !== undefined) throw new InvalidRunError(answer.fault);
    return answer;
  };
  return {
    do: act,
    async [Symbol.asyncDispose]() {
      if (child.connected) await act({ task: 'close' });
      else child.kill('SIGKILL');
      await exited.catch(() => undefined);
    },
  };
}
