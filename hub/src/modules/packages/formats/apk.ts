import { apkSigners } from './apk-signing.ts';
import { binaryXml, type BinaryElement } from './binary-xml.ts';
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

export const apkManifest = 'AndroidManifest.xml';
const jarSignature = /^META-INF\/[^/]+\.(?:RSA|DSA|EC)$/;
const nativeCode = /^lib\/([^/]+)\/[^/]+\.so$/;

/** Reads an Android package: its binary manifest, native code and signers. */
export async function readApk(source: ByteSource): Promise<Metadata> {
  const zip = await openZip(
    source,
    (name) => name === apkManifest || jarSignature.test(name) || nativeCode.test(name),
  );
  const file = await zip.read(apkManifest, bounds.packed);
  if (!file) throw new MalformedError('missing_part', 'It has no AndroidManifest.xml.');
  const elements = binaryXml(file);
  const [root] = elements;
  if (root?.name !== 'manifest') {
    throw new MalformedError('missing_part', 'Its manifest has no manifest element.');
  }
  const of = (element: BinaryElement | undefined, name: string): string | null =>
    resolved(element?.attributes.get(name));
  const application = elements.find(({ name, depth }) => name === 'application' && depth === 2);
  const sdk = elements.find(({ name, depth }) => name === 'uses-sdk' && depth === 2);
  const code = of(root, 'versionCode');
  return {
    name: needed(of(root, 'package'), 'name (package)'),
    version: needed(of(root, 'versionName') ?? code, 'version (versionName)'),
    architecture: architectureOf(zip),
    title: of(application, 'label'),
    description: null,
    vendor: null,
    homepage: null,
    license: null,
    dependencies: boundedDependencies(dependenciesOf(elements, of(sdk, 'minSdkVersion'))),
    signature: await signatureOf(source, zip),
    facts: Object.fromEntries(
      (
        [
          ['version_code', code],
          ['min_sdk', of(sdk, 'minSdkVersion')],
          ['target_sdk', of(sdk, 'targetSdkVersion')],
        ] as const
      ).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
    ),
  };
}

/** A value that the manifest holds itself, not a reference into resources. */
function resolved(value: string | undefined): string | null {
  return value?.startsWith('@') === true ? null : cleanText(value);
}

function architectureOf(zip: Zip): string {
  const found = [...zip.names].flatMap((name) => nativeCode.exec(name)?.[1] ?? []);
  return cleanText([...new Set(found)].toSorted().join(','), 200) ?? 'any';
}

function dependenciesOf(elements: readonly BinaryElement[], minSdk: string | null): Dependency[] {
  const platform: Dependency[] =
    minSdk === null
      ? []
      : [{ kind: 'requires', any_of: [{ name: 'android', constraint: `>= API ${minSdk}` }] }];
  const libraries = elements.filter(({ name }) => name === 'uses-library');
  return platform.concat(
    libraries.flatMap(({ attributes }) => {
      const name = resolved(attributes.get('name'));
      const isRequired = attributes.get('required') !== 'false';
      const kind = isRequired ? 'requires' : 'recommends';
      return name === null ? [] : [{ kind, any_of: [{ name, constraint: null }] }];
    }),
  );
}

async function signatureOf(source: ByteSource, zip: Zip): Promise<SignatureFound> {
  const signers = await apkSigners(source);
  if (signers !== undefined) return signedBy('apk', signers);
  const jar = [...zip.names].find((name) => jarSignature.test(name));
  const file = jar === undefined ? undefined : await zip.read(jar, 1_048_576);
  return file === undefined ? unsigned : signedBy('jar', cmsSigners(file));
}
