import type { Fact } from '@eucora/protocol';

/** A machine as people look at it; null where it did not tell. */
export interface Hardware {
  readonly cpu: {
    readonly model: string | null;
    readonly vendor: string | null;
    readonly sockets: number | null;
    readonly cores: number | null;
    readonly threads: number | null;
    readonly max_mhz: number | null;
  };
  readonly memory: { readonly total_bytes: number | null };
  readonly disks: {
    readonly name: string;
    readonly model: string | null;
    readonly size_bytes: number | null;
    readonly type: string | null;
  }[];
  readonly network: {
    readonly name: string;
    readonly mac: string | null;
    readonly addresses: string[];
  }[];
  readonly machine: {
    readonly vendor: string | null;
    readonly model: string | null;
    readonly serial: string | null;
    readonly chassis: string | null;
  };
}
export interface OperatingSystem {
  readonly name: string | null;
  readonly version: string | null;
  readonly kernel: string | null;
  readonly arch: string | null;
}

type Values = ReadonlyMap<string, string>;

/** Facts by section and instance. */
function sectionsOf(facts: readonly Fact[]): Map<string, Map<string, Values>> {
  const sections = new Map<string, Map<string, Map<string, string>>>();
  for (const { section, instance, key, value } of facts) {
    const instances = sections.get(section) ?? new Map<string, Map<string, string>>();
    const values = instances.get(instance) ?? new Map<string, string>();
    values.set(key, value);
    instances.set(instance, values);
    sections.set(section, instances);
  }
  return sections;
}

const text = (values: Values | undefined, key: string): string | null => values?.get(key) ?? null;

function numeric(values: Values | undefined, key: string): number | null {
  const value = values?.get(key);
  if (value === undefined || value === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** The facts of the sections cpu, memory, disk, net and hw, as one picture. */
export function hardwareOf(facts: readonly Fact[]): Hardware {
  const sections = sectionsOf(facts);
  const only = (section: string): Values | undefined => sections.get(section)?.get('');
  const each = (section: string): [string, Values][] =>
    [...(sections.get(section) ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const cpu = only('cpu');
  const machine = only('hw');
  return {
    cpu: {
      model: text(cpu, 'model'),
      vendor: text(cpu, 'vendor'),
      sockets: numeric(cpu, 'sockets'),
      cores: numeric(cpu, 'cores'),
      threads: numeric(cpu, 'threads'),
      max_mhz: numeric(cpu, 'max_mhz'),
    },
    memory: { total_bytes: numeric(only('memory'), 'total_bytes') },
    disks: each('disk').map(([name, disk]) => ({
      name,
      model: text(disk, 'model'),
      size_bytes: numeric(disk, 'size_bytes'),
      type: text(disk, 'type'),
    })),
    network: each('net').map(([name, net]) => ({
      name,
      mac: text(net, 'mac'),
      addresses: (text(net, 'addresses') ?? '').split(',').filter((address) => address !== ''),
    })),
    machine: {
      vendor: text(machine, 'vendor'),
      model: text(machine, 'model'),
      serial: text(machine, 'serial'),
      chassis: text(machine, 'chassis'),
    },
  };
}

/** The facts of the section os. */
export function systemOf(facts: readonly Fact[]): OperatingSystem {
  const os = sectionsOf(facts).get('os')?.get('');
  return {
    name: text(os, 'name'),
    version: text(os, 'version'),
    kernel: text(os, 'kernel'),
    arch: text(os, 'arch'),
  };
}

/** One line for lists: `Debian GNU/Linux 12`. */
export function systemLine(facts: readonly Fact[]): string | null {
  const { name, version } = systemOf(facts);
  if (name === null) return version;
  return version === null || name.includes(version) ? name : `${name} ${version}`;
}
