import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readVolume } from './read-volume.ts';
import { judgeVolume, mountOf, parseMounts, type BlockDevice, type Mount } from './volume.ts';

const disk: BlockDevice = { name: 'sda2', dmUuid: undefined, below: [] };
const luks: BlockDevice = { name: 'dm-0', dmUuid: 'CRYPT-LUKS2-ab-data', below: [disk] };
const lvm = (...below: BlockDevice[]): BlockDevice => ({ name: 'dm-3', dmUuid: 'LVM-xy', below });
const mount = (fsType: string): Mount => ({
  device: '8:2',
  point: '/data',
  fsType,
  source: '/dev/sda2',
});

test.each([
  ['a plain partition', disk, 'no'],
  ['dm-crypt on a partition', luks, 'yes'],
  ['a logical volume on dm-crypt', lvm(luks), 'yes'],
  ['dm-crypt on a logical volume', { ...luks, below: [lvm(disk)] }, 'yes'],
  ['a logical volume of which only a part is encrypted', lvm(luks, disk), 'no'],
  ['a device that is not to be seen', undefined, 'unknown'],
] as const)('%s: %s', (_, device, encrypted) => {
  expect(judgeVolume(mount('ext4'), device)).toMatchObject({ encrypted });
});

test.each([
  ['tmpfs', 'no', /in memory/],
  ['nfs4', 'unknown', /ask there/],
  ['overlay', 'unknown', /can't be seen from here/],
] as const)('%s: %s', (fsType, encrypted, reason) => {
  const verdict = judgeVolume(mount(fsType), undefined);
  expect(verdict).toEqual({ encrypted, reason: expect.stringMatching(reason) });
});

const text = `22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 254:0 / /var/lib rw - ext4 /dev/mapper/data rw
41 40 0:44 / /var/lib/my\\040disk rw master:3 - btrfs /dev/sdb rw
42 22 0:50 / /var/lib rw - tmpfs none rw
`;

test('a path lies in its deepest mount, of several at one place in the last', () => {
  const mounts = parseMounts(text);
  expect(mounts).toHaveLength(4);
  expect(mountOf('/srv', mounts)).toMatchObject({ point: '/', device: '8:1' });
  expect(mountOf('/var/lib/my disk/pg', mounts)).toMatchObject({ fsType: 'btrfs' });
  expect(mountOf('/var/library', mounts)).toMatchObject({ point: '/' });
  expect(mountOf('/var/lib/pg', mounts)).toMatchObject({ fsType: 'tmpfs' });
  expect(mountOf('/x', [])).toBeUndefined();
});

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'eucora-volume-'));
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

/** A kernel's view of a folder on a logical volume on this device. */
async function kernel(uuid: string | undefined): Promise<{ proc: string; sys: string }> {
  const [proc, sys] = [join(root, 'proc'), join(root, 'sys')];
  await mkdir(join(proc, 'self'), { recursive: true });
  await writeFile(
    join(proc, 'self/mountinfo'),
    `1 0 8:1 / / rw - ext4 /dev/x rw\n2 1 254:1 / ${root} rw - ext4 /dev/mapper/pg rw\n`,
  );
  const device = async (name: string, dm: string | undefined): Promise<string> => {
    const place = join(sys, 'devices', name);
    await mkdir(join(place, 'slaves'), { recursive: true });
    if (dm === undefined) return place;
    await mkdir(join(place, 'dm'));
    await writeFile(join(place, 'dm/uuid'), `${dm}\n`);
    return place;
  };
  const [volume, below] = [await device('dm-1', 'LVM-a'), await device('dm-0', uuid)];
  await symlink(below, join(volume, 'slaves', 'dm-0'));
  await mkdir(join(sys, 'dev/block'), { recursive: true });
  await symlink(volume, join(sys, 'dev/block/254:1'));
  return { proc, sys };
}

test.each([
  ['CRYPT-LUKS2-a', 'yes'],
  [undefined, 'no'],
] as const)(
  'what the kernel tells is read through its links: %s is %s',
  async (uuid, encrypted) => {
    expect(await readVolume(root, await kernel(uuid))).toMatchObject({ encrypted });
  },
);

test('what can not be looked at is unknown, with the reason', async () => {
  const views = await kernel('CRYPT-LUKS2-a');
  const gone = join(root, 'gone');
  expect(await readVolume(gone, views)).toEqual({
    encrypted: 'unknown',
    reason: `${gone} can't be looked at (ENOENT)`,
  });
});
