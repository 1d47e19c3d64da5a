import type { Fact, SoftwareItem } from '@eucora/protocol';
import { cleanText, factsOf, type FactValues } from '../facts.ts';
import { chassisForm, hardwareText } from '../hardware.ts';
import type { Host } from '../host.ts';
import { type Json, jsonList, jsonNumber, jsonText } from '../json.ts';

/** `system_profiler -json` of some data types. @throws SyntaxError when it printed no JSON */
export async function readProfiler(host: Host, ...types: readonly string[]): Promise<unknown> {
  const args = ['-json', '-detailLevel', 'full', ...types];
  const parsed: unknown = JSON.parse(
    await host.run('system_profiler', args, { timeoutMs: 120_000 }),
  );
  return parsed;
}

const obtained: Readonly<Record<string, string>> = {
  apple: 'Apple',
  mac_app_store: 'Mac App Store',
};

/** `Developer ID Application: Example GmbH (ABCDE12345)` → `Example GmbH`. */
function signer(app: Json): string | null {
  const chain: unknown = app['signed_by'];
  const first: unknown = Array.isArray(chain) ? chain[0] : undefined;
  if (typeof first !== 'string') return obtained[jsonText(app, 'obtained_from') ?? ''] ?? null;
  if (first === 'Software Signing') return 'Apple';
  return cleanText(first.replace(/^[^:]+:\s*/, '').replace(/\s*\([A-Z0-9]{10}\)$/, '')) || null;
}

/** Applications of SPApplicationsDataType. Those inside the system's sealed volume come with it. */
export function applications(profile: unknown): SoftwareItem[] {
  return jsonList(profile, 'SPApplicationsDataType').flatMap((app) => {
    const name = cleanText(jsonText(app, '_name') ?? '');
    if (name === '' || (jsonText(app, 'path') ?? '').startsWith('/System/')) return [];
    return [
      {
        name,
        version: jsonText(app, 'version') ?? 'unknown',
        source: 'app',
        architecture: jsonText(app, 'arch_kind')?.replace(/^arch_/, '') ?? null,
        publisher: signer(app),
      },
    ];
  });
}

/** Facts of section `hw` from SPHardwareDataType. */
export function macHardware(profile: unknown): FactValues<'hw'> {
  const machine = jsonList(profile, 'SPHardwareDataType')[0];
  const model = jsonText(machine, 'machine_model') ?? '';
  const name = jsonText(machine, 'machine_name') ?? model;
  const form = /Virtual/i.test(model) ? 'virtual' : /Book/.test(name) ? 'laptop' : 'desktop';
  return {
    vendor: 'Apple',
    model: hardwareText(model),
    serial: hardwareText(jsonText(machine, 'serial_number')),
    uuid: hardwareText(jsonText(machine, 'platform_UUID'))?.toLowerCase(),
    chassis: machine === undefined ? chassisForm(undefined, '') : form,
  };
}

/** Disks of SPNVMeDataType and SPSerialATADataType: controllers whose items are drives. */
export function macDisks(profile: unknown): Fact[] {
  const drives = (type: string, kind: 'nvme' | 'sata'): Fact[] =>
    jsonList(profile, type)
      .flatMap((controller) => jsonList(controller, '_items'))
      .flatMap((drive) => {
        const rotates = jsonText(drive, 'spsata_medium_type') === 'Rotational';
        return factsOf('disk', jsonText(drive, 'bsd_name') ?? jsonText(drive, '_name') ?? kind, {
          model: jsonText(drive, 'device_model'),
          size_bytes: jsonNumber(drive, 'size_in_bytes'),
          type: kind === 'nvme' ? 'nvme' : rotates ? 'hdd' : 'ssd',
        });
      });
  return [...drives('SPNVMeDataType', 'nvme'), ...drives('SPSerialATADataType', 'sata')];
}
