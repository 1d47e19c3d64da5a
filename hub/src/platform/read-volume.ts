import { readdir, readFile, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  judgeVolume,
  mountOf,
  parseMounts,
  type BlockDevice,
  type Mount,
  type VolumeVerdict,
} from './volume.ts';

/** Where the kernel tells of mounts and devices; tests have their own. */
export interface KernelViews {
  readonly proc: string;
  readonly sys: string;
}

const depthMax = 16;

/** Looks whether a folder lies on an encrypted volume. Never throws: what can't be seen is unknown. */
export async function readVolume(
  folder: string,
  views: KernelViews = { proc: '/proc', sys: '/sys' },
): Promise<VolumeVerdict> {
  if (process.platform !== 'linux') {
    return { encrypted: 'unknown', reason: `${process.platform} does not tell` };
  }
  try {
    const path = await realpath(folder);
    const mount = mountOf(
      path,
      parseMounts(await readFile(join(views.proc, 'self/mountinfo'), 'utf8')),
    );
    return judgeVolume(mount, mount && (await deviceOf(mount, views)));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'an error';
    return { encrypted: 'unknown', reason: `${folder} can't be looked at (${code})` };
  }
}

/** File systems of several devices (btrfs) have none of their own; then the source names one. */
async function deviceOf(mount: Mount, views: KernelViews): Promise<BlockDevice | undefined> {
  const bySource = mount.source.startsWith('/dev/')
    ? join(views.sys, 'class/block', basename(await linked(mount.source)))
    : undefined;
  const places = [join(views.sys, 'dev/block', mount.device), ...(bySource ? [bySource] : [])];
  for (const place of places) {
    const found = await realpath(place).catch(() => undefined);
    if (found !== undefined) return await readDevice(found, 0);
  }
  return undefined;
}

/** /dev/mapper/name is a link to /dev/dm-0. */
const linked = (path: string): Promise<string> => realpath(path).catch(() => path);

async function readDevice(place: string, depth: number): Promise<BlockDevice> {
  const dmUuid = await readFile(join(place, 'dm/uuid'), 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );
  const names = depth > depthMax ? [] : await readdir(join(place, 'slaves')).catch(() => []);
  const below: BlockDevice[] = [];
  for (const name of names) {
    below.push(await readDevice(await realpath(join(place, 'slaves', name)), depth + 1));
  }
  return { name: basename(place), dmUuid, below };
}
