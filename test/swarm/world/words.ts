import type { Random } from '../../kit/random.ts';

// Seeds from which product names grow; a catalogue has hundreds of products from these few.
const roots = [
  'nova',
  'quill',
  'tessel',
  'brine',
  'harbor',
  'kite',
  'lumen',
  'marl',
  'pylon',
  'rune',
];
const tails = ['cast', 'desk', 'flow', 'form', 'grid', 'line', 'mesh', 'note', 'port', 'view'];
const heads = ['al', 'bo', 'cor', 'de', 'fen', 'gra', 'hel', 'jo', 'lib', 'mi', 'ne', 'or', 'pa'];
const ends = ['bus', 'cap', 'dav', 'gl', 'ix', 'ko', 'lt', 'mux', 'net', 'px', 'ssl', 'tk', 'xml'];
const companies = ['Aster', 'Borealis', 'Cobalt', 'Dunes', 'Elm', 'Fjord', 'Granite', 'Heron'];
const companyKinds = ['Software', 'Systems', 'Labs', 'Works', 'GmbH', 'Inc.', 'AB', 'Ltd'];
const given = [
  'Ada',
  'Ben',
  'Chen',
  'Dana',
  'Emre',
  'Fatou',
  'Gita',
  'Hugo',
  'Ines',
  'Jun',
  'Kofi',
];
const family = [
  'Abe',
  'Berg',
  'Cruz',
  'Diaz',
  'Eze',
  'Fox',
  'Gupta',
  'Haas',
  'Ito',
  'Jansen',
  'Kaya',
];

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** A lower-case stem of a system package: `hellt`, `paxml2`. */
export function packageStem(random: Random): string {
  const middle = random.chance(0.4) ? random.pick(heads) : '';
  const digit = random.chance(0.15) ? String(random.between(2, 9)) : '';
  return random.pick(heads) + middle + random.pick(ends) + digit;
}

/** A product's name as its vendor writes it: `Novagrid Studio`. */
export function productName(random: Random): string {
  const name = capital(random.pick(roots) + random.pick(tails));
  if (random.chance(0.5)) return name;
  return `${name} ${random.pick(['Studio', 'Reader', 'Client', 'Pro', 'Server', 'Viewer', 'Agent'])}`;
}

export function companyName(random: Random): string {
  return `${random.pick(companies)} ${random.pick(companyKinds)}`;
}

/** A person of no particular country; two may share a name, as people do. */
export function personName(random: Random): string {
  return `${random.pick(given)} ${random.pick(family)}`;
}
