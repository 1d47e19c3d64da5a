import { identify, type ProcessName } from '../../kit/processes.ts';
import { InvalidRunError } from '../errors.ts';
import { cpuSeconds, residentMib } from '../measure/cpu.ts';

/** Processes of a constellation whose use is measured together. */
export interface Servers {
  readonly pids: ReadonlyMap<ProcessName, number>;
}
/** CPU seconds by process since each began. */
export type CpuReading = ReadonlyMap<ProcessName, number>;

/** Finds these processes. @throws InvalidRunError when one does not run */
export async function findServers(
  dataDir: string,
  names: readonly ProcessName[],
): Promise<Servers> {
  const found = await Promise.all(
    names.map(async (name) => {
      const identity = await identify(dataDir, name);
      if (!identity) throw new InvalidRunError(`${name} does not run`);
      return [name, identity.pid] as const;
    }),
  );
  return { pids: new Map(found) };
}

/** PostgreSQL is counted with all its backends. */
export async function readCpu({ pids }: Servers): Promise<CpuReading> {
  const readings = await Promise.all(
    [...pids].map(async ([name, pid]) => {
      const children = name === 'hub-postgres';
      return [name, await cpuSeconds([pid], { children })] as const;
    }),
  );
  return new Map(readings);
}

/** CPU seconds between two readings, by process. */
export function cpuBetween(before: CpuReading, after: CpuReading): Map<ProcessName, number> {
  return new Map([...after].map(([name, used]) => [name, used - (before.get(name) ?? 0)]));
}

export function total(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** Resident memory of all of them, MiB. */
export async function memoryMib({ pids }: Servers): Promise<number> {
  return total(await Promise.all([...pids.values()].map(residentMib)));
}

/** Watches the memory; gives the highest seen. Dispose of it when the measured part is over. */
export function watchMemory(servers: Servers): { peakMib(): number } & AsyncDisposable {
  let peak = 0;
  let turn = Promise.resolve();
  const look = async (): Promise<void> => {
    peak = Math.max(peak, await memoryMib(servers));
  };
  const timer = setInterval(() => {
    turn = turn.then(look);
  }, 500);
  return {
    peakMib: () => peak,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await turn;
    },
  };
}
