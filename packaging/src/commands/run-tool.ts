import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { ProvisionError, StartError } from '../errors.ts';
import { ensureNatsServer } from '../nats-server.ts';
import { isErrno } from '../processes.ts';
import { ensureChromium } from '../provision/chromium.ts';
import { ensureConsole } from '../provision/console-build.ts';
import { ensureFaultTools } from '../provision/fault-tools.ts';
import { runChild, type CommandContext } from './run-child.ts';

/** A program of the test kit that a root command runs, and what it needs. */
export interface Tool {
  readonly program: string;
  readonly needsServers: boolean;
  readonly needsBrowser: boolean;
  /** What breaks clocks and system calls. */
  readonly needsFaultTools?: boolean;
}

/** The root commands that run such a program. */
export const tools: ReadonlyMap<string, Tool> = new Map([
  ['swarm', { program: 'test/swarm/main.ts', needsServers: false, needsBrowser: false }],
  [
    'faults',
    {
      program: 'test/faults/main.ts',
      needsServers: true,
      needsBrowser: false,
      needsFaultTools: true,
    },
  ],
  ['e2e', { program: 'test/e2e/main.ts', needsServers: true, needsBrowser: true }],
  ['drill', { program: 'test/drill/main.ts', needsServers: true, needsBrowser: false }],
  ['bench', { program: 'test/bench/main.ts', needsServers: true, needsBrowser: false }],
  ['mutation', { program: 'test/mutation/main.ts', needsServers: true, needsBrowser: false }],
  ['screenshots', { program: 'test/screenshots/main.ts', needsServers: true, needsBrowser: true }],
]);

/**
 * Runs a tool with the arguments of the command.
 *
 * @throws ProvisionError when what it needs cannot be brought
 */
export async function runTool(tool: Tool, context: CommandContext): Promise<number> {
  const { root, args, environment, progress } = context;
  const program = join(root, tool.program);
  if (!(await exists(program))) {
    throw new StartError(`This checkout has no ${tool.program}; update it and try again.`);
  }
  const onProgress = (step: string) => progress.step(step);
  const found: Record<string, string> = {};
  if (tool.needsServers) {
    await ensureConsole(root, progress);
    found['EUCORA_NATS_SERVER'] = await ensureNatsServer({ onProgress });
  }
  if (tool.needsFaultTools === true) await ensureFaultTools({ onProgress });
  if (tool.needsBrowser) {
    const chromium = await ensureChromium({ onProgress });
    if (chromium.kind === 'missing') {
      throw new ProvisionError(`Chromium is needed: ${chromium.reason}.`);
    }
    found['EUCORA_CHROMIUM'] = chromium.file;
  }
  return runChild([program, ...args], { root, environment: { ...environment, ...found } });
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return false;
    throw error;
  }
}
