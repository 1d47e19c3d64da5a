import { createCollectors, factTable } from '@eucora/endpoint-agent/testing';
import { inventory } from '@eucora/hub/testing';
import { randomId } from '@eucora/protocol';
import { expect, test } from 'vitest';

const platforms = ['linux', 'darwin', 'win32', 'freebsd'] as const;
const collected = inventory.filter(({ store }) => store === 'collector');
const fieldsOf = (name: string): string[] =>
  collected.filter(({ place }) => place === name).flatMap(({ fields }) => fields);

test('the data inventory names each collector of the agent, and none that is not there', () => {
  const real = platforms.flatMap((platform) =>
    createCollectors({ platform, accounting: 'off' }).map(({ name }) => name),
  );
  expect([...new Set(collected.map(({ place }) => place))].toSorted()).toEqual(
    [...new Set(real)].toSorted(),
  );
});

test('it names each fact that a collector can tell', () => {
  const facts = Object.entries(factTable).flatMap(([section, keys]) =>
    Object.keys(keys).map((key) => `${section}.${key}`),
  );
  const named = new Set(collected.flatMap(({ fields }) => fields.filter((f) => f.includes('.'))));
  expect([...named].toSorted()).toEqual(facts.toSorted());
});

test('what the collectors find on this machine is named under each of them', async () => {
  const signal = AbortSignal.timeout(10_000);
  const wish = { persons: true, places: true, shortPrograms: true };
  const now = () => ({ bootId: randomId(), boottimeMs: 0, wallMs: 0 });
  const context = { now, subjectOfUser: randomId, wish, state: undefined, signal };
  let found = 0;
  for (const collector of createCollectors({ platform: process.platform, accounting: 'off' })) {
    if (/^(software|usage)/.test(collector.name)) continue;
    const { inventory: slice } = await collector.collect(context);
    const named = fieldsOf(collector.name);
    for (const { section, key } of slice?.facts ?? []) {
      expect(named.map((field) => `${collector.name}: ${field}`)).toContain(
        `${collector.name}: ${section}.${key}`,
      );
      found += 1;
    }
  }
  expect(found).toBeGreaterThan(5);
});
