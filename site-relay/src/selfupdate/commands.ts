import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isSea } from 'node:sea';
import { parseArgs } from 'node:util';
import type { BuildDescription } from '@eucora/protocol/self-update';
import { environmentOf, type RelayConfig } from '../config.ts';
import type { Terminal } from '../terminal.ts';
import { homeFormats, relayVersion } from '../version.ts';
import { launchPrograms, type Command } from './launcher.ts';
import { SlotStore } from './slot-store.ts';

/** Runs the version that counts, until SIGTERM or SIGINT. */
export async function launchRelay(
  config: RelayConfig,
  args: string[],
  terminal: Terminal,
): Promise<number> {
  parseArgs({ args, options: {} });
  const store = await SlotStore.open(config.home, relayVersion);
  await store.begin();
  return launchPrograms({
    store,
    installed: { version: relayVersion, command: ownCommand(process.argv[1] ?? '') },
    environment: (trial) => ({ ...environmentOf(trial), EUCORA_RELAY_HOME: config.home }),
    become,
    signal: terminal.stop,
    say: terminal.error,
  });
}

/** What this program says of itself before it is put in another's place. */
export async function showVersion(
  _: RelayConfig,
  args: string[],
  terminal: Terminal,
): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } });
  const description: BuildDescription = {
    program: 'eucora-relay',
    version: relayVersion,
    homeReadsFrom: homeFormats.readsFrom,
    homeWrites: homeFormats.writes,
  };
  terminal.out(values.json ? JSON.stringify(description) : `eucora-relay ${relayVersion}`);
  return 0;
}

/** How this very program is called to run. */
function ownCommand(script: string): Command {
  const file = process.execPath;
  return isSea() ? { file, args: ['run'] } : { file, args: [...process.execArgv, script, 'run'] };
}

/** Where a process can't become another one, it waits for it; signals reach both. */
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
