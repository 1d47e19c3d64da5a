import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  cautiousCollection,
  nobody,
  readCollectionStatement,
  type DeviceEvent,
  type EventBody,
} from '@eucora/protocol';
import { describe, expect, test, vi } from 'vitest';
import { readJson } from '../files/atomic.ts';
import { tempDirectory, testBoot } from '../testing/builders.ts';
import {
  bodiesOf,
  collector,
  dpkg,
  endedIn,
  everything,
  observe,
  ruleOf,
  until,
} from '../testing/observing.ts';

describe('what the site does not want', () => {
  const identity = collector('identity', async () => ({
    items: 2,
    inventory: {
      facts: [
        { section: 'hw', instance: '', key: 'model', value: 'Latitude' },
        { section: 'hw', instance: '', key: 'serial', value: 'planted-serial' },
      ],
      software: [],
    },
  }));
  const factsIn = (sink: { events: readonly DeviceEvent[] }): string[] =>
    bodiesOf(sink, 'inventory')
      .at(-1)
      ?.facts.map(({ key }) => key) ?? [];

  test('is not read, told or kept, and is said to be so; switched on again it is read at once', async () => {
    await using home = await tempDirectory();
    const { rule, change } = ruleOf(everything);
    let looks = 0;
    const stop = vi.fn<() => Promise<void>>(async () => undefined);
    const usage = collector(
      'usage',
      async ({ subjectOfUser }) => {
        looks += 1;
        const event = { ...endedIn(testBoot), subject: subjectOfUser('maria') } as EventBody;
        return { items: 1, events: [event], state: { looks } };
      },
      { stop },
    );
    const software = collector('software-dpkg', async () => dpkg('5.1'));
    // Long rests: only what is woken looks again within this test.
    const collectors = [usage, software].map((each) => ({ ...each, everyMs: 600_000 }));
    await observe(
      home.path,
      collectors,
      async (sink) => {
        await until(() => bodiesOf(sink, 'inventory').length === 1);
        expect(bodiesOf(sink, 'usage')).toHaveLength(1);
        change({ usage: 'off', software: 'off' });
        await until(() => bodiesOf(sink, 'measurement').length === 2);
        await until(() => bodiesOf(sink, 'inventory').length === 2);
        expect(bodiesOf(sink, 'inventory')[1]?.removed).toMatchObject([{ name: 'bash' }]);
        expect(bodiesOf(sink, 'measurement')[0]).toMatchObject({
          what: 'usage',
          state: 'unmeasured',
          reason: expect.stringContaining('switched off'),
        });
        expect([looks, stop.mock.calls.length]).toEqual([1, 1]);
        expect(await readJson(join(home.path, 'collector-usage.json'))).toBeUndefined();
        const book = join(home.path, 'inventory.json');
        await vi.waitFor(async () => expect(await readFile(book, 'utf8')).not.toContain('bash'));
        change({ usage: 'on', 'usage-persons': 'off' });
        await until(() => bodiesOf(sink, 'usage').length === 2);
        expect(bodiesOf(sink, 'usage')[1]?.subject).toBe(nobody);
        const said = bodiesOf(sink, 'attestation').map(readCollectionStatement);
        expect(said.map((each) => each?.generation)).toEqual([1, 2, 3]);
        expect(said[1]?.settings).toMatchObject({ usage: 'off', software: 'off', os: 'on' });
      },
      { rule },
    );
  });

  test('names of nobody are told where only that is off, and of the machine where it is on', async () => {
    await using home = await tempDirectory();
    const { rule, change } = ruleOf({ ...everything, 'user-names': 'off' });
    const users = collector('users', async ({ subjectOfUser }) => {
      subjectOfUser('maria');
      return { items: 1 };
    });
    await observe(
      home.path,
      [users],
      async (sink) => {
        await until(() => sink.flushes === 1);
        expect(bodiesOf(sink, 'personal_name').map(({ role }) => role)).toEqual(['device_host']);
        change({ 'user-names': 'on' });
        await until(() => bodiesOf(sink, 'personal_name').length === 2);
      },
      { rule },
    );
  });

  test('before any word of the hub nothing of class P0 leaves the device', async () => {
    await using home = await tempDirectory();
    let names = 0;
    const hostName = (): string => {
      names += 1;
      return 'lab-7';
    };
    const { rule, change } = ruleOf(cautiousCollection);
    const network = collector('network', async () => expect.fail('looked'));
    await observe(
      home.path,
      [identity, network],
      async (sink) => {
        await until(() => sink.flushes === 1);
        expect(factsIn(sink)).toEqual(['model']);
        expect(bodiesOf(sink, 'personal_name')).toEqual([]);
        expect(names).toBe(0);
        change(everything);
        await until(() => factsIn(sink).includes('serial'));
        await until(() => bodiesOf(sink, 'personal_name').length === 1);
        expect(names).toBeGreaterThan(0);
        // What was told is taken back from the inventory, and from what the device keeps of it.
        change({ identity: 'minimised' });
        await until(() =>
          bodiesOf(sink, 'inventory').some(({ gone }) => gone.some(({ key }) => key === 'serial')),
        );
        const book = join(home.path, 'inventory.json');
        await vi.waitFor(async () => {
          expect(await readFile(book, 'utf8')).not.toContain('planted-serial');
        });
      },
      { rule, hostName },
    );
  });
});
