import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { cmsSigners } from './cms.ts';
import {
  boundedDependencies,
  cleanText,
  needed,
  signedBy,
  unsigned,
  type Dependency,
  type Metadata,
  type SignatureFound,
} from './metadata.ts';
import { bounds, MalformedError, type ByteSource } from './source.ts';
import { openZip, type Zip } from './zip.ts';

export const msixManifest = 'AppxManifest.xml';
export const msixBundleManifest = 'AppxMetadata/AppxBundleManifest.xml';
const signatureFile = 'AppxSignature.p7x';
const ownFiles = new Set([msixManifest, msixBundleManifest, signatureFile]);

/** An element of XML as the parser gives it: attributes begin with @. */
type Element = Readonly<Record<string, unknown>>;

/** Reads an MSIX package or a bundle of them, by its manifest. */
export async function readMsix(source: ByteSource): Promise<Metadata> {
  const zip = await openZip(source, (name) => ownFiles.has(name));
  const isBundle = !zip.names.has(msixManifest);
  const file = await zip.read(isBundle ? msixBundleManifest : msixManifest, bounds.description);
  if (!file) throw new MalformedError('missing_part', 'It has no AppxManifest.xml.');
  const root = inside(xmlOf(file), isBundle ? 'Bundle' : 'Package');
  const identity = inside(root, 'Identity');
  const properties = inside(root, 'Properties');
  const publisher = attribute(identity, 'Publisher');
  return {
    name: needed(attribute(identity, 'Name'), 'name (Identity)'),
    version: needed(attribute(identity, 'Version'), 'version (Identity)'),
    architecture: isBundle
      ? architecturesOf(root)
      : (attribute(identity, 'ProcessorArchitecture') ?? 'neutral'),
    title: word(properties, 'DisplayName'),
    description: word(properties, 'Description'),
    vendor: word(properties, 'PublisherDisplayName') ?? publisher,
    homepage: null,
    license: null,
    dependencies: boundedDependencies(dependenciesOf(root)),
    signature: await signatureOf(zip),
    facts: {
      ...(publisher === null ? {} : { publisher }),
      ...(isBundle ? { bundle: 'yes' } : {}),
    },
  };
}

function xmlOf(file: Buffer): Element {
  const text = file.toString('utf8').replace(/^\u{FEFF}/u, '');
  if (/<!DOCTYPE/i.test(text)) {
    throw new MalformedError('unsupported', 'Its manifest declares a document type.');
  }
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) {
    throw new MalformedError('bad_text', `Its manifest is no XML: ${verdict.err.msg}`);
  }
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    removeNSPrefix: true,
    parseAttributeValue: false,
    parseTagValue: false,
  });
  return elementOf(parser.parse(text));
}

const isElement = (value: unknown): value is Element =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const elementOf = (value: unknown): Element => (isElement(value) ? value : {});
const inside = (parent: Element, name: string): Element => elementOf(parent[name]);

/** All children of a name: the parser makes a list only of several. */
function all(parent: Element, name: string): Element[] {
  const found = parent[name];
  return (Array.isArray(found) ? found : [found]).filter(isElement);
}

function attribute(element: Element, name: string): string | null {
  const value = element[`@${name}`];
  return typeof value === 'string' ? cleanText(value) : null;
}

/** Text of a child; a reference into the package's resources is none. */
function word(parent: Element, name: string): string | null {
  const value = parent[name];
  return typeof value === 'string' && !value.startsWith('ms-resource:') ? cleanText(value) : null;
}

function architecturesOf(bundle: Element): string {
  const packages = all(inside(bundle, 'Packages'), 'Package');
  const found = packages
    .filter((one) => attribute(one, 'Type') !== 'resource')
    .flatMap((one) => attribute(one, 'Architecture') ?? []);
  return [...new Set(found)].toSorted().join(',') || 'neutral';
}

function dependenciesOf(root: Element): Dependency[] {
  const parent = inside(root, 'Dependencies');
  return ['TargetDeviceFamily', 'PackageDependency'].flatMap((name) =>
    all(parent, name).flatMap((one) => {
      const found = attribute(one, 'Name');
      const least = attribute(one, 'MinVersion');
      if (found === null) return [];
      const constraint = least === null ? null : `>= ${least}`;
      return [{ kind: 'requires', any_of: [{ name: found, constraint }] } as const];
    }),
  );
}

/** The signature's file is a mark and a CMS message. */
async function signatureOf(zip: Zip): Promise<SignatureFound> {
  const file = await zip.read(signatureFile, 1_048_576);
  if (file === undefined) return unsigned;
  if (file.toString('latin1', 0, 4) !== 'PKCX') {
    throw new MalformedError('bad_structure', 'Its AppxSignature.p7x is no signature.');
  }
  return signedBy('authenticode', cmsSigners(file.subarray(4)));
}
