import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { output, programOf, type RunOptions } from './command.ts';
import { identify } from './processes.ts';

/** What a running hub was told by its environment: its database, keys and broker. */
export async function hubEnvironment(dataDir: string): Promise<Record<string, string>> {
  const hub = await identify(dataDir, 'hub');
  if (!hub) throw new Error(`no hub is running in ${dataDir}`);
  return Object.fromEntries(
    (await readFile(`/proc/${hub.pid}/environ`, 'utf8'))
      .split('\0')
      .filter((line) => line.startsWith('EUCORA_') && !line.startsWith('EUCORA_PID_FILE='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

/** Runs a command of eucora-hub against a running hub, with that process' own environment. */
export async function hubCommand(
  dataDir: string,
  args: readonly string[],
  options: Omit<RunOptions, 'env'> = {},
): Promise<string> {
  const env = await hubEnvironment(dataDir);
  return output(process.execPath, [programOf('hub'), ...args], { ...options, env });
}

/** Runs a command of eucora-agent on this machine's agent. */
export function agentCommand(dataDir: string, args: readonly string[]): Promise<string> {
  const env = {
    EUCORA_AGENT_HOME: join(dataDir, 'agent'),
    EUCORA_AGENT_KEYS: join(dataDir, 'agent-keys'),
  };
  return output(process.execPath, [programOf('endpoint-agent'), ...args], { env });
}
