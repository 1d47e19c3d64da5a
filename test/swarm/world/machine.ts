import type { Fact } from '@eucora/protocol';
import type { Random } from '../../kit/random.ts';
import type { Platform } from './catalogue.ts';

/** What a simulated machine is, apart from its software. */
export interface Machine {
  readonly platform: Platform;
  readonly hostname: string;
  readonly facts: readonly Fact[];
}

const gibibyte = 1024 ** 3;
const processors = [
  {
    model: 'Intel(R) Core(TM) i5-1345U',
    vendor: 'GenuineIntel',
    cores: 10,
    threads: 12,
    mhz: 4700,
  },
  { model: 'Intel(R) Core(TM) i7-10700', vendor: 'GenuineIntel', cores: 8, threads: 16, mhz: 4800 },
  { model: 'AMD Ryzen 5 PRO 6650U', vendor: 'AuthenticAMD', cores: 6, threads: 12, mhz: 4500 },
  { model: 'AMD EPYC 7313P', vendor: 'AuthenticAMD', cores: 16, threads: 32, mhz: 3700 },
] as const;
const appleSilicon = {
  model: 'Apple M3',
  vendor: 'Apple',
  cores: 8,
  threads: 8,
  mhz: 4050,
} as const;
const systems = {
  linux: { name: 'Debian GNU/Linux', versions: ['11', '12', '12', '13'], kernel: '6.1.0' },
  windows: {
    name: 'Microsoft Windows',
    versions: ['10 22H2', '11 23H2', '11 24H2'],
    kernel: '10.0',
  },
  darwin: { name: 'macOS', versions: ['14.6', '15.2', '15.3'], kernel: '24.3.0' },
} as const;

/** A machine of an ordinary mixed fleet: six in ten Windows, three Linux, one Mac. */
export function drawMachine(random: Random, index: number): Machine {
  const lot = random.next();
  const platform: Platform = lot < 0.6 ? 'windows' : lot < 0.9 ? 'linux' : 'darwin';
  const prefix = { windows: 'ws', linux: 'lx', darwin: 'mb' }[platform];
  const hostname = `${prefix}-${String(index + 1).padStart(5, '0')}`;
  return { platform, hostname, facts: drawFacts(random, platform) };
}

function drawFacts(random: Random, platform: Platform): Fact[] {
  const cpu = platform === 'darwin' ? appleSilicon : random.pick(processors);
  const system = systems[platform];
  const disk = platform === 'linux' ? 'nvme0n1' : 'disk0';
  const nic = platform === 'windows' ? 'Ethernet' : platform === 'linux' ? 'enp0s31f6' : 'en0';
  const mac = [0x02, ...random.bytes(5)].map((byte) => byte.toString(16).padStart(2, '0'));
  const address = `10.${random.below(256)}.${random.below(256)}.${random.between(1, 254)}`;
  const rows: readonly (readonly [
    section: string,
    instance: string,
    key: string,
    value: string,
  ])[] = [
    ['cpu', '', 'model', cpu.model],
    ['cpu', '', 'vendor', cpu.vendor],
    ['cpu', '', 'cores', String(cpu.cores)],
    ['cpu', '', 'threads', String(cpu.threads)],
    ['cpu', '', 'max_mhz', String(cpu.mhz)],
    ['memory', '', 'total_bytes', String(random.pick([8, 16, 16, 32, 64]) * gibibyte)],
    ['disk', disk, 'size_bytes', String(random.pick([256, 512, 512, 1_024]) * 10 ** 9)],
    ['disk', disk, 'type', 'ssd'],
    ['net', nic, 'mac', mac.join(':')],
    ['net', nic, 'addresses', address],
    ['os', '', 'name', system.name],
    ['os', '', 'version', random.pick(system.versions)],
    ['os', '', 'kernel', `${system.kernel}-${random.between(10, 40)}`],
    ['os', '', 'arch', platform === 'darwin' ? 'arm64' : 'x86_64'],
  ];
  return rows.map(([section, instance, key, value]) => ({ section, instance, key, value }));
}
