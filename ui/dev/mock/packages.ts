import type { PackageUpload, PackageVersion, PackageVersionRow } from '../../src/api/types.ts';
import type { Answered, Asked } from './answers.ts';
import { iso } from './fleet.ts';

const HOUR_MS = 3_600_000;
export const MOCK_PACKAGE = '018f3a2b-7c4d-7e5f-8a6b-9c0d1e2f3a01';
export const MOCK_UNNAMED = '018f3a2b-7c4d-7e5f-8a6b-9c0d1e2f3a03';

/** Packages in each state, and uploads on their way; nothing is kept. */
export function packagesOf(now: number): (asked: Asked) => Answered | undefined {
  const versions = versionsOf(now);
  const uploads = uploadsOf(now);
  return ({ method, path, query }) => {
    const [area, id] = path.split('/').filter(Boolean).slice(1);
    if (area === 'package-uploads') {
      if (method === 'DELETE') return { status: 204, body: null };
      return { status: 200, body: { items: uploads, next_cursor: null } };
    }
    if (area !== 'package-versions') return undefined;
    const found = versions.find((version) => version.id === id);
    if (id !== undefined) return found && { status: 200, body: found };
    const search = query.get('search')?.toLowerCase() ?? '';
    const items = versions
      .filter((version) => `${version.name} ${version.file_name}`.toLowerCase().includes(search))
      .map((version): PackageVersionRow => ({ ...version, vouched_by: version.publisher.role }));
    return { status: 200, body: { items, next_cursor: null } };
  };
}

const signature: PackageVersion['signature'] = {
  presence: 'absent',
  scheme: null,
  signers: [],
  verified: false,
};

const unvouched: PackageVersion['publisher'] = {
  state: 'missing',
  role: null,
  path: null,
  min_version: null,
  detail: 'No publisher’s entry names the SHA-256 9f86d081884c7d65….',
  command:
    'npm run trust -- add-target --dir /media/stick --role retail-windows --file ' +
    'till-client-4.2.1-x64.msi --path windows/retail/till-client-4.2.1-x64.msi --package ' +
    "'Till Client' --version 4.2.1 --platform windows",
};

/** What all have. */
function commonOf(now: number) {
  return {
    package_id: MOCK_PACKAGE,
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    created_at: iso(now - 30 * HOUR_MS),
    created_by: 'paul.packer',
    changed_at: iso(now - 2 * HOUR_MS),
    description: null,
    vendor: null,
    homepage: null,
    license: null,
    dependencies: [],
    signature,
    facts: {},
    publisher: unvouched,
    fault: null,
    scans: [
      {
        scanner: 'clamav',
        status: 'clean',
        at: iso(now - 29 * HOUR_MS),
        detail: 'ClamAV knows nothing bad in it.',
      },
      {
        scanner: 'trivy',
        status: 'found',
        at: iso(now - 29 * HOUR_MS),
        detail: 'Trivy found 1 critical, 2 low: CVE-2026-1234, CVE-2025-9, CVE-2025-8.',
      },
      {
        scanner: 'grype',
        status: 'not_scanned',
        at: null,
        detail: 'It has not been asked; EUCORA_SCANNERS says which are.',
      },
    ] satisfies PackageVersion['scans'],
    history: [
      { at: iso(now - 30 * HOUR_MS), deed: 'package.create', actor: 'paul.packer' },
      { at: iso(now - 20 * HOUR_MS), deed: 'package.test', actor: 'tina.test' },
      { at: iso(now - 2 * HOUR_MS), deed: 'package.publish', actor: 'petra.publisher' },
    ],
  };
}

const requires = (name: string, constraint: string): PackageVersion['dependencies'][number] => ({
  kind: 'requires',
  any_of: [{ name, constraint }],
});

function versionsOf(now: number): PackageVersion[] {
  const common = commonOf(now);
  return [readyPackage(common), ...otherPackages(common)];
}

type Common = ReturnType<typeof commonOf>;

