import type { Config } from '../config.ts';
import { createAgent } from '../context.ts';

/** Runs the agent until SIGTERM or SIGINT. */
export async function run(config: Config): Promise<void> {
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.once('SIGTERM', onSignal).once('SIGINT', onSignal);
  try {
    await using agent = await createAgent(config);
    await agent.run(stop.signal);
  } finally {
    process.off('SIGTERM', onSignal).off('SIGINT', onSignal);
  }
}
