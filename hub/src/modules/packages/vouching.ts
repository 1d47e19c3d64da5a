import type { TrustDesk, Artifact, Platform, Vouching } from '../trust/index.ts';
import { isOf, removeTargetCommand } from '../trust/index.ts';
import type { Format } from './formats/metadata.ts';
import type { VersionRow } from './store.ts';

/** Who knows what publishers vouch for. */
export type Vouchers = Pick<TrustDesk, 'vouching' | 'entries'>;

/** What packages of a type run on; an archive may be for anything. */
const platforms: Readonly<Record<Format, Platform | undefined>> = {
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
  tar: undefined,
};

/** A version as its publisher has to vouch for it. */
export function artifactOf(version: VersionRow): Artifact {
  const { sha256, bytes, name, version: number, format, fileName } = version;
  return { sha256, bytes, name, version: number, platform: platforms[format], fileName };
}

/** Whose word a version has, and what is to be typed where. */
export interface PublisherWord {
  readonly state: Vouching['state'];
  readonly role: string | null;
  readonly path: string | null;
  readonly minVersion: string | null;
  readonly detail: string;
  readonly command: string | null;
}

/** A version's publisher, in words; of one that was withdrawn, whether the word is taken back. */
export async function publisherWord(
  vouchers: Vouchers,
  version: VersionRow,
): Promise<PublisherWord> {
  const found = await vouchers.vouching(artifactOf(version));
  const isWithdrawn = version.state === 'withdrawn';
  if (found.state === 'vouched') {
    const { path, roles, minVersion = null } = found;
    const role = roles.at(-1) ?? 'targets';
    const said = { state: found.state, role, path, minVersion };
    if (!isWithdrawn) return { ...said, detail: `${role} vouches for it.`, command: null };
    const detail = `It is withdrawn, and ${role} still vouches for it: its publisher takes it out.`;
    return { ...said, detail, command: removeTargetCommand(role, path) };
  }
  const none = { state: found.state, role: null, path: null, minVersion: null };
  if (isWithdrawn) return { ...none, detail: 'Nobody vouches for it any more.', command: null };
  return { ...none, detail: found.detail, command: found.command };
}

/** Of each SHA-256, the role whose metadata name it. */
export async function rolesByBytes(
  vouchers: Vouchers,
  sha256s: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const entries = await vouchers.entries();
  return new Map(
    sha256s.flatMap((sha256): [string, string][] => {
      const found = entries.find(({ target }) => isOf(target, sha256));
      return found ? [[sha256, found.role]] : [];
    }),
  );
}