function readyPackage(common: Common): PackageVersion {
  return {
    ...common,
    id: MOCK_PACKAGE,
    name: 'till-client',
    version: '4.2.1-3',
    architecture: 'amd64',
    format: 'deb',
    title: 'Point of sale for small shops',
    state: 'published',
    bytes: 48_123_904,
    file_name: 'till-client_4.2.1-3_amd64.deb',
    description: 'Sells things and prints receipts.\n\nWorks for days without a network.',
    vendor: 'Example Ltd <packages@example.com>',
    homepage: 'https://till.example.com/',
    dependencies: [
      requires('libc6', '>= 2.34'),
      {
        kind: 'requires',
        any_of: [
          { name: 'cups', constraint: null },
          { name: 'lprng', constraint: null },
        ],
      },
      { kind: 'recommends', any_of: [{ name: 'chrony', constraint: null }] },
    ],
    signature: {
      presence: 'present',
      scheme: 'openpgp',
      signers: [{ subject: null, issuer: null, key: '9c1d2e3f4a5b6c7d' }],
      verified: false,
    },
    facts: { section: 'misc', installed_size: '152034' },
    publisher: {
      state: 'vouched',
      role: 'retail-linux',
      path: 'linux/retail/till-client_4.2.1-3_amd64.deb',
      min_version: '4.1',
      detail: 'retail-linux vouches for it.',
      command: null,
    },
  };
}

function otherPackages(common: Common): PackageVersion[] {
  return [
    {
      ...common,
      id: '018f3a2b-7c4d-7e5f-8a6b-9c0d1e2f3a02',
      name: 'Till Client',
      version: '4.2.1',
      architecture: 'x64',
      format: 'msi',
      title: 'Till Client',
      state: 'staged',
      bytes: 112_934_912,
      file_name: 'till-client-4.2.1-x64.msi',
    },
    {
      ...common,
      id: MOCK_UNNAMED,
      package_id: null,
      name: null,
      version: null,
      architecture: null,
      format: 'dmg',
      title: null,
      state: 'uploaded',
      bytes: 2_412_934_912,
      file_name: 'a-very-long-name-of-a-disk-image-that-somebody-downloaded-somewhere (1).dmg',
      signature: { ...signature, presence: 'not_read' },
      fault: 'it has 2412934911 bytes and not 2412934912',
    },
    {
      ...common,
      id: '018f3a2b-7c4d-7e5f-8a6b-9c0d1e2f3a04',
      name: 'oldtill',
      version: '1.0-1',
      architecture: 'noarch',
      format: 'rpm',
      title: 'The till before this one',
      state: 'withdrawn',
      bytes: 1_048_576,
      file_name: 'oldtill-1.0-1.noarch.rpm',
    },
  ];
}

function uploadsOf(now: number): PackageUpload[] {
  const common = {
    created_at: iso(now - HOUR_MS),
    created_by: 'paul.packer',
    expires_at: null,
    reason: null,
    detail: null,
    version_id: null,
  };
  return [
    {
      ...common,
      id: '118f3a2b-7c4d-7e5f-8a6b-9c0d1e2f3a01',
      file_name: 'design-suite-2026.iso.msix',
      bytes: 9_812_934_912,
      received: 4_812_934_912,
      state: 'receiving',
      expires_at: iso(now + 150 * HOUR_MS),
    },
    {
      ...common,
      id: '118f3a2b-7c4d-7e5f-8a6b-9c0d1e2f3a02',
      file_name: 'till.apk',
      bytes: 81_293,
      received: 81_293,
      state: 'refused',
      reason: 'bad_structure',
      detail: 'Its manifest is no binary XML: a part at byte 812 is cut off.',
    },
    {
      ...common,
      id: '118f3a2b-7c4d-7e5f-8a6b-9c0d1e2f3a03',
      file_name: 'till-client_4.2.1-3_amd64.deb',
      bytes: 48_123_904,
      received: 48_123_904,
      state: 'done',
      reason: 'known',
      version_id: MOCK_PACKAGE,
    },
  ];
}
