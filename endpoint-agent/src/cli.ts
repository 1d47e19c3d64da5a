import { parseArgs } from 'node:util';
import { readConfig } from './config.ts';
import { UsageError } from './errors.ts';

const usage = `usage: eucora-agent COMMAND [--home DIR] [--keys DIR]

  enroll --ticket FILE   take this machine into the site that the ticket is for
  run                    look, keep and send until SIGTERM
  launch                 run the version that counts: this one, or one that it was updated to
  status [--json]        what the agent on this home is doing
  inventory [--json]     what the collectors see on this machine, now
  version [--json]       which version this is, and which homes it can open
`;

const options = {
  home: { type: 'string' },
  keys: { type: 'string' },
  ticket: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Runs one command; answers the exit code. Expected faults are one sentence on stderr. */
export async function runCli(
  args: readonly string[],
  terminal: Terminal,
  env?: NodeJS.ProcessEnv,
): Promise<number> {
  try {
    await dispatch(args, terminal, env);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.err(`eucora-agent: ${error.message}`);
    return 1;
  }
}

async function dispatch(
  args: readonly string[],
  { out, err }: Terminal,
  env?: NodeJS.ProcessEnv,
): Promise<void> {
  const { values, positionals } = parse(args);
  const [command] = positionals;
  if (values.help) return out(usage);
  const config = readConfig(values, env);
  // Commands load what they need: `status` must stay cheap, and `run` small in memory.
  switch (command) {
    case 'enroll': {
      if (!values.ticket)
        throw new UsageError('name the ticket: eucora-agent enroll --ticket FILE');
      const { enroll } = await import('./commands/enroll.ts');
      return out(await enroll(config, values.ticket));
    }
    case 'run': {
      const { run } = await import('./commands/run.ts');
      return run(config);
    }
    case 'launch': {
      const { launchProgram } = await import('./commands/launch.ts');
      process.exitCode = await launchProgram(config, err);
      return;
    }
    case 'version': {
      const { showVersion } = await import('./commands/version.ts');
      return out(showVersion(values.json));
    }
    case 'status': {
      const { readAgentStatus, showStatus } = await import('./commands/status.ts');
      return out(showStatus(await readAgentStatus(config), values.json));
    }
    case 'inventory': {
      const { lookOnce, showInventory } = await import('./commands/inventory.ts');
      return out(showInventory(await lookOnce(), values.json));
    }
    default:
      throw new UsageError(
        `${command === undefined ? 'name a command' : `there is no command "${command}"`}\n\n${usage}`,
      );
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`${text}\n\n${usage}`, { cause });
  }
}
