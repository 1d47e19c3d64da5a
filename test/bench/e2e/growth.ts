import type { ProcessName } from '../../kit/processes.ts';
import type { Servers } from '../edge/servers.ts';
import { privateMib } from '../measure/cpu.ts';
import { slopePerMinute, type Sample } from '../measure/statistics.ts';

/** How the memory of each process went over a stretch of time. */
export interface Growth {
  readonly lastMib: ReadonlyMap<ProcessName, number>;
  readonly peakMib: ReadonlyMap<ProcessName, number>;
  /** After the first fifth, in which caches fill. */
  readonly mibPerMinute: ReadonlyMap<ProcessName, number>;
}
/** Reads the memory of processes now and then. Dispose of it in the end. */
export interface GrowthWatch extends AsyncDisposable {
  read(): Growth;
}

const lookEveryMs = 2_000;
const warmUpShare = 0.2;

/** Watches private memory; PostgreSQL is counted with its backends. */
export function watchGrowth({ pids }: Servers): GrowthWatch {
  const samples = new Map<ProcessName, Sample[]>([...pids.keys()].map((name) => [name, []]));
  const look = async (): Promise<void> => {
    const atMs = performance.now();
    for (const [name, pid] of pids) {
      const children = name === 'hub-postgres';
      samples.get(name)?.push({ atMs, value: await privateMib(pid, { children }) });
    }
  };
  let turn = look();
  const timer = setInterval(() => {
    turn = turn.then(look);
  }, lookEveryMs);
  return {
    read: () => growthOf(samples),
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await turn;
    },
  };
}

/** The figures of all samples so far. */
export function growthOf(samples: ReadonlyMap<ProcessName, readonly Sample[]>): Growth {
  const each = (of: (values: readonly Sample[]) => number) =>
    new Map([...samples].map(([name, values]) => [name, of(values)]));
  return {
    lastMib: each((values) => values.at(-1)?.value ?? 0),
    peakMib: each((values) => values.reduce((peak, { value }) => Math.max(peak, value), 0)),
    mibPerMinute: each((values) => slopePerMinute(values.slice(warmUpShare * values.length))),
  };
}
