/**
 * States of a package version. `uploaded`: its bytes are stored, and they do not say what they are;
 * `inspected`: name and version are known; `staged`: a packager found it fit; `published`: its
 * publisher vouches for it, and it may be deployed; `withdrawn`: not any more, and its bytes stay for
 * sites that may still need them.
 */
export const versionStates = ['uploaded', 'inspected', 'staged', 'published', 'withdrawn'] as const;
export type VersionState = (typeof versionStates)[number];

const moves = {
  describe: { from: ['uploaded'], to: 'inspected' },
  stage: { from: ['inspected'], to: 'staged' },
  publish: { from: ['staged'], to: 'published' },
  withdraw: { from: ['uploaded', 'inspected', 'staged', 'published'], to: 'withdrawn' },
} as const satisfies Record<string, { from: readonly VersionState[]; to: VersionState }>;
export type Move = keyof typeof moves;

/** The state after a move; undefined: it is not possible from here. */
export function moved(state: VersionState, move: Move): VersionState | undefined {
  const { from, to } = moves[move];
  return from.some((each) => each === state) ? to : undefined;
}

/** From which states a move is possible, for saying so. */
export function possibleFrom(move: Move): readonly VersionState[] {
  return moves[move].from;
}

/** A site may act for so long on what it was told; it may fetch what it knew until then. */
export const siteMemoryMs = 365 * 86_400_000;

/** May a site, or a person, still need the bytes of a version? */
export function needsBytes(
  version: { readonly state: VersionState; readonly changedAt: Date },
  now: Date,
): boolean {
  if (version.state !== 'withdrawn') return true;
  return now.getTime() - version.changedAt.getTime() < siteMemoryMs;
}
