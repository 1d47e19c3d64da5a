import type { Fact } from '@eucora/protocol';
import { factsOf } from './facts.ts';
import type { HostAddress } from './host.ts';

/** An interface's addresses as one text; undefined when it has none but link-local ones. */
export function addressesOf(name: string, addresses: readonly HostAddress[]): string | undefined {
  const listed = addresses
    .filter((each) => each.interface === name && !each.internal)
    .map(({ cidr }) => cidr)
    .filter((cidr) => !/^(fe80:|169\.254\.)/i.test(cidr))
    .toSorted();
  return listed.length === 0 ? undefined : listed.join(',');
}

/** Facts of section `net` where only the runtime's own list is at hand. */
export function runtimeNetworkFacts(addresses: readonly HostAddress[]): Fact[] {
  const outside = addresses.filter(({ internal }) => !internal);
  const names = [...new Set(outside.map((each) => each.interface))].toSorted();
  return names.flatMap((name) =>
    factsOf('net', name, {
      mac: outside.find((each) => each.interface === name)?.mac.toLowerCase(),
      addresses: addressesOf(name, outside),
    }),
  );
}
