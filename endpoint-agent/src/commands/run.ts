import { setFlagsFromString } from 'node:v8';
import type { Config } from '../config.ts';

/** Runs the agent until SIGTERM or SIGINT. */
export async function run(config: Config): Promise<void> {
  saveMemory();
  const { createAgent } = await import('../context.ts');
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.once('SIGTERM', onSignal).once('SIGINT', onSignal);
  try {
    await using agent = await createAgent(config);
    if (config.trial === null) return await agent.run(stop.signal);
    const { runOnTrial } = await import('../selfupdate/trial.ts');
    await runOnTrial(agent, { home: config.home, nonce: config.trial }, stop.signal);
  } finally {
    process.off('SIGTERM', onSignal).off('SIGINT', onSignal);
  }
}

// Must come before the rest is loaded. Without the optimising compilers a tenth of the resident set
// is saved, and the spool still takes 50,000 events a second.
function saveMemory(): void {
  setFlagsFromString('--no-turbofan');
  setFlagsFromString('--no-maglev');
}
