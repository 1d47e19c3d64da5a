import { bounds, MalformedError } from './source.ts';

/** Types of packages, told apart by their content. */
export const formats = [
  'deb',
  'rpm',
  'msi',
  'msix',
  'exe',
  'intunewin',
  'pkg',
  'dmg',
  'apk',
  'ipa',
  'tar',
] as const;
export type Format = (typeof formats)[number];

export const dependencyKinds = [
  'requires',
  'recommends',
  'suggests',
  'provides',
  'conflicts',
  'replaces',
  'condition',
] as const;
export type DependencyKind = (typeof dependencyKinds)[number];

/** Something that a package names; any one of several will do. */
export interface Dependency {
  readonly kind: DependencyKind;
  readonly any_of: readonly { readonly name: string; readonly constraint: string | null }[];
}
/** Who a signature names. Nothing of it was checked. */
export interface Signer {
  readonly subject: string | null;
  readonly issuer: string | null;
  /** Of an OpenPGP key, its id; of a certificate, the SHA-256 of it. */
  readonly key: string | null;
}
/** What a package says of its signature: whether it has one, and whom that names. */
export interface SignatureFound {
  /** `not_read`: this format’s signatures are not looked for. */
  readonly presence: 'present' | 'absent' | 'not_read';
  readonly scheme: 'openpgp' | 'authenticode' | 'apk' | 'jar' | null;
  readonly signers: readonly Signer[];
  /** Nothing here verifies; a publisher’s signature is what a device trusts. */
  readonly verified: false;
}
/** What a package says of itself. Null: it does not say. */
export interface Metadata {
  readonly name: string | null;
  readonly version: string | null;
  readonly architecture: string | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly vendor: string | null;
  readonly homepage: string | null;
  readonly license: string | null;
  readonly dependencies: readonly Dependency[];
  readonly signature: SignatureFound;
  /** What only this format has, by name. */
  readonly facts: Readonly<Record<string, string>>;
}

export const unsigned: SignatureFound = {
  presence: 'absent',
  scheme: null,
  signers: [],
  verified: false,
};
export const signatureNotRead: SignatureFound = { ...unsigned, presence: 'not_read' };

/** A package whose format says nothing that is read here. */
export const silentMetadata: Metadata = {
  name: null,
  version: null,
  architecture: null,
  title: null,
  description: null,
  vendor: null,
  homepage: null,
  license: null,
  dependencies: [],
  signature: signatureNotRead,
  facts: {},
};

export function signedBy(
  scheme: NonNullable<SignatureFound['scheme']>,
  signers: readonly Signer[],
): SignatureFound {
  const known = signers.slice(0, bounds.signers);
  return { presence: 'present', scheme, signers: known, verified: false };
}

/** Text as it may be kept and shown: no control characters, bounded; empty is null. */
export function cleanText(text: string | undefined, max: number = bounds.text): string | null {
  if (text === undefined) return null;
  // Line ends stay; what moves a cursor, hides text or is no character does not.
  const clean = text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replaceAll(/[^\P{C}\n\t]/gu, '')
    .trim();
  return clean === '' ? null : clean.slice(0, max);
}

/** A name or version that a package must have. @throws MalformedError without one */
export function needed(text: string | null, what: string): string {
  if (text !== null && text.length <= 255 && !text.includes('\n')) return text;
  throw new MalformedError('missing_part', `It does not say its ${what} in one line.`);
}

/** @throws MalformedError for more dependencies than are kept */
export function boundedDependencies(found: readonly Dependency[]): readonly Dependency[] {
  if (found.length <= bounds.dependencies) return found;
  throw new MalformedError('too_many', `It names ${found.length} other packages.`);
}
