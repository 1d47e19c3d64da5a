import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalise, productName } from './normalise.ts';

const raw = (source: string, name: string, version: string, publisher: string | null = null) => ({
  source,
  name,
  version,
  publisher,
});

test.each([
  [raw('dpkg', 'libc6:amd64', '2.36-9+deb12u8'), 'pkg:deb/debian/libc6', '2.36-9+deb12u8'],
  [raw('dpkg', 'libstdc++6', '12.2.0-14'), 'pkg:deb/debian/libstdc%2B%2B6', '12.2.0-14'],
  [raw('dpkg', 'dmsetup', '2:1.02.185-2'), 'pkg:deb/debian/dmsetup', '1.02.185-2'],
  [raw('dpkg', 'bash', '5.2-2ubuntu1'), 'pkg:deb/ubuntu/bash', '5.2-2ubuntu1'],
  [
    raw('dpkg', 'bash', '5.2-2', 'Ubuntu Developers <x@lists.ubuntu.com>'),
    'pkg:deb/ubuntu/bash',
    '5.2-2',
  ],
  [
    raw('rpm', 'bash.x86_64', '1:5.2-1.fc40', 'Fedora Project'),
    'pkg:rpm/fedora/bash',
    '5.2-1.fc40',
  ],
  [raw('rpm', 'gpg-pubkey', '(none):fd431d51', null), 'pkg:rpm/gpg-pubkey', 'fd431d51'],
  [
    raw('registry', '7-Zip 23.01 (x64)', '23.01', 'Igor Pavlov'),
    'pkg:generic/windows/7-zip',
    '23.01',
  ],
  [
    raw('registry', 'Mozilla Firefox ESR (x64 en-US)', '115.6.0'),
    'pkg:generic/windows/mozilla-firefox-esr',
    '115.6.0',
  ],
  [raw('registry', 'Notepad++ (64-bit x64)', '8.6'), 'pkg:generic/windows/notepad%2B%2B', '8.6'],
  [raw('app', 'Visual Studio Code', '1.85.1'), 'pkg:generic/macos/visual-studio-code', '1.85.1'],
  [raw('winget', 'Git.Git', '2.43.0'), 'pkg:generic/winget/Git.Git', '2.43.0'],
  [raw('flatpak', 'org.gimp.GIMP', '2.10'), 'pkg:generic/flatpak/org.gimp.GIMP', '2.10'],
  [raw('brew', 'jq', '1.7'), 'pkg:generic/brew/jq', '1.7'],
] as const)('%o', (item, purl, version) => {
  expect(normalise(item)).toMatchObject({ purl, version });
});

test.each([
  ['Python 3.12.1 (64-bit)', '3.12.1150.0', 'Python'],
  ['Mozilla Firefox (x64 en-US)', '121.0', 'Mozilla Firefox'],
  ['Tool x64 (beta)', '1', 'Tool (beta)'],
  [
    'Microsoft Visual C++ 2015-2022 Redistributable (x64) - 14.38.33130',
    '14.38.33130.0',
    'Microsoft Visual C++ 2015-2022 Redistributable',
  ],
  ['2048', '2048', '2048'],
])('the product of %s %s is %s', (name, version, product) => {
  expect(productName(name, version)).toBe(product);
});

test('two builds of one version are one application', () => {
  const [x64, x86] = ['7-Zip 23.01 (x64)', '7-Zip 23.01 (x86)'].map((name) =>
    normalise(raw('registry', name, '23.01')),
  );
  expect(x64?.purl).toBe(x86?.purl);
});

test('whatever a device reports has a well-formed id', () => {
  const source = fc.constantFrom('dpkg', 'rpm', 'registry', 'app', 'snap', 'something else', '');
  fc.assert(
    fc.property(
      source,
      fc.string({ minLength: 1, unit: 'grapheme' }),
      fc.string(),
      (from, name, version) => {
        expect(normalise(raw(from, name, version)).purl).toMatch(/^pkg:[a-z]+(?:\/[^\s/]+)+$/);
      },
    ),
  );
});
