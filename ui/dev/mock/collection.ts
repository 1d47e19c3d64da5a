import type { CollectionItem, CollectionSite, Site, SiteCollection } from '../../src/api/types.ts';
import { iso } from './fleet.ts';

const DAY_MS = 86_400_000;

type Words = Pick<CollectionItem, 'item' | 'title' | 'collects' | 'when_off' | 'class'> &
  Partial<CollectionItem>;

const plain = (words: Words): CollectionItem => ({
  when_minimised: null,
  purpose: 'the state of devices and sites',
  basis: 'legitimate_interests',
  needs_consent: false,
  choices: ['on', 'off'],
  choice: 'on',
  wanted: 'on',
  source: 'product',
  off_because: null,
  consent: null,
  ...words,
});

/** What machines are. */
function ofMachines(): CollectionItem[] {
  return [
    plain({
      item: 'identity',
      title: 'Machine identity',
      collects: 'make, model, form, serial number and hardware id (Linux)',
      when_off: 'Make, model and serial number are no longer told.',
      when_minimised: 'Serial number and hardware id are left away; make and model are still told.',
      class: 'P0',
      purpose: 'which device is which',
      choices: ['on', 'minimised', 'off'],
      choice: 'minimised',
      wanted: 'minimised',
      source: 'site',
    }),
    plain({
      item: 'network',
      title: 'Network addresses',
      collects: 'hardware and network addresses of each interface',
      when_off: 'No address of any interface is told any more.',
      when_minimised: 'Network addresses are left away; hardware addresses are still told.',
      class: 'P0',
      purpose: 'which device is which',
      choices: ['on', 'minimised', 'off'],
      choice: 'off',
      wanted: 'off',
      source: 'fleet',
    }),
    plain({
      item: 'software',
      title: 'Installed software',
      collects: 'name, version, architecture and publisher of each package',
      when_off: 'No list of installed software is told any more.',
      class: 'P1',
      purpose: 'which software exists, fleet-wide',
    }),
  ];
}

/** What persons do, in the states that it can be in. */
function ofPersons(now: number): CollectionItem[] {
  const consent = {
    ground: 'Works agreement of 3 May, section 4',
    recorded_by: 'anna',
    recorded_at: iso(now - 40 * DAY_MS),
    of_all_sites: false,
  };
  return [
    plain({
      item: 'usage',
      title: 'Use of programs',
      collects: 'which program ran from when to when, where it lies, and which script it ran',
      when_off: 'It is no longer seen which programs run; license consumption becomes unknown.',
      when_minimised: 'Where a program lies, and which script it ran, is left away.',
      class: 'P1',
      purpose: 'license consumption',
      basis: 'contract',
      choices: ['on', 'minimised', 'off'],
    }),
    plain({
      item: 'usage-persons',
      title: 'Who used a program',
      collects: 'a random id of the person for whom a program ran',
      when_off: 'Programs are counted per device, and no longer per person.',
      class: 'P0',
      purpose: 'usage per user, without a name',
    }),
    plain({
      item: 'device-names',
      title: 'Names of devices',
      collects: 'the host name, encrypted',
      when_off: 'Host names are no longer told; new devices show by their id alone.',
      class: 'P0',
      purpose: 'which device is which',
    }),
    plain({
      item: 'user-names',
      title: 'Names of persons',
      collects: 'the user name that belongs to a person’s random id, encrypted',
      when_off: 'Names of persons are no longer told.',
      class: 'P0',
      purpose: 'shows who uses a device',
      basis: 'consent',
      needs_consent: true,
      consent,
    }),
  ];
}

/** What is collected at the mock's sites: at the first with a consent, elsewhere without. */
export function collectionOf(sites: readonly Site[], now: number) {
  const [first] = sites;
  const waiting = { choice: 'off', off_because: 'no_consent', consent: null } as const;
  const of = (siteId: string | undefined): CollectionItem[] =>
    [...ofMachines(), ...ofPersons(now)].map((item) =>
      item.needs_consent && siteId !== first?.id ? { ...item, ...waiting } : item,
    );
  const devicesOf = (id: string): number => sites.find((site) => site.id === id)?.devices ?? 0;
  return {
    sites: (): CollectionSite[] =>
      sites.map(({ id, name, devices }) => ({
        site_id: id,
        name,
        off: 1,
        minimised: 1,
        own: 1,
        consents_missing: id === first?.id ? 0 : 1,
        told_at: iso(now - DAY_MS),
        devices,
        devices_enforcing: devices,
      })),
    site: (id: string): SiteCollection => {
      const devices = devicesOf(id);
      const late = Math.round(devices * 0.98);
      return {
        site_id: id,
        document: { ledger_epoch: 1, generation: 17, issued_at: iso(now - 3 * 3_600_000) },
        devices,
        devices_enforcing: late,
        items: of(id).map((item) => ({
          ...item,
          devices_enforcing: item.source === 'site' ? late : devices,
        })),
      };
    },
    defaults: (): { items: CollectionItem[] } => ({
      items: of(undefined).map((item) =>
        item.source === 'site'
          ? { ...item, source: 'product' as const, choice: 'on' as const, wanted: 'on' as const }
          : item,
      ),
    }),
  };
}
