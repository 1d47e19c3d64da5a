import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readStartConfig, type CommandConfig } from '../config.ts';
import { ProvisionError, StartError } from '../errors.ts';
import { createProgress, type Progress } from '../progress.ts';
import { start } from '../start/start.ts';
import { runChild } from './run-child.ts';
import { runCli } from './run-cli.ts';
import { runTests } from './run-tests.ts';
import { runTool, tools } from './run-tool.ts';

const usage =
  'Usage: npm start | npm test | npm run swarm | npm run faults | npm run e2e | npm run drill | npm run bench | ' +
  'npm run mutation | npm run screenshots | npm run cli | npm run trust';

/** Runs a root command and answers its exit code. Expected faults are one sentence on stderr. */
export async function runCommand(config: CommandConfig): Promise<number> {
  // Only `start` answers in progress lines; what other commands print may be read by a program.
  const stream = config.command === 'start' ? process.stdout : process.stderr;
  // A terminal or pipe that is gone must not take the supervisor down before it has stopped things.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
  const progress = createProgress((text) => stream.write(text), config.beganMs);
  try {
    return await dispatch(config, progress);
  } catch (error) {
    process.stderr.write(`${await sentenceFor(error, config.root)}\n`);
    return 1;
  }
}

async function dispatch(config: CommandConfig, progress: Progress): Promise<number> {
  const { root, command, args, environment } = config;
  if (command === 'start') {
    await start({ root, config: readStartConfig(args, environment, root), progress });
    return 0;
  }
  if (command === 'test') return runTests({ root, args, environment, progress });
  if (command === 'cli') return runCli({ root, args, environment, progress });
  if (command === 'trust') {
    return runChild([join(root, 'packaging/src/trust/main.ts'), ...args], { root, environment });
  }
  const tool = tools.get(command);
  if (tool) return runTool(tool, { root, args, environment, progress });
  throw new StartError(`"${command}" is no command. ${usage}`);
}

/** What the user is told. Details of faults that nobody expected go to a file, not the terminal. */
async function sentenceFor(error: unknown, root: string): Promise<string> {
  if (error instanceof StartError || error instanceof ProvisionError) return error.message;
  const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
  const file = join(root, '.cache', 'last-fault.log');
  await mkdir(join(root, '.cache'), { recursive: true });
  await writeFile(file, `${error instanceof Error ? describe(error) : String(error)}\n`);
  return `Unexpected fault: ${reason} (details in ${file})`;
}

function describe(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${describe(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
