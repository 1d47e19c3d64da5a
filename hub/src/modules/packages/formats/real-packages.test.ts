import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileSource } from '../byte-sources.ts';
import { buildDeb, missingTools, put, run, workFolder } from '../testing/tools.ts';
import { inspect } from './inspect.ts';
import type { Metadata } from './metadata.ts';

/*
 * Packages built by the tools of their platforms, compared with what those tools' own readers say.
 */

const tools = {
  deb: ['dpkg-deb', 'ar', 'gpg'],
  rpm: ['rpmbuild', 'rpm'],
  msi: ['wixl', 'msiinfo', 'osslsigncode', 'openssl'],
  msix: ['zip', 'openssl'],
  apk: ['aapt', 'apksigner', 'keytool'],
} as const;
const missing = await missingTools(Object.values(tools).flat());
if (missing.length > 0) console.warn(`Packages are not built: ${missing.join(', ')} missing.`);
const lacks = (format: keyof typeof tools): boolean =>
  tools[format].some((program) => missing.includes(program));

let folder: Awaited<ReturnType<typeof workFolder>>;
beforeAll(async () => {
  folder = await workFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

async function read(path: string): Promise<{ format: string; metadata: Metadata }> {
  await using source = await fileSource(path);
  const found = await inspect(source);
  if (!found.ok) throw new Error(`${path}: ${found.reason}: ${found.detail}`);
  return found;
}
const named = (metadata: Metadata, kind: string): string[] =>
  metadata.dependencies
    .filter((dependency) => dependency.kind === kind)
    .map(({ any_of: any }) =>
      any.map(({ name, constraint }) => [name, constraint].filter(Boolean).join(' ')).join(' | '),
    );
const at = (name: string): string => join(folder.path, name);

/** A key and a certificate of its own, for signing. */
async function certificate(subject: string): Promise<{ key: string; certificate: string }> {
  const [key, cert] = [at('key.pem'), at('certificate.pem')];
  const made = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert];
  await run('openssl', 'req', ...made, '-days', '9', '-subj', subject);
  return { key, certificate: cert };
}

describe.skipIf(lacks('deb'))('deb', () => {
  it.each(['xz', 'gzip', 'zstd', 'none'])('is what dpkg-deb says, packed with %s', async (by) => {
    const path = await buildDeb(folder.path, by);
    const { format, metadata } = await read(path);
    const field = async (name: string) => (await run('dpkg-deb', '-f', path, name)).trim();
    expect(format).toBe('deb');
    expect(metadata).toMatchObject({
      name: await field('Package'),
      version: await field('Version'),
      architecture: await field('Architecture'),
      vendor: await field('Maintainer'),
      homepage: await field('Homepage'),
      title: 'a till',
      description: 'It sells.\n\nMuch.',
      facts: { installed_size: await field('Installed-Size') },
      signature: { presence: 'absent', verified: false },
    });
    expect(named(metadata, 'requires')).toEqual([
      'dpkg >> 1.19',
      'libc6 >= 2.34',
      'adduser | passwd',
      'python3',
    ]);
    expect(named(metadata, 'recommends')).toEqual(['chrony']);
  });

  it('names the key of a signature that it carries, without checking it', async () => {
    const path = await buildDeb(folder.path, 'gzip', 'Section: misc\n');
    const home = ['--homedir', folder.path, '--batch', '--pinentry-mode', 'loopback'];
    const key = ['--passphrase', '', '--quick-generate-key', 'ops@example.org', 'rsa2048', 'sign'];
    await run('gpg', ...home, ...key);
    const signature = at('_gpgorigin');
    await run('gpg', ...home, '--passphrase', '', '-b', '-o', signature, path);
    await run('ar', 'r', path, signature);
    const listed = await run('gpg', ...home, '--with-colons', '-K');
    const id = /^sec:[^:]*:[^:]*:[^:]*:([0-9A-F]{16})/m.exec(listed)?.[1]?.toLowerCase();
    await run('gpgconf', '--homedir', folder.path, '--kill', 'gpg-agent');
    expect((await read(path)).metadata.signature).toEqual({
      presence: 'present',
      scheme: 'openpgp',
      signers: [{ subject: null, issuer: null, key: id }],
      verified: false,
    });
  });
});

describe.skipIf(lacks('rpm'))('rpm', () => {
  const spec = `Name: till
Epoch: 2
Version: 4.2
Release: 3
Summary: A till
License: Apache-2.0
URL: https://till.example/
Vendor: Example Ltd
BuildArch: noarch
Requires: bash >= 5, coreutils
Recommends: chrony
Conflicts: oldtill < 4
Provides: cashier = 4.2
%description
It sells.
%files
`;

  it('is what rpm says', async () => {
    const file = await put(folder.path, 'till.spec', spec);
    await run('rpmbuild', '-bb', '--define', `_topdir ${at('rpm')}`, file);
    const path = at('rpm/RPMS/noarch/till-4.2-3.noarch.rpm');
    const { format, metadata } = await read(path);
    const says = async (query: string) => (await run('rpm', '-qp', '--qf', query, path)).trim();
    expect(format).toBe('rpm');
    expect(metadata).toMatchObject({
      name: await says('%{NAME}'),
      version: await says('%{EPOCH}:%{VERSION}-%{RELEASE}'),
      architecture: await says('%{ARCH}'),
      title: await says('%{SUMMARY}'),
      description: await says('%{DESCRIPTION}'),
      vendor: await says('%{VENDOR}'),
      license: await says('%{LICENSE}'),
      homepage: await says('%{URL}'),
      facts: { source: await says('%{SOURCERPM}') },
      signature: { presence: 'absent' },
    });
    const lines = async (what: string) =>
      (await run('rpm', '-qp', what, path)).trim().split('\n').toSorted();
    expect(named(metadata, 'requires').toSorted()).toEqual(await lines('--requires'));
    expect(named(metadata, 'provides').toSorted()).toEqual(await lines('--provides'));
    expect(named(metadata, 'conflicts').toSorted()).toEqual(await lines('--conflicts'));
    expect(named(metadata, 'recommends')).toEqual(await lines('--recommends'));
  });
});

describe.skipIf(lacks('msi'))('msi', () => {
  const source = `<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Product Id="11111111-2222-3333-4444-555555555555" Name="Till Client" Language="1033"
    UpgradeCode="AAAAAAAA-2222-3333-4444-555555555555" Version="4.2.1" Manufacturer="Example Ltd">
    <Package InstallerVersion="200" Compressed="yes" />
    <Condition Message="Windows 10 is needed">VersionNT &gt;= 603</Condition>
    <Media Id="1" Cabinet="product.cab" EmbedCab="yes" />
    <Directory Id="TARGETDIR" Name="SourceDir"><Directory Id="ProgramFilesFolder">
      <Directory Id="INSTALLDIR" Name="Till">
        <Component Id="Main" Guid="BBBBBBBB-2222-3333-4444-555555555555">
          <File Id="f1" Source="till.txt" Name="till.txt" /></Component>
      </Directory></Directory></Directory>
    <Feature Id="Complete" Level="1"><ComponentRef Id="Main" /></Feature>
  </Product>
</Wix>`;

  it('is what msiinfo says, and names who signed it', async () => {
    await put(folder.path, 'till.txt', 'x');
    const wxs = await put(folder.path, 'till.wxs', source);
    const path = at('till.msi');
    await run('wixl', '-a', 'x64', '-o', path, wxs);
    const table = await run('msiinfo', 'export', path, 'Property');
    const property = (name: string) => new RegExp(`^${name}\t(.*?)\r?$`, 'm').exec(table)?.[1];
    const summary = await run('msiinfo', 'suminfo', path);
    const { format, metadata } = await read(path);
    expect(format).toBe('msi');
    expect(metadata).toMatchObject({
      name: property('ProductName'),
      version: property('ProductVersion'),
      vendor: property('Manufacturer'),
      architecture: /Template: (\w+);/.exec(summary)?.[1],
      title: /Subject: (.*)/.exec(summary)?.[1],
      facts: {
        product_code: property('ProductCode'),
        upgrade_code: property('UpgradeCode'),
        language: property('ProductLanguage'),
        package_code: /\(UUID\): (.*)/.exec(summary)?.[1],
      },
      signature: { presence: 'absent' },
    });
    expect(named(metadata, 'condition')).toEqual(['VersionNT >= 603 Windows 10 is needed']);
    const { key, certificate: by } = await certificate('/O=Example Ltd/CN=Till Publisher');
    const signed = at('signed.msi');
    const given = ['-certs', by, '-key', key, '-h', 'sha256'];
    await run('osslsigncode', 'sign', ...given, '-in', path, '-out', signed);
    expect((await read(signed)).metadata.signature).toMatchObject({
      presence: 'present',
      scheme: 'authenticode',
      signers: [{ subject: 'O=Example Ltd, CN=Till Publisher' }],
      verified: false,
    });
  });
});

describe.skipIf(lacks('msix'))('msix', () => {
  const manifest = `<?xml version="1.0" encoding="utf-8"?>
<Package xmlns="http://schemas.microsoft.com/appx/manifest/foundation/windows10">
  <Identity Name="Example.Till" Publisher="CN=Till Publisher, O=Example Ltd" Version="4.2.1.0"
    ProcessorArchitecture="x64" />
  <Properties><DisplayName>Till &amp; Co</DisplayName>
    <PublisherDisplayName>Example Ltd</PublisherDisplayName></Properties>
  <Dependencies>
    <TargetDeviceFamily Name="Windows.Desktop" MinVersion="10.0.17763.0"
      MaxVersionTested="10.0.22621.0" />
    <PackageDependency Name="Microsoft.VCLibs.140.00" MinVersion="14.0.1.0"
      Publisher="CN=Microsoft" />
  </Dependencies>
</Package>`;

  it('says what its manifest says, and names who signed it', async () => {
    await put(folder.path, 'msix/AppxManifest.xml', manifest);
    const { key, certificate: by } = await certificate('/O=Example Ltd/CN=Till Publisher');
    const der = at('p7');
    const signed = ['-sign', '-signer', by, '-inkey', key, '-outform', 'DER', '-out', der];
    await run('openssl', 'cms', ...signed, '-in', at('msix/AppxManifest.xml'), '-nodetach');
    const p7x = Buffer.concat([Buffer.from('PKCX'), await readFile(der)]);
    await writeFile(at('msix/AppxSignature.p7x'), p7x);
    const path = at('till.msix');
    await run('zip', '-q', '-j', path, at('msix/AppxManifest.xml'), at('msix/AppxSignature.p7x'));
    const { format, metadata } = await read(path);
    expect(format).toBe('msix');
    expect(metadata).toMatchObject({
      name: 'Example.Till',
      version: '4.2.1.0',
      architecture: 'x64',
      title: 'Till & Co',
      vendor: 'Example Ltd',
      facts: { publisher: 'CN=Till Publisher, O=Example Ltd' },
      signature: {
        scheme: 'authenticode',
        signers: [{ subject: 'O=Example Ltd, CN=Till Publisher' }],
      },
    });
    expect(named(metadata, 'requires')).toEqual([
      'Windows.Desktop >= 10.0.17763.0',
      'Microsoft.VCLibs.140.00 >= 14.0.1.0',
    ]);
  });
});

describe.skipIf(lacks('apk'))('apk', () => {
  const attributes = [
    ['label', '01010001', 'reference|string'],
    ['name', '01010003', 'string'],
    ['minSdkVersion', '0101020c', 'integer|string'],
    ['versionCode', '0101021b', 'integer'],
    ['versionName', '0101021c', 'string'],
    ['targetSdkVersion', '01010270', 'integer|string'],
    ['required', '0101028e', 'boolean'],
  ] as const;
  const schema = 'xmlns:android="http://schemas.android.com/apk/res/android"';
  const app = `<manifest ${schema} package="com.example.till" android:versionCode="42"
      android:versionName="4.2.0-rc1">
    <uses-sdk android:minSdkVersion="26" android:targetSdkVersion="34"/>
    <application android:label="Till &amp; Co">
      <uses-library android:name="org.example.maps" android:required="false"/>
      <uses-library android:name="org.example.core"/>
    </application>
  </manifest>`;

  /** Numbers of the platform's attributes, which the manifest is compiled with. */
  async function framework(): Promise<string> {
    const values = attributes.map(
      ([name, id, form]) =>
        `<public type="attr" name="${name}" id="0x${id}"/><attr name="${name}" format="${form}"/>`,
    );
    await put(folder.path, 'fw/res/values/attrs.xml', `<resources>${values.join('')}</resources>`);
    const manifest = await put(
      folder.path,
      'fw/AndroidManifest.xml',
      `<manifest ${schema} package="android"/>`,
    );
    const made = ['-f', '-x', '-M', manifest, '-S', at('fw/res'), '-F', at('fw.apk')];
    await run('aapt', 'package', ...made);
    return at('fw.apk');
  }

  it('is what aapt says, and names who signed it', async () => {
    const manifest = await put(folder.path, 'app/AndroidManifest.xml', app);
    const path = at('till.apk');
    const using = ['-M', manifest, '-I', await framework(), '-F', path];
    await run('aapt', 'package', '-f', ...using);
    const badging = await run('aapt', 'dump', 'badging', path);
    const says = (pattern: RegExp) => pattern.exec(badging)?.[1];
    const { format, metadata } = await read(path);
    expect(format).toBe('apk');
    expect(metadata).toMatchObject({
      name: says(/package: name='([^']+)'/),
      version: says(/versionName='([^']+)'/),
      architecture: 'any',
      title: 'Till & Co',
      facts: {
        version_code: says(/versionCode='([^']+)'/),
        min_sdk: says(/sdkVersion:'([^']+)'/),
        target_sdk: says(/targetSdkVersion:'([^']+)'/),
      },
      signature: { presence: 'absent' },
    });
    expect(named(metadata, 'requires')).toEqual(['android >= API 26', 'org.example.core']);
    expect(named(metadata, 'recommends')).toEqual(['org.example.maps']);
    const store = ['-keystore', at('ks'), '-storepass', 'secret', '-storetype', 'PKCS12'];
    const name = ['-alias', 'a', '-dname', 'CN=Till Signing, O=Example', '-keyalg', 'RSA'];
    await run('keytool', '-genkeypair', ...store, ...name);
    await run('apksigner', 'sign', '--ks', at('ks'), '--ks-pass', 'pass:secret', path);
    expect((await read(path)).metadata.signature).toMatchObject({
      scheme: 'apk',
      signers: [{ subject: 'O=Example, CN=Till Signing' }],
      verified: false,
    });
  }, 120_000); // two Java programs
});
