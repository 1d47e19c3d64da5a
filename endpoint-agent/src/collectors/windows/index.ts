import { runtimeNetworkFacts } from '../addresses.ts';
import { factsOf } from '../facts.ts';
import { ToolMissingError } from '../host.ts';
import type { InventoryCollectorPlan } from '../inventory-collector.ts';
import { minuteMs, reads, runs } from '../plans.ts';
import { cimCpu, cimDisks, cimHardware, cimMemory, cimOs, readCim } from './cim.ts';
import { readRegistry } from './registry.ts';
import { readWinget } from './winget.ts';

/** What is read of a Windows machine; `arch` is the processor's, as the runtime names it. */
export function windowsPlans(arch: string): InventoryCollectorPlan[] {
  return [
    {
      ...runs('system', 60 * minuteMs),
      read: async (host) => {
        const objects = await readCim(host);
        return {
          facts: [
            ...factsOf('hw', '', cimHardware(objects)),
            ...factsOf('os', '', cimOs(objects)),
            ...factsOf('cpu', '', cimCpu(objects)),
            ...factsOf('memory', '', cimMemory(objects)),
            ...cimDisks(objects),
          ],
        };
      },
    },
    {
      ...reads('network', 5 * minuteMs),
      read: (host) => Promise.resolve({ facts: runtimeNetworkFacts(host.addresses()) }),
    },
    {
      ...runs('software-registry', 15 * minuteMs),
      read: async (host) => ({ software: await readRegistry(host, arch) }),
    },
    {
      ...runs('software-winget', 60 * minuteMs),
      read: async (host) => {
        try {
          return { software: await readWinget(host) };
        } catch (error) {
          // Servers and the system account have no winget; the registry still answers for programs.
          if (error instanceof ToolMissingError) return {};
          throw error;
        }
      },
    },
  ];
}
