import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { inheritedEnvironment } from '../../kit/config.ts';
import { InvalidRunError } from '../errors.ts';
import type { FeederAnswer, FeederTask } from './feeder.ts';

/** The process that runs the hub's ingest. */
export interface FeederProcess extends AsyncDisposable {
  /** @throws InvalidRunError when the task failed */
  do(task: FeederTask): Promise<FeederAnswer>;
}

export function startFeeder(): FeederProcess {
  const child = fork(fileURLToPath(new URL('feeder.ts', import.meta.url)), [], {
    env: inheritedEnvironment(),
    serialization: 'advanced',
  });
  const exited = once(child, 'exit').then(() => {
    throw new InvalidRunError('the process that runs ingest ended');
  });
  // Nobody may be waiting when it ends as it should.
  exited.catch(() => undefined);
  const act = async (task: FeederTask): Promise<FeederAnswer> => {
    const answered = once(child, 'message') as Promise<[FeederAnswer]>;
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
