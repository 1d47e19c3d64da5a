import {
  cautiousCollection,
  collectionItemNames,
  collectionItems,
  nobody,
  type CollectionSettings,
  type EventBody,
} from '@eucora/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allowedEvent, allowedResult, allowedSlice, itemOf, mayLook } from './rules.ts';

const anySettings = fc.record(
  Object.fromEntries(
    collectionItemNames.map((item) => [item, fc.constantFrom(...collectionItems[item])]),
  ),
) as fc.Arbitrary<CollectionSettings>;
const person = 'ab'.repeat(16);
const usage: EventBody = {
  kind: 'usage',
  phase: 'started',
  bootId: 'c'.repeat(32),
  pid: 1,
  startMs: 1,
  startUncertaintyMs: 0,
  endMs: null,
  endUncertaintyMs: null,
  subject: person,
  program: 'python3',
  path: '/usr/bin/python3',
  title: 'report.py',
  instancesMax: 1,
};
const short: EventBody = {
  kind: 'short_programs',
  program: 'ls',
  count: 1,
  fromMs: 0,
  toMs: 1,
};
const slice = {
  facts: [
    { section: 'hw', instance: '', key: 'serial', value: 'planted' },
    { section: 'hw', instance: '', key: 'model', value: 'Latitude' },
    { section: 'net', instance: 'eth0', key: 'addresses', value: '10.1.2.3/24' },
    { section: 'net', instance: 'eth0', key: 'mac', value: '00:11:22:33:44:55' },
  ],
  software: [],
};

test('whatever the settings are, nothing leaves that they do not allow', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const result = { items: 3, events: [usage, short], inventory: slice };
      const told = JSON.stringify(allowedResult(settings, 'usage', result));
      if (settings.usage === 'off') expect(told).not.toMatch(/usage|short_programs/);
      if (settings.usage !== 'on') expect(told).not.toMatch(/report\.py|usr\/bin/);
      if (settings['usage-persons'] === 'off') expect(told).not.toContain(person);
      if (settings['short-programs'] === 'off') expect(told).not.toContain('short_programs');
      for (const name of ['identity', 'hardware', 'system', 'network'] as const) {
        const part = JSON.stringify(allowedSlice(settings, name, slice));
        if (settings[name] !== 'on') expect(part).not.toMatch(/planted|10\.1\.2\.3/);
        if (settings[name] === 'off') expect(part).not.toContain('Latitude');
        if (settings[name] === 'on') expect(part).toBe(JSON.stringify(slice));
        expect(mayLook(settings, name)).toBe(settings[name] !== 'off');
      }
    }),
  );
});

test('what is wanted stays as it is', () => {
  const everything = { ...cautiousCollection, usage: 'on', 'usage-persons': 'on' } as const;
  expect(allowedEvent(everything, usage)).toEqual(usage);
  expect(allowedEvent(cautiousCollection, usage)).toMatchObject({ subject: nobody, path: null });
  const heartbeat = { kind: 'heartbeat', spoolEvents: 0, spoolBytes: 0 } as const;
  expect(allowedEvent(cautiousCollection, heartbeat)).toBe(heartbeat);
});

test('the collectors of software are one item; what no setting names is its own affair', () => {
  expect(['software-dpkg', 'software-winget', 'cpu', 'users'].map(itemOf)).toEqual([
    'software',
    'software',
    'cpu',
    undefined,
  ]);
  expect(mayLook({ ...cautiousCollection, software: 'off' }, 'software-rpm')).toBe(false);
});
