import type { CollectorBudget } from './contract.ts';
import type { Host } from './host.ts';

export const minuteMs = 60_000;

interface PlanHead {
  readonly name: string;
  readonly everyMs: number;
  readonly budget: CollectorBudget;
}

/** Budget of a collector that only reads files. */
export function reads(name: string, everyMs: number): PlanHead {
  return { name, everyMs, budget: { cpuMs: 500, wallMs: 5_000 } };
}

/** Budget of a collector that runs the system's own programs. */
export function runs(name: string, everyMs: number): PlanHead {
  return { name, everyMs, budget: { cpuMs: 10_000, wallMs: 120_000 } };
}

/** True when at least one of the files is there. */
export function anyExists(paths: readonly string[]): (host: Host) => Promise<boolean> {
  return async (host) =>
    (await Promise.all(paths.map((path) => host.stamp(path)))).some((stamp) => stamp !== undefined);
}
