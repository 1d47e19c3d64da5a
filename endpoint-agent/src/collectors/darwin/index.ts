import { runtimeNetworkFacts } from '../addresses.ts';
import { factsOf } from '../facts.ts';
import type { InventoryCollectorPlan } from '../inventory-collector.ts';
import { minuteMs, reads, runs } from '../plans.ts';
import { readPackages } from './pkgutil.ts';
import { applications, macDisks, macHardware, readProfiler } from './profiler.ts';
import { macCpu, macMemory, macOs, readSwVers, readSysctl } from './system.ts';

const receipts = '/var/db/receipts';

/** What is read of a Mac. */
export function darwinPlans(): InventoryCollectorPlan[] {
  return [
    {
      ...runs('system', 60 * minuteMs),
      read: async (host) => {
        const [sysctl, swVers] = await Promise.all([readSysctl(host), readSwVers(host)]);
        return {
          facts: [
            ...factsOf('cpu', '', macCpu(sysctl)),
            ...factsOf('memory', '', macMemory(sysctl)),
            ...factsOf('os', '', macOs(sysctl, swVers)),
          ],
        };
      },
    },
    {
      ...runs('hardware', 60 * minuteMs),
      read: async (host) => {
        const types = ['SPHardwareDataType', 'SPNVMeDataType', 'SPSerialATADataType'];
        const profile = await readProfiler(host, ...types);
        return { facts: [...factsOf('hw', '', macHardware(profile)), ...macDisks(profile)] };
      },
    },
    {
      ...reads('network', 5 * minuteMs),
      read: (host) => Promise.resolve({ facts: runtimeNetworkFacts(host.addresses()) }),
    },
    {
      ...runs('software-apps', 60 * minuteMs),
      read: async (host) => ({
        software: applications(await readProfiler(host, 'SPApplicationsDataType')),
      }),
    },
    {
      ...runs('software-pkgutil', 15 * minuteMs),
      watched: [receipts],
      read: async (host) => ({ software: await readPackages(host) }),
    },
  ];
}
