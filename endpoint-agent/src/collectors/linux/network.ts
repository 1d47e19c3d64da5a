import type { Fact } from '@eucora/protocol';
import { factsOf } from '../facts.ts';
import type { Host, HostAddress } from '../host.ts';
import { addressesOf } from '../addresses.ts';

export interface NetDevice {
  readonly name: string;
  readonly mac: string | undefined;
  readonly hardware: boolean; // has a device behind it, so it stays when it has no address
}

/** Container ends and loopbacks come and go with workloads; they say nothing about the machine. */
const passing = /^(lo\d*|veth|cali|vnet|tap|lxc|flannel|cni|ifb|dummy)/;

/** Facts of section `net`: hardware interfaces always, virtual ones (bridge, VPN) when addressed. */
export function networkFacts(
  devices: readonly NetDevice[],
  addresses: readonly HostAddress[],
): Fact[] {
  return devices
    .filter(({ name, hardware }) => hardware || !passing.test(name))
    .map((device) => ({ ...device, listed: addressesOf(device.name, addresses) }))
    .filter(({ hardware, listed }) => hardware || listed !== undefined)
    .flatMap(({ name, mac, listed }) =>
      factsOf('net', name, {
        mac: mac === undefined || /^(00:)*00$/.test(mac) ? undefined : mac.toLowerCase(),
        addresses: listed,
      }),
    );
}

export async function readNetwork(host: Host): Promise<Fact[]> {
  const names = await host.list('/sys/class/net');
  const devices = names.map(async (name): Promise<NetDevice> => {
    const folder = `/sys/class/net/${name}`;
    const [mac, device] = await Promise.all([
      host.readText(`${folder}/address`),
      host.readLink(`${folder}/device`),
    ]);
    return { name, mac: mac?.trim(), hardware: device !== undefined };
  });
  return networkFacts(await Promise.all(devices), host.addresses());
}
