/** Whether what lies in a folder is encrypted by the machine below it. */
export interface VolumeVerdict {
  readonly encrypted: 'yes' | 'no' | 'unknown';
  /** In a sentence: what was seen, and what can't be seen from here. */
  readonly reason: string;
}
/** A mount as /proc/self/mountinfo has it. */
export interface Mount {
  readonly device: string; // major:minor
  readonly point: string;
  readonly fsType: string;
  readonly source: string;
}
/** A block device and what it is made of, as /sys has it. */
export interface BlockDevice {
  readonly name: string;
  /** Of the device mapper: CRYPT-LUKS2-…, LVM-… */
  readonly dmUuid: string | undefined;
  readonly below: readonly BlockDevice[];
}

const inMemory = new Set(['tmpfs', 'ramfs']);
const elsewhere = new Set(['nfs', 'nfs4', 'cifs', 'smb3', '9p', 'virtiofs', 'ceph', 'glusterfs']);
const dmDepthMax = 16;

/** Reads /proc/self/mountinfo (proc(5)): octal escapes, and fields up to the lone hyphen. */
export function parseMounts(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const [before, after] = line.split(' - ', 2);
    const [, , device, , point] = before?.split(' ') ?? [];
    const [fsType, source] = after?.split(' ') ?? [];
    if (device === undefined || point === undefined || !fsType || source === undefined) return [];
    return [{ device, point: unescape(point), fsType, source: unescape(source) }];
  });
}

function unescape(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/g, (_, code: string) =>
    String.fromCodePoint(Number.parseInt(code, 8)),
  );
}

/** The mount in which a path (absolute, without links) lies: the deepest one, of those the last. */
export function mountOf(path: string, mounts: readonly Mount[]): Mount | undefined {
  let found: Mount | undefined;
  for (const mount of mounts) {
    const isAbove =
      mount.point === '/' || path === mount.point || path.startsWith(`${mount.point}/`);
    if (isAbove && mount.point.length >= (found?.point.length ?? 0)) found = mount;
  }
  return found;
}

/**
 * Judges a mount by its device: encrypted when every way down leads through dm-crypt. What a drive,
 * a hypervisor or a file server does by itself can't be seen, and is not claimed.
 */
export function judgeVolume(
  mount: Mount | undefined,
  device: BlockDevice | undefined,
): VolumeVerdict {
  if (!mount) return { encrypted: 'unknown', reason: 'its mount was not found' };
  const { fsType, point, source } = mount;
  if (inMemory.has(fsType)) {
    return {
      encrypted: 'no',
      reason: `${point} is ${fsType}: in memory, which may be swapped out`,
    };
  }
  if (elsewhere.has(fsType)) {
    return { encrypted: 'unknown', reason: `${point} is ${fsType} from ${source}: ask there` };
  }
  if (!device) {
    const reason = `${point} is ${fsType} on ${source}, whose block device can't be seen from here`;
    return { encrypted: 'unknown', reason };
  }
  if (isEncrypted(device)) {
    return { encrypted: 'yes', reason: `${point} is on ${device.name}, encrypted by dm-crypt` };
  }
  return {
    encrypted: 'no',
    reason:
      `${point} is on ${device.name} without dm-crypt below it; what a drive or a hypervisor ` +
      "encrypts can't be seen from here",
  };
}

function isEncrypted(device: BlockDevice, depth = 0): boolean {
  if (device.dmUuid?.startsWith('CRYPT-') === true) return true;
  if (device.below.length === 0 || depth > dmDepthMax) return false;
  return device.below.every((below) => isEncrypted(below, depth + 1));
}
