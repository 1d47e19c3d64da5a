import { expect, test } from 'vitest';
import { hardwareOf, systemLine, systemOf } from './hardware.ts';

const fact = (section: string, instance: string, key: string, value: string) => ({
  section,
  instance,
  key,
  value,
});

test('facts become one picture, with null for what the machine did not tell', () => {
  const hardware = hardwareOf([
    fact('cpu', '', 'model', 'EPYC 7B13'),
    fact('cpu', '', 'threads', '2'),
    fact('cpu', '', 'max_mhz', 'fast'),
    fact('disk', 'vdb', 'size_bytes', '20'),
    fact('disk', 'vda', 'size_bytes', '10'),
    fact('net', 'eth0', 'addresses', '10.0.0.2/24,fd00::2/64'),
  ]);
  expect(hardware.cpu).toMatchObject({
    model: 'EPYC 7B13',
    threads: 2,
    cores: null,
    max_mhz: null,
  });
  expect(hardware.disks.map((disk) => [disk.name, disk.size_bytes])).toEqual([
    ['vda', 10],
    ['vdb', 20],
  ]);
  expect(hardware.network[0]?.addresses).toEqual(['10.0.0.2/24', 'fd00::2/64']);
  expect(hardware.memory.total_bytes).toBeNull();
});

test('a system line does not say the version twice', () => {
  const os = (name: string, version: string) => [
    fact('os', '', 'name', name),
    fact('os', '', 'version', version),
  ];
  expect(systemLine(os('Debian GNU/Linux', '12'))).toBe('Debian GNU/Linux 12');
  expect(systemLine(os('Debian GNU/Linux 12 (bookworm)', '12'))).toBe(
    'Debian GNU/Linux 12 (bookworm)',
  );
  expect(systemLine([])).toBeNull();
  expect(systemOf([])).toEqual({ name: null, version: null, kernel: null, arch: null });
});
