import type { Fact } from '@eucora/protocol';

/**
 * The vocabulary of facts: section, key, and what the value means. Values travel as text; numbers
 * in decimal. `disk` and `net` have one instance per device, the others one alone (instance ``).
 * A fact that the machine does not tell is absent, never empty. Host and user names are not facts:
 * they are personal and travel sealed.
 */
export const factTable = {
  cpu: {
    model: 'marketing name',
    vendor: 'vendor id, as the processor tells it',
    sockets: 'count of packages',
    cores: 'count of cores in all sockets',
    threads: 'count of logical processors that are online',
    max_mhz: 'highest clock in MHz',
  },
  memory: {
    total_bytes: 'memory usable by the operating system, in bytes',
  },
  disk: {
    model: 'model as the device tells it',
    size_bytes: 'capacity in bytes',
    type: 'one of diskTypes',
  },
  net: {
    mac: 'hardware address, lowercase with colons',
    addresses: 'addresses with prefix length, sorted, comma-separated; no link-local ones',
  },
  os: {
    name: 'distribution or product',
    version: 'its version',
    kernel: 'kernel release',
    arch: 'machine architecture as `uname -m` says',
    boot_time: 'RFC 3339, UTC, whole seconds, by the wall clock of this boot',
  },
  hw: {
    vendor: 'who made the machine',
    model: 'product name',
    serial: 'serial number',
    uuid: 'SMBIOS or platform UUID, lowercase',
    chassis: 'form: laptop, desktop, server, virtual …',
  },
} as const satisfies Record<string, Record<string, string>>;

/** What `disk.type` may say. */
export const diskTypes = [
  'nvme',
  'ssd',
  'hdd',
  'flash',
  'virtual',
  'raid',
  'network',
  'optical',
  'compressed_memory',
] as const;
export type DiskType = (typeof diskTypes)[number];

export type FactSection = keyof typeof factTable;
export type FactKeyOf<Section extends FactSection> = keyof (typeof factTable)[Section];
export type FactValues<Section extends FactSection> = {
  readonly [Key in FactKeyOf<Section>]?: string | number | undefined;
};

const textCharactersMax = 512;

/**
 * Text fit for a fact or a software field: control characters and line breaks become spaces, runs
 * of spaces one, at most 512 characters. Empty when nothing is left.
 */
export function cleanText(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, textCharactersMax)
    .toWellFormed();
}

/** Facts of one section and instance; values that are undefined or blank are left out. */
export function factsOf<Section extends FactSection>(
  section: Section,
  instance: string,
  values: FactValues<Section>,
): Fact[] {
  return Object.entries<string | number | undefined>(values).flatMap(([key, raw]) => {
    const value = raw === undefined ? '' : cleanText(String(raw));
    return value === '' ? [] : [{ section, instance, key, value }];
  });
}
