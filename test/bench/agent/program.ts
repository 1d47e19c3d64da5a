import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ticketToText, type EnrolmentTicket } from '@eucora/protocol';
import { output } from '../../kit/command.ts';
import { inheritedEnvironment, projectRoot } from '../../kit/config.ts';
import { InvalidRunError } from '../errors.ts';

/** The agent as it is shipped, one program, enrolled and running. */
export interface AgentProgram extends AsyncDisposable {
  readonly pid: number;
  /** Size of the program, bytes. */
  readonly bytes: number;
  /** It has ended by itself. */
  ended(): boolean;
}

const buildMs = 300_000;

/** Builds the agent as one program, enrols it with the ticket and lets it run. */
export async function startAgentProgram(
  ticket: EnrolmentTicket,
  server: string,
): Promise<AgentProgram> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'eucora-agent-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const program = join(folder, 'eucora-agent');
  const build = join(projectRoot, 'packaging', 'scripts', 'build-agent.ts');
  await output(process.execPath, [build, program], { timeoutMs: buildMs });
  const env = {
    EUCORA_AGENT_HOME: join(folder, 'home'),
    EUCORA_AGENT_KEYS: join(folder, 'keys'),
    EUCORA_RELAY_URLS: server,
    EUCORA_AGENT_ACCOUNTING: 'enable', // as it is shipped
  };
  await Promise.all(
    [env.EUCORA_AGENT_HOME, env.EUCORA_AGENT_KEYS].map((path) => mkdir(path, { mode: 0o700 })),
  );
  const ticketFile = join(folder, 'ticket');
  await writeFile(ticketFile, ticketToText(ticket), { mode: 0o600 });
  await output(program, ['enroll', '--ticket', ticketFile], { env });
  const child = spawn(program, ['run'], {
    env: { ...inheritedEnvironment(), ...env },
    stdio: 'ignore',
  });
  const closed = once(child, 'close');
  stack.defer(async () => {
    child.kill('SIGTERM');
    await closed;
  });
  const { pid } = child;
  if (pid === undefined) throw new InvalidRunError('the agent program could not be started');
  const { size } = await stat(program);
  const owned = stack.move();
  return {
    pid,
    bytes: size,
    ended: () => child.exitCode !== null || child.signalCode !== null,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
