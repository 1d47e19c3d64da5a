import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isSea } from 'node:sea';
import { environmentOf, type Config } from '../config.ts';
import { HomeInUseError } from '../errors.ts';
import { ownerOf } from '../files/home-lock.ts';
import { launchPrograms, type Command } from '../selfupdate/launcher.ts';
import { SlotStore } from '../selfupdate/slot-store.ts';
import { agentVersion } from '../version.ts';

/** Runs the version that counts, until SIGTERM or SIGINT. Answers an exit code. */
export async function launchProgram(config: Config, say: (line: string) => void): Promise<number> {
  // A second launcher would count the first one's trial.
  const owner = await ownerOf(config.home);
  if (owner) {
    throw new HomeInUseError(
      `an agent with process id ${owner.pid} runs on ${config.home}: stop it before another starts`,
    );
  }
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.once('SIGTERM', onSignal).once('SIGINT', onSignal);
  try {
    return await launchPrograms({
      store: await SlotStore.open(config.home, agentVersion),
      installed: { version: agentVersion, command: ownCommand(process.argv[1] ?? '') },
      environment: (trial) => ({
        ...environmentOf(trial),
        EUCORA_AGENT_HOME: config.home,
        EUCORA_AGENT_KEYS: config.keys,
      }),
      become,
      signal: stop.signal,
      say,
    });
  } finally {
    process.off('SIGTERM', onSignal).off('SIGINT', onSignal);
  }
}

/** How this very program is called to run. */
function ownCommand(script: string): Command {
  const file = process.execPath;
  return isSea() ? { file, args: ['run'] } : { file, args: [...process.execArgv, script, 'run'] };
}

/** Where a process can't become another one, it waits for it and passes signals on. */
async function become({ file, args }: Command, environment: NodeJS.ProcessEnv): Promise<number> {
  process.execve?.(file, [file, ...args], environment);
  const child = spawn(file, args, { stdio: 'inherit', env: environment });
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGTERM', pass).on('SIGINT', pass);
  try {
    const [code]: unknown[] = await once(child, 'close');
    return typeof code === 'number' ? code : 1;
  } finally {
    process.off('SIGTERM', pass).off('SIGINT', pass);
  }
}
