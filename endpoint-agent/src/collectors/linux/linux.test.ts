import { describe, expect, it } from 'vitest';
import { factsOf } from '../facts.ts';
import { fakeHost } from '../testing/fake-host.ts';
import { parseFlatpakList, parseSnapList } from './bundles.ts';
import { parseCpuList, readCpu } from './cpu.ts';
import { readDisks } from './disks.ts';
import { maintainerName, parseDpkgQuery, parseDpkgStatus, readDpkg } from './dpkg.ts';
import { readHardware } from './hardware.ts';
import { readNetwork } from './network.ts';
import { osFacts, parseOsRelease } from './os.ts';
import { parseRpm } from './rpm.ts';

describe('the processor', () => {
  const topology = (n: number, core: string, socket: string): Record<string, string> => ({
    [`/sys/devices/system/cpu/cpu${n}/topology/core_cpus_list`]: `${core}\n`,
    [`/sys/devices/system/cpu/cpu${n}/topology/package_cpus_list`]: `${socket}\n`,
    [`/sys/devices/system/cpu/cpu${n}/cpufreq/cpuinfo_max_freq`]: '3501000\n',
  });

  it('counts a core once for its threads and a socket once for its cores', async () => {
    const files = {
      '/sys/devices/system/cpu/online': '0-3,6-7\n',
      '/proc/cpuinfo':
        'processor\t: 0\nvendor_id\t: GenuineIntel\nmodel name\t: Xeon\n\nprocessor\t: 1\n',
      ...topology(0, '0,2', '0-3'),
      ...topology(1, '1,3', '0-3'),
      ...topology(2, '0,2', '0-3'),
      ...topology(3, '1,3', '0-3'),
      ...topology(6, '6-7', '6-7'),
      ...topology(7, '6-7', '6-7'),
    };
    expect(await readCpu(fakeHost({ files }))).toEqual({
      model: 'Xeon',
      vendor: 'GenuineIntel',
      sockets: 2,
      cores: 3,
      threads: 6,
      max_mhz: 3501,
    });
  });

  it('names ARM cores by their numbers', async () => {
    const files = {
      '/sys/devices/system/cpu/online': '0\n',
      '/proc/cpuinfo': 'processor\t: 0\nCPU implementer\t: 0x41\nCPU part\t: 0xd0c\n',
      ...topology(0, '0', '0'),
    };
    const found = await readCpu(fakeHost({ files }));
    expect(found).toMatchObject({ model: 'Neoverse-N1', vendor: 'ARM' });
  });

  it('reads kernel lists, and nothing from what is none', () => {
    expect(parseCpuList('0-2,5\n')).toEqual([0, 1, 2, 5]);
    expect(parseCpuList('')).toEqual([]);
    expect(parseCpuList('x-y')).toEqual([]);
  });
});

describe('disks', () => {
  const block = (name: string, parts: Record<string, string>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(parts).map(([file, text]) => [`/sys/block/${name}/${file}`, `${text}\n`]),
    );
  const files = {
    ...block('nvme0n1', { dev: '259:0', size: '1000215216', 'device/model': 'Samsung SSD 980 ' }),
    ...block('sda', {
      dev: '8:0',
      size: '7814037168',
      'queue/rotational': '1',
      'device/model': 'WDC',
    }),
    ...block('sdb', {
      dev: '8:16',
      size: '100',
      'queue/rotational': '1',
      'device/vendor': 'VMware',
    }),
    ...block('cciss!c0d0', { dev: '104:0', size: '10', 'queue/rotational': '0' }),
    ...block('loop0', { dev: '7:0', size: '2048' }),
    ...block('ram0', { dev: '1:0', size: '2048' }),
    ...block('dm-0', { dev: '253:0', size: '2048', 'slaves/sda': '' }),
    ...block('zram0', { dev: '254:0', size: '0', 'queue/rotational': '0' }),
    ...block('sdc', { dev: '8:32', size: '0', 'device/model': 'Card Reader' }),
  };

  it('are whole devices; neither loop, RAM, mapped nor empty ones count', async () => {
    const facts = await readDisks(fakeHost({ files }));
    const types = facts.filter(({ key }) => key === 'type');
    expect(types.map(({ instance, value }) => [instance, value])).toEqual([
      ['cciss/c0d0', 'ssd'],
      ['nvme0n1', 'nvme'],
      ['sda', 'hdd'],
      ['sdb', 'virtual'],
    ]);
    const [nvme] = facts.filter(({ instance, key }) => instance === 'nvme0n1' && key === 'model');
    expect(nvme?.value).toBe('Samsung SSD 980');
    expect(facts).toContainEqual({
      section: 'disk',
      instance: 'sda',
      key: 'size_bytes',
      value: '4000787030016',
    });
  });
});

