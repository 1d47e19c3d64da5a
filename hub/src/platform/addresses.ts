import { BlockList, isIP } from 'node:net';

// Networks that are not the public Internet (IANA special-purpose registries), by what they are.
const reserved: readonly (readonly [what: string, network: string, prefix: number])[] = [
  ['this host', '0.0.0.0', 8],
  ['loopback', '127.0.0.0', 8],
  ['loopback', '::1', 128],
  ['unspecified', '::', 128],
  ['private', '10.0.0.0', 8],
  ['private', '172.16.0.0', 12],
  ['private', '192.168.0.0', 16],
  ['private', 'fc00::', 7],
  ['site-local', 'fec0::', 10],
  ['shared', '100.64.0.0', 10],
  // Here the metadata services of clouds listen.
  ['link-local', '169.254.0.0', 16],
  ['link-local', 'fe80::', 10],
  ['protocol assignments', '192.0.0.0', 24],
  ['documentation', '192.0.2.0', 24],
  ['documentation', '198.51.100.0', 24],
  ['documentation', '203.0.113.0', 24],
  ['documentation', '2001:db8::', 32],
  ['documentation', '3fff::', 20],
  ['benchmarking', '198.18.0.0', 15],
  ['6to4 relay', '192.88.99.0', 24],
  ['multicast', '224.0.0.0', 4],
  ['multicast', 'ff00::', 8],
  ['reserved', '240.0.0.0', 4],
  ['discard', '100::', 64],
  // These carry an IPv4 address inside, which may be any of the above.
  ['translated', '64:ff9b::', 96],
  ['translated', '64:ff9b:1::', 48],
  ['6to4', '2002::', 16],
  ['Teredo', '2001::', 32],
];

const lists: readonly (readonly [what: string, list: BlockList])[] = reserved.map(
  ([what, network, prefix]) => [what, networkList(network, prefix)] as const,
);

function networkList(network: string, prefix: number): BlockList {
  const list = new BlockList();
  list.addSubnet(network, prefix, familyOf(network));
  return list;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/**
 * What kind of not public address this is; undefined for one on the public Internet. IPv4 addresses
 * written as IPv6 ones are judged as what they are.
 */
export function specialPurpose(address: string): string | undefined {
  const plain = address.split('%', 1)[0] ?? address;
  if (isIP(plain) === 0) return 'no address';
  // BlockList judges ::ffff:a.b.c.d by its IPv4 rules too.
  return lists.find(([, list]) => list.check(plain, familyOf(plain)))?.[0];
}

/** Networks (`10.1.0.0/16`), addresses and host names that an operator allows, in one text form. */
export class AllowedTargets {
  readonly #networks = new BlockList();
  readonly #hosts = new Set<string>();

  constructor(entries: readonly string[]) {
    for (const entry of entries) {
      const [address = '', prefix] = entry.split('/');
      if (isIP(address) === 0) this.#hosts.add(entry.toLowerCase());
      else if (prefix === undefined) this.#networks.addAddress(address, familyOf(address));
      else this.#networks.addSubnet(address, Number(prefix), familyOf(address));
    }
  }

  /** Is this host named, wherever it may lie? */
  hasHost(host: string): boolean {
    return this.#hosts.has(host.toLowerCase());
  }

  hasAddress(address: string): boolean {
    return isIP(address) !== 0 && this.#networks.check(address, familyOf(address));
  }
}
