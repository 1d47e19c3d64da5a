import { output } from '../kit/command.ts';

/** What this machine's own tools say of it: the oracles for what its agent says. */
export interface MachineOracle {
  readonly cpuModel: string;
  readonly cpuThreads: number;
  readonly memoryBytes: number;
  readonly disks: readonly { readonly name: string; readonly bytes: number }[];
  readonly packages: number;
}

interface LscpuField {
  readonly field: string;
  readonly data: string | null;
  readonly children?: readonly LscpuField[];
}
interface LsblkDevice {
  readonly name: string;
  readonly size: number;
  readonly type: string;
}

const english = { env: { LC_ALL: 'C' } };

export async function askMachine(): Promise<MachineOracle> {
  const lscpu = JSON.parse(await output('lscpu', ['--json'], english)) as { lscpu: LscpuField[] };
  const field = (name: string): string => findField(lscpu.lscpu, `${name}:`) ?? '';
  return {
    cpuModel: field('Model name'),
    cpuThreads: Number(field('CPU(s)')),
    memoryBytes: memoryOf(await output('free', ['--bytes'], english)),
    disks: await askDisks(),
    packages: await countPackages(),
  };
}

/** Installed packages, counted as a person would with dpkg-query and grep. */
export async function countPackages(): Promise<number> {
  const states = await output('dpkg-query', ['--show', '--showformat=${db:Status-Abbrev}\n']);
  return states.split('\n').filter((state) => state.startsWith('ii')).length;
}

async function askDisks(): Promise<{ name: string; bytes: number }[]> {
  const args = ['--json', '--bytes', '--nodeps', '--output', 'NAME,SIZE,TYPE'];
  const listed = JSON.parse(await output('lsblk', args, english)) as {
    blockdevices: LsblkDevice[];
  };
  return listed.blockdevices
    .filter(({ type, size }) => type === 'disk' && size > 0)
    .map(({ name, size }) => ({ name, bytes: size }));
}

function findField(fields: readonly LscpuField[], name: string): string | undefined {
  for (const { field, data, children } of fields) {
    const found = field === name ? data : findField(children ?? [], name);
    if (found !== undefined && found !== null) return found;
  }
  return undefined;
}

/** Total of the row `Mem:` of free --bytes. */
function memoryOf(text: string): number {
  return Number(/^Mem:\s+(\d+)/m.exec(text)?.[1]);
}
