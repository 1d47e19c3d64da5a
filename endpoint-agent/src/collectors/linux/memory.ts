import type { FactValues } from '../facts.ts';
import type { Host } from '../host.ts';

/** Facts of section `memory` from /proc/meminfo, whose kB are 1,024 bytes: what `free -b` prints. */
export function memoryFacts(meminfo: string): FactValues<'memory'> {
  const found = /^MemTotal:\s+(\d+) kB$/m.exec(meminfo)?.[1];
  return { total_bytes: found === undefined ? undefined : Number(found) * 1024 };
}

export async function readMemory(host: Host): Promise<FactValues<'memory'>> {
  return memoryFacts((await host.readText('/proc/meminfo')) ?? '');
}