describe('the network', () => {
  it('has hardware interfaces always, virtual ones when addressed, passing ones never', async () => {
    const mac = (name: string, text: string): Record<string, string> => ({
      [`/sys/class/net/${name}/address`]: text,
    });
    const address = { mac: '', internal: false };
    const host = fakeHost({
      files: {
        ...mac('eth0', '52:54:00:AB:CD:EF\n'),
        ...mac('br0', '02:00:00:00:00:01\n'),
        ...mac('br1', '02:00:00:00:00:02\n'),
        ...mac('veth12', '02:00:00:00:00:03\n'),
        ...mac('lo', '00:00:00:00:00:00\n'),
      },
      links: { '/sys/class/net/eth0/device': '../../../0000:00:03.0' },
      addresses: [
        { ...address, interface: 'br0', cidr: '192.0.2.7/24' },
        { ...address, interface: 'br0', cidr: '2001:db8::7/64' },
        { ...address, interface: 'br0', cidr: 'fe80::1/64' },
        { ...address, interface: 'br1', cidr: 'fe80::2/64' },
        { ...address, interface: 'veth12', cidr: '192.0.2.9/24' },
      ],
    });
    expect(
      (await readNetwork(host)).map(({ instance, key, value }) => [instance, key, value]),
    ).toEqual([
      ['br0', 'mac', '02:00:00:00:00:01'],
      ['br0', 'addresses', '192.0.2.7/24,2001:db8::7/64'],
      ['eth0', 'mac', '52:54:00:ab:cd:ef'],
    ]);
  });
});

describe('the system and the machine', () => {
  it('reads os-release with its quotes and escapes', () => {
    const text = 'NAME="Fedora \\"Linux\\""\nVERSION=\'41\'\n# comment\nID=fedora\n';
    expect([...parseOsRelease(text)]).toEqual([
      ['NAME', 'Fedora "Linux"'],
      ['VERSION', '41'],
      ['ID', 'fedora'],
    ]);
    const facts = osFacts({
      osRelease: text,
      kernel: '6.1',
      arch: 'x86_64',
      procStat: 'btime 60\n',
    });
    expect(facts).toMatchObject({ version: '41', boot_time: '1970-01-01T00:01:00Z' });
  });

  it('leaves out what a maker left in place of a serial number', async () => {
    const dmi = (parts: Record<string, string>): Record<string, string> =>
      Object.fromEntries(
        Object.entries(parts).map(([k, v]) => [`/sys/class/dmi/id/${k}`, `${v}\n`]),
      );
    const machine = dmi({
      sys_vendor: 'LENOVO',
      product_name: '20XW',
      product_serial: 'To Be Filled By O.E.M.',
      product_uuid: '4C4C4544-0042-3510-8052-B4C04F4A4E31',
      chassis_type: '10',
    });
    const found = await readHardware(fakeHost({ files: machine }));
    expect(factsOf('hw', '', found).map(({ key, value }) => [key, value])).toEqual([
      ['vendor', 'LENOVO'],
      ['model', '20XW'],
      ['uuid', '4c4c4544-0042-3510-8052-b4c04f4a4e31'],
      ['chassis', 'laptop'],
    ]);
    const guest = dmi({ sys_vendor: 'QEMU', chassis_type: '1' });
    expect((await readHardware(fakeHost({ files: guest }))).chassis).toBe('virtual');
  });
});

