import type { InventoryCollectorPlan } from '../inventory-collector.ts';
import { factsOf } from '../facts.ts';
import { anyExists, minuteMs, reads, runs } from '../plans.ts';
import { readFlatpaks, readSnaps } from './bundles.ts';
import { readCpu } from './cpu.ts';
import { readDisks } from './disks.ts';
import { dpkgStatus, readDpkg } from './dpkg.ts';
import { readHardware } from './hardware.ts';
import { readMemory } from './memory.ts';
import { readNetwork } from './network.ts';
import { readOs } from './os.ts';
import { readRpm, rpmDatabases } from './rpm.ts';

const snapState = '/var/lib/snapd/state.json';
const flatpakMark = '/var/lib/flatpak/.changed';

/** What is read of a Linux machine; `arch` is what `uname -m` says. */
export function linuxPlans(arch: string): InventoryCollectorPlan[] {
  // The wall clock's idea of the boot time wanders with every correction: the first answer stays.
  let bootTime: string | number | undefined;
  return [
    {
      ...reads('identity', 60 * minuteMs),
      read: async (host) => ({ facts: factsOf('hw', '', await readHardware(host)) }),
    },
    {
      ...reads('os', 60 * minuteMs),
      read: async (host) => {
        const os = await readOs(host, arch);
        bootTime ??= os.boot_time;
        return { facts: factsOf('os', '', { ...os, boot_time: bootTime }) };
      },
    },
    {
      ...reads('cpu', 60 * minuteMs),
      read: async (host) => ({ facts: factsOf('cpu', '', await readCpu(host)) }),
    },
    {
      ...reads('memory', 60 * minuteMs),
      read: async (host) => ({ facts: factsOf('memory', '', await readMemory(host)) }),
    },
    {
      ...reads('disks', 5 * minuteMs),
      read: async (host) => ({ facts: await readDisks(host) }),
    },
    {
      ...reads('network', 5 * minuteMs),
      read: async (host) => ({ facts: await readNetwork(host) }),
    },
    {
      ...reads('software-dpkg', minuteMs),
      watched: [dpkgStatus, '/var/lib/dpkg/updates'],
      applies: anyExists([dpkgStatus]),
      read: async (host) => ({ software: await readDpkg(host) }),
    },
    {
      ...runs('software-rpm', minuteMs),
      watched: rpmDatabases,
      applies: anyExists(rpmDatabases),
      read: async (host) => ({ software: await readRpm(host) }),
    },
    {
      ...runs('software-snap', minuteMs),
      watched: [snapState],
      applies: anyExists([snapState]),
      read: async (host) => ({ software: await readSnaps(host) }),
    },
    {
      ...runs('software-flatpak', minuteMs),
      watched: [flatpakMark],
      applies: anyExists([flatpakMark]),
      read: async (host) => ({ software: await readFlatpaks(host) }),
    },
  ];
}
