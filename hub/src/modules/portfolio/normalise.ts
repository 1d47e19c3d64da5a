/** Software as a device reports it. */
export interface RawSoftware {
  readonly name: string;
  readonly version: string;
  readonly source: string;
  readonly publisher: string | null;
}
/** The application and version that a software item is. */
export interface Normalised {
  readonly purl: string; // without a version
  readonly name: string;
  readonly source: string;
  readonly publisher: string | null;
  readonly version: string;
}

// Who builds packages, as their publisher field names them, and the purl namespace that this is.
const rpmVendors: readonly (readonly [pattern: RegExp, namespace: string])[] = [
  [/fedora/i, 'fedora'],
  [/red ?hat/i, 'redhat'],
  [/centos/i, 'centos'],
  [/rocky/i, 'rocky'],
  [/almalinux/i, 'almalinux'],
  [/opensuse/i, 'opensuse'],
  [/suse/i, 'suse'],
  [/amazon/i, 'amzn'],
  [/oracle/i, 'oracle'],
];
const packageArchitecture = /:(?:all|any|amd64|arm64|armhf|armel|i386|ppc64el|riscv64|s390x)$/;
const rpmArchitecture = /\.(?:x86_64|aarch64|i[3-6]86|noarch|ppc64le|s390x)$/;

/**
 * `2:1.02.3-1` is `1.02.3-1`: an epoch orders packages and is no part of what people call a
 * version.
 */
export function withoutEpoch(version: string): string {
  return version.replace(/^(?:\d+|\(none\)):(?=.)/, '');
}

/** Percent-encodes one part of a purl. */
function encoded(part: string): string {
  return encodeURIComponent(part);
}

/** A display name as part of an id: lower case, one hyphen for whatever is no letter or digit. */
function slug(text: string): string {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.replaceAll(/[^\p{L}\p{N}+#]+/gu, '-').replaceAll(/^-+|-+$/g, '');
}

const build = String.raw`\b(?:x64|x86|x86_64|amd64|arm64|(?:32|64)[- ]?bit)\b`;
const architectureWord = new RegExp(build, 'gi');
// `(x64)`, `(64-bit x64)`, `(x64 en-US)`: nothing in the brackets but which build this is.
const buildNote = new RegExp(
  String.raw`[([]\s*(?:${build}[\s,]*)+(?:[a-z]{2,3}-[a-z]{2}\s*)?[)\]]`,
  'gi',
);

/**
 * A product name without what differs between its builds: `7-Zip 23.01 (x64)` is `7-Zip`. Falls
 * back to the whole name when nothing would be left.
 */
export function productName(name: string, version: string): string {
  let product = name.replaceAll(buildNote, ' ').replaceAll(architectureWord, ' ');
  if (version !== '') product = product.replaceAll(version, ' ');
  product = product
    .replaceAll(/\bv?\d+(?:\.\d+)+\b/g, ' ')
    .replaceAll(/\(\s*\)|\[\s*\]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\s\-–,]+$/g, '')
    .trim();
  return product === '' ? name.trim() : product;
}

function debian(raw: RawSoftware): Normalised {
  const name = raw.name.replace(packageArchitecture, '');
  const isUbuntu = /ubuntu/i.test(raw.publisher ?? '') || /ubuntu/i.test(raw.version);
  const purl = `pkg:deb/${isUbuntu ? 'ubuntu' : 'debian'}/${encoded(name.toLowerCase())}`;
  return { ...raw, purl, name, version: withoutEpoch(raw.version) };
}

function rpm(raw: RawSoftware): Normalised {
  const name = raw.name.replace(rpmArchitecture, '');
  const vendor = rpmVendors.find(([pattern]) => pattern.test(raw.publisher ?? ''))?.[1];
  const purl = ['pkg:rpm', ...(vendor ? [vendor] : []), encoded(name)].join('/');
  return { ...raw, purl, name, version: withoutEpoch(raw.version) };
}

/** Stores that give every application an id of its own. */
function fromStore(raw: RawSoftware): Normalised {
  const purl = `pkg:generic/${encoded(raw.source)}/${encoded(raw.name)}`;
  return { ...raw, purl };
}

/** Systems that only know display names. */
function byProduct(namespace: string): (raw: RawSoftware) => Normalised {
  return (raw) => {
    const name = productName(raw.name, raw.version);
    const id = slug(name) || slug(raw.name) || encoded(raw.name);
    return { ...raw, name, purl: `pkg:generic/${namespace}/${encoded(id)}` };
  };
}

const rules = new Map<string, (raw: RawSoftware) => Normalised>([
  ['dpkg', debian],
  ['rpm', rpm],
  ['registry', byProduct('windows')],
  ['app', byProduct('macos')],
  ['winget', fromStore],
  ['snap', fromStore],
  ['flatpak', fromStore],
  ['pkgutil', fromStore],
]);

/** Says which application and version a software item is. The same item always gives the same. */
export function normalise(raw: RawSoftware): Normalised {
  const rule = rules.get(raw.source) ?? byProduct(slug(raw.source) || 'unknown');
  const { name, version, publisher } = raw;
  return rule({ name, version, publisher, source: raw.source });
}
