import { setTimeout as delay } from 'node:timers/promises';
import { identify, signalProcess, type ProcessName } from '../../kit/processes.ts';

// What answers nothing any more looks to a site like a wire that was cut.
const away: readonly ProcessName[] = ['hub-nats', 'hub', 'hub-postgres'];

/** Lets the whole hub answer nothing for so long; it comes back also when `signal` says stop. */
export async function hubAway(
  dataDir: string,
  seconds: number,
  signal: AbortSignal,
): Promise<void> {
  const stopped: number[] = [];
  try {
    for (const name of away) {
      await signalProcess(dataDir, name, 'SIGSTOP');
      const identity = await identify(dataDir, name);
      if (identity) stopped.push(identity.pid);
    }
    await delay(1_000 * seconds, undefined, { signal });
  } finally {
    for (const pid of stopped.toReversed()) process.kill(pid, 'SIGCONT');
  }
}
