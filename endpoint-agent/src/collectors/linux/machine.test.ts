import { execFileSync } from 'node:child_process';
import type { Fact } from '@eucora/protocol';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../facts.ts';
import { realHost } from '../real-host.ts';
import { readCpu } from './cpu.ts';
import { readDisks } from './disks.ts';
import { parseDpkgQuery, parseDpkgStatus, readDpkg } from './dpkg.ts';
import { readMemory } from './memory.ts';
import { readNetwork } from './network.ts';
import { readOs } from './os.ts';

const host = realHost(AbortSignal.timeout(60_000));

function output(tool: string, ...args: readonly string[]): string {
  return execFileSync(tool, args, { encoding: 'utf8', maxBuffer: 67_108_864 });
}
function missing(tool: string): boolean {
  try {
    execFileSync(tool, [tool === 'ip' ? '-V' : '--version'], { stdio: 'ignore' });
    return false;
  } catch (error) {
    process.stderr.write(`skipped: ${tool} can't be run here (${String(error)})\n`);
    return true;
  }
}
const values = (facts: readonly Fact[]): Record<string, string> =>
  Object.fromEntries(facts.map(({ key, value }) => [key, value]));

describe.skipIf(missing('lscpu'))('the processor, next to lscpu', () => {
  it('agrees on model, vendor, sockets, cores and threads', async () => {
    const fields = new Map(
      output('lscpu')
        .split('\n')
        .map((line) => [line.split(':')[0]?.trim(), line.slice(line.indexOf(':') + 1).trim()]),
    );
    const found = values(factsOf('cpu', '', await readCpu(host)));
    const sockets = Number(fields.get('Socket(s)'));
    expect(found['model']).toBe(fields.get('Model name'));
    expect(found['vendor']).toBe(fields.get('Vendor ID'));
    expect(Number(found['sockets'])).toBe(sockets);
    expect(Number(found['cores'])).toBe(sockets * Number(fields.get('Core(s) per socket')));
    const online = output('lscpu', '-p=CPU')
      .split('\n')
      .filter((line) => /^\d/.test(line));
    expect(Number(found['threads'])).toBe(online.length);
    const clock = fields.get('CPU max MHz');
    expect(found['max_mhz']).toBe(clock && String(Math.round(Number(clock))));
  });
});

describe.skipIf(missing('free'))('the memory, next to free', () => {
  it('agrees on the total', async () => {
    const total = /^Mem:\s+(\d+)/m.exec(output('free', '-b'))?.[1];
    expect((await readMemory(host)).total_bytes).toBe(Number(total));
  });
});

describe.skipIf(missing('lsblk'))('the disks, next to lsblk', () => {
  it('agrees on names, sizes and models of whole disks', async () => {
    const columns = 'NAME,SIZE,TYPE,MODEL';
    const listed: {
      blockdevices: { name: string; size: number; type: string; model: string | null }[];
    } = JSON.parse(output('lsblk', '-b', '-d', '-J', '-o', columns));
    const expected = listed.blockdevices
      .filter(({ type, size }) => type !== 'loop' && size > 0)
      .map(({ name, size, model }) => ({ name, size: String(size), model: model?.trim() }));
    const facts = await readDisks(host);
    const names = [...new Set(facts.map(({ instance }) => instance))];
    const found = names.map((name) => {
      const disk = values(facts.filter(({ instance }) => instance === name));
      return { name, size: disk['size_bytes'], model: disk['model'] };
    });
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    expect(found.toSorted(byName)).toEqual(expected.toSorted(byName));
  });
});

describe.skipIf(missing('dpkg-query'))('the packages, next to dpkg-query', () => {
  it('agrees with dpkg-query on every installed package', async () => {
    const format =
      '${db:Status-Status}\\t${Package}\\t${Version}\\t${Architecture}\\t${Maintainer}\\n';
    const asked = parseDpkgQuery(output('dpkg-query', '-W', '-f', format));
    const read = await readDpkg(host);
    const key = (item: { name: string; architecture: string | null }) =>
      `${item.name}:${item.architecture}`;
    const sorted = (items: typeof read) => items.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
    expect(sorted(read)).toEqual(sorted(asked));
    expect(read.length).toBeGreaterThan(0);
  });

  it('counts as `dpkg -l` marks them: ii, and hi for what is held', async () => {
    const marks = output('dpkg-query', '-W', '-f', '${db:Status-Abbrev}\\n').split('\n');
    const count = marks.filter((mark) => /^.i/.test(mark)).length;
    expect((await readDpkg(host)).length).toBe(count);
    expect(parseDpkgStatus('')).toEqual([]);
  });
});

describe.skipIf(process.platform !== 'linux')('the system, next to uname and /sys', () => {
  it('agrees on kernel and architecture and knows when it booted', async () => {
    const os = await readOs(host, output('uname', '-m').trim());
    expect(os.kernel?.toString().trim()).toBe(output('uname', '-r').trim());
    const up = Date.now() - Date.parse(String(os.boot_time));
    expect(up).toBeGreaterThan(0);
    expect(os.name).toBeTruthy();
  });

  it.skipIf(missing('ip'))('agrees with `ip` on hardware addresses', async () => {
    const links: { ifname: string; address?: string }[] = JSON.parse(output('ip', '-j', 'link'));
    const macs = new Map(links.map(({ ifname, address }) => [ifname, address]));
    const found = (await readNetwork(host)).filter(({ key }) => key === 'mac');
    expect(found.map(({ value }) => value)).toEqual(found.map((fact) => macs.get(fact.instance)));
  });
});
