import type { FactValues } from '../facts.ts';
import type { Host } from '../host.ts';

/** One logical processor that is online, with the lists that say whom it shares with. */
export interface LogicalCpu {
  readonly core: string; // core_cpus_list: processors of the same core
  readonly socket: string; // package_cpus_list: processors of the same package
  readonly maxKhz: number | undefined;
}

/** Implementers of ARM cores, as in the Main ID Register (ARM DDI 0487, MIDR_EL1). */
const armVendors: Readonly<Record<string, string>> = {
  '0x41': 'ARM',
  '0x42': 'Broadcom',
  '0x48': 'HiSilicon',
  '0x4e': 'NVIDIA',
  '0x50': 'APM',
  '0x51': 'Qualcomm',
  '0x53': 'Samsung',
  '0x61': 'Apple',
  '0xc0': 'Ampere',
};
const armParts: Readonly<Record<string, string>> = {
  '0x41 0xd03': 'Cortex-A53',
  '0x41 0xd05': 'Cortex-A55',
  '0x41 0xd07': 'Cortex-A57',
  '0x41 0xd08': 'Cortex-A72',
  '0x41 0xd09': 'Cortex-A73',
  '0x41 0xd0b': 'Cortex-A76',
  '0x41 0xd0c': 'Neoverse-N1',
  '0x41 0xd40': 'Neoverse-V1',
  '0x41 0xd49': 'Neoverse-N2',
  '0x41 0xd4f': 'Neoverse-V2',
  '0xc0 0xac3': 'Ampere-1',
};

/** The first value of each field of /proc/cpuinfo. */
export function cpuinfoFields(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (colon === -1) continue;
    const name = line.slice(0, colon).trim();
    if (!fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}

/** Members of a kernel list such as `0-3,8`. */
export function parseCpuList(text: string): number[] {
  return text
    .trim()
    .split(',')
    .filter((part) => part !== '')
    .flatMap((part) => {
      const [first = NaN, last = first] = part.split('-').map(Number);
      return Number.isInteger(first) && Number.isInteger(last) && last - first < 65_536
        ? Array.from({ length: last - first + 1 }, (_, i) => first + i)
        : [];
    });
}

function modelOf(fields: ReadonlyMap<string, string>): string | undefined {
  const part = `${fields.get('CPU implementer')} ${fields.get('CPU part')}`;
  return fields.get('model name') ?? fields.get('cpu model') ?? fields.get('cpu') ?? armParts[part];
}

/** Facts of section `cpu`; counts as `lscpu` counts them: sharers of a core or a socket once. */
export function cpuFacts(cpuinfo: string, online: readonly LogicalCpu[]): FactValues<'cpu'> {
  const fields = cpuinfoFields(cpuinfo);
  const implementer = fields.get('CPU implementer');
  const clocks = online.flatMap(({ maxKhz }) => (maxKhz === undefined ? [] : [maxKhz]));
  return {
    model: modelOf(fields),
    vendor: fields.get('vendor_id') ?? (implementer && (armVendors[implementer] ?? implementer)),
    sockets: new Set(online.map(({ socket }) => socket)).size || undefined,
    cores: new Set(online.map(({ core }) => core)).size || undefined,
    threads: online.length || undefined,
    max_mhz: clocks.length === 0 ? undefined : Math.round(Math.max(...clocks) / 1000),
  };
}

/** Reads /proc/cpuinfo and the topology of each online processor. */
export async function readCpu(host: Host): Promise<FactValues<'cpu'>> {
  const root = '/sys/devices/system/cpu';
  const numbers = parseCpuList((await host.readText(`${root}/online`)) ?? '');
  const online = await Promise.all(
    numbers.map(async (n): Promise<LogicalCpu> => {
      const topology = `${root}/cpu${n}/topology`;
      const [core, siblings, socket, clock] = await Promise.all([
        host.readText(`${topology}/core_cpus_list`),
        host.readText(`${topology}/thread_siblings_list`), // before Linux 5.3
        host.readText(`${topology}/package_cpus_list`),
        host.readText(`${root}/cpu${n}/cpufreq/cpuinfo_max_freq`),
      ]);
      const older = socket ?? (await host.readText(`${topology}/core_siblings_list`));
      return {
        core: (core ?? siblings ?? String(n)).trim(),
        socket: (older ?? '').trim(),
        maxKhz: clock === undefined ? undefined : Number(clock),
      };
    }),
  );
  return cpuFacts((await host.readText('/proc/cpuinfo')) ?? '', online);
}
