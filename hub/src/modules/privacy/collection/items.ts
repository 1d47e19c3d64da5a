import { collectionItemNames, type CollectionItem } from '@eucora/protocol';
import {
  catalogue,
  host,
  name,
  told,
  usage,
  user,
  type DataClass,
  type Kept,
  type LegalBasis,
} from '../reasons.ts';

/** What an item is to people: the words of the API and the console. */
export interface CollectionWords {
  readonly item: CollectionItem;
  readonly title: string;
  readonly collects: string;
  readonly whenOff: string;
  /** What `minimised` leaves away; null: the item knows only on and off. */
  readonly whenMinimised: string | null;
  readonly class: DataClass;
  readonly purpose: string;
  readonly basis: LegalBasis;
}
type Words = readonly [title: string, collects: string, whenOff: string, whenMinimised?: string];

const noSerial = 'Serial number and hardware id are left away; make and model are still told.';

const words: Readonly<Record<CollectionItem, readonly [kept: Kept, words: Words]>> = {
  identity: [
    host,
    [
      'Machine identity',
      'make, model, form, serial number and hardware id (Linux)',
      'Make, model and serial number are no longer told; replaced machines can’t be recognised.',
      noSerial,
    ],
  ],
  hardware: [
    host,
    [
      'Hardware of Macs',
      'make, model, serial number, hardware id and disks',
      'Make, model, serial number and disks of Macs are no longer told.',
      noSerial,
    ],
  ],
  system: [
    host,
    [
      'System of Windows and Macs',
      'operating system, processor, memory; on Windows also machine, serial number and disks',
      'Operating system and hardware of Windows machines and Macs are no longer told.',
      noSerial,
    ],
  ],
  network: [
    host,
    [
      'Network addresses',
      'hardware and network addresses of each interface',
      'No address of any interface is told any more.',
      'Network addresses are left away; hardware addresses are still told.',
    ],
  ],
  os: [
    told,
    [
      'Operating system',
      'name, version, kernel and time of the last start (Linux)',
      'Operating system, kernel and last start are no longer told.',
    ],
  ],
  cpu: [told, ['Processor', 'model, cores and clock (Linux)', 'The processor is no longer told.']],
  memory: [told, ['Memory', 'amount (Linux)', 'The amount of memory is no longer told.']],
  disks: [
    told,
    ['Disks', 'model, size and kind (Linux)', 'Models and sizes of disks are no longer told.'],
  ],
  software: [
    catalogue,
    [
      'Installed software',
      'name, version, architecture and publisher of each package',
      'No list of installed software is told any more; what is installed where becomes unknown.',
    ],
  ],
  usage: [
    usage,
    [
      'Use of programs',
      'which program ran from when to when, where it lies, and which script or module it ran',
      'It is no longer seen which programs run; license consumption becomes unknown.',
      'Where a program lies, and which script or module it ran, is left away.',
    ],
  ],
  'usage-persons': [
    user,
    [
      'Who used a program',
      'a random id of the person for whom a program ran',
      'Programs are counted per device, and no longer per person.',
    ],
  ],
  'short-programs': [
    usage,
    [
      'Short programs',
      'how often programs of less than ten seconds ran',
      'Programs of less than ten seconds are no longer counted.',
    ],
  ],
  'device-names': [
    host,
    [
      'Names of devices',
      'the host name, encrypted',
      'Host names are no longer told; new devices show by their id alone.',
    ],
  ],
  'user-names': [
    name,
    [
      'Names of persons',
      'the user name that belongs to a person’s random id, encrypted',
      'Names of persons are no longer told; people show by a random id alone.',
    ],
  ],
};

/** Every item in its order, with its class, purpose and ground as the data inventory has them. */
export const collectionWords: readonly CollectionWords[] = collectionItemNames.map((item) => {
  const [{ class: dataClass, purpose, basis }, [title, collects, whenOff, whenMinimised]] =
    words[item];
  const said = { title, collects, whenOff, whenMinimised: whenMinimised ?? null };
  return { item, ...said, class: dataClass, purpose, basis };
});

const consented = new Set(
  collectionWords.filter(({ basis }) => basis === 'consent').map(({ item }) => item),
);

/** Nothing of the item is collected until a consent is on record. */
export function needsConsent(item: CollectionItem): boolean {
  return consented.has(item);
}
