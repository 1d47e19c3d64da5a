import { describe, expect, it } from 'vitest';
import { realHost } from '../real-host.ts';
import { memoryFacts } from '../linux/memory.ts';
import { otherPlans } from './index.ts';

describe.skipIf(process.platform !== 'linux')('the reader for platforms without one', () => {
  it('agrees on this machine with what we read ourselves', async () => {
    const host = realHost(AbortSignal.timeout(30_000));
    const [system] = otherPlans();
    const { facts = [] } = (await system?.read(host)) ?? {};
    const own = memoryFacts((await host.readText('/proc/meminfo')) ?? '');
    const value = (section: string, key: string) =>
      facts.find((fact) => fact.section === section && fact.key === key)?.value;
    expect(value('memory', 'total_bytes')).toBe(String(own.total_bytes));
    expect(value('os', 'kernel')).toBe((await host.readText('/proc/sys/kernel/osrelease'))?.trim());
    expect(Number(value('cpu', 'threads'))).toBeGreaterThan(0);
    expect(facts.filter((fact) => fact.value === '')).toEqual([]);
  });
});
