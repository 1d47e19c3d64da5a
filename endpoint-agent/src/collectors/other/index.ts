import type { Fact } from '@eucora/protocol';
import type { Systeminformation } from 'systeminformation';
import { runtimeNetworkFacts } from '../addresses.ts';
import { type DiskType, type FactValues, factsOf } from '../facts.ts';
import { hardwareText } from '../hardware.ts';
import type { InventoryCollectorPlan } from '../inventory-collector.ts';
import { minuteMs, reads, runs } from '../plans.ts';

/** What systeminformation leaves open is an empty text or a zero. */
const known = <T extends string | number>(value: T): T | undefined =>
  value === '' || value === 0 ? undefined : value;

export function otherCpu(cpu: Systeminformation.CpuData): FactValues<'cpu'> {
  return {
    model: known(cpu.brand),
    vendor: known(cpu.vendor),
    sockets: known(cpu.processors),
    cores: known(cpu.physicalCores),
    threads: known(cpu.cores),
    max_mhz: known(Math.round(cpu.speedMax * 1000)), // given in GHz
  };
}

const diskTypesByLayout: Readonly<Record<string, DiskType>> = {
  HD: 'hdd',
  SSD: 'ssd',
  NVMe: 'nvme',
};

export function otherDisks(disks: readonly Systeminformation.DiskLayoutData[]): Fact[] {
  return disks.flatMap(({ device, name, size, type }) =>
    factsOf('disk', device.replace(/^\/dev\//, ''), {
      model: name,
      size_bytes: size,
      type: diskTypesByLayout[type],
    }),
  );
}

export function otherOs(os: Systeminformation.OsData): FactValues<'os'> {
  return { name: os.distro, version: os.release, kernel: os.kernel, arch: os.arch };
}

export function otherHardware(system: Systeminformation.SystemData): FactValues<'hw'> {
  return {
    vendor: hardwareText(system.manufacturer),
    model: hardwareText(system.model),
    serial: hardwareText(system.serial),
    uuid: hardwareText(system.uuid)?.toLowerCase(),
    chassis: system.virtual ? 'virtual' : undefined,
  };
}

/**
 * What is read of a platform that has no readers of its own: hardware and system, through
 * systeminformation. It is loaded at the first look and nowhere else, because it costs memory and
 * runs many programs; where we read ourselves, that is cheaper and agrees with the system's tools.
 */
export function otherPlans(): InventoryCollectorPlan[] {
  return [
    {
      ...runs('system', 60 * minuteMs),
      read: async () => {
        const { default: si } = await import('systeminformation');
        const memory = await si.mem();
        return {
          facts: [
            ...factsOf('hw', '', otherHardware(await si.system())),
            ...factsOf('os', '', otherOs(await si.osInfo())),
            ...factsOf('cpu', '', otherCpu(await si.cpu())),
            ...factsOf('memory', '', { total_bytes: known(memory.total) }),
            ...otherDisks(await si.diskLayout()),
          ],
        };
      },
    },
    {
      ...reads('network', 5 * minuteMs),
      read: (host) => Promise.resolve({ facts: runtimeNetworkFacts(host.addresses()) }),
    },
  ];
}