const status = `Package: bash
Essential: yes
Status: install ok installed
Maintainer: Matthias Klose <doko@debian.org>
Architecture: amd64
Version: 5.2.15-2+b8
Description: GNU Bourne Again SHell
 Status: deinstall ok config-files

Package: linux-image
Status: hold ok installed
Maintainer: Kernel Team <debian-kernel@lists.debian.org>
Architecture: amd64
Version: 6.1

Package: gone
Status: deinstall ok config-files
Maintainer: X <x@example.org>
Architecture: all
Version: 1

Package: half
Status: install ok half-configured
Architecture: all
Version: 1
`;

describe('packages of dpkg', () => {
  it('are those whose state is installed, held ones too', () => {
    expect(parseDpkgStatus(status)).toEqual([
      {
        name: 'bash',
        version: '5.2.15-2+b8',
        source: 'dpkg',
        architecture: 'amd64',
        publisher: 'Matthias Klose',
      },
      {
        name: 'linux-image',
        version: '6.1',
        source: 'dpkg',
        architecture: 'amd64',
        publisher: 'Kernel Team',
      },
    ]);
  });

  it('come from dpkg-query while dpkg has changes that the status file lacks', async () => {
    const line = 'installed\tbash\t5.2\tamd64\tMatthias Klose <doko@debian.org>\n';
    const host = fakeHost({
      files: { '/var/lib/dpkg/status': status, '/var/lib/dpkg/updates/0001': '' },
      run: () => Promise.resolve(`${line}not-installed\told\t\tall\t\n`),
    });
    expect(await readDpkg(host)).toEqual(parseDpkgQuery(line));
    expect(parseDpkgQuery(line)).toHaveLength(1);
  });

  it.each([
    ['Debian Foo Team <foo@lists.debian.org>', 'Debian Foo Team'],
    ['"Smith, A." <a@example.org>', 'Smith, A.'],
    ['nobody@example.org', null],
    ['', null],
  ])('name the maintainer %j as %j, never an address', (text, name) => {
    expect(maintainerName(text)).toBe(name);
  });
});

describe('other packages', () => {
  it('of rpm have epochs where there are some, and keys are none', () => {
    const output =
      'bash\t5.2.26-3.fc40\tx86_64\tFedora Project\n' +
      'shadow-utils\t2:4.15.1-3.fc40\tx86_64\t(none)\n' +
      'gpg-pubkey\ta15b79cc-63d04c2c\t(none)\t(none)\n';
    expect(parseRpm(output)).toEqual([
      {
        name: 'bash',
        version: '5.2.26-3.fc40',
        source: 'rpm',
        architecture: 'x86_64',
        publisher: 'Fedora Project',
      },
      {
        name: 'shadow-utils',
        version: '2:4.15.1-3.fc40',
        source: 'rpm',
        architecture: 'x86_64',
        publisher: null,
      },
    ]);
  });

  it('of snap go by the columns of the header', () => {
    const output =
      'Name     Version        Rev    Tracking       Publisher    Notes\n' +
      'core22   20240408       1380   latest/stable  canonical**  base\n' +
      'hello    2.10           42     latest/stable  -            -\n';
    expect(
      parseSnapList(output).map(({ name, version, publisher }) => [name, version, publisher]),
    ).toEqual([
      ['core22', '20240408', 'canonical'],
      ['hello', '2.10', null],
    ]);
    expect(parseSnapList('No snaps are installed yet.\n')).toEqual([]);
  });

  it('of flatpak have a branch where they state no version', () => {
    const output = 'org.gimp.GIMP\t2.10.38\tx86_64\tstable\norg.x.Y\t\tx86_64\tmaster\n';
    expect(parseFlatpakList(output).map(({ name, version }) => [name, version])).toEqual([
      ['org.gimp.GIMP', '2.10.38'],
      ['org.x.Y', 'master'],
    ]);
  });
});
