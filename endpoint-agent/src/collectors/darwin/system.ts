import type { FactValues } from '../facts.ts';
import type { Host } from '../host.ts';

/** `name: value` lines as `sysctl` and `sw_vers` print them. */
export function parsePairs(output: string): ReadonlyMap<string, string> {
  const pairs = output.split('\n').flatMap((line): [string, string][] => {
    const found = /^([^:]+):\s*(.*)$/.exec(line);
    return found?.[1] === undefined ? [] : [[found[1].trim(), (found[2] ?? '').trim()]];
  });
  return new Map(pairs);
}

export const sysctlNames = [
  'machdep.cpu.brand_string',
  'machdep.cpu.vendor',
  'hw.packages',
  'hw.physicalcpu',
  'hw.logicalcpu',
  'hw.cpufrequency_max',
  'hw.memsize',
  'hw.machine',
  'kern.osrelease',
  'kern.boottime',
];

function count(sysctl: ReadonlyMap<string, string>, name: string): number | undefined {
  const number = Number(sysctl.get(name) ?? Number.NaN);
  return Number.isFinite(number) && number > 0 ? number : undefined;
}

export function macCpu(sysctl: ReadonlyMap<string, string>): FactValues<'cpu'> {
  const model = sysctl.get('machdep.cpu.brand_string');
  const hertz = count(sysctl, 'hw.cpufrequency_max'); // Apple's own processors do not tell
  return {
    model,
    vendor: sysctl.get('machdep.cpu.vendor') ?? (model?.startsWith('Apple') ? 'Apple' : undefined),
    sockets: count(sysctl, 'hw.packages'),
    cores: count(sysctl, 'hw.physicalcpu'),
    threads: count(sysctl, 'hw.logicalcpu'),
    max_mhz: hertz === undefined ? undefined : Math.round(hertz / 1e6),
  };
}

export function macMemory(sysctl: ReadonlyMap<string, string>): FactValues<'memory'> {
  return { total_bytes: count(sysctl, 'hw.memsize') };
}

/** `kern.boottime: { sec = 1732440000, usec = 0 } Sun Nov 24 …` holds the time of boot. */
export function macOs(
  sysctl: ReadonlyMap<string, string>,
  swVers: ReadonlyMap<string, string>,
): FactValues<'os'> {
  const seconds = /sec = (\d+)/.exec(sysctl.get('kern.boottime') ?? '')?.[1];
  const boot = seconds === undefined ? undefined : new Date(Number(seconds) * 1000).toISOString();
  return {
    name: swVers.get('ProductName'),
    version: swVers.get('ProductVersion'),
    kernel: sysctl.get('kern.osrelease'),
    arch: sysctl.get('hw.machine'),
    boot_time: boot?.replace('.000Z', 'Z'),
  };
}

/** sysctl fails when one of the names is unknown to this kernel, but still prints the others: ask with -i. */
export async function readSysctl(host: Host): Promise<ReadonlyMap<string, string>> {
  return parsePairs(await host.run('sysctl', ['-i', ...sysctlNames]));
}

export async function readSwVers(host: Host): Promise<ReadonlyMap<string, string>> {
  return parsePairs(await host.run('sw_vers', []));
}
