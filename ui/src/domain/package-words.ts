import type { PackageUpload, PackageVersion, PackageVersionRow } from '../api/types.ts';

const STATES = {
  uploaded: 'needs a name',
  inspected: 'inspected',
  staged: 'staged',
  published: 'published',
  withdrawn: 'withdrawn',
} as const satisfies Record<PackageVersion['state'], string>;

const FORMATS = {
  deb: 'Debian package',
  rpm: 'RPM package',
  msi: 'Windows Installer',
  msix: 'MSIX',
  exe: 'Windows program',
  intunewin: 'Intune package',
  pkg: 'macOS package',
  dmg: 'macOS disk image',
  apk: 'Android package',
  ipa: 'iOS app',
  tar: 'tar archive',
} as const satisfies Record<PackageVersion['format'], string>;

const SCANS = {
  clean: 'nothing found',
  found: 'found something',
  failed: 'failed',
  not_scanned: 'not scanned',
} as const satisfies Record<PackageVersion['scans'][number]['status'], string>;
const SCANNERS = { clamav: 'ClamAV', trivy: 'Trivy', grype: 'Grype' } as const satisfies Record<
  PackageVersion['scans'][number]['scanner'],
  string
>;

export const scanWord = (status: PackageVersion['scans'][number]['status']): string =>
  SCANS[status];
export const scannerName = (scanner: PackageVersion['scans'][number]['scanner']): string =>
  SCANNERS[scanner];

const DEEDS: Readonly<Record<string, string>> = {
  'package.create': 'made it',
  'package.test': 'found it fit',
  'package.publish': 'published it',
};

export const packageState = (state: PackageVersion['state']): string => STATES[state];
export const packageFormat = (format: PackageVersion['format']): string => FORMATS[format];
export const deedWord = (deed: string): string => DEEDS[deed] ?? deed;

const PUBLISHERS = {
  vouched: 'vouched for',
  missing: 'not vouched for',
  refused: 'devices would refuse it',
  no_root: 'nobody can vouch for anything yet',
} as const satisfies Record<PackageVersion['publisher']['state'], string>;

/** Whose word a version has. */
export function publisherWord(
  state: PackageVersion['publisher']['state'],
  role: string | null,
): string {
  return role === null ? PUBLISHERS[state] : `${PUBLISHERS[state]} by ${role}`;
}

/** Whose signed word names a version's bytes, in a list. */
export function vouchedWord({
  state,
  vouched_by: role,
}: Pick<PackageVersionRow, 'state' | 'vouched_by'>): string {
  if (role !== null) return `signed by ${role}`;
  return state === 'staged' ? 'waits for its publisher' : '';
}

/** What a version is called: by its name, or by its file while it has none. */
export function packageTitle(
  version: Pick<PackageVersion, 'name' | 'title' | 'file_name'>,
): string {
  return version.name ?? version.file_name;
}

/** Whom a package's signature names, and that nobody checked it. */
export function signatureWords({ signature }: Pick<PackageVersion, 'signature'>): string {
  if (signature.presence === 'not_read') return 'not looked for in this type';
  if (signature.presence === 'absent') return 'none';
  const names = signature.signers.map(({ subject, key }) => subject ?? `key ${key ?? 'unknown'}`);
  return `${names.join('; ') || 'of nobody it names'} — present, not verified`;
}

/** Where an upload stands. */
export function uploadWords(upload: Pick<PackageUpload, 'state' | 'reason' | 'detail'>): string {
  switch (upload.state) {
    case 'receiving':
      return 'on its way';
    case 'received':
      return 'being inspected';
    case 'done':
      return upload.reason === 'known' ? 'was there already' : 'taken in';
    case 'refused':
      return `refused: ${upload.detail ?? upload.reason ?? ''}`;
    default: {
      const missing: never = upload.state;
      return missing;
    }
  }
}
