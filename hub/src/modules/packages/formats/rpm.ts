import {
  boundedDependencies,
  cleanText,
  needed,
  signedBy,
  unsigned,
  type Dependency,
  type DependencyKind,
  type Metadata,
  type SignatureFound,
} from './metadata.ts';
import { openPgpKeys } from './openpgp.ts';
import { rpmHeader, type RpmHeader } from './rpm-header.ts';
import { MalformedError, readExactly, type ByteSource } from './source.ts';

const leadBytes = 96;
const tags = {
  name: 1_000,
  version: 1_001,
  release: 1_002,
  epoch: 1_003,
  summary: 1_004,
  description: 1_005,
  size: 1_009,
  vendor: 1_011,
  license: 1_014,
  group: 1_016,
  url: 1_020,
  arch: 1_022,
  sourceRpm: 1_044,
  sourcePackage: 1_106,
} as const;
const relations: readonly (readonly [
  kind: DependencyKind,
  name: number,
  flags: number,
  version: number,
])[] = [
  ['requires', 1_049, 1_048, 1_050],
  ['provides', 1_047, 1_112, 1_113],
  ['conflicts', 1_054, 1_053, 1_055],
  ['replaces', 1_090, 1_114, 1_115],
  ['recommends', 5_046, 5_048, 5_047],
  ['suggests', 5_049, 5_051, 5_050],
];
const signatureTags = { dsa: 267, rsa: 268, pgp: 1_002, gpg: 1_005 } as const;

/** Reads an RPM package of format 3 or 4: its headers, which are not packed. */
export async function readRpm(source: ByteSource): Promise<Metadata> {
  const lead = await readExactly(source, 0, leadBytes);
  if (lead.readUInt32BE(0) !== 0xedabeedb) {
    throw new MalformedError('bad_structure', 'It is no RPM package.');
  }
  const signatures = await rpmHeader(source, leadBytes);
  const header = await rpmHeader(source, Math.ceil(signatures.end / 8) * 8);
  const of = (tag: number): string | null => cleanText(header.text(tag));
  const version = needed(of(tags.version), 'version (VERSION)');
  const release = needed(of(tags.release), 'release (RELEASE)');
  const [epoch] = header.numbers(tags.epoch);
  const isSource = header.numbers(tags.sourcePackage).length > 0;
  const arch = needed(of(tags.arch), 'architecture (ARCH)');
  return {
    name: needed(of(tags.name), 'name (NAME)'),
    version: `${epoch === undefined ? '' : `${epoch}:`}${version}-${release}`,
    architecture: isSource ? 'src' : arch,
    title: of(tags.summary),
    description: of(tags.description),
    vendor: of(tags.vendor),
    homepage: of(tags.url),
    license: of(tags.license),
    dependencies: boundedDependencies(relations.flatMap((one) => relationsOf(header, ...one))),
    signature: signatureOf(signatures),
    facts: factsOf(header),
  };
}

function factsOf(header: RpmHeader): Record<string, string> {
  const [size] = header.numbers(tags.size);
  const told = [
    ['group', cleanText(header.text(tags.group))],
    ['source', cleanText(header.text(tags.sourceRpm))],
    ['installed_bytes', size === undefined ? null : String(size)],
  ] as const;
  return Object.fromEntries(
    told.flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
}

// RPMSENSE_LESS, _GREATER, _EQUAL
const signs: readonly string[] = ['', '', '<', '', '>', '', '<>', '', '=', '', '<=', '', '>='];

function relationsOf(
  header: RpmHeader,
  kind: DependencyKind,
  nameTag: number,
  flagsTag: number,
  versionTag: number,
): Dependency[] {
  const [flags, versions] = [header.numbers(flagsTag), header.texts(versionTag)];
  return header.texts(nameTag).map((name, i) => {
    const sign = signs[(flags[i] ?? 0) & 0x0e] ?? '';
    const version = cleanText(versions[i]);
    const constraint = sign === '' || version === null ? null : `${sign} ${version}`;
    return { kind, any_of: [{ name: needed(cleanText(name), 'dependency'), constraint }] };
  });
}

function signatureOf(signatures: RpmHeader): SignatureFound {
  const packets = Object.values(signatureTags).flatMap((tag) => signatures.binary(tag) ?? []);
  if (packets.length === 0) return unsigned;
  const keys = new Set(packets.flatMap(openPgpKeys));
  return signedBy(
    'openpgp',
    [...keys].map((key) => ({ subject: null, issuer: null, key })),
  );
}
