import { describe, expect, it } from 'vitest';
import { fakeHost } from '../testing/fake-host.ts';
import { cimCpu, cimDate, cimDisks, cimHardware, cimMemory, cimOs, parseCim } from './cim.ts';
import {
  decodeRegFile,
  loadedUserHives,
  parseRegFile,
  readRegistry,
  uninstallItems,
} from './registry.ts';
import { packagedItems, parseWingetList } from './winget.ts';

const uninstall = 'Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall';

/** A file as `reg export` writes it: UTF-16 with a byte order mark and CRLF. */
function regFile(text: string): Uint8Array {
  const whole = `Windows Registry Editor Version 5.00\n\n${text}`.replaceAll('\n', '\r\n');
  return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(whole, 'utf16le')]);
}

const machine = `[HKEY_LOCAL_MACHINE\\${uninstall}]

[HKEY_LOCAL_MACHINE\\${uninstall}\\7-Zip]
"DisplayName"="7-Zip 24.08 (x64)"
"DisplayVersion"="24.08"
"Publisher"="Igor Pavlov"
"InstallLocation"="C:\\\\Program Files\\\\7-Zip\\\\"
"EstimatedSize"=dword:000016a4

[HKEY_LOCAL_MACHINE\\${uninstall}\\{90160000-008C}]
"DisplayName"="Müller \\"Büro\\" Ω"
"DisplayVersion"=hex(2):31,00,36,00,2e,00,\\
  30,00,00,00
"SystemComponent"=dword:00000000

[HKEY_LOCAL_MACHINE\\${uninstall}\\Hidden]
"DisplayName"="Runtime part"
"SystemComponent"=dword:00000001

[HKEY_LOCAL_MACHINE\\${uninstall}\\KB1]
"DisplayName"="Update for X"
"ParentKeyName"="X"

[HKEY_LOCAL_MACHINE\\${uninstall}\\KB2]
"DisplayName"="Security Update (KB2)"
"ReleaseType"="Security Update"

[HKEY_LOCAL_MACHINE\\${uninstall}\\NoName]
"DisplayVersion"="1"
`;

describe('programs in the registry', () => {
  it('are those that the settings page shows, with their texts whole', () => {
    const keys = parseRegFile(decodeRegFile(regFile(machine)));
    expect(uninstallItems(keys, 'x64')).toEqual([
      {
        name: '7-Zip 24.08 (x64)',
        version: '24.08',
        source: 'registry',
        architecture: 'x64',
        publisher: 'Igor Pavlov',
      },
      {
        name: 'Müller "Büro" Ω',
        version: '16.0',
        source: 'registry',
        architecture: 'x64',
        publisher: null,
      },
    ]);
    const zip = keys.get(`HKEY_LOCAL_MACHINE\\${uninstall}\\7-Zip`);
    expect(zip?.get('InstallLocation')).toBe('C:\\Program Files\\7-Zip\\');
    expect(zip?.get('EstimatedSize')).toBe(5_796);
  });

  it('come from both views of the machine and from every signed-in user', async () => {
    const sid = 'S-1-5-21-1004336348-1177238915-682003330-1001';
    const one = (name: string): Uint8Array => regFile(`[K\\${name}]\n"DisplayName"="${name}"\n`);
    const host = fakeHost({
      written: {
        [`reg.exe export HKLM\\${uninstall} FILE /y /reg:64`]: one('wide'),
        [`reg.exe export HKLM\\${uninstall} FILE /y /reg:32`]: one('narrow'),
        [`reg.exe export HKU\\${sid}\\${uninstall} FILE /y /reg:64`]: one('own'),
      },
      tools: {
        'reg.exe query HKU': `\r\nHKEY_USERS\\.DEFAULT\r\nHKEY_USERS\\S-1-5-18\r\nHKEY_USERS\\${sid}\r\nHKEY_USERS\\${sid}_Classes\r\n`,
      },
    });
    const items = await readRegistry(host, 'x64');
    expect(items.map(({ name, architecture }) => [name, architecture])).toEqual([
      ['wide', 'x64'],
      ['narrow', 'x86'],
      ['own', null],
    ]);
    expect(loadedUserHives('HKEY_USERS\\S-1-5-19\r\n')).toEqual([]);
  });
});

