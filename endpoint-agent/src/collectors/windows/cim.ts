import type { Fact } from '@eucora/protocol';
import { type DiskType, type FactValues, factsOf } from '../facts.ts';
import { chassisForm, hardwareText } from '../hardware.ts';
import type { Host } from '../host.ts';
import { type Json, jsonList, jsonNumber, jsonText } from '../json.ts';

/** One process start for everything, because starting PowerShell costs more than all the queries. */
const classes = [
  'Win32_Processor',
  'Win32_ComputerSystem',
  'Win32_ComputerSystemProduct',
  'Win32_BIOS',
  'Win32_SystemEnclosure',
  'Win32_OperatingSystem',
  'Win32_DiskDrive',
] as const;
type CimClass = (typeof classes)[number];
/** The objects of a class, in the system's order. */
export type CimObjects = (name: CimClass) => readonly Json[];

const script = [
  '$ErrorActionPreference="Stop";[Console]::OutputEncoding=[Text.Encoding]::UTF8;$r=@{};',
  ...classes.map(
    (name) =>
      `$r.${name}=@(Get-CimInstance ${name}|Select-Object -Property * -ExcludeProperty Cim*);`,
  ),
  '$r|ConvertTo-Json -Depth 3 -Compress',
].join('');

/** Parses what the script prints. @throws SyntaxError when it is no JSON */
export function parseCim(output: string): CimObjects {
  const parsed: unknown = JSON.parse(output.replace(/^\uFEFF/, ''));
  return (name) => jsonList(parsed, name);
}

/** Facts of section `cpu`, summed over sockets. */
export function cimCpu(objects: CimObjects): FactValues<'cpu'> {
  const sockets = objects('Win32_Processor');
  const sum = (key: string): number | undefined =>
    sockets.reduce((total, socket) => total + (jsonNumber(socket, key) ?? 0), 0) || undefined;
  return {
    model: jsonText(sockets[0], 'Name'),
    vendor: jsonText(sockets[0], 'Manufacturer'),
    sockets: sockets.length || undefined,
    cores: sum('NumberOfCores'),
    threads: sum('NumberOfLogicalProcessors'),
    max_mhz: jsonNumber(sockets[0], 'MaxClockSpeed'),
  };
}

export function cimMemory(objects: CimObjects): FactValues<'memory'> {
  return { total_bytes: jsonNumber(objects('Win32_ComputerSystem')[0], 'TotalPhysicalMemory') };
}

/** ISO 8601, or what PowerShell 5 makes of dates in JSON: `/Date(1732440000000)/`. */
export function cimDate(text: string | undefined): string | undefined {
  const ticks = /^\/Date\((-?\d+)\)\/$/.exec(text ?? '')?.[1];
  const date = new Date(ticks === undefined ? (text ?? '') : Number(ticks));
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().replace(/\.\d+Z$/, 'Z');
}

export function cimOs(objects: CimObjects): FactValues<'os'> {
  const system = objects('Win32_OperatingSystem')[0];
  const architecture = jsonText(system, 'OSArchitecture') ?? '';
  const arm = /ARM/i.test(architecture);
  const boot = system?.['LastBootUpTime'];
  const date = typeof boot === 'object' && boot !== null && 'value' in boot ? boot.value : boot;
  return {
    name: jsonText(system, 'Caption')?.replace(/^Microsoft /, ''),
    version: jsonText(system, 'Version'),
    kernel: jsonText(system, 'BuildNumber'),
    arch: arm ? 'aarch64' : architecture.includes('64') ? 'x86_64' : 'x86',
    boot_time: cimDate(typeof date === 'string' ? date : undefined),
  };
}

export function cimHardware(objects: CimObjects): FactValues<'hw'> {
  const system = objects('Win32_ComputerSystem')[0];
  const enclosure = objects('Win32_SystemEnclosure')[0]?.['ChassisTypes'];
  const type: unknown = Array.isArray(enclosure) ? enclosure[0] : undefined;
  const [vendor, model] = [jsonText(system, 'Manufacturer'), jsonText(system, 'Model')];
  return {
    vendor: hardwareText(vendor),
    model: hardwareText(model),
    serial: hardwareText(jsonText(objects('Win32_BIOS')[0], 'SerialNumber')),
    uuid: hardwareText(jsonText(objects('Win32_ComputerSystemProduct')[0], 'UUID'))?.toLowerCase(),
    chassis: chassisForm(typeof type === 'number' ? type : undefined, `${vendor} ${model}`),
  };
}

function driveType(model: string): DiskType {
  if (/Virtual|VMware|QEMU|VBOX|Msft/i.test(model)) return 'virtual';
  if (/NVMe/i.test(model)) return 'nvme';
  return /SSD|Solid/i.test(model) ? 'ssd' : 'hdd';
}

export function cimDisks(objects: CimObjects): Fact[] {
  return objects('Win32_DiskDrive').flatMap((drive) => {
    const model = jsonText(drive, 'Model') ?? '';
    const name = `disk${jsonNumber(drive, 'Index') ?? 0}`;
    const type = driveType(`${model} ${jsonText(drive, 'InterfaceType') ?? ''}`);
    return factsOf('disk', name, { model, size_bytes: jsonNumber(drive, 'Size'), type });
  });
}

export async function readCim(host: Host): Promise<CimObjects> {
  const args = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', script];
  return parseCim(await host.run('powershell.exe', args, { timeoutMs: 60_000 }));
}
