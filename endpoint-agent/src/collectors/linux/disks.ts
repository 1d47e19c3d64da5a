import type { Fact } from '@eucora/protocol';
import { type DiskType, factsOf } from '../facts.ts';
import type { Host } from '../host.ts';

/** What /sys/block says of one device. */
export interface BlockDevice {
  readonly name: string;
  readonly major: number;
  readonly sectors: number; // of 512 bytes, whatever the device's own sector is
  readonly rotational: boolean;
  readonly model: string | undefined;
  readonly vendor: string | undefined;
  readonly stacked: boolean; // made of other block devices
}
/** Majors as in the kernel's devices.txt: RAM disks and loop devices are no hardware. */
const ramMajor = 1;
const loopMajor = 7;

const hypervisors = /\b(QEMU|VMware|Virtual|VBOX|Xen|Google|Nutanix|Amazon)\b/i;

/**
 * True for what `lsblk -d` lists as a disk and what can hold something: whole devices, neither RAM,
 * loop nor mapped ones, nor drives without a medium and compressed memory that is not set up.
 */
export function isDisk(device: BlockDevice): boolean {
  if (device.sectors === 0) return false;
  return device.major !== ramMajor && device.major !== loopMajor && !device.stacked;
}

/** The kind of a disk. Virtual disks often claim to rotate, so names and vendors come first. */
export function diskType({ name, rotational, model, vendor }: BlockDevice): DiskType {
  if (name.startsWith('zram')) return 'compressed_memory';
  if (hypervisors.test(`${vendor ?? ''} ${model ?? ''}`)) return 'virtual';
  if (/^x?vd[a-z]/.test(name)) return 'virtual';
  if (name.startsWith('nvme')) return 'nvme';
  if (name.startsWith('mmcblk')) return 'flash';
  if (name.startsWith('sr')) return 'optical';
  if (name.startsWith('md')) return 'raid';
  if (/^(nbd|drbd|rbd)/.test(name)) return 'network';
  return rotational ? 'hdd' : 'ssd';
}

export function diskFacts(devices: readonly BlockDevice[]): Fact[] {
  return devices.filter(isDisk).flatMap((device) =>
    factsOf('disk', device.name, {
      model: device.model,
      size_bytes: device.sectors * 512,
      type: diskType(device),
    }),
  );
}

async function readDevice(host: Host, name: string): Promise<BlockDevice> {
  const folder = `/sys/block/${name}`;
  const texts = ['dev', 'size', 'queue/rotational', 'device/model', 'device/vendor'].map(
    async (file) => (await host.readText(`${folder}/${file}`))?.trim(),
  );
  const [dev, size, rotational, model, vendor] = await Promise.all(texts);
  return {
    name: name.replaceAll('!', '/'), // sysfs writes cciss/c0d0 as cciss!c0d0
    major: Number(dev?.split(':')[0] ?? -1),
    sectors: Number(size ?? 0),
    rotational: rotational === '1',
    model,
    vendor,
    stacked: (await host.list(`${folder}/slaves`)).length > 0,
  };
}

/** Reads /sys/block. Agrees with `lsblk -b -d` where the type is disk and the size is not 0. */
export async function readDisks(host: Host): Promise<Fact[]> {
  const names = await host.list('/sys/block');
  return diskFacts(await Promise.all(names.map((name) => readDevice(host, name))));
}