describe('winget', () => {
  const output =
    '\r   - \r   \\ \r' +
    'Name                  Id                                   Version     Available Source\r\n' +
    '---------------------------------------------------------------------------------------\r\n' +
    '7-Zip 24.08 (x64)     7zip.7zip                            24.08       24.09     winget\r\n' +
    'Microsoft Visual C++  ARP\\Machine\\X64\\{d4cecf3b}            14.40                 \r\n' +
    'メモ帳                MSIX\\Microsoft.WindowsNotepad_11.24   11.2407.9.0           \r\n' +
    'WhatsApp              9NKSQGP7F2NH                         2.2428      2.2430    msstore\r\n';

  it('is read by the columns of its header, wide characters and spinner notwithstanding', () => {
    expect(parseWingetList(output).map(({ id, version, source }) => [id, version, source])).toEqual(
      [
        ['7zip.7zip', '24.08', 'winget'],
        ['ARP\\Machine\\X64\\{d4cecf3b}', '14.40', ''],
        ['MSIX\\Microsoft.WindowsNotepad_11.24', '11.2407.9.0', ''],
        ['9NKSQGP7F2NH', '2.2428', 'msstore'],
      ],
    );
  });

  it('adds only what the registry does not have', () => {
    const items = packagedItems(parseWingetList(output));
    expect(items.map(({ name, version }) => [name, version])).toEqual([
      ['メモ帳', '11.2407.9.0'],
      ['WhatsApp', '2.2428'],
    ]);
    expect(parseWingetList('No installed package found.\r\n')).toEqual([]);
  });
});

const cim = JSON.stringify({
  Win32_Processor: [
    {
      Name: 'Intel(R) Core(TM) i7-1185G7 @ 3.00GHz  ',
      Manufacturer: 'GenuineIntel',
      NumberOfCores: 4,
      NumberOfLogicalProcessors: 8,
      MaxClockSpeed: 2995,
    },
  ],
  // A list of one may arrive as the object alone.
  Win32_ComputerSystem: {
    Manufacturer: 'Dell Inc.',
    Model: 'Latitude 5420',
    TotalPhysicalMemory: 16_886_296_576,
  },
  Win32_ComputerSystemProduct: [{ UUID: '4C4C4544-0042-3510-8052-B4C04F4A4E31' }],
  Win32_BIOS: [{ SerialNumber: 'Default string' }],
  Win32_SystemEnclosure: [{ ChassisTypes: [10] }],
  Win32_OperatingSystem: [
    {
      Caption: 'Microsoft Windows 11 Pro',
      Version: '10.0.22631',
      BuildNumber: '22631',
      OSArchitecture: '64-bit',
      LastBootUpTime: '/Date(1732440000000)/',
    },
  ],
  Win32_DiskDrive: [
    { Index: 0, Model: 'NVMe PC711 SK hynix 512GB', Size: '512105932800', InterfaceType: 'SCSI' },
    { Index: 1, Model: 'ST4000DM004', Size: 4_000_784_417_280, InterfaceType: 'IDE' },
  ],
});

describe('the Windows machine', () => {
  const objects = parseCim(`\uFEFF${cim}`);

  it('tells its processor, memory, system and form', () => {
    expect(cimCpu(objects)).toEqual({
      model: 'Intel(R) Core(TM) i7-1185G7 @ 3.00GHz',
      vendor: 'GenuineIntel',
      sockets: 1,
      cores: 4,
      threads: 8,
      max_mhz: 2995,
    });
    expect(cimMemory(objects).total_bytes).toBe(16_886_296_576);
    expect(cimOs(objects)).toEqual({
      name: 'Windows 11 Pro',
      version: '10.0.22631',
      kernel: '22631',
      arch: 'x86_64',
      boot_time: '2024-11-24T09:20:00Z',
    });
    expect(cimHardware(objects)).toMatchObject({ serial: undefined, chassis: 'laptop' });
  });

  it('tells its disks with sizes, whether numbers or texts', () => {
    const facts = cimDisks(objects).map(
      ({ instance, key, value }) => `${instance} ${key} ${value}`,
    );
    expect(facts).toEqual([
      'disk0 model NVMe PC711 SK hynix 512GB',
      'disk0 size_bytes 512105932800',
      'disk0 type nvme',
      'disk1 model ST4000DM004',
      'disk1 size_bytes 4000784417280',
      'disk1 type hdd',
    ]);
  });

  it('tells nothing where a class answered nothing', () => {
    const nothing = parseCim('{}');
    expect(cimCpu(nothing).cores).toBeUndefined();
    expect(cimDisks(nothing)).toEqual([]);
    expect(cimDate('soon')).toBeUndefined();
  });
});
