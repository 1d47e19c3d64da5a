import {
  collectionItemNames,
  collectionItems,
  collectionOfText,
  collectionText,
  type CollectionSettings,
} from '@eucora/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inventory } from '../inventory.ts';
import { dependsOn, effectiveOf, type Said } from './effective.ts';
import { collectionWords, needsConsent } from './items.ts';
import { enforcementOf, stateOf } from './state.ts';

const anySaid = fc.record(
  Object.fromEntries(
    collectionItemNames.map((item) => {
      const choice = fc.option(fc.constantFrom(...collectionItems[item]), { nil: undefined });
      return [item, fc.record({ site: choice, fleet: choice, consent: fc.boolean() })];
    }),
  ),
) as fc.Arbitrary<Record<(typeof collectionItemNames)[number], Said>>;

test('a site’s word holds over that for all sites; consent and what it hangs on over both', () => {
  fc.assert(
    fc.property(anySaid, (said) => {
      const effective = effectiveOf(said);
      for (const item of collectionItemNames) {
        const { site, fleet, consent } = said[item];
        const { choice, wanted, offBecause } = effective[item];
        expect(wanted).toBe(site ?? fleet ?? 'on');
        const parent = dependsOn[item];
        const isHeld = needsConsent(item) && !consent;
        const isCut = parent !== undefined && effective[parent].choice === 'off';
        expect(choice).toBe(isHeld || isCut ? 'off' : wanted);
        expect(offBecause !== null).toBe(choice === 'off' && wanted !== 'off');
      }
    }),
  );
});

test('names of persons are off until a consent is on record, and off again when it ends', () => {
  const nothing = { settings: [], consents: [] };
  const of = (said: Parameters<typeof stateOf>[0], site: string) =>
    stateOf(said, site).find(({ item }) => item === 'user-names');
  expect(of(nothing, 'hq')).toMatchObject({ choice: 'off', offBecause: 'no_consent' });
  const consent = {
    siteId: 'hq',
    item: 'user-names',
    ground: 'works agreement',
    recordedBy: 'anna',
    recordedAt: new Date(0),
  } as const;
  const agreed = { settings: [], consents: [consent] };
  expect(of(agreed, 'hq')).toMatchObject({ choice: 'on', consent: { ground: 'works agreement' } });
  expect(of(agreed, 'lab')).toMatchObject({ choice: 'off' });
  const everywhere = { settings: [], consents: [{ ...consent, siteId: null }] };
  expect(of(everywhere, 'lab')).toMatchObject({ choice: 'on' });
});

test('settings are one text, and back; another program’s text is read as far as it is known', () => {
  const anySettings = fc.record(
    Object.fromEntries(
      collectionItemNames.map((item) => [item, fc.constantFrom(...collectionItems[item])]),
    ),
  ) as fc.Arbitrary<CollectionSettings>;
  fc.assert(
    fc.property(anySettings, (settings) => {
      expect(collectionOfText(collectionText(settings))).toEqual(settings);
    }),
  );
  const read = collectionOfText('cpu=off webcam=on memory=minimised');
  expect(read).toMatchObject({ cpu: 'off', memory: 'on', network: 'off', 'user-names': 'off' });
  expect(read).not.toHaveProperty('webcam');
});

test('a device enforces what it says, item by item', () => {
  const state = stateOf({ settings: [], consents: [] }, 'hq');
  const holds = state.map(({ item, choice }) => `${item}=${choice}`).join(' ');
  const counts = [
    { siteId: 'hq', settings: holds, devices: 3 },
    { siteId: 'hq', settings: holds.replace('disks=on', 'disks=off'), devices: 2 },
    { siteId: 'hq', settings: null, devices: 1 },
  ];
  const { devices, whole, of } = enforcementOf(state, counts);
  expect({ devices, whole, disks: of.disks, cpu: of.cpu }).toEqual({
    devices: 6,
    whole: 3,
    disks: 3,
    cpu: 5,
  });
});

test('every collector of the inventory is one item, of the class that the inventory has', () => {
  const itemOf = (collector: string): string =>
    collector.startsWith('software-') ? 'software' : collector;
  const collected = inventory.filter(({ store }) => store === 'collector');
  for (const { place, class: dataClass, fields } of collected) {
    const item = fields.includes('subject') ? 'usage-persons' : itemOf(place);
    const words = collectionWords.find((each) => each.item === item);
    expect({ place, words: words !== undefined }).toEqual({ place, words: true });
    // The strictest of a collector's classes is the item's.
    expect({ place, ok: (words?.class ?? 'P9') <= dataClass }).toEqual({ place, ok: true });
  }
  const named = new Set(collected.map(({ place }) => itemOf(place)));
  const beyond = collectionItemNames.filter((item) => !named.has(item));
  expect(beyond).toEqual(['usage-persons', 'short-programs', 'device-names', 'user-names']);
});
