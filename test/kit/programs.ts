import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { output, programOf, type RunOptions } from './command.ts';
import { identify } from './processes.ts';

/**
 * What a running hub was told by its environment: its database, keys and broker; and beside that who
 * owns the database, which its commands are told and the hub itself is not.
 */
export async function hubEnvironment(dataDir: string): Promise<Record<string, string>> {
  const hub = await identify(dataDir, 'hub');
  if (!hub) throw new Error(`no hub is running in ${dataDir}`);
  const own = Object.fromEntries(
    (await readFile(`/proc/${hub.pid}/environ`, 'utf8'))
      .split('\0')
      .filter((line) => line.startsWith('EUCORA_') && !line.startsWith('EUCORA_PID_FILE='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  return { ...own, EUCORA_DATABASE_OWNER_URL: await ownerUrl(dataDir, own) };
}

async function ownerUrl(dataDir: string, own: Record<string, string>): Promise<string> {
  const url = new URL(own['EUCORA_DATABASE_URL'] ?? '');
  const file = join(dataDir, 'hub-postgres', 'credentials.json');
  const { owner }: { owner: string } = JSON.parse(await readFile(file, 'utf8'));
  url.username = 'eucora';
  url.password = owner;
  return url.href;
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
