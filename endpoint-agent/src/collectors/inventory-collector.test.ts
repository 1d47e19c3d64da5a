import { describe, expect, it } from 'vitest';
import { everyWish } from '../collection/rules.ts';
import type { CollectContext } from './contract.ts';
import { createCollectors } from './index.ts';
import { childCpuMs, inventoryCollector } from './inventory-collector.ts';
import { cleanText, factTable, factsOf } from './facts.ts';
import { anyExists, reads } from './plans.ts';
import { realHost } from './real-host.ts';
import { fakeHost } from './testing/fake-host.ts';

const context: CollectContext = {
  now: () => ({ bootId: '0'.repeat(32), boottimeMs: 0, wallMs: 0 }),
  subjectOfUser: () => '0'.repeat(32),
  wish: everyWish,
  state: undefined,
  signal: AbortSignal.timeout(30_000),
};

describe('a collector of inventory', () => {
  it('reads again only when what it watches has changed', async () => {
    const files: Record<string, string> = { '/db': 'one' };
    let turns = 0;
    const collector = inventoryCollector(
      {
        ...reads('packages', 1_000),
        watched: ['/db'],
        applies: anyExists(['/db']),
        read: async (host) => {
          turns += 1;
          const name = (await host.readText('/db')) ?? '';
          const item = { version: ' 1\n', source: 't', architecture: null, publisher: null };
          return { software: [{ ...item, name }] };
        },
      },
      () => fakeHost({ files }),
    );
    const first = await collector.collect(context);
    expect(first.inventory?.software.map(({ name, version }) => [name, version])).toEqual([
      ['one', '1'],
    ]);
    expect((await collector.collect(context)).inventory).toBeUndefined();
    files['/db'] = 'two';
    expect((await collector.collect(context)).inventory?.software[0]?.name).toBe('two');
    expect(turns).toBe(2);
    delete files['/db'];
    expect((await collector.collect(context)).inventory).toEqual({ facts: [], software: [] });
  });

  it('knows what its children cost', () => {
    const stat = `1 (a) b) S ${Array.from({ length: 30 }, (_, i) => i + 4).join(' ')}`;
    expect(childCpuMs(stat)).toBe((16 + 17) * 10);
    expect(childCpuMs(undefined)).toBe(0);
  });
});

describe('the collectors of each platform', () => {
  it.each(['linux', 'win32', 'darwin', 'freebsd'] as const)(
    'of %s have names of their own',
    (platform) => {
      const names = createCollectors({ platform }).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(names).toContain('usage');
    },
  );

  it.skipIf(process.platform !== 'linux')(
    'of this machine keep to the table of facts',
    async () => {
      const table = new Map<string, object>(Object.entries(factTable));
      const collectors = createCollectors({ platform: 'linux' }).filter(
        ({ name }) => name !== 'usage',
      );
      const sections: string[][] = [];
      for (const collector of collectors) {
        const { inventory, items } = await collector.collect(context);
        expect(items).toBe((inventory?.facts.length ?? 0) + (inventory?.software.length ?? 0));
        const facts = inventory?.facts ?? [];
        for (const { section, key, value } of facts) {
          expect(Object.keys(table.get(section) ?? {})).toContain(key);
          expect(value).toBe(cleanText(value));
        }
        sections.push([...new Set(facts.map(({ section }) => section))]);
      }
      // Each section has one collector that answers for it.
      expect(new Set(sections.flat()).size).toBe(sections.flat().length);
    },
  );
});

describe('facts', () => {
  it('are one line of well-formed text, and absent where there is nothing to say', () => {
    expect(factsOf('hw', '', { vendor: ' A\tB\u0000\n C ', model: '', serial: undefined })).toEqual(
      [{ section: 'hw', instance: '', key: 'vendor', value: 'A B C' }],
    );
    expect(cleanText('x\ud800')).toBe('x\ufffd');
    expect(cleanText('y'.repeat(600))).toHaveLength(512);
  });
});

describe('the real host', () => {
  const host = realHost(AbortSignal.timeout(30_000));

  it('names a program that is missing, one that fails and one that takes too long', async () => {
    await expect(host.run('eucora-no-such-program', [])).rejects.toThrow('is not installed');
    await expect(host.run('cat', ['/no/such/file'])).rejects.toThrow('No such file');
    await expect(host.run('sleep', ['30'], { timeoutMs: 20 })).rejects.toThrow('took over 20 ms');
    const endless = host.run('cat', ['/dev/zero'], { outputBytesMax: 1_000 });
    await expect(endless).rejects.toThrow('wrote more than 1000 bytes');
  });

  it('takes arguments as they are: there is no shell', async () => {
    expect(await host.run('printf', ['%s', '$(id); `id` > x'])).toBe('$(id); `id` > x');
  });

  it('answers nothing for what is not there', async () => {
    expect(await host.readText('/no/such/file')).toBeUndefined();
    expect(await host.list('/no/such/folder')).toEqual([]);
    expect(await host.readLink('/')).toBeUndefined();
    expect(await host.stamp('/no/such/file')).toBeUndefined();
  });

  it('gives back what a program wrote to a file', async () => {
    const bytes = await host.runToFile('cp', (path) => ['/proc/version', path]);
    expect(Buffer.from(bytes).toString()).toBe(await host.readText('/proc/version'));
  });
});
