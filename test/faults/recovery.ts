import type { Constellation } from '../kit/constellation.ts';
import { identify } from '../kit/processes.ts';
import { until } from '../kit/until.ts';
import { recoverWithinMs } from './limits.ts';
import { killable } from './plan.ts';

/** Everything runs again and the hub says that it is ready. */
export async function recovered(
  { dataDir, url }: Constellation,
  signal: AbortSignal,
  withinMs: number = recoverWithinMs,
): Promise<void> {
  const look = async (): Promise<boolean> => {
    const found = await Promise.all(killable.map((name) => identify(dataDir, name)));
    if (found.includes(undefined)) return false;
    return (await fetch(new URL('/readyz', url), { signal: AbortSignal.timeout(2_000) })).ok;
  };
  await until('everything runs again and the hub is ready', look, { withinMs, signal });
}
