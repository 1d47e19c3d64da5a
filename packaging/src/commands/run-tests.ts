import { join } from 'node:path';
import { ensureNatsServer } from '../nats-server.ts';
import { findBinaries } from '../provision/postgres-cluster.ts';
import { ensureChromium } from '../provision/chromium.ts';
import { ensureConsole } from '../provision/console-build.ts';
import { runChild, type CommandContext } from './run-child.ts';

/** Brings everything the tests need and runs them; the arguments are vitest's. */
export async function runTests(context: CommandContext): Promise<number> {
  const { root, args, environment, progress } = context;
  const onProgress = (step: string) => progress.step(step);
  await ensureConsole(root, progress);
  const natsServer = await ensureNatsServer({ onProgress });
  findBinaries();
  const chromium = await ensureChromium({ onProgress });
  if (chromium.kind === 'missing') {
    progress.step(`BROWSER TESTS ARE SKIPPED, there is no Chromium: ${chromium.reason}`);
  }
  progress.step('running the tests');
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const env = {
    ...environment,
    EUCORA_NATS_SERVER: natsServer,
    ...(chromium.kind === 'found' ? { EUCORA_CHROMIUM: chromium.file } : {}),
  };
  return runChild([vitest, 'run', ...args], { root, environment: env });
}
