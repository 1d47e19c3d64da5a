import type { SoftwareItem } from '@eucora/protocol';
import type { Random } from '../../kit/random.ts';
import { drawRelease, versionFamily, type VersionStyle } from './versions.ts';
import { companyName, packageStem, productName } from './words.ts';
import { zipfShares } from './zipf.ts';

export type Platform = 'linux' | 'windows' | 'darwin';

/** Something that can be installed, with all its releases from old to new. */
export interface Product {
  readonly name: string;
  readonly source: string;
  readonly publisher: string | null;
  readonly architecture: string | null;
  readonly versions: readonly string[];
}
/** A platform's products by popularity, and the share of machines that have each. */
export interface Shelf {
  readonly products: readonly Product[];
  readonly shares: readonly number[];
}
export type Catalogue = Readonly<Record<Platform, Shelf>>;

// What is on nearly every machine of its kind, so that a person recognises the fleet.
const anchors: Readonly<Record<Platform, readonly (readonly [name: string, publisher: string])[]>> =
  {
    linux: [],
    windows: [
      ['Microsoft Edge', 'Microsoft Corporation'],
      ['7-Zip (x64)', 'Igor Pavlov'],
      ['Google Chrome', 'Google LLC'],
      ['Mozilla Firefox (x64 en-US)', 'Mozilla'],
      ['LibreOffice', 'The Document Foundation'],
      ['Notepad++ (64-bit x64)', 'Notepad++ Team'],
    ],
    darwin: [
      ['Safari', 'Apple Inc.'],
      ['Google Chrome', 'Google LLC'],
      ['Firefox', 'Mozilla'],
      ['Keynote', 'Apple Inc.'],
    ],
  };
const debianAnchors = ['base-files', 'bash', 'coreutils', 'dpkg', 'libc6', 'openssl', 'systemd'];

const shelfSize = { linux: 1_400, windows: 500, darwin: 300 } as const;
const installedMean = { linux: 320, windows: 70, darwin: 55 } as const;

/** Draws a world of products. The same seed gives the same world, whatever the fleet's size. */
export function createCatalogue(random: Random): Catalogue {
  return {
    linux: shelf('linux', linuxProducts(random.fork('linux'))),
    windows: shelf('windows', vendorProducts(random.fork('windows'), 'windows')),
    darwin: shelf('darwin', vendorProducts(random.fork('darwin'), 'darwin')),
  };
}

function shelf(platform: Platform, products: readonly Product[]): Shelf {
  return { products, shares: zipfShares(products.length, installedMean[platform]) };
}

/** Source packages that split into a library, its headers, tools and documentation, as Debian's do. */
function linuxProducts(random: Random): Product[] {
  const products = new Map<string, Product>();
  const add = (name: string, versions: readonly string[], architecture: string): void => {
    if (products.has(name)) return;
    products.set(name, { name, source: 'dpkg', publisher: 'Debian', architecture, versions });
  };
  for (const name of debianAnchors) add(name, family(random, 'debian'), 'amd64');
  while (products.size < shelfSize.linux) {
    const stem = packageStem(random);
    const versions = family(random, 'debian');
    if (random.chance(0.5)) add(`lib${stem}${random.between(0, 9)}`, versions, 'amd64');
    if (random.chance(0.4)) add(stem, versions, 'amd64');
    if (random.chance(0.2)) add(`${stem}-common`, versions, 'all');
    if (random.chance(0.12)) add(`lib${stem}-dev`, versions, 'amd64');
    if (random.chance(0.15)) add(`python3-${stem}`, versions, 'all');
  }
  return [...products.values()];
}

function vendorProducts(random: Random, platform: 'windows' | 'darwin'): Product[] {
  const products = new Map<string, Product>();
  const source = platform === 'windows' ? 'registry' : 'app';
  const add = (name: string, publisher: string, style: VersionStyle): void => {
    if (products.has(name)) return;
    const versions = family(random, style);
    products.set(name, { name, source, publisher, architecture: null, versions });
  };
  for (const [name, publisher] of anchors[platform]) add(name, publisher, 'build');
  while (products.size < shelfSize[platform]) {
    const style = random.pick(['semantic', 'calendar', 'build'] as const);
    const edition = random.chance(0.3) ? ` ${random.between(2, 12)}` : '';
    add(productName(random) + edition, companyName(random), style);
  }
  return [...products.values()];
}

function family(random: Random, style: VersionStyle): string[] {
  return versionFamily(random, style, random.between(3, 14));
}

/** One installed product and which of its releases. */
export interface Installed {
  readonly product: Product;
  readonly release: number;
}

/** What one machine has installed. */
export function drawInstalled(random: Random, { products, shares }: Shelf): Installed[] {
  return products.flatMap((product, rank) =>
    random.chance(shares[rank] ?? 0)
      ? [{ product, release: drawRelease(random, product.versions.length) }]
      : [],
  );
}

/** The item as a collector reports it. */
export function softwareItem({ product, release }: Installed): SoftwareItem {
  const { name, source, architecture, publisher, versions } = product;
  return { name, version: versions[release] ?? '', source, architecture, publisher };
}

/** What is installed after one ordinary act: an upgrade, a new installation, a removal. */
export function changeInstalled(
  random: Random,
  { products }: Shelf,
  installed: readonly Installed[],
): Installed[] {
  const at = random.below(Math.max(1, installed.length));
  const chosen = installed[at];
  if (chosen && chosen.release + 1 < chosen.product.versions.length && random.chance(0.8)) {
    return installed.with(at, { ...chosen, release: chosen.release + 1 });
  }
  const product = random.pick(products);
  const has = installed.some((each) => each.product === product);
  if (has) return installed.filter((each) => each.product !== product);
  return [...installed, { product, release: product.versions.length - 1 }];
}
