import type { ArtifactRef } from '@eucora/protocol/desired';
import type { Database } from '../../platform/db.ts';
import { chunkListOf } from '../delivery/index.ts';

/** Who vouches for bytes: the image side. */
export interface Vouchers {
  vouching(artifact: {
    readonly sha256: string;
    readonly bytes: number;
    readonly name: string | null;
    readonly version: string | null;
    readonly platform: 'linux' | 'windows' | 'macos' | 'android' | 'ios' | undefined;
    readonly fileName: string;
  }): Promise<
    | { readonly state: 'vouched'; readonly path: string; readonly minVersion: string | undefined }
    | { readonly state: 'no_root' | 'missing' | 'refused' }
  >;
}
export interface ArtifactsDeps {
  readonly db: Database;
  readonly vouchers: Vouchers;
}
/** What the image side and the object store say of a version. */
export interface Orderable {
  readonly hindrance: 'not_vouched' | 'not_listed' | null;
  /** Null: something hinders it. */
  readonly artifact: ArtifactRef | null;
  readonly minVersion: string | null;
}

interface VersionRow {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly format: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly fileName: string;
}

const platforms: Readonly<Record<string, 'linux' | 'windows' | 'macos' | 'android' | 'ios'>> = {
  deb: 'linux',
  rpm: 'linux',
  msi: 'windows',
  msix: 'windows',
  exe: 'windows',
  intunewin: 'windows',
  pkg: 'macos',
  dmg: 'macos',
  apk: 'android',
  ipa: 'ios',
};

/** Which versions can be ordered, and what devices will check of them on both sides. */
export async function orderableVersions(
  deps: ArtifactsDeps,
  versionIds: readonly string[],
): Promise<ReadonlyMap<string, Orderable>> {
  if (versionIds.length === 0) return new Map();
  const sql = `SELECT v.id, p.name, v.version, v.format, encode(v.sha256, 'hex') AS sha256, v.bytes,
                      v.file_name AS "fileName"
                 FROM packages.versions v JOIN packages.packages p ON p.id = v.package_id
                WHERE v.id = ANY($1::uuid[])`;
  const { rows } = await deps.db.query<VersionRow>(sql, [[...new Set(versionIds)]]);
  const found = new Map<string, Orderable>();
  for (const row of rows) found.set(row.id, await orderable(deps, row));
  return found;
}

async function orderable(deps: ArtifactsDeps, row: VersionRow): Promise<Orderable> {
  const vouched = await deps.vouchers.vouching({ ...row, platform: platforms[row.format] });
  if (vouched.state !== 'vouched') {
    return { hindrance: 'not_vouched', artifact: null, minVersion: null };
  }
  const minVersion = vouched.minVersion ?? null;
  const chunks = await chunkListOf(deps.db, row.sha256);
  if (!chunks) return { hindrance: 'not_listed', artifact: null, minVersion };
  const artifact = {
    targetPath: vouched.path,
    sha256: Buffer.from(row.sha256, 'hex'),
    bytes: row.bytes,
    chunkListSha256: chunks.listSha256,
  };
  return { hindrance: null, artifact, minVersion };
}
