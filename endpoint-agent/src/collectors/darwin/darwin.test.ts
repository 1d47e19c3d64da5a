import { describe, expect, it } from 'vitest';
import { fakeHost } from '../testing/fake-host.ts';
import { readPackages } from './pkgutil.ts';
import { applications, macDisks, macHardware, readProfiler } from './profiler.ts';
import { macCpu, macMemory, macOs, parsePairs } from './system.ts';

const profile = {
  SPApplicationsDataType: [
    {
      _name: 'Firefox',
      arch_kind: 'arch_arm_i64',
      obtained_from: 'identified_developer',
      path: '/Applications/Firefox.app',
      signed_by: [
        'Developer ID Application: Mozilla Corporation (43AQ936H96)',
        'Developer ID Certification Authority',
        'Apple Root CA',
      ],
      version: '132.0.2',
    },
    {
      _name: 'Keynote',
      obtained_from: 'mac_app_store',
      path: '/Applications/Keynote.app',
      version: '14.2',
    },
    {
      _name: 'Chess',
      obtained_from: 'apple',
      path: '/System/Applications/Chess.app',
      version: '3.18',
    },
    { _name: 'Tool', path: '/Users/alice/Applications/Tool.app' },
  ],
  SPHardwareDataType: [
    {
      machine_model: 'MacBookPro18,3',
      machine_name: 'MacBook Pro',
      platform_UUID: '1B2C3D4E-0000-5000-8000-ABCDEF012345',
      serial_number: 'C02XXXXXXXXX',
    },
  ],
  SPNVMeDataType: [
    {
      _name: 'Apple SSD Controller',
      _items: [
        { bsd_name: 'disk0', device_model: 'APPLE SSD AP0512R', size_in_bytes: 500_277_792_768 },
      ],
    },
  ],
  SPSerialATADataType: [],
};

describe('a Mac', () => {
  it('tells its applications, but not those that are part of the system', async () => {
    const host = fakeHost({
      tools: {
        'system_profiler -json -detailLevel full SPApplicationsDataType': JSON.stringify(profile),
      },
    });
    expect(applications(await readProfiler(host, 'SPApplicationsDataType'))).toEqual([
      {
        name: 'Firefox',
        version: '132.0.2',
        source: 'app',
        architecture: 'arm_i64',
        publisher: 'Mozilla Corporation',
      },
      {
        name: 'Keynote',
        version: '14.2',
        source: 'app',
        architecture: null,
        publisher: 'Mac App Store',
      },
      { name: 'Tool', version: 'unknown', source: 'app', architecture: null, publisher: null },
    ]);
  });

  it('tells its hardware and disks', () => {
    expect(macHardware(profile)).toEqual({
      vendor: 'Apple',
      model: 'MacBookPro18,3',
      serial: 'C02XXXXXXXXX',
      uuid: '1b2c3d4e-0000-5000-8000-abcdef012345',
      chassis: 'laptop',
    });
    expect(macDisks(profile).map(({ instance, key, value }) => [instance, key, value])).toEqual([
      ['disk0', 'model', 'APPLE SSD AP0512R'],
      ['disk0', 'size_bytes', '500277792768'],
      ['disk0', 'type', 'nvme'],
    ]);
  });

  it('tells its processor, memory and system', () => {
    const sysctl = parsePairs(
      'machdep.cpu.brand_string: Apple M1 Pro\nhw.packages: 1\nhw.physicalcpu: 10\n' +
        'hw.logicalcpu: 10\nhw.memsize: 17179869184\nhw.machine: arm64\nkern.osrelease: 24.1.0\n' +
        'kern.boottime: { sec = 1732440000, usec = 12345 } Sun Nov 24 10:20:00 2024\n',
    );
    const swVers = parsePairs(
      'ProductName:\t\tmacOS\nProductVersion:\t\t15.1\nBuildVersion:\t\t24B83\n',
    );
    expect(macCpu(sysctl)).toEqual({
      model: 'Apple M1 Pro',
      vendor: 'Apple',
      sockets: 1,
      cores: 10,
      threads: 10,
      max_mhz: undefined,
    });
    expect(macMemory(sysctl).total_bytes).toBe(17_179_869_184);
    expect(macOs(sysctl, swVers)).toEqual({
      name: 'macOS',
      version: '15.1',
      kernel: '24.1.0',
      arch: 'arm64',
      boot_time: '2024-11-24T09:20:00Z',
    });
  });

  it('tells its receipts, but not those of the system', async () => {
    const host = fakeHost({
      tools: {
        'pkgutil --pkgs': 'com.apple.pkg.CLTools_Executables\norg.nodejs.node.pkg\n',
        'pkgutil --pkg-info org.nodejs.node.pkg':
          'package-id: org.nodejs.node.pkg\nversion: v22.11.0\nvolume: /\nlocation: \ninstall-time: 1731000000\n',
      },
    });
    expect(await readPackages(host)).toEqual([
      {
        name: 'org.nodejs.node.pkg',
        version: 'v22.11.0',
        source: 'pkgutil',
        architecture: null,
        publisher: null,
      },
    ]);
  });
});
