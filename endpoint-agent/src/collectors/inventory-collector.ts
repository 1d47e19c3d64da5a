import type { Collector, CollectorBudget, InventorySlice } from './contract.ts';
import { cleanText } from './facts.ts';
import type { Host } from './host.ts';
import { realHost } from './real-host.ts';

export interface InventoryCollectorPlan {
  readonly name: string;
  readonly everyMs: number;
  readonly budget: CollectorBudget;
  readonly read: (host: Host) => Promise<Partial<InventorySlice>>;
  /** Files that change whenever the answer can; while they stay the same nothing is read again. */
  readonly watched?: readonly string[];
  /** True when there may be something to read at all; absent means yes. */
  readonly applies?: (host: Host) => Promise<boolean>;
}
export type HostFactory = (signal: AbortSignal) => Host;

/**
 * CPU time of this process's finished children, ms: fields 16 and 17 of /proc/self/stat. Zero where
 * there is no such file.
 */
export function childCpuMs(selfStat: string | undefined): number {
  const fields = selfStat?.slice(selfStat.lastIndexOf(')') + 2).split(' ') ?? [];
  return (Number(fields[13] ?? 0) + Number(fields[14] ?? 0)) * 10;
}

/** Software texts come from outside: cleaned here, once, for all sources. */
function cleanSlice({ facts = [], software = [] }: Partial<InventorySlice>): InventorySlice {
  return {
    facts,
    software: software.flatMap((item) => {
      const name = cleanText(item.name);
      const version = cleanText(item.version);
      return name === '' || version === '' ? [] : [{ ...item, name, version }];
    }),
  };
}

/** A collector that answers for one slice of the inventory. */
export function inventoryCollector(plan: InventoryCollectorPlan, hostOf: HostFactory): Collector {
  const { name, everyMs, budget, read, watched = [], applies } = plan;
  let seen: string | undefined; // stamps of what was read last
  const stampsOf = async (host: Host): Promise<string | undefined> =>
    watched.length === 0
      ? undefined
      : (await Promise.all(watched.map((path) => host.stamp(path)))).join(' ');

  return {
    name,
    everyMs,
    budget,
    stop: async () => {
      seen = undefined;
    },
    collect: async ({ signal }) => {
      const host = hostOf(signal);
      if (applies && !(await applies(host))) {
        seen = undefined;
        return { inventory: { facts: [], software: [] }, items: 0 };
      }
      // Stamped before reading: a change meanwhile is then seen at the next turn.
      const stamps = await stampsOf(host);
      if (stamps !== undefined && stamps === seen) return { items: 0 };
      const before = childCpuMs(await host.readText('/proc/self/stat'));
      const inventory = cleanSlice(await read(host));
      const after = childCpuMs(await host.readText('/proc/self/stat'));
      seen = stamps;
      const items = inventory.facts.length + inventory.software.length;
      return { inventory, items, childCpuMs: after - before };
    },
  };
}

/** Where collectors run on this machine itself. */
export const onThisMachine: HostFactory = realHost;
