import type { FactValues } from '../facts.ts';
import { chassisForm, hardwareText } from '../hardware.ts';
import type { Host } from '../host.ts';

export interface DmiTexts {
  readonly vendor: string | undefined;
  readonly product: string | undefined;
  readonly serial: string | undefined; // readable by root alone
  readonly uuid: string | undefined; // likewise
  readonly chassisType: string | undefined;
  readonly deviceTreeModel: string | undefined; // boards without SMBIOS
  readonly deviceTreeSerial: string | undefined;
  readonly hypervisor: boolean; // the processor says that it is virtual
}

/** Facts of section `hw`. Attributes only: they are empty or cloned in the field, never an identity. */
export function hardwareFacts(dmi: DmiTexts): FactValues<'hw'> {
  const type = Number(dmi.chassisType ?? Number.NaN);
  const maker = `${dmi.vendor ?? ''} ${dmi.product ?? ''}`;
  const form = chassisForm(Number.isInteger(type) ? type : undefined, maker);
  return {
    vendor: hardwareText(dmi.vendor),
    model: hardwareText(dmi.product) ?? hardwareText(dmi.deviceTreeModel),
    serial: hardwareText(dmi.serial) ?? hardwareText(dmi.deviceTreeSerial),
    uuid: hardwareText(dmi.uuid)?.toLowerCase(),
    chassis: form ?? (dmi.hypervisor ? 'virtual' : undefined),
  };
}

export async function readHardware(host: Host): Promise<FactValues<'hw'>> {
  const dmi = (file: string): Promise<string | undefined> =>
    host.readText(`/sys/class/dmi/id/${file}`);
  const [vendor, product, serial, uuid, chassisType] = await Promise.all(
    ['sys_vendor', 'product_name', 'product_serial', 'product_uuid', 'chassis_type'].map(dmi),
  );
  const [deviceTreeModel, deviceTreeSerial, cpuinfo] = await Promise.all([
    host.readText('/proc/device-tree/model'),
    host.readText('/proc/device-tree/serial-number'),
    host.readText('/proc/cpuinfo'),
  ]);
  const hypervisor = /^flags\s*:.*\bhypervisor\b/m.test(cpuinfo ?? '');
  return hardwareFacts({
    vendor,
    product,
    serial,
    uuid,
    chassisType,
    deviceTreeModel,
    deviceTreeSerial,
    hypervisor,
  });
}
